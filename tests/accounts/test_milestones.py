"""When people are told of a birthday: rules alone, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.milestones import (
    born_for_marks_of_14,
    born_for_marks_of_18,
    last_day_of_grace,
    mark_of_14,
    mark_of_18,
)

BORN = date(2012, 9, 12)
LEAP = date(2012, 2, 29)
DAYS = st.dates(date(2005, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("on", "mark"),
    [
        pytest.param(date(2026, 9, 11), None, id="the eve of the birthday says nothing"),
        pytest.param(date(2026, 9, 12), 0, id="the birthday congratulates"),
        pytest.param(date(2026, 11, 10), 0, id="a night that slept for weeks still congratulates"),
        pytest.param(date(2026, 11, 11), 30, id="thirty days before the last day"),
        pytest.param(date(2026, 12, 3), 30, id="eight days before it thirty is still the nearest mark"),
        pytest.param(date(2026, 12, 4), 7, id="seven days before"),
        pytest.param(date(2026, 12, 11), 7, id="the last day"),
        pytest.param(date(2026, 12, 12), None, id="after it the page says what to do"),
    ],
)
def test_fourteen_with_ninety_days_of_grace(on: date, mark: int | None) -> None:
    assert last_day_of_grace(BORN, grace_days=90) == date(2026, 12, 11)
    assert mark_of_14(BORN, on=on, grace_days=90) == mark


@pytest.mark.parametrize(
    ("grace_days", "on", "mark"),
    [
        pytest.param(0, date(2026, 8, 13), 30, id="without grace one is told before the birthday"),
        pytest.param(0, date(2026, 9, 5), 7, id="and a week before it"),
        pytest.param(0, date(2026, 9, 12), 0, id="the birthday is the last day"),
        pytest.param(0, date(2026, 9, 13), None, id="and then it is over"),
        pytest.param(7, date(2026, 9, 12), 0, id="of two marks on one day the congratulation"),
        pytest.param(20, date(2026, 9, 11), 30, id="short grace: the first mark comes before the birthday"),
    ],
)
def test_fourteen_with_another_grace(grace_days: int, on: date, mark: int | None) -> None:
    assert mark_of_14(BORN, on=on, grace_days=grace_days) == mark


@pytest.mark.parametrize(
    ("on", "mark"),
    [
        pytest.param(date(2030, 7, 13), None, id="sixty-one days before"),
        pytest.param(date(2030, 7, 14), 60, id="sixty"),
        pytest.param(date(2030, 8, 12), 60, id="thirty-one"),
        pytest.param(date(2030, 8, 13), 30, id="thirty"),
        pytest.param(date(2030, 9, 5), 7, id="seven"),
        pytest.param(date(2030, 9, 11), 7, id="the eve"),
        pytest.param(date(2030, 9, 12), None, id="of age: nothing is soon any more"),
    ],
)
def test_eighteen(on: date, mark: int | None) -> None:
    assert mark_of_18(BORN, on=on) == mark


@pytest.mark.parametrize(
    ("on", "mark"),
    [
        pytest.param(date(2026, 2, 28), None, id="not yet fourteen on 28 February"),
        pytest.param(date(2026, 3, 1), 0, id="fourteen on 1 March of a common year"),
    ],
)
def test_leap_day_children(on: date, mark: int | None) -> None:
    assert mark_of_14(LEAP, on=on, grace_days=90) == mark
    assert mark_of_18(LEAP, on=date(2030, 2, 28)) == 7


@given(born=DAYS, days=st.integers(-40, 130), grace_days=st.integers(0, 120))
def test_whoever_has_a_mark_of_14_is_among_those_looked_at(born: date, days: int, grace_days: int) -> None:
    on = last_day_of_grace(born, grace_days=0) + timedelta(days=days)
    first, last = born_for_marks_of_14(on=on, grace_days=grace_days)
    assert mark_of_14(born, on=on, grace_days=grace_days) is None or first <= born <= last


@given(born=DAYS, days=st.integers(1, 70))
def test_whoever_has_a_mark_of_18_is_among_those_looked_at(born: date, days: int) -> None:
    on = last_day_of_grace(born, grace_days=0) + timedelta(days=4 * 365 + 1 - days)
    first, last = born_for_marks_of_18(on=on)
    assert mark_of_18(born, on=on) is None or first <= born <= last


@given(born=DAYS, grace_days=st.integers(0, 120))
def test_marks_come_once_and_in_order(born: date, grace_days: int) -> None:
    end = last_day_of_grace(born, grace_days=grace_days)
    told = [mark_of_14(born, on=end - timedelta(days=back), grace_days=grace_days) for back in range(160, -2, -1)]
    changes = [mark for mark, before in zip(told[1:], told, strict=False) if mark != before]
    assert len(changes) == len(set(changes))
    assert changes[-1] is None
