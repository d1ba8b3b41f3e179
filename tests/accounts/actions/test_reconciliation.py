"""The night and the doorbell: the same function, idempotent, and as many queries for a hundred people as for one."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.rechecks import Report
from accounts.actions.reconciliation import reconcile_all, reconcile_school
from accounts.models import DataFinding, MismatchCase, RecordClaim
from accounts.tasks import recheck_school
from consents.models import ConsentDecision
from schools.actions import records
from schools.models import AuditEvent, Parent, RecordChange, School
from tests.accounts.actions.test_sign_in import MINE, ask, family
from tests.factories import create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db


def night() -> Report:
    return reconcile_all(at=NOON, by="test night")


def snapshot() -> list[object]:
    """Everything the night may write, as it stands."""
    models = (RecordClaim, MismatchCase, DataFinding, ConsentDecision, AuditEvent)
    return [sorted(model.objects.values_list(), key=str) for model in models]


def refused_for_a_typo() -> Parent:
    mother, _child = family()
    mother.surname = "Соклова"
    records.correct(record=mother, fields=["surname"], by="test")
    ask(remember())
    return mother


def test_a_corrected_record_opens_the_door_by_night() -> None:
    mother = refused_for_a_typo()
    mother.surname = "Соколова"
    records.correct(record=mother, fields=["surname"], by="administrator")
    report = night()
    case = MismatchCase.objects.get()
    assert (case.close_reason, RecordClaim.objects.get().parent) == ("matched", mother)
    assert report.changes == {"claims_opened": 1, "cases_closed": 1}


def test_a_number_entered_at_last_finds_the_person_whom_nobody_knew() -> None:
    school = create_school()
    father = create_parent(school=school)
    create_link(parent=father, student=create_student(school=school))
    ask(remember())
    father.snils = MINE
    records.correct(record=father, fields=["snils"], by="administrator")
    night()
    assert MismatchCase.objects.get().close_reason == "matched"


def test_running_twice_changes_nothing() -> None:
    refused_for_a_typo()
    night()
    before = snapshot()
    assert night().changes == {}
    assert snapshot() == before


def test_a_link_closes_the_case_without_a_child() -> None:
    school = create_school()
    mother = create_parent(school=school, snils=MINE)
    ask(remember())
    create_link(parent=mother, student=create_student(school=school))
    night()
    assert MismatchCase.objects.get().close_reason == "matched"


def test_a_case_changes_in_place_and_keeps_its_number() -> None:
    mother = refused_for_a_typo()
    number = MismatchCase.objects.get().number
    mother.surname, mother.given_name = "Соколова", "Анан"
    records.correct(record=mother, fields=["surname", "given_name"], by="administrator")
    assert night().changes == {"cases_changed": 1}
    case = MismatchCase.objects.get()
    assert (case.number, case.causes.get().field) == (number, "given_name")


def test_the_doorbell_does_the_nights_work_for_one_school_and_clears_its_changes() -> None:
    mother = refused_for_a_typo()
    mother.surname = "Соколова"
    records.correct(record=mother, fields=["surname"], by="administrator")
    assert RecordChange.waiting(mother.school_id).exists()
    assert recheck_school(mother.school_id)["claims_opened"] == 1
    assert not RecordChange.waiting(mother.school_id).exists()


def test_the_doorbell_of_a_school_that_is_gone_is_silent() -> None:
    assert recheck_school(10**9) == {}


@pytest.mark.parametrize("command", [["--json"], []], ids=["for a machine", "for a person"])
def test_the_command_reports(command: list[str]) -> None:
    refused_for_a_typo()
    out = StringIO()
    call_command("reconcile_identities", *command, stdout=out)
    text = out.getvalue()
    assert json.loads(text) == {"schools": 1, "people": 1} if command else "школ проверено: 1" in text


def queries_of_a_quiet_night(school: School) -> int:
    reconcile_school(school=school, at=NOON, by="test")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reconcile_school(school=school, at=NOON, by="test")
    return len(queries)


def settle_in(school: School, *, number: int, surname: str) -> None:
    parent = create_parent(school=school, snils=synthetic_snils(number))
    create_link(parent=parent, student=create_student(school=school))
    remember(subject=f"person {number}", snils=synthetic_snils(number), surname=surname)


def test_forty_people_cost_as_many_queries_as_two() -> None:
    """One who is in and one with a case: the prefetch of causes is a query of its own."""
    school = create_school()
    settle_in(school, number=100, surname="Соколова")
    settle_in(school, number=101, surname="Соклова")
    for_two = queries_of_a_quiet_night(school)
    for number in range(102, 140):
        settle_in(school, number=number, surname="Соклова" if number % 2 else "Соколова")
    assert queries_of_a_quiet_night(school) == for_two
    assert for_two <= 24
