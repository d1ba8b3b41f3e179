"""What a school is shown beside somebody not found: its own people alone, the likeliest first."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.actions.suggestions import pupil_named, record_held_by, suggest
from accounts.matching.likeness import Trait
from accounts.models import Role, VerifiedIdentity
from schools.models import Parent, School, SchoolClass, Student
from tests.accounts.actions.test_proposals import propose
from tests.factories import (
    TODAY,
    create_class,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.households import household
from tests.people import remember
from tests.refused import somebody

pytestmark = pytest.mark.django_db


def found(
    school: School, verified: VerifiedIdentity, *, role: Role = Role.PARENT, of_class: SchoolClass | None = None
) -> list[Student | Parent]:
    return [one.record for one in suggest(verified=verified, school=school, role=role, school_class=of_class)]


def test_ones_own_present_people_alone() -> None:
    school, elsewhere = create_school(), create_school()
    mine = create_parent(school=school)
    create_parent(school=elsewhere)
    create_parent(school=school, left_on=TODAY)
    create_student(school=school, given_name="Анна", patronymic="Петровна")
    assert found(school, remember()) == [mine]


def test_a_parent_of_the_named_class_with_another_surname_and_a_slip_in_the_number() -> None:
    school = create_school()
    of_class = create_class(school=school)
    record = create_parent(
        school=school, surname="Орлова", given_name="Вера", patronymic="Ильинична", snils=synthetic_snils(19)
    )
    create_link(parent=record, student=create_student(school=school, school_class=of_class))
    assert found(school, remember(), of_class=of_class) == [record]
    assert found(school, remember()) == []


def test_a_pupil_is_found_by_the_certificate_too() -> None:
    school = create_school()
    verified = remember(given_name="Вера", patronymic="Ильинична")
    verified.certificate = "IV-АБ 123456"
    verified.save()
    record = create_student(
        school=school, surname="Орлова", given_name="Вера", patronymic="Львовна", certificate="IV-АБ 123456"
    )
    assert found(school, verified, role=Role.STUDENT) == [record]


def test_the_likeliest_comes_first_with_its_reasons() -> None:
    school = create_school()
    other = create_parent(school=school, surname="Орлова")
    typo = create_parent(school=school, given_name="Аннна")
    same = create_parent(school=school)
    shown = suggest(verified=remember(), school=school, role=Role.PARENT, school_class=None)
    assert [one.record for one in shown] == [same, typo, other]
    assert shown[0].traits == (Trait.SAME_NAME, Trait.SNILS_MISSING)


def test_ten_at_most() -> None:
    school = create_school()
    for _ in range(12):
        create_parent(school=school)
    assert len(found(school, remember())) == 10


def test_a_record_by_which_somebody_enters_is_marked() -> None:
    home = household()
    stranger = remember(subject="2", snils=synthetic_snils(900))
    shown = suggest(verified=stranger, school=home.school, role=Role.PARENT, school_class=None)
    assert [(one.record, one.is_held) for one in shown] == [(home.mother_record, True)]


def test_the_number_of_queries_is_fixed(django_assert_num_queries: Callable[[int], Any]) -> None:
    school, verified = create_school(), remember()
    of_class = create_class(school=school)
    for number in range(8):
        child = create_student(school=school, school_class=of_class)
        create_link(parent=create_parent(school=school, snils=synthetic_snils(800 + number)), student=child)
    with django_assert_num_queries(3):
        suggest(verified=verified, school=school, role=Role.PARENT, school_class=of_class)


@pytest.mark.parametrize(
    ("pupils", "is_found"),
    [
        pytest.param([{}], True, id="one of that name"),
        pytest.param([{"surname": "СОКОЛОВА"}], True, id="spelt otherwise"),
        pytest.param([{}, {"birth_date": date(2015, 1, 1)}], False, id="two namesakes"),
        pytest.param([{"given_name": "Ольга"}], False, id="another name"),
        pytest.param([{"left_on": TODAY}], False, id="left"),
        pytest.param([{"school_class": None}], False, id="of no class"),
    ],
)
def test_the_named_child_is_suggested_when_there_is_just_one(pupils: list[dict[str, Any]], is_found: bool) -> None:  # noqa: FBT001  a table's column
    school = create_school()
    of_class = create_class(school=school)
    for pupil in pupils:
        create_student(school=school, **({"school_class": of_class} | pupil))
    create_student(school=create_school())
    proposal = propose(somebody(), school, school_class=of_class)
    assert (pupil_named(proposal) is not None) is is_found


def test_without_a_class_the_whole_school_is_looked_through() -> None:
    school = create_school()
    child = create_student(school=school)
    assert pupil_named(propose(somebody(), school)) == child


def test_a_parent_who_is_in_has_a_record_already() -> None:
    home = household()
    assert record_held_by(propose(home.mother, home.school)) == home.mother_record
    assert record_held_by(propose(home.mother, create_school())) is None
