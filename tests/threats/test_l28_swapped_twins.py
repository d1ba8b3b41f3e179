"""L28: twins whose cards the school mixed up: their numbers alone let neither in, and the rest leaves a whole trace."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.actions.reconciliation import reconcile_school
from accounts.claims import Level
from accounts.models import ExternalIdentity, MismatchCase, RecordClaim
from consents import asks
from consents.models import DiaryVisit
from schools.actions import records
from schools.models import AuditEvent, School, Student
from tests.dnevnik.insiders import signed_in
from tests.dnevnik.test_entrance import arrive
from tests.factories import (
    create_administrator,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.households import MOTHERS, come_in
from tests.people import NOON
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db
BORN = date(2012, 3, 14)
SWAPPED, LOOKED, UNDONE = (NOON + timedelta(days=days) for days in (1, 2, 3))
NUMBERS = {"Вера": synthetic_snils(31), "Ольга": synthetic_snils(32)}


@dataclass
class Twins:
    """Two cards of one school, as they were first entered, and the mother of both."""

    school: School
    mother: ExternalIdentity
    vera: Student
    olga: Student


def claims_of(name: str) -> dict[str, Any]:
    told = {"subject": name, "given_name": name, "patronymic": "Ильинична", "birth_date": BORN}
    return {**told, "snils": NUMBERS[name], "level": Level.CONFIRMED}


def come(name: str, *, at: datetime) -> Client:
    """A twin signs in; her browser."""
    client = Client()
    with time_machine.travel(at):
        arrive(client, **claims_of(name))
    return client


@pytest.fixture
def twins() -> Twins:
    """Both are in by right, and so is the mother."""
    school = create_school()
    vera, olga = (
        create_student(school=school, given_name=name, snils=NUMBERS[name], birth_date=BORN) for name in NUMBERS
    )
    mother = create_parent(school=school, snils=MOTHERS)
    for child in (vera, olga):
        create_link(parent=mother, student=child)
    identity = come_in()
    for ask in asks.asks(identity, at=NOON):
        asks.give(identity=identity, key=ask.key, text_id=str(ask.text.pk), at=NOON, by="test")
    for name in NUMBERS:
        come(name, at=NOON)
    return Twins(school, identity, vera, olga)


def rewrite(card: Student, **fields: object) -> None:
    held = Student.objects.get(pk=card.pk)
    for field, value in fields.items():
        setattr(held, field, value)
    records.correct(record=held, fields=sorted(fields), by="the desk")


def mix_up(twins: Twins, *, at: datetime, names_too: bool, back: bool = False) -> None:
    """Write each twin into the other's card (`back`: into her own again); the doorbell rings."""
    one, other = ("Вера", "Ольга") if back else ("Ольга", "Вера")
    with time_machine.travel(at):
        rewrite(twins.vera, snils=None)
        for card, name in ((twins.olga, other), (twins.vera, one)):
            rewrite(card, snils=NUMBERS[name], **({"given_name": name} if names_too else {}))
        reconcile_school(school=twins.school, at=at, by="doorbell")


def ledger(card: Student) -> list[tuple[str, datetime, datetime | None]]:
    """Who held a card from when to when."""
    rows = RecordClaim.objects.filter(student=card).order_by("opened_at")
    return list(rows.values_list("identity__subject", "opened_at", "closed_at"))


def test_l28_mixed_up_numbers_let_neither_twin_into_the_others_diary(twins: Twins) -> None:
    mix_up(twins, at=SWAPPED, names_too=False)
    for name, other in (("Вера", twins.olga), ("Ольга", twins.vera)):
        client = come(name, at=LOOKED)
        assert client.get("/diary/").headers.get("Location") == "/"
        assert name not in [subject for subject, *_when in ledger(other)]
        case = MismatchCase.objects.get(identity__subject=name, closed_at=None)
        assert (case.kind, case.causes.get().field) == ("differs", "given_name")


@pytest.fixture
def undone(twins: Twins) -> Twins:
    """The desk wrote names and numbers into the wrong cards; everybody looked; two days later it was put right."""
    mix_up(twins, at=SWAPPED, names_too=True)
    with time_machine.travel(LOOKED):
        signed_in(twins.mother).get("/diary/")
    for name in NUMBERS:
        come(name, at=LOOKED)
    mix_up(twins, at=UNDONE, names_too=True, back=True)
    return twins


def test_l28_the_ledger_says_who_held_which_card_and_when(undone: Twins) -> None:
    for card, hers, others in ((undone.vera, "Вера", "Ольга"), (undone.olga, "Ольга", "Вера")):
        assert [subject for subject, *_when in ledger(card)] == [hers, others, hers]
        [(_, _, ended), (_, began, gone), (_, back, still)] = ledger(card)
        assert (ended, began, gone, back, still) == (SWAPPED, SWAPPED, UNDONE, UNDONE, None)


def test_l28_every_turn_is_in_the_audit(undone: Twins) -> None:
    for card in (undone.vera, undone.olga):
        for claim in RecordClaim.objects.filter(student=card):
            turns = {event.kind: event.at for event in AuditEvent.about(claim)}
            assert turns.keys() == {"claim_opened"} | ({"claim_closed"} if claim.closed_at else set())
        corrections = AuditEvent.about(card).filter(kind="record_corrected", by="the desk")
        assert {event.at.date() for event in corrections} == {SWAPPED.date(), UNDONE.date()}
        assert {field for event in corrections for field in event.fields} == {"snils", "given_name"}


def test_l28_who_read_in_between_is_known(undone: Twins) -> None:
    """For whoever answers for the data: accounts that held the card and came in meanwhile, and adults who looked."""
    came = AuditEvent.objects.filter(kind="signed_in", at__range=(SWAPPED, UNDONE))
    readers = {ExternalIdentity.objects.get(pk=event.subject_id).subject for event in came}
    assert readers == {"Вера", "Ольга", undone.mother.subject}
    looks = DiaryVisit.objects.filter(on__range=(SWAPPED.date(), UNDONE.date()))
    assert set(looks.values_list("student", "visitor", "on")) == {
        (card.pk, undone.mother.pk, LOOKED.date()) for card in (undone.vera, undone.olga)
    }


def test_l28_the_school_can_read_it(undone: Twins) -> None:
    office = sign_in(Client(), create_administrator(schools=[undone.school]))
    rows = office.get("/admin/accounts/recordclaim/").context["cl"].result_list
    assert {(row.student, row.closed_at) for row in rows if row.student} == {
        (card, ended) for card in (undone.vera, undone.olga) for ended in (SWAPPED, UNDONE, None)
    }
    told = office.get("/admin/schools/auditevent/").text
    assert "вход закрыт" in told
    assert "the desk" in told
