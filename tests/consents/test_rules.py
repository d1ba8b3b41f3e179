"""When a consent stands."""

from datetime import date
from uuid import UUID

import pytest

from consents.rules import Spoken, decides_for_oneself, stands

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
