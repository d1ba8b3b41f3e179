"""An account that a record was opened with may become too little for it, but never overnight."""

from datetime import date

import pytest

from accounts.actions.levels import may_go_on
from accounts.claims import Level
from tests.factories import create_parent, create_region, create_school, create_student
from tests.people import remember

pytestmark = pytest.mark.django_db
BORN = date(2012, 10, 1)


@pytest.mark.parametrize(
    ("level", "on", "expected"),
    [
        pytest.param(Level.CHILD, date(2026, 9, 30), True, id="the day before 14"),
        pytest.param(Level.CHILD, date(2026, 10, 1), True, id="the 14th birthday"),
        pytest.param(Level.CHILD, date(2026, 12, 29), True, id="the last day of grace"),
        pytest.param(Level.CHILD, date(2026, 12, 30), False, id="after the grace"),
        pytest.param(Level.CONFIRMED, date(2027, 6, 1), True, id="an own account"),
        pytest.param(Level.OTHER, date(2026, 9, 30), False, id="an unconfirmed one at no age"),
    ],
)
def test_a_pupils_account(level: Level, on: date, expected: bool) -> None:  # noqa: FBT001  a table's column
    student = create_student(school=create_school(), birth_date=BORN)
    verified = remember(level=level, birth_date=BORN)
    assert may_go_on(verified, student, region=create_region(), on=on) is expected


@pytest.mark.parametrize(
    ("level", "expected"), [(Level.CONFIRMED, True), (Level.CHILD, False), (Level.OTHER, False)], ids=str
)
def test_a_parents_account(level: Level, expected: bool) -> None:  # noqa: FBT001  a table's column
    parent = create_parent(school=create_school())
    assert may_go_on(remember(level=level), parent, region=create_region(), on=date(2026, 10, 1)) is expected
