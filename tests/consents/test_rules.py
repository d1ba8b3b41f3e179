"""When a consent stands."""

from datetime import date
from uuid import UUID

import pytest

from consents.rules import Spoken, decides_for_oneself, outgrows_account, sees_visitors, soon_of_age, stands

MOTHER, FATHER, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
BOTH = frozenset({MOTHER, FATHER})


@pytest.mark.parametrize(
    ("decisions", "entitled", "expected"),
    [
        pytest.param([], BOTH, False, id="nobody spoke"),
        pytest.param([Spoken(MOTHER, True)], BOTH, True, id="one parent is enough"),
        pytest.param([Spoken(MOTHER, True), Spoken(FATHER, False)], BOTH, True, id="each takes back only one's own"),
        pytest.param([Spoken(MOTHER, True), Spoken(MOTHER, False)], BOTH, False, id="the last word counts"),
        pytest.param([Spoken(MOTHER, False), Spoken(MOTHER, True)], BOTH, True, id="given again"),
        pytest.param([Spoken(STRANGER, True)], BOTH, False, id="a stranger's yes is nothing"),
        pytest.param([Spoken(MOTHER, True)], frozenset(), False, id="entitled no longer"),
    ],
)
def test_stands(decisions: list[Spoken], entitled: frozenset[UUID], expected: bool) -> None:  # noqa: FBT001
    assert stands(decisions, entitled=entitled) is expected


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        pytest.param(date(2008, 10, 2), date(2026, 10, 1), False, id="the day before 18"),
        pytest.param(date(2008, 10, 1), date(2026, 10, 1), True, id="the 18th birthday"),
        pytest.param(date(2008, 2, 29), date(2026, 2, 28), False, id="leap-day child on 28 February"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), True, id="leap-day child on 1 March"),
        pytest.param(None, date(2026, 10, 1), False, id="unknown birth date: a parent decides"),
    ],
)
def test_decides_for_oneself(born: date | None, on: date, expected: bool) -> None:  # noqa: FBT001
    assert decides_for_oneself(born, on=on) is expected


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        pytest.param(date(2008, 11, 30), date(2026, 9, 30), False, id="61 days before"),
        pytest.param(date(2008, 11, 30), date(2026, 10, 1), True, id="60 days before"),
        pytest.param(date(2008, 10, 2), date(2026, 10, 1), True, id="the eve"),
        pytest.param(date(2008, 10, 1), date(2026, 10, 1), False, id="the birthday itself: not soon, now"),
        pytest.param(date(2008, 2, 29), date(2026, 2, 28), True, id="leap-day child on 28 February"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), False, id="leap-day child on 1 March"),
        pytest.param(date(2008, 2, 29), date(2025, 12, 31), True, id="leap-day child, 60 days before 1 March"),
        pytest.param(date(2008, 2, 29), date(2025, 12, 30), False, id="leap-day child, 61 days before"),
        pytest.param(None, date(2026, 10, 1), False, id="unknown birth date"),
    ],
)
def test_soon_of_age(born: date | None, on: date, expected: bool) -> None:  # noqa: FBT001
    assert soon_of_age(born, on=on) is expected


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2010, 10, 2), False, id="15"),
        pytest.param(date(2010, 10, 1), True, id="the 16th birthday"),
        pytest.param(None, False, id="unknown birth date"),
    ],
)
def test_sees_visitors(born: date | None, expected: bool) -> None:  # noqa: FBT001
    assert sees_visitors(born, on=date(2026, 10, 1)) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2026, 8, 31), False, id="31 days before 14"),
        pytest.param(date(2026, 9, 1), True, id="30 days before"),
        pytest.param(date(2026, 10, 1), True, id="the birthday"),
        pytest.param(date(2026, 12, 30), True, id="the last day of the grace"),
        pytest.param(date(2026, 12, 31), False, id="after the grace the desk is shut anyway"),
    ],
)
def test_outgrows_account(on: date, expected: bool) -> None:  # noqa: FBT001
    assert outgrows_account(date(2012, 10, 1), last_day=date(2026, 12, 30), on=on) is expected
