"""A full number is seen one at a time, on purpose, with a trace, and kept nowhere else on the pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.models import AuditEvent, School, Student
from tests.factories import create_class, create_link, create_parent, create_student, synthetic_snils
from tests.schools.admin.forms import person

Page = Callable[..., str]
SNILS = synthetic_snils(321)
CERTIFICATE = "IV-АБ 123456"


@pytest.fixture
def record(school: School) -> Student:
    return create_student(school=school, snils=SNILS, certificate=CERTIFICATE, school_class=create_class(school=school))


@pytest.mark.parametrize(("field", "number"), [("snils", SNILS), ("certificate", CERTIFICATE)])
def test_showing_one_number_shows_that_number_alone_and_leaves_a_trace(
    office: Client, administrator: NewAdministrator, record: Student, page: Page, field: str, number: str
) -> None:
    answer = office.post(page("student", "show", record.pk, field))
    shown = answer.content.decode()
    assert number in shown
    assert ({SNILS, CERTIFICATE} - {number}).isdisjoint(shown.split("\n"))
    assert "no-store" in answer.headers["Cache-Control"]
    event = AuditEvent.about(record).first()
    assert event is not None
    assert (event.kind, event.fields, event.by) == ("number_shown", [field], f"user {administrator.user.pk}")
    assert number not in str(vars(event))


def test_a_link_cannot_show_a_number(office: Client, record: Student, page: Page) -> None:
    assert office.get(page("student", "show", record.pk, "snils")).status_code == 405
    assert not AuditEvent.about(record).filter(kind="number_shown").exists()


def test_showing_needs_the_forms_token(record: Student, administrator: NewAdministrator, page: Page) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(page("student", "show", record.pk, "snils")).status_code == 403


@pytest.mark.parametrize("field", ["surname", "snils_index", "id", "password", "-"])
def test_nothing_else_is_shown_that_way(office: Client, record: Student, page: Page, field: str) -> None:
    assert office.post(page("student", "show", record.pk, field)).status_code == 404


def test_a_parent_has_no_certificate(office: Client, school: School, page: Page) -> None:
    adult = create_parent(school=school, snils=synthetic_snils(4))
    assert office.post(page("parent", "show", adult.pk, "certificate")).status_code == 404


def test_an_absent_number_is_said_to_be_absent(office: Client, school: School, page: Page) -> None:
    bare = create_student(school=school)
    assert "Номер не записан." in office.post(page("student", "show", bare.pk, "snils")).content.decode()


def test_no_other_page_holds_a_full_number(office: Client, school: School, record: Student, page: Page) -> None:
    adult = create_parent(school=school, snils=synthetic_snils(4))
    link = create_link(parent=adult, student=record)
    pages = [page("student"), page("parent"), page("parentchildlink"), page("auditevent"), "/admin/"]
    pages += [page("student", name, record.pk) for name in ("change", "history", "delete")]
    pages += [page("parentchildlink", "change", link.pk), page("parent", "change", adult.pk)]
    asked = {"app_label": "schools", "model_name": "parentchildlink", "field_name": "student"}
    texts = [office.get(address).content.decode() for address in pages]
    texts.append(office.get("/admin/autocomplete/", asked).content.decode())
    for text in texts:
        for number in (SNILS, CERTIFICATE, synthetic_snils(4)):
            assert number not in text
            assert number.replace("-", "").replace(" ", "") not in text


def test_the_form_shows_masks(office: Client, record: Student, page: Page) -> None:
    shown = office.get(page("student", "change", record.pk)).content.decode()
    assert "•••-•••-321 ••" in shown
    assert "••-•• •••456" in shown
    assert "Оставьте пустым, чтобы не менять." in shown


def test_after_an_error_the_mask_is_still_of_the_kept_number(office: Client, record: Student, page: Page) -> None:
    wrong = person(surname="", new_snils=synthetic_snils(999))
    shown = office.post(page("student", "change", record.pk), wrong).content.decode()
    assert "•••-•••-321 ••" in shown
