"""Whom a letter is for: adults without a number who may see a child's diary, and nobody else."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.actions import letters, links
from schools.models import AuditEvent, Parent, Restriction, School, Student
from tests.factories import (
    DOER,
    TODAY,
    create_class,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.restricted import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return create_school()


def pupil(school: School, *, grade: int = 5, letter: str = "А") -> Student:
    return create_student(school=school, school_class=create_class(school=school, grade=grade, letter=letter))


def adult_of(*students: Student, relation: str = "mother", **fields: object) -> Parent:
    parent = create_parent(school=students[0].school, **fields)
    for student in students:
        create_link(parent=parent, student=student, relation=relation)
    return parent


def is_written_to(school: School) -> list[Parent]:
    return [one.parent for one in letters.addressees(school)]


def leaves(person: Parent | Student) -> None:
    type(person).for_system(by="test").filter(pk=person.pk).update(left_on=TODAY)


def unlinked(parent: Parent, _student: Student) -> None:
    links.close_link(link=parent.links.get(), on=TODAY, by=DOER)


def parent_leaves(parent: Parent, _student: Student) -> None:
    leaves(parent)


def child_leaves(_parent: Parent, student: Student) -> None:
    leaves(student)


def kept_away(parent: Parent, student: Student) -> None:
    restrict(student, parent)


def waits_for_a_decision(_parent: Parent, student: Student) -> None:
    act = restrict(student)
    Restriction.for_system(by="test").filter(pk=act.pk).update(state=Restriction.State.PROPOSED)


@pytest.mark.parametrize(
    "happens", [unlinked, parent_leaves, child_leaves, kept_away, waits_for_a_decision], ids=lambda deed: deed.__name__
)
def test_whoever_may_see_no_diary_gets_no_letter(school: School, happens: Callable[[Parent, Student], None]) -> None:
    child = pupil(school)
    mother = adult_of(child)
    assert is_written_to(school) == [mother]

    happens(mother, child)
    assert is_written_to(school) == []


def test_an_act_against_one_parent_leaves_the_other_the_letter(school: School) -> None:
    child = pupil(school)
    mother, father = adult_of(child), adult_of(child, relation="father", given_name="Илья", patronymic="Ильич")
    restrict(child, father)

    assert is_written_to(school) == [mother]


def test_a_number_is_enough_and_an_institution_has_none(school: School) -> None:
    adult_of(pupil(school), snils=synthetic_snils(1))
    adult_of(pupil(school), relation="institution")
    create_parent(school=school)
    adult_of(pupil(create_school()))

    assert is_written_to(school) == []


def test_a_parent_of_two_gets_one_letter_in_the_younger_class(school: School) -> None:
    elder, younger = pupil(school, grade=9), pupil(school, grade=2, letter="Б")
    adult_of(elder, younger)

    (letter,) = letters.addressees(school)
    assert (str(letter.handed_out_in), [str(one) for one in letter.classes]) == ("2 «Б»", ["2 «Б»", "9 «А»"])


def test_letters_come_by_class_and_name_and_those_of_no_class_last(school: School) -> None:
    adult_of(create_student(school=school), surname="Абрамова")
    adult_of(pupil(school, grade=10), surname="Борисова")
    adult_of(pupil(school, grade=2, letter="Б"), surname="Яшина")
    adult_of(pupil(school, grade=2, letter="Б"), surname="Ёлкина")

    names = [one.parent.surname for one in letters.addressees(school)]
    assert names == ["Ёлкина", "Яшина", "Борисова", "Абрамова"]


@pytest.mark.parametrize(
    ("patronymic", "called"), [("Петровна", "Анна Петровна"), ("", "Анна"), ("-", "Анна"), ("нет", "Анна")]
)
def test_the_greeting(school: School, patronymic: str, called: str) -> None:
    adult_of(pupil(school), patronymic=patronymic)

    assert [one.called for one in letters.addressees(school)] == [called]


def test_adults_whom_nobody_has_linked_are_counted(school: School) -> None:
    child = pupil(school)
    adult_of(child)
    create_parent(school=school)
    create_parent(school=school, snils=synthetic_snils(2))
    restrict(child, adult_of(child, relation="father", given_name="Илья", patronymic="Ильич"))

    assert letters.nobodys_parents(school) == 1


def test_opening_for_print_leaves_a_row_for_each_and_no_value(school: School) -> None:
    parents = {adult_of(pupil(school)).pk, adult_of(pupil(school)).pk}

    letters.open_for_print(letters=letters.addressees(school), by="test")
    events = AuditEvent.objects.filter(kind=AuditEvent.Kind.LETTER_PRINTED)
    assert {event.subject_id for event in events} == set(map(str, parents))
    assert {(event.by, event.school_id, tuple(event.fields)) for event in events} == {("test", school.pk, ())}


def test_as_many_queries_for_a_school_as_for_a_family(school: School) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            letters.open_for_print(letters=letters.addressees(school), by="test")
            letters.nobodys_parents(school)
        return len(captured)

    adult_of(pupil(school))
    before = queries()
    for _turn in range(10):
        adult_of(pupil(school, letter="Б"))
    assert queries() == before
