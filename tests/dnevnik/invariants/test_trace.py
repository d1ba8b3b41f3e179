"""Deeds that left no trace, traces of no deed, and a chain that is not whole: I13, I18."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from accounts.models import RecordClaim
from schools.actions import audit, seals
from schools.models import AuditEvent, AuditSeal
from tests.dnevnik.invariants.offences import found, ids
from tests.factories import TODAY
from tests.faults.loosening import double, loosen
from tests.faults.rows import case, claim, correction, decision, link, pending_link, proposal, request, restriction
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
Kind = AuditEvent.Kind


@pytest.fixture
def home() -> Household:
    return household()


CLOSED_LINK = {"valid_to": TODAY, "closed_by": "t", "closed_by_kind": "system"}
CLOSED_CASE = {"closed_at": NOON, "close_reason": "matched"}
CARRIED: dict[str, Any] = {"origin": "01890000-0000-7000-8000-000000000001", "state": "proposed"}
DECIDED: dict[str, Any] = CARRIED | {"state": "in_force", "decided_at": NOON}
BY_ANOTHER: dict[str, Any] = {"decided_by": "user 2", "decided_at": NOON}
LIFTED: dict[str, Any] = {"state": "lifted", "ended_on": TODAY}

Deed = tuple[Callable[..., models.Model], dict[str, Any], list[Kind]]
DEEDS: dict[str, Deed] = {
    "a claim": (claim, {}, [Kind.CLAIM_OPENED, Kind.CLAIM_CLOSED]),
    "a link": (link, {}, [Kind.LINK_OPENED]),
    "a closed link": (link, CLOSED_LINK, [Kind.LINK_OPENED, Kind.LINK_CLOSED]),
    "a link for two": (pending_link, {}, [Kind.LINK_WAITS]),
    "an agreed one": (pending_link, {"state": "agreed"} | BY_ANOTHER, [Kind.LINK_WAITS, Kind.LINK_AGREED]),
    "one taken back": (pending_link, {"state": "declined"} | BY_ANOTHER, [Kind.LINK_WAITS, Kind.LINK_DECLINED]),
    "a consent": (decision, {}, [Kind.CONSENT_GIVEN]),
    "a consent taken back": (decision, {"decision": "withdrawn"}, [Kind.CONSENT_WITHDRAWN]),
    "a question": (request, {}, [Kind.CONSENT_ASKED]),
    "a restriction": (restriction, {}, [Kind.RESTRICTION_SET]),
    "a lifted one": (restriction, LIFTED, [Kind.RESTRICTION_SET, Kind.RESTRICTION_LIFTED]),
    "a carried one": (restriction, CARRIED, [Kind.RESTRICTION_CARRIED]),
    "a carried one, decided": (restriction, DECIDED, [Kind.RESTRICTION_CARRIED, Kind.RESTRICTION_DECIDED]),
    "a case": (case, {}, [Kind.CASE_OPENED]),
    "a closed case": (case, CLOSED_CASE, [Kind.CASE_OPENED, Kind.CASE_CLOSED]),
    "a proposal": (proposal, {}, [Kind.LINK_PROPOSED]),
    "an accepted one": (proposal, {"state": "accepted"}, [Kind.LINK_PROPOSED, Kind.LINK_ANSWERED]),
    "a correction": (correction, {}, [Kind.CORRECTION_ASKED]),
    "a declined one": (correction, {"state": "declined"}, [Kind.CORRECTION_ASKED, Kind.CORRECTION_ANSWERED]),
}
STEPS = [
    pytest.param(build, columns, kinds, missing, id=f"{name}: {missing}")
    for name, (build, columns, kinds) in DEEDS.items()
    for missing in kinds
]
every_step = pytest.mark.parametrize(("build", "columns", "kinds", "step"), STEPS)


def deed(home: Household, build: Callable[..., models.Model], columns: dict[str, Any], kinds: list[Kind]) -> Any:
    row = build(home, **columns)
    row.save(force_insert=True)
    for kind in kinds:
        audit.record(kind, row, by="test")
    return row


@every_step
class TestI13:
    def test_a_step_that_left_no_trace(
        self, home: Household, build: Any, columns: dict[str, Any], kinds: list[Kind], step: Kind
    ) -> None:
        row = deed(home, build, columns, [kind for kind in kinds if kind != step])
        assert found("I13") == ids(row)

    def test_a_step_that_left_two(
        self, home: Household, build: Any, columns: dict[str, Any], kinds: list[Kind], step: Kind
    ) -> None:
        row = deed(home, build, columns, kinds)
        assert found("I13") == []
        audit.record(step, row, by="test")
        assert found("I13") == ids(row)


@pytest.mark.parametrize("kind", [Kind.CLAIM_CLOSED, Kind.LINK_CLOSED, Kind.CASE_CLOSED, Kind.CONSENT_WITHDRAWN])
def test_i13_a_trace_of_what_did_not_happen(home: Household, kind: Kind) -> None:
    row = RecordClaim.for_system(by="test").get(identity=home.mother)
    audit.record(kind, row, by="test")
    assert found("I13") == ids(row)


def test_i13_a_proposal_forgotten_with_its_person_needs_no_answer(home: Household) -> None:
    deed(home, proposal, {"state": "withdrawn"}, [Kind.LINK_PROPOSED])
    assert found("I13") == []


class TestI18:
    @pytest.fixture(autouse=True)
    def _three_seals(self, home: Household) -> None:
        for _ in range(3):
            audit.record(Kind.NUMBER_SHOWN, home.child_record, by="test")
            seals.seal_batch(at=NOON)
        assert found("I18") == []
        loosen(AuditEvent, AuditSeal)

    @pytest.mark.parametrize(
        ("columns", "offences"),
        [
            pytest.param({"previous": "x"}, ["2"], id="on another digest"),
            pytest.param({"digest": "x"}, ["3"], id="its digest was another"),
            pytest.param({"events": 7}, ["2"], id="it counted more"),
            pytest.param({"number": 7, "previous": ""}, ["2", "3", "7", "7"], id="under another number"),
        ],
    )
    def test_a_seal_that_was_changed(self, columns: dict[str, Any], offences: list[str]) -> None:
        event = AuditEvent.objects.get(sealed_in=2)
        AuditSeal.objects.filter(number=2).update(**columns)
        told = [row_id if row_id != "2" or "number" not in columns else str(event.pk) for row_id in offences]
        assert set(found("I18")) == set(told)

    def test_a_first_seal_that_follows_something(self) -> None:
        AuditSeal.objects.filter(number=1).update(previous="x")
        assert found("I18") == ["1"]

    def test_an_event_of_no_seal(self) -> None:
        one = AuditEvent.objects.get(sealed_in=3)
        stray = double(one, pk=one.pk + 1, sealed_in=77)
        assert found("I18") == ids(stray)

    def test_an_event_that_is_gone(self) -> None:
        AuditEvent.objects.filter(sealed_in=3).delete()
        assert found("I18") == ["3"]
