"""Two people correct one record: what each of them named is kept."""

from datetime import date

import pytest

from schools.actions import records
from schools.models import AuditEvent, Student
from tests.factories import create_class, create_school, create_student, synthetic_snils

pytestmark = pytest.mark.django_db


def test_two_people_who_change_different_fields_both_keep_them() -> None:
    school = create_school()
    pk = create_student(school=school, snils=synthetic_snils(231)).pk
    one, other = Student.objects.get(pk=pk), Student.objects.get(pk=pk)
    one.surname, one.snils = "Воронова", synthetic_snils(232)
    records.correct(record=one, fields=["surname", "snils"], by="one")
    other.birth_date, other.school_class = date(2014, 1, 2), create_class(school=school)
    records.correct(record=other, fields=["birth_date", "school_class"], by="other")
    held = Student.objects.get(pk=pk)
    assert (held.surname, held.snils) == ("Воронова", synthetic_snils(232))
    assert (held.surname_key, held.snils_index) == (one.surname_key, one.snils_index)
    assert (held.birth_date, str(held.school_class)) == (date(2014, 1, 2), "5 «А»")


def test_the_record_in_hand_ends_as_it_was_saved() -> None:
    school = create_school()
    pk = create_student(school=school).pk
    one, other = Student.objects.get(pk=pk), Student.objects.select_related("school_class").get(pk=pk)
    one.snils, one.school_class = synthetic_snils(233), create_class(school=school)
    records.correct(record=one, fields=["snils", "school_class"], by="one")
    other.surname = "Воронова"
    records.correct(record=other, fields=["surname"], by="other")
    assert (other.snils, str(other.school_class), other.surname_key) == (synthetic_snils(233), "5 «А»", "воронова")


def test_what_is_not_named_is_not_written() -> None:
    student = create_student(school=create_school())
    student.surname, student.given_name = "Воронова", "Яна"
    records.correct(record=student, fields=["surname"], by="test")
    held = Student.objects.get()
    assert held.name_parts() == ("Воронова", "Вера", "Ильинична")


def test_nothing_changed_leaves_no_trace() -> None:
    student = create_student(school=create_school())
    records.correct(record=student, fields=[], by="test")
    assert [event.kind for event in AuditEvent.about(student)] == ["record_entered"]
