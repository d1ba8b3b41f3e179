"""The old school's record of a parent does not stand between the parent and the new school."""

import pytest

from accounts.models import MismatchCase
from schools.actions import records
from schools.models import ParentChildLink, Student
from tests.accounts.actions.doorway import LATER, come, holders, night, open_kinds, parent_with_child
from tests.factories import TODAY, create_link, create_school, create_student, synthetic_snils

pytestmark = pytest.mark.django_db


def leave(student: Student) -> None:
    """The school marks a pupil as left, and nobody else."""
    link = ParentChildLink.objects.get(student=student)
    link.student.left_on = TODAY
    records.correct(record=link.student, fields=["left_on"], by="administrator")


def test_whose_last_child_has_left_is_looked_for_anew() -> None:
    parent = parent_with_child(create_school(), snils=synthetic_snils(17))
    come()
    assert holders() == ["1000300001"]
    leave(parent.links.get().student)
    night(at=LATER)
    assert (holders(), open_kinds()) == ([], [])
    come(at=LATER)
    case = MismatchCase.objects.get(closed_at=None)
    assert (case.kind, case.school) == ("not_found", None)
    assert night(at=LATER) == {}


def test_whoever_has_another_child_there_stays() -> None:
    school = create_school()
    parent = parent_with_child(school, snils=synthetic_snils(17))
    left = parent.links.get().student
    create_link(parent=parent, student=create_student(school=school, given_name="Павел"))
    leave(left)
    come()
    assert (holders(), open_kinds()) == (["1000300001"], [])
