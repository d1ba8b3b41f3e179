"""A list that a school makes in August is of the year that begins in September."""

from datetime import date

import pytest

from schools.actions.rosters.applying import apply
from schools.models import SchoolClass, Student
from tests.factories import create_school
from tests.schools.actions.roster_files import FAMILY, parsed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "year"),
    [
        pytest.param(date(2028, 7, 31), "2027/2028", id="July still tells of the year that ends"),
        pytest.param(date(2028, 8, 1), "2028/2029", id="the first of August"),
        pytest.param(date(2028, 8, 31), "2028/2029", id="the last of August"),
        pytest.param(date(2028, 9, 1), "2028/2029", id="the first of September"),
    ],
)
def test_the_year_that_a_list_means(on: date, year: str) -> None:
    apply(roster=parsed(FAMILY), school=create_school(), on=on, by="test")

    student = Student.for_system(by="test").get()
    assert student.school_class is not None
    assert str(student.school_class.year) == year


def test_the_same_list_in_september_makes_no_new_classes() -> None:
    school = create_school()
    for on in (date(2028, 8, 28), date(2028, 9, 4)):
        plan = apply(roster=parsed(FAMILY), school=school, on=on, by="test")

    assert SchoolClass.for_system(by="test").count() == 1
    assert plan.count()["students_kept"] == 1
