"""Making one school's books say what a settlement asks: the same code at the door, after an edit and at night."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from accounts.actions import cases
from accounts.actions.books import Books, record_of_claim
from accounts.matching.person import Role
from accounts.matching.verdict import Finding
from accounts.models import DataFinding, MismatchCase, RecordClaim
from accounts.settlement import Settlement
from schools.actions import audit
from schools.models import AuditEvent, Student

Kind = AuditEvent.Kind


def apply(*, books: Books, identity_id: UUID, settlement: Settlement, at: datetime, by: str) -> Counter[str]:
    """Open what should be open, close what should not, leave the rest alone; say how much of each was done.

    Runs in the transaction in which the books were read. Raises IntegrityError if another process took one of
    the records meanwhile: read the books again and settle anew.
    """
    keeper = Bookkeeper(books, identity_id, at=at, by=by)
    keeper.settle_claims(settlement)
    keeper.settle_cases(settlement)
    keeper.settle_findings(settlement)
    return keeper.done


class Bookkeeper:
    """Brings the rows of one identity in one school's books to a settlement, changing only what differs."""

    def __init__(self, books: Books, identity_id: UUID, *, at: datetime, by: str) -> None:
        self.books, self.identity_id, self.at, self.by = books, identity_id, at, by
        self.done: Counter[str] = Counter()

    def settle_claims(self, settlement: Settlement) -> None:
        wanted = set(settlement.claims)
        mine = [claim for claim in self.books.claims if claim.identity_id == self.identity_id]
        for claim in mine:
            if held(claim) not in wanted:
                close_claim(claim=claim, reason="not_the_person", at=self.at, by=self.by)
                self.done["claims_closed"] += 1
        for role, record in sorted(wanted - {held(claim) for claim in mine}):
            self._open_claim(role, record)

    def _open_claim(self, role: Role, record: UUID) -> None:
        claim = RecordClaim(identity_id=self.identity_id, school=self.books.school, role=role, opened_at=self.at)
        setattr(claim, f"{role}_id", record)
        claim.save(force_insert=True)
        audit.record(Kind.CLAIM_OPENED, claim, by=self.by)
        self.done["claims_opened"] += 1

    def settle_cases(self, settlement: Settlement) -> None:
        """A role's case keeps its number while its cause changes; one without a school ends when a school answers."""
        wanted = {plan.role: plan for plan in settlement.cases}
        answered = bool(wanted or settlement.claims)
        reason = MismatchCase.Closed.MATCHED if settlement.claims else MismatchCase.Closed.CHANGED
        for case in [case for case in self.books.cases if case.identity_id == self.identity_id]:
            plan = wanted.pop(Role(case.role), None) if case.school_id else None
            if plan is not None:
                self.done["cases_changed"] += cases.bring_up_to_date(
                    case=case, plan=plan, people=self.books.people, at=self.at, by=self.by
                )
            elif answered or case.school_id:
                cases.close(case=case, reason=reason, at=self.at, by=self.by)
                self.done["cases_closed"] += 1
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

    def settle_findings(self, settlement: Settlement) -> None:
        wanted = {(finding.record, str(finding.field)): finding for finding in settlement.findings}
        for row in [row for row in self.books.findings if row.identity_id == self.identity_id]:
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


def held(claim: RecordClaim) -> tuple[Role, UUID]:
    return Role(claim.role), record_of_claim(claim)


def close_claim(*, claim: RecordClaim, reason: str, at: datetime, by: str) -> None:
    """End an identity's hold on a record; the row stays."""
    claim.closed_at, claim.close_reason = at, reason
    claim.save(update_fields=["closed_at", "close_reason"])
    audit.record(Kind.CLAIM_CLOSED, claim, by=by)
