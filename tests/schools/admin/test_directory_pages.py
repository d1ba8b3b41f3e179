"""A school's contacts and classes, and what the operator sets: each write leaves its trace."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.actions import records
from schools.admin.people import StudentAdmin
from schools.models import AcademicYear, AuditEvent, MatchProfile, Region, School, SchoolClass, StaffMembership, Student
from tests.factories import TODAY, create_administrator, create_class, create_student
from tests.schools.admin.forms import person

Page = Callable[..., str]
CONTACTS = {"phone": "+7 4912 11-11-11", "site": "", "contact_name": "Орлова Н. С.", "contact_room": "12"}


def test_a_school_corrects_its_contacts_and_nothing_else(
    office: Client, administrator: NewAdministrator, school: School, page: Page
) -> None:
    office.post(page("school", "change", school.pk), CONTACTS | {"name": "Захвачена", "code": "mine"})
    kept = School.objects.get(pk=school.pk)
    assert (kept.phone, kept.name, kept.code) == (CONTACTS["phone"], school.name, school.code)
    event = AuditEvent.about(school).get()
    assert (event.by, event.school_id) == (f"user {administrator.user.pk}", school.pk)
    assert event.fields == ["contact_name", "contact_room", "phone"]


def test_a_class_is_added_to_ones_school(office: Client, school: School, page: Page) -> None:
    year = AcademicYear.covering(on=TODAY)
    office.post(page("schoolclass", "add"), {"year": year.pk, "grade": 7, "letter": "В"})
    made = SchoolClass.for_system(by="test").get()
    assert (made.school, str(made)) == (school, "7 «В»")
    assert AuditEvent.about(made).get().kind == "record_entered"


@pytest.mark.parametrize(
    ("grade", "told"),
    [(5, "Такой класс в этом году уже есть."), (0, "от 1 до 12"), (13, "от 1 до 12"), (-3, "больше либо равно 0")],
)
def test_a_class_that_cannot_be_is_refused(office: Client, school: School, page: Page, grade: int, told: str) -> None:
    held = create_class(school=school)
    filled = {"year": held.year.pk, "grade": grade, "letter": "А"}
    answer = office.post(page("schoolclass", "add"), filled)
    assert told in answer.content.decode()
    assert SchoolClass.for_system(by="test").count() == 1


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        pytest.param(IntegrityError, "кто-то внёс такую же запись", id="somebody took the number"),
        pytest.param(OperationalError, "попробуйте ещё раз", id="somebody has the row"),
    ],
)
def test_losing_a_race_is_told_and_not_an_error(
    office: Client, page: Page, monkeypatch: pytest.MonkeyPatch, lost: type[Exception], told: str
) -> None:
    def taken(**_: object) -> None:
        raise lost

    monkeypatch.setattr(records, "enter", taken)
    answer = office.post(page("student", "add"), person(), follow=True)
    assert told in answer.content.decode()


def test_a_row_removed_while_it_was_edited_is_said_so(
    office: Client, school: School, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**_: object) -> None:
        raise Student.DoesNotExist

    monkeypatch.setattr(records, "correct", gone)
    student = create_student(school=school)
    answer = office.post(page("student", "change", student.pk), person(), follow=True)
    assert "удалили, пока вы её правили" in answer.content.decode()


def test_a_row_that_somebody_has_is_not_deleted_and_not_an_error(
    office: Client, school: School, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(records, "remove", busy)
    address = page("student", "delete", create_student(school=school).pk)
    answer = office.post(address, {"post": "yes"}, follow=True)
    assert "попробуйте ещё раз" in answer.content.decode()


def test_a_broken_database_is_no_busy_row(office: Client, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(StudentAdmin, "get_form", broken)
    with pytest.raises(OperationalError):
        office.get(page("student", "add"))


def test_the_operator_appoints_and_ends_an_appointment(operator: Client, school: School, page: Page) -> None:
    who = create_administrator().user
    operator.post(page("staffmembership", "add"), {"user": who.pk, "school": school.pk, "since": "01.10.2026"})
    held = StaffMembership.for_system(by="test").get(user=who)
    assert AuditEvent.about(held).get().kind == "staff_appointed"
    operator.post(page("staffmembership", "change", held.pk), {"until": "31.10.2026"})
    assert School.objects.for_staff(who).count() == 0
    assert AuditEvent.about(held).first().fields == ["until"]  # type: ignore[union-attr]  # there is one


def test_the_operator_sets_what_differs_between_regions(operator: Client, school: School, page: Page) -> None:
    region = school.region
    filled = {"code": region.code, "name": region.name, "time_zone": region.time_zone, "provider": "stand"}
    told = {"grace_days": 120, "office": "ул. Ленина, 1", "post_address": "390000, Рязань"}
    assert operator.post(page("region", "change", region.pk), filled | told).status_code == 302
    region.refresh_from_db()
    assert {name: getattr(region, name) for name in told} == told
    rule = {"region": region.pk, "band": "parent", "minimum_level": "confirmed", "valid_from": "01.09.2026"}
    assert operator.post(page("matchprofile", "add"), rule | {"snils_required": "on"}).status_code == 302
    held = MatchProfile.objects.get(region=region, band="parent", valid_from=date(2026, 9, 1))
    assert held.snils_required


def test_a_time_zone_that_is_none_is_refused(operator: Client, page: Page) -> None:
    filled = {"code": "RU-MOS", "name": "Москва", "time_zone": "Europe/Ryazan", "provider": "stand", "grace_days": 90}
    answer = operator.post(page("region", "add"), filled)
    assert "Такого часового пояса нет" in answer.content.decode()
    assert operator.post(page("region", "add"), filled | {"time_zone": "Europe/Moscow"}).status_code == 302
    assert Region.objects.get(code="RU-MOS").name == "Москва"


def test_the_operator_closes_an_account_and_cannot_promote_one(operator: Client, page: Page) -> None:
    who = create_administrator().user
    posted = {"last_name": "Новая", "first_name": "Имя", "is_superuser": "on"}
    assert operator.post(page("user", "change", who.pk, app="accounts"), posted).status_code == 302
    who.refresh_from_db()
    assert (who.is_active, who.is_superuser, who.last_name) == (False, False, "Новая")


def test_the_operator_sees_every_school(operator: Client, school: School, other_school: School, page: Page) -> None:
    shown = operator.get(page("school")).context["cl"].result_list
    assert {school, other_school} <= set(shown)
