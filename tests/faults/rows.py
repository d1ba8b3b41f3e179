"""A row of each kind around a household, written past the actions: for tests that ask what is seen of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import models

from accounts.models import (
    CaseCause,
    ContactCode,
    ContactPoint,
    CorrectionRequest,
    DataFinding,
    IdentityMigration,
    IdentityMove,
    LinkProposal,
    ListedChild,
    MismatchCase,
    Notice,
    ProviderSession,
    RecordClaim,
    RefutedMove,
)
from consents.models import ConsentDecision, ConsentRequest, ConsentText, DiaryVisit, Purpose
from schools.models import MatchProfile, ParentChildLink, PendingLink, Restriction
from tests.factories import TODAY, create_administrator, create_parent, create_student
from tests.households import Household
from tests.people import NOON


def claim(home: Household, **columns: Any) -> RecordClaim:
    """One that closed, because the household's own are open."""
    told = {"role": "parent", "parent": home.mother_record, "closed_at": NOON, "close_reason": "x"} | columns
    return RecordClaim(school=home.school, identity=home.mother, opened_at=NOON, **told)


def link(home: Household, **columns: Any) -> ParentChildLink:
    ends = {"parent": create_parent(school=home.school), "student": create_student(school=home.school)}
    told = {"relation": "mother", "basis": "court", "verified_by": "t", "valid_from": TODAY} | ends | columns
    return ParentChildLink(school=home.school, **told)


def pending_link(home: Household, **columns: Any) -> PendingLink:
    ends = {"parent": create_parent(school=home.school), "student": create_student(school=home.school)}
    told = {"relation": "mother", "basis": "court", "opened_by": "t", "opened_at": NOON} | ends | columns
    return PendingLink(school=home.school, **told)


def decision(home: Household, **columns: Any) -> ConsentDecision:
    text = ConsentText.objects.filter(subject="child").earliest("version")
    told = {"decision": "given", "basis": "link", "at": NOON, "text": text, "purpose": text.purpose} | columns
    return ConsentDecision(school=home.school, giver=home.mother, student=home.child_record, **told)


def request(home: Household, **columns: Any) -> ConsentRequest:
    told = {"purpose": Purpose.objects.get(code="diary"), "asked_at": NOON} | columns
    return ConsentRequest(school=home.school, student=home.child_record, giver=home.mother, **told)


def restriction(home: Household, **columns: Any) -> Restriction:
    act = {"act": "court", "act_date": date(2026, 1, 9), "valid_from": date(2026, 1, 9), "entered_at": NOON}
    ends = {"student": home.child_record, "parent": home.mother_record}
    return Restriction(school=home.school, **(act | ends | columns))


def case(home: Household, **columns: Any) -> MismatchCase:
    told = {"number": "0000-0001", "kind": "differs", "opened_at": NOON, "role": "parent"} | columns
    return MismatchCase(school=home.school, identity=home.mother, **told)


def proposal(home: Household, **columns: Any) -> LinkProposal:
    told = {"child_name": "Соколова Вера", "child_key": "k", "relation": "mother", "asked_at": NOON} | columns
    return LinkProposal(school=home.school, identity=home.mother, **told)


def correction(home: Household, **columns: Any) -> CorrectionRequest:
    told = {"kind": "record_wrong", "asked_at": NOON} | columns
    return CorrectionRequest(school=home.school, identity=home.mother, **told)


def cause(home: Household) -> CaseCause:
    about = case(home, number="0000-0002")
    about.save(force_insert=True)
    return CaseCause(case=about, field="surname", kinds=["TYPO"], owner="either", since=NOON)


def finding(home: Household) -> DataFinding:
    return DataFinding(
        school=home.school, identity=home.mother, parent=home.mother_record, field="surname", opened_at=NOON
    )


def visit(home: Household) -> DiaryVisit:
    return DiaryVisit(school=home.school, student=home.child_record, visitor=home.mother, on=TODAY)


def contact(home: Household) -> ContactPoint:
    return ContactPoint(identity=home.mother, channel="email", address="anna@example.test", confirmed_at=NOON)


def code(home: Household) -> ContactCode:
    told = {"channel": "email", "address": "anna@example.test", "secret": "1", "digest": "d"}
    return ContactCode(identity=home.mother, made_at=NOON, expires_at=NOON, **told)


def notice(home: Household) -> Notice:
    told = {"kind": "may_enter", "channel": "email", "created_at": NOON, "next_try_at": NOON}
    return Notice(dedup_key=f"may_enter:1:{home.mother.pk}:email", identity=home.mother, **told)


def listed_child(home: Household) -> ListedChild:
    return ListedChild(verified=home.mother.verified, surname="Соколова", given_name="Вера")


def provider_session(home: Household) -> ProviderSession:
    return ProviderSession(identity=home.mother, digest="d", expires_at=NOON)


def profile(home: Household) -> MatchProfile:
    return MatchProfile(region=home.school.region, band="adult", valid_from=TODAY)


def move(home: Household) -> IdentityMove:
    told = {"from_issuer": "https://former.example", "to_issuer": home.mother.issuer, "way": "mapping"}
    made = IdentityMigration.objects.create(state="applied", applied_at=NOON, rehearsed_at=NOON, **told)
    subjects = {"old_subject": "former", "new_subject": home.mother.subject}
    return IdentityMove(migration=made, identity=home.mother, state="moved", at=NOON, **subjects)


def refuted(home: Household) -> RefutedMove:
    told = {"from_issuer": home.mother.issuer, "to_issuer": "https://next.example", "way": "mapping"}
    made = IdentityMigration.objects.create(
        state="applied", applied_at=NOON, finished_at=NOON, rehearsed_at=NOON, **told
    )
    return RefutedMove(migration=made, identity=home.mother, new_subject="anothers", at=NOON)


BUILDERS: tuple[Callable[[Household], models.Model], ...] = (
    claim, link, pending_link, decision, request, restriction, proposal, correction, cause, finding, visit, contact,
    code, notice, listed_child, provider_session, profile, move, refuted,
)  # fmt: skip


def write_one_of_each(home: Household) -> None:
    """Every builder's row, and a member of staff."""
    for build in BUILDERS:
        build(home).save(force_insert=True)
    create_administrator(schools=[home.school], email="orlova@school.test")
