"""Whom the school has linked to a child, restrictions counted: such an adult is no work for whoever links families."""

from datetime import date

import pytest

from accounts.models import MismatchCase, Notice
from schools.actions import bonds, links
from schools.models import Parent, Region, Restriction, Student
from tests.accounts.actions.doorway import come, holders, night, open_kinds
from tests.factories import TODAY, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


def restrict(student: Student, parent: Parent | None, **fields: object) -> None:
    by_name = {} if parent else {"adult_name": "Соколова Анна Петровна"}
    Restriction(
        school=student.school, student=student, parent=parent, act="court", act_number="2-17/2026",
        act_date=date(2026, 9, 1), act_issuer="Районный суд", valid_from=date(2026, 9, 1), entered_at=NOON,
        **{**by_name, **fields},
    ).save()  # fmt: skip


def mother_and_child() -> tuple[Parent, Student]:
    mother = create_parent(school=create_school(), snils=MINE)
    return mother, create_student(school=mother.school)


def with_a_child(parent: Parent) -> bool:
    return parent.pk in bonds.with_a_child([parent], by="tests")


def test_an_open_link_is_enough_though_a_restriction_leaves_nothing_of_it() -> None:
    mother, child = mother_and_child()
    create_link(parent=mother, student=child)
    restrict(child, mother)
    come()
    assert (holders(), open_kinds()) == (["1000300001"], [])


def test_a_link_that_was_closed_by_a_restriction_is_no_work_for_the_school() -> None:
    mother, child = mother_and_child()
    links.close_link(link=create_link(parent=mother, student=child), on=TODAY, by="administrator")
    restrict(child, mother)
    come()
    assert open_kinds() == []


def test_a_case_that_ends_by_a_restriction_opened_nothing_and_no_letter_says_so() -> None:
    mother, child = mother_and_child()
    Region.objects.update(has_notice_channel=True)
    links.close_link(link=create_link(parent=mother, student=child), on=TODAY, by="administrator")
    come()
    assert open_kinds() == ["no_child"]
    restrict(child, mother)
    night()
    assert MismatchCase.objects.get().close_reason == "changed"
    assert not Notice.objects.exists()


def test_a_restriction_without_a_link_ever_is_no_link() -> None:
    mother, child = mother_and_child()
    restrict(child, mother)
    come()
    assert open_kinds() == ["no_child"]


CASES = [
    pytest.param({}, True, id="in force"),
    pytest.param({"valid_to": date(2026, 9, 2)}, True, id="past its last day, until the school lifts it"),
    pytest.param({"bars_diary": False}, False, id="one that leaves the diary"),
    pytest.param({"state": "proposed"}, False, id="carried over and undecided"),
    pytest.param({"state": "declined"}, False, id="declined"),
    pytest.param({"state": "lifted", "ended_on": TODAY}, False, id="lifted"),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_which_restrictions_stand_for_a_link_that_was_closed(*, fields: dict[str, object], expected: bool) -> None:
    mother, child = mother_and_child()
    links.close_link(link=create_link(parent=mother, student=child), on=TODAY, by="administrator")
    restrict(child, mother, **fields)
    assert with_a_child(mother) is expected


def test_a_restriction_of_another_adult_stands_for_nothing() -> None:
    mother, child = mother_and_child()
    links.close_link(link=create_link(parent=mother, student=child), on=TODAY, by="administrator")
    restrict(child, create_parent(school=mother.school, given_name="Нина"))
    assert not with_a_child(mother)


def test_a_child_who_left_is_no_child_any_more() -> None:
    mother, child = mother_and_child()
    create_link(parent=mother, student=child)
    child.left_on = TODAY
    child.save()
    assert not with_a_child(mother)
