"""Restrictions in tests: an act of a court against a father, in this school or in another."""

from datetime import date
from typing import Any

from schools.actions import restrictions
from schools.actions.restrictions import Unrecorded
from schools.models import Parent, Restriction, School, Student
from schools.relations import EVERYTHING
from tests.factories import DOER, TODAY, create_student
from tests.people import NOON

FATHER = {"surname": "Соколов", "given_name": "Илья", "patronymic": "Ильич"}


def restrict(student: Student, parent: Parent | Unrecorded | None = None, **fields: Any) -> Restriction:
    """An act without end that takes everything from the father, who has no record, unless told otherwise."""
    told: dict[str, Any] = {
        "act": "court",
        "act_number": "2-17/2026",
        "act_date": date(2026, 4, 2),
        "act_issuer": "Советский районный суд",
        "valid_from": date(2026, 4, 2),
        "valid_to": None,
        "bars": EVERYTHING,
        "at": NOON,
        "by": DOER,
    }
    return restrictions.set_restriction(student=student, parent=parent or Unrecorded(**FATHER), **(told | fields))


def restricted_pupil(school: School, parent: Parent | Unrecorded | None = None, **fields: Any) -> Restriction:
    """A pupil of this school, and the act against the father."""
    return restrict(create_student(school=school, **fields), parent)


def of_school(school: School) -> Any:
    return Restriction.for_system(by="test").filter(school=school)


def left(student: Student) -> Student:
    """The pupil, gone from the school since."""
    Student.for_system(by="test").filter(pk=student.pk).update(left_on=TODAY)
    student.refresh_from_db()
    return student
