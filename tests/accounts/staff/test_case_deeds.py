"""What an administrator does about a case: each deed is asked about first, done once, and takes no posted value."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import refusals
from accounts.models import CorrectionRequest, MismatchCase, RecordClaim, VerifiedIdentity
from accounts.models.request import Request
from schools.models import AuditEvent, Parent, School
from tests.accounts.actions.doorway import LATER, come, parent_with_child
from tests.accounts.actions.doorway import open_case as the_open_case
from tests.accounts.staff.asked import MINE, asks_for_child, asks_to_correct, mistyped, mixed_up, not_found
from tests.factories import create_class, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON
from tests.refused import open_case

FORGED = {"snils": synthetic_snils(999), "surname": "Другая", "given_name": "Вера", "new_snils": synthetic_snils(999)}


def page(case: MismatchCase, name: str = "change") -> str:
    return reverse(f"admin:accounts_mismatchcase_{name}", args=[case.pk])


def said(client: Client, address: str, **posted: Any) -> str:
    """What is told on the page that follows a posted form."""
    return client.post(address, posted, follow=True).text


def test_the_card_of_somebody_not_found_suggests_with_reasons(office: Client, school: School) -> None:
    of_class = create_class(school=school)
    record = create_parent(school=school, surname="Орлова")
    create_link(parent=record, student=create_student(school=school, school_class=of_class))
    stranger = create_parent(school=create_school())
    case = not_found(school, school_class=of_class, child_name="Соколова Вера")
    told = office.get(page(case)).text
    for words in ("Соколова Вера", "5 «А»", "имя и отчество совпадают, фамилия другая", "СНИЛС в школе не записан"):
        assert words in told
    assert f"{page(case, 'number')}?record={record.pk}" in told
    assert str(stranger.pk) not in told
    assert MINE not in told


def test_a_full_number_is_shown_once_with_a_trace(office: Client, school: School) -> None:
    case = not_found(school)
    shown = office.post(page(case, "show_snils"))
    assert MINE in shown.text
    assert "no-store" in shown["Cache-Control"]
    [event] = AuditEvent.about(case).filter(kind="number_shown")
    assert (event.fields, event.school_id) == (["snils"], school.pk)
    assert office.get(page(case, "show_snils")).status_code == 405
    assert "Номер не записан" in office.post(page(case, "show_certificate")).text


def test_the_number_goes_into_the_chosen_record_after_a_question(office: Client, school: School) -> None:
    case, record = not_found(school), create_parent(school=school, surname="Орлова")
    asked = office.get(page(case, "number"), {"record": str(record.pk)}).text
    for words in ("•••-•••-017 ••", "остальное записано по-разному", "«Орлова»", "«Соколова»"):
        assert words in asked
    assert Parent.objects.get().snils is None, "looking changes nothing"
    assert "СНИЛС внесён" in said(office, page(case, "number"), record=record.pk, **FORGED)
    held = Parent.objects.get()
    assert (held.snils, held.surname, held.given_name) == (MINE, "Орлова", "Анна")


def test_warnings_before_a_number_is_replaced(office: Client, school: School) -> None:
    record = parent_with_child(school, snils=synthetic_snils(19))
    come(subject="holder", snils=synthetic_snils(19))
    asked = office.get(page(not_found(school), "number"), {"record": str(record.pk)}).text
    assert "будет заменён" in asked
    assert "уже кто-то входит" in asked


def test_a_record_may_be_looked_for_by_name(office: Client, school: School) -> None:
    case = not_found(school)
    asked = office.get(page(case, "number")).text
    assert f"school={school.pk}" in asked
    assert 'data-field-name="parent"' in asked


@pytest.mark.parametrize("which", ["elsewhere", "of the other kind", "junk", "left"])
def test_a_record_that_is_not_on_offer_does_not_exist(office: Client, school: School, which: str) -> None:
    records: dict[str, Callable[[], object]] = {
        "elsewhere": lambda: create_parent(school=create_school()).pk,
        "of the other kind": lambda: create_student(school=school).pk,
        "junk": lambda: "1",
        "left": lambda: create_parent(school=school, left_on="2026-01-01").pk,
    }
    case, key = not_found(school), records[which]()
    for method in (office.get, office.post):
        assert method(page(case, "number"), {"record": str(key)}).status_code == 404
    assert not Parent.objects.exclude(snils_index=None).exists()


def test_a_number_that_somebody_has_is_said_not_raised(office: Client, school: School) -> None:
    create_parent(school=school, snils=MINE, given_name="Ольга")
    record = create_parent(school=school)
    assert "уже записан у другого человека" in said(office, page(not_found(school), "number"), record=record.pk)


def test_other_cases_lead_back_to_the_card(office: Client, school: School) -> None:
    case = mistyped(school)
    for name in ("number", "replace"):
        assert office.get(page(case, name)).headers["Location"] == page(case)


def rivals(school: School) -> MismatchCase:
    parent_with_child(school, snils=MINE)
    come(subject="old")
    come(subject="new", at=LATER)
    return the_open_case()


def test_two_accounts_of_one_person_side_by_side(office: Client, school: School) -> None:
    case = rivals(school)
    assert page(case, "replace") in office.get(page(case)).text
    shown = office.get(page(case, "replace")).text
    assert shown.count("Соколова А. П.") == 2
    assert shown.count("подтверждённая") == 2
    assert "Согласия человек даст заново" in shown
    assert MINE not in shown
    assert RecordClaim.objects.get().identity.subject == "old"


def test_the_new_account_is_let_in_once(office: Client, school: School) -> None:
    case = rivals(school)
    assert "Новая учётная запись пущена" in said(office, page(case, "replace"))
    assert RecordClaim.objects.get(closed_at=None).identity.subject == "new"
    assert "Ничего не изменилось" in said(office, page(case, "replace"))


def test_the_records_that_clash_are_shown_with_the_number_in_each(office: Client, school: School) -> None:
    case = open_case(kind="ambiguous", school=school, role="student")
    verified = VerifiedIdentity.objects.get()
    verified.certificate = "IV-АБ 123456"
    verified.save()
    one = create_student(school=school, snils=MINE)
    other = create_student(school=school, certificate="IV-АБ 123456")
    create_student(school=school)
    create_student(school=create_school(), snils=MINE)
    places = office.get(page(case)).context["places"]
    assert [(place["address"].split("/")[-3], place["numbers"]) for place in places] == [
        (str(one.pk), "СНИЛС"),
        (str(other.pk), "свидетельство о рождении"),
    ]
    assert "Сравнить две учётные записи" not in office.get(page(case)).text


def test_the_card_of_mixed_up_records_shows_where_the_number_stands(office: Client, school: School) -> None:
    case, child = mixed_up(school), create_student(school=school, snils=MINE, given_name="Олег")
    own = create_parent(school=school)
    told = office.get(page(case)).text
    assert "Где стоят номера этого человека" in told
    assert reverse("admin:schools_student_change", args=[child.pk]) in told
    assert f"?record={own.pk}" in told


def test_a_refusal_wants_a_reason_that_suits_the_case(office: Client, school: School) -> None:
    case = asks_for_child(school).case
    assert case is not None
    assert "Выберите причину" in said(office, page(case, "refuse"))
    assert "Выберите корректный вариант" in said(office, page(case, "refuse"), reason="record_is_right")
    assert "Отказ отправлен" in said(office, page(case, "refuse"), reason="no_paper")
    assert "Ответить отказом" in office.get(page(case)).text, "the case stays open"


def test_a_colleague_was_quicker(office: Client, school: School) -> None:
    asked = asks_to_correct(school)
    assert asked.case is not None
    MismatchCase.objects.update(closed_at=NOON + timedelta(days=1), close_reason="matched")
    assert "уже закрыто" in office.get(page(asked.case, "refuse")).text
    assert "Уже решено коллегой" in said(office, page(asked.case, "refuse"), reason="no_paper")


def test_forgotten_data_are_said_to_be_forgotten(office: Client, school: School) -> None:
    case, record = not_found(school), create_parent(school=school)
    VerifiedIdentity.objects.all().delete()
    assert "данные удалены по сроку" in office.get(page(case)).text
    assert "Вносить нечего" in office.get(page(case, "number"), {"record": str(record.pk)}).text
    assert "нужно войти ещё раз" in said(office, page(case, "number"), record=record.pk)


@pytest.mark.parametrize("name", ["show_snils", "show_certificate", "number", "replace", "refuse"])
def test_a_case_elsewhere_does_not_exist(office: Client, name: str) -> None:
    case, reason = not_found(create_school()), Request.Reason.NO_PAPER
    assert office.post(page(case, name), {"reason": reason}).status_code == 404
    assert not AuditEvent.about(case).exists()
    assert not CorrectionRequest.objects.exists()
    assert refusals.waiting_in(case) == []
