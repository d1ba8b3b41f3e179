"""Entering and correcting people: what is kept, what is refused and how it is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.models import AuditEvent, Parent, RecordChange, School, Student
from tests.factories import create_class, create_parent, create_student, synthetic_snils
from tests.schools.admin.forms import person

Page = Callable[..., str]


def students() -> Any:
    return Student.for_system(by="test")


def test_a_pupil_is_entered_with_numbers_in_canonical_form(office: Client, school: School, page: Page) -> None:
    of_class = create_class(school=school)
    filled = person(school_class=of_class.pk, new_certificate="4-аб №123456")
    typed = filled | {"new_snils": synthetic_snils(17).replace("-", " ")}
    answer = office.post(page("student", "add"), typed, follow=True)
    assert "Ученик добавлен: Соколова Вера Ильинична." in answer.content.decode()
    record = students().get()
    assert (record.snils, record.certificate) == (synthetic_snils(17), "IV-АБ 123456")
    assert (record.school, record.school_class, record.birth_date) == (school, of_class, date(2015, 3, 14))


def test_entering_leaves_a_trace_and_a_note_for_the_recheck(
    office: Client, administrator: NewAdministrator, school: School, page: Page
) -> None:
    office.post(page("parent", "add"), person())
    record = Parent.for_system(by="test").get()
    event = AuditEvent.about(record).get()
    assert (event.kind, event.by, event.school_id) == ("record_entered", f"user {administrator.user.pk}", school.pk)
    assert RecordChange.waiting(school.pk).count() == 1


def test_djangos_own_log_keeps_no_names(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school)
    office.post(page("student", "change", record.pk), person(surname="Орлова"))
    office.post(page("parent", "add"), person())
    office.post(page("student", "delete", record.pk), {"post": "yes"})
    assert not students().exists()
    assert not LogEntry.objects.exists()


def test_correcting_names_the_changed_columns_and_no_values(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school, snils=synthetic_snils(1))
    office.post(page("student", "change", record.pk), person(surname="Орлова", new_snils=synthetic_snils(2)))
    changed = students().get()
    assert (changed.surname, changed.snils) == ("Орлова", synthetic_snils(2))
    assert AuditEvent.about(record).first().fields == ["snils", "surname"]  # type: ignore[union-attr]  # there is one


def test_saving_without_a_change_leaves_no_trace(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school)
    before = AuditEvent.about(record).count()
    office.post(page("student", "change", record.pk), person())
    assert AuditEvent.about(record).count() == before


def test_an_empty_box_keeps_the_number(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school, snils=synthetic_snils(1), certificate="IV-АБ 123456")
    office.post(page("student", "change", record.pk), person(surname="Орлова"))
    kept = students().get()
    assert (kept.snils, kept.certificate) == (synthetic_snils(1), "IV-АБ 123456")


def test_a_ticked_box_removes_the_number(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school, snils=synthetic_snils(1), certificate="IV-АБ 123456")
    office.post(page("student", "change", record.pk), person(remove_snils="on", remove_certificate="on"))
    left = students().get()
    assert (left.snils, left.snils_index, left.certificate) == (None, None, None)


def refused(client: Client, address: str, filled: dict[str, Any]) -> str:
    """The page that comes back when the form is wrong."""
    answer = client.post(address, filled)
    assert answer.status_code == 200, "the form was taken"
    return answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        pytest.param({"new_snils": "123"}, "В СНИЛС 11 цифр, а здесь их 3.", id="a short SNILS"),
        pytest.param({"new_snils": "112-233-445 96"}, "Контрольные цифры СНИЛС не сходятся", id="a slip in a SNILS"),
        pytest.param({"new_certificate": "123456"}, "Не хватает серии", id="a certificate without a series"),
        pytest.param({"surname": "---"}, "Впишите фамилию буквами", id="a surname without letters"),
        pytest.param({"given_name": ""}, "Обязательное поле.", id="no given name"),
        pytest.param({"surname": "Я" * 101}, "не более 100", id="a surname too long"),
        pytest.param({"surname": "Соко\0лова"}, "ноль-байт", id="a NUL in the surname"),
        pytest.param({"new_snils": "1" * 5000}, "не более 120", id="a SNILS too long"),
        pytest.param({"birth_date": "14.03.2215"}, "Проверьте год", id="born in two hundred years"),
        pytest.param({"birth_date": "01.01.0001"}, "Проверьте год", id="born in the year one"),
        pytest.param({"birth_date": "31.02.2015"}, "правильную дату", id="no such day"),
        pytest.param({"left_on": "01.01.2999"}, "сегодня или раньше", id="leaving in a thousand years"),
        pytest.param({"gender": "other"}, "допустимых", id="no such gender"),
        pytest.param({"new_snils": synthetic_snils(5), "remove_snils": "on"}, "Либо впишите", id="typed and removed"),
    ],
)
def test_a_wrong_form_comes_back_with_a_reason(
    office: Client, school: School, page: Page, wrong: dict[str, str], told: str
) -> None:
    record = create_student(school=school, snils=synthetic_snils(1))
    assert told in refused(office, page("student", "change", record.pk), person(**wrong))
    assert students().get().surname == record.surname


def test_a_number_typed_is_not_lost_to_another_fields_error(office: Client, school: School, page: Page) -> None:
    shown = refused(office, page("student", "add"), person(surname="", new_snils="000-000-017 44", new_certificate="I"))
    assert 'value="000-000-017 44"' in shown
    assert 'value="I"' in shown


def test_a_taken_snils_is_refused_with_the_name_of_who_has_it(office: Client, school: School, page: Page) -> None:
    create_student(school=school, surname="Орлов", snils=synthetic_snils(1), school_class=create_class(school=school))
    shown = refused(office, page("student", "add"), person(new_snils=synthetic_snils(1)))
    assert "Этот СНИЛС в вашей школе уже записан: Орлов Вера Ильинична, 5 «А»." in shown


def test_a_taken_certificate_is_refused(office: Client, school: School, page: Page) -> None:
    create_student(school=school, certificate="IV-АБ 123456")
    assert "уже записано" in refused(office, page("student", "add"), person(new_certificate="IV-АБ 123456"))


def test_a_number_of_another_school_is_nobodys_business(office: Client, other_school: School, page: Page) -> None:
    create_student(school=other_school, snils=synthetic_snils(1))
    assert office.post(page("student", "add"), person(new_snils=synthetic_snils(1))).status_code == 302


def test_pupil_and_parent_may_share_a_number(office: Client, school: School, page: Page) -> None:
    create_parent(school=school, snils=synthetic_snils(1))
    assert office.post(page("student", "add"), person(new_snils=synthetic_snils(1))).status_code == 302


def test_who_left_frees_the_number_and_cannot_come_back_over_another(
    office: Client, school: School, page: Page
) -> None:
    gone = create_student(school=school, snils=synthetic_snils(1), left_on=date(2026, 6, 30))
    assert office.post(page("student", "add"), person(new_snils=synthetic_snils(1))).status_code == 302
    assert "уже записан" in refused(office, page("student", "change", gone.pk), person())


def test_saving_may_stay_or_go_on_to_the_next(office: Client, page: Page) -> None:
    stay = office.post(page("parent", "add"), person(_continue="1"))
    record = Parent.for_system(by="test").get()
    assert stay.headers["Location"] == page("parent", "change", record.pk)
    assert office.post(page("parent", "add"), person(_addanother="1")).headers["Location"] == page("parent", "add")


def test_removing_leaves_a_trace(office: Client, school: School, page: Page) -> None:
    record = create_parent(school=school)
    answer = office.post(page("parent", "delete", record.pk), {"post": "yes"}, follow=True)
    assert "Родитель удалён: Соколова Анна Петровна." in answer.content.decode()
    assert AuditEvent.about(record).first().kind == "record_removed"  # type: ignore[union-attr]  # there is one
