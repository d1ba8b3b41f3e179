"""Making one school's books say what a settlement asks: the same code at the door, after an edit and at night."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import models

from accounts.actions import cases, contacts, withdrawals
from accounts.actions.books import SCOPE, Books
from accounts.actions.open_claims import record_of_claim
from accounts.matching.person import Role
from accounts.matching.verdict import Finding
from accounts.models import DataFinding, ExternalIdentity, MismatchCase, RecordClaim
from accounts.settlement import CaseKind, CasePlan, Settlement
from schools.actions import audit, bonds
from schools.models import AuditEvent, Student
from schools.relations import Scope

Kind = AuditEvent.Kind
AGE_14 = "age_14"
"""Why a child account's claim ended: the same person's own account took its place (real-life.md, Consents and ages)."""


def apply(*, books: Books, identity_id: UUID, settlement: Settlement, at: datetime, by: str) -> Counter[str]:
    """Open what should be open, close what should not, leave the rest alone; say how much of each was done.

    Runs in the transaction in which the books were read. Raises IntegrityError if another process took one of
    the records meanwhile: read the books again and settle anew.
    """
    keeper = Bookkeeper(books, identity_id, at=at, by=by)
    keeper.release(settlement)
    keeper.settle_claims(settlement)
    keeper.settle_cases(settlement)
    keeper.settle_findings(settlement)
    return keeper.done


def release(*, books: Books, identity_id: UUID, settlement: Settlement, at: datetime, by: str) -> Counter[str]:
    """Only let go of what the identity should no longer hold, so that whose it is finds it free; say how much."""
    keeper = Bookkeeper(books, identity_id, at=at, by=by)
    keeper.release(settlement)
    return keeper.done


class Bookkeeper:
    """Brings the rows of one identity in one school's books to a settlement, changing only what differs."""

    def __init__(self, books: Books, identity_id: UUID, *, at: datetime, by: str) -> None:
        self.books, self.identity_id, self.at, self.by = books, identity_id, at, by
        self.done: Counter[str] = Counter()

    def _mine(self) -> list[RecordClaim]:
        return self.books.claims.of(self.identity_id)

    def release(self, settlement: Settlement) -> None:
        for claim in self._mine():
            if held(claim) not in settlement.claims:
                close_claim(claim=claim, reason="not_the_person", at=self.at, by=self.by)
                self.books.claims.remove(claim)
                self.done["claims_closed"] += 1

    def settle_claims(self, settlement: Settlement) -> None:
        for role, record in sorted(set(settlement.claims) - {held(claim) for claim in self._mine()}):
            self._succeed(record)
            self._open_claim(role, record)

    def _succeed(self, record: UUID) -> None:
        """End the hold of the account that this one takes the place of: a settlement asks for no other taken record.

        Both have one SNILS, so the addresses that the person proved there are the person's here.
        """
        claim = self.books.claims.on(record)
        if claim is not None:
            close_claim(claim=claim, reason=AGE_14, at=self.at, by=self.by)
            own = ExternalIdentity(pk=self.identity_id)
            contacts.carry_over(source=claim.identity, to=own, at=self.at, by=self.by)
            self.books.claims.remove(claim)
            self.done["claims_closed"] += 1

    def _open_claim(self, role: Role, record: UUID) -> None:
        claim = RecordClaim(identity_id=self.identity_id, school=self.books.school, role=role, opened_at=self.at)
        setattr(claim, f"{role}_id", record)
        claim.save(force_insert=True)
        self.books.claims.add(claim)
        audit.record(Kind.CLAIM_OPENED, claim, by=self.by)
        self.done["claims_opened"] += 1

    def settle_cases(self, settlement: Settlement) -> None:
        """A case keeps its number while its cause changes, and when somebody whom no school knew turns up in one."""
        wanted = {plan.role: plan for plan in settlement.cases}
        held_as = dict(settlement.claims)
        mine = self.books.cases_of(self.identity_id)
        here = [case for case in mine if case.school_id == self.books.school.pk]
        of_its_role = {case.pk: wanted.pop(Role(case.role), None) for case in here}
        for case in here:
            plan = of_its_role[case.pk]
            moves_over = plan is None and wanted and Role(case.role) not in held_as
            self._settle_case(case, wanted.pop(next(iter(wanted))) if moves_over else plan, settlement)
        for case in [case for case in mine if case not in here]:
            plan = wanted.pop(next(iter(wanted))) if wanted else None
            if plan is not None or settlement.claims:
                self._settle_case(case, plan, settlement)
        for plan in wanted.values():
            cases.open_in_school(
                school=self.books.school,
                identity_id=self.identity_id,
                plan=plan,
                people=self.books.people,
                at=self.at,
                by=self.by,
            )
            self.done["cases_opened"] += 1

    def _settle_case(self, case: MismatchCase, plan: CasePlan | None, settlement: Settlement) -> None:
        if plan is None:
            has_way_in = bool(settlement.claims) and not _is_kept_out(case)
            reason = MismatchCase.Closed.MATCHED if has_way_in else MismatchCase.Closed.CHANGED
            cases.close(case=case, reason=reason, at=self.at, by=self.by)
            withdrawals.withdraw_needless(case=case, at=self.at, by=self.by)
            self.done["cases_closed"] += 1
            return
        self.done["cases_changed"] += cases.bring_up_to_date(
            case=case, school=self.books.school, plan=plan, people=self.books.people, at=self.at, by=self.by
        )

    def settle_findings(self, settlement: Settlement) -> None:
        wanted = {(finding.record, str(finding.field)): finding for finding in settlement.findings}
        for row in self.books.findings_of(self.identity_id):
            about = row.student_id or row.parent_id
            finding = wanted.get((about, row.field)) if about else None
            if finding is not None and list(map(str, finding.kinds)) == row.kinds:
                del wanted[finding.record, row.field]
                continue
            row.closed_at = self.at
            row.save(update_fields=["closed_at"])
            self.done["findings_closed"] += 1
        for finding in wanted.values():
            self._open_finding(finding)

    def _open_finding(self, finding: Finding) -> None:
        row = DataFinding(
            school=self.books.school,
            identity_id=self.identity_id,
            field=finding.field,
            kinds=list(map(str, finding.kinds)),
            opened_at=self.at,
        )
        about = self.books.people[finding.record]
        setattr(row, "student" if isinstance(about, Student) else "parent", about)
        row.save(force_insert=True)
        self.done["findings_opened"] += 1


def _is_kept_out(case: MismatchCase) -> bool:
    """Whether a parent's case ends though there is no diary to see, as when an act keeps the adult from the child."""
    if case.kind != CaseKind.NO_CHILD or case.parent_id is None:
        return False
    return not bonds.with_scope(bonds.of_parents([case.parent_id], by=SCOPE), Scope.DIARY)


def held(claim: RecordClaim) -> tuple[Role, UUID]:
    return Role(claim.role), record_of_claim(claim)


def close_claim(*, claim: RecordClaim, reason: str, at: datetime, by: str | models.Model) -> None:
    """End an identity's hold on a record; the row stays."""
    claim.closed_at, claim.close_reason = at, reason
    claim.save(update_fields=["closed_at", "close_reason"])
    audit.record(Kind.CLAIM_CLOSED, claim, by=by)
