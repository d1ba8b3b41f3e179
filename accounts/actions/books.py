"""One school's books for some identities, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.claims import Level
from accounts.matching.anchors import Sameness, sameness
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.sides import is_somebody_elses
from accounts.models import DataFinding, MismatchCase, RecordClaim, VerifiedIdentity
from accounts.settlement import CaseKind, Surroundings
from schools.actions import bonds
from schools.models import Parent, School, Student

SCOPE = "matching"
REPLACED = "replaced"
"""Why a claim ended that a person at the school gave to another account of the same person (checklist L23)."""


@dataclass(frozen=True)
class Books:
    """What a school has written about these identities and about the records that share a number with them.

    `claims` are the open ones and are kept so while the books are being settled. `accounts` are those identities
    and the others that hold a record here. `cases` are this school's and those of people whom nobody has found yet.
    `replaced` are (identity, record) where a person at the school gave the record to another account of somebody's.
    """

    school: School
    people: dict[UUID, Student | Parent]
    claims: list[RecordClaim]
    cases: list[MismatchCase]
    findings: list[DataFinding]
    linked: frozenset[UUID]
    accounts: dict[UUID, VerifiedIdentity]
    replaced: frozenset[tuple[UUID, UUID]]
    known_elsewhere: frozenset[UUID]

    def held_by(self, identity_id: UUID) -> dict[Role, UUID]:
        """The records that this identity holds here, by role."""
        return {Role(c.role): record_of_claim(c) for c in self.claims if c.identity_id == identity_id}

    def taken_from(self, identity_id: UUID) -> frozenset[UUID]:
        """The records that somebody else holds."""
        return frozenset(record_of_claim(c) for c in self.claims if c.identity_id != identity_id)

    def sharing(self, verified: VerifiedIdentity) -> list[Student | Parent]:
        """The records that share a number with this person, and those the person holds, by this account or another.

        One that was given to another account of this person's is looked at again when this one signs in.
        """
        held = {*self.held_by(verified.pk).values(), *self.under_one_number(verified)}
        sharing = [row for row in self.people.values() if row.pk in held or _shares(row, verified)]
        return [row for row in sharing if (verified.pk, row.pk) not in self.replaced]

    def under_one_number(self, verified: VerifiedIdentity) -> dict[UUID, Level]:
        """The records that another account with the same SNILS holds, and how sure the state is of that account."""
        return {
            record_of_claim(claim): Level(holder.level)
            for claim in self.claims
            if (holder := self.accounts.get(claim.identity_id)) is not None
            and holder.pk != verified.pk
            and sameness(holder.snils_index, verified.snils_index) is Sameness.EQUAL
        }

    def asked_by(self, identity_id: UUID) -> Role | None:
        """In which role the person turned to this school by word of one's own."""
        sent = (c for c in self.cases if c.identity_id == identity_id and c.school_id == self.school.pk and c.sent_at)
        return next((Role(case.role) for case in sent), None)

    def holders(self, *, besides: UUID) -> set[UUID]:
        """The other identities that hold a record here."""
        return {claim.identity_id for claim in self.claims} - {besides}

    def around(self, claimed: Claimed, records: list[Record], *, identity_id: UUID, on: date) -> Surroundings:
        held = self.held_by(identity_id)
        return Surroundings(
            roles={record.record_id: record.role for record in records},
            held=held,
            taken=self.taken_from(identity_id),
            linked=self.linked,
            asked=self.asked_by(identity_id),
            known_elsewhere=identity_id in self.known_elsewhere,
            disowned=frozenset(r.record_id for r in records if denies(claimed, r, on=on))
            | frozenset(set(held.values()) - {r.record_id for r in records}),
        )


def record_of_claim(claim: RecordClaim) -> UUID:
    record: UUID = claim.student_id or claim.parent_id  # type: ignore[assignment]  # a CHECK says that one is there
    return record


def denies(claimed: Claimed, record: Record, *, on: date) -> bool:
    """Whether a held record turns out to be somebody else's: by its numbers, or by its age under an equal SNILS.

    A missing number denies nothing.
    """
    match sameness(claimed.snils, record.snils):
        case Sameness.DIFFERS:
            return True
        case Sameness.EQUAL:
            return is_somebody_elses(claimed, record, on=on)
        case Sameness.ABSENT:
            return sameness(claimed.certificate, record.certificate) is Sameness.DIFFERS


def _shares(row: Student | Parent, verified: VerifiedIdentity) -> bool:
    if verified.snils_index and row.snils_index == verified.snils_index:
        return True
    return (
        isinstance(row, Student)
        and bool(verified.certificate_index)
        and row.certificate_index == verified.certificate_index
    )


def open_books(school: School, verified: Collection[VerifiedIdentity]) -> Books:
    """Read the books of one school for these people: twelve queries at most, however many people there are."""
    own = {person.pk: person for person in verified}
    claims, elsewhere, replaced = _claims(school, own)
    here = RecordClaim.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True).exclude(identity__in=own)
    claims += here.filter(identity__verified__snils_index__in={p.snils_index for p in verified if p.snils_index})
    people = _records(school, verified, claims)
    known = [claim.pk for claim in claims]
    claims += here.filter(Q(student__in=people) | Q(parent__in=people)).exclude(pk__in=known)
    others = {claim.identity_id for claim in claims} - own.keys()
    cases = list(_open(MismatchCase, own).prefetch_related("causes").order_by("opened_at", "pk"))
    not_found = [case for case in cases if case.school_id != school.pk and case.kind == CaseKind.NOT_FOUND]
    elsewhere |= {c.identity_id for c in cases if c.school_id != school.pk and c.kind != CaseKind.NOT_FOUND}
    return Books(
        school=school,
        people=people,
        claims=claims,
        cases=[*(case for case in cases if case.school_id == school.pk), *not_found],
        findings=list(_open(DataFinding, own).filter(school=school)),
        linked=bonds.with_a_child([row for row in people.values() if isinstance(row, Parent)], by=SCOPE),
        accounts=own | {other.pk: other for other in VerifiedIdentity.for_system(by=SCOPE).filter(pk__in=others)},
        replaced=replaced,
        known_elsewhere=frozenset(elsewhere),
    )


def _open(model: type[RecordClaim] | type[MismatchCase] | type[DataFinding], own: Collection[UUID]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.for_system(by=SCOPE)
    return rows.filter(identity__in=own, closed_at__isnull=True)


def _claims(
    school: School, own: Mapping[UUID, VerifiedIdentity]
) -> tuple[list[RecordClaim], set[UUID], frozenset[tuple[UUID, UUID]]]:
    """The open claims of these people here; who of them has one elsewhere; what was taken from them since they came."""
    given_away = Q(school=school, close_reason=REPLACED)
    rows = RecordClaim.for_system(by=SCOPE).filter(Q(closed_at__isnull=True) | given_away, identity__in=own)
    claims = list(rows.order_by("opened_at", "pk"))
    return (
        [claim for claim in claims if claim.closed_at is None and claim.school_id == school.pk],
        {claim.identity_id for claim in claims if claim.closed_at is None and claim.school_id != school.pk},
        frozenset(
            (claim.identity_id, record_of_claim(claim))
            for claim in claims
            if claim.closed_at is not None and claim.closed_at >= own[claim.identity_id].verified_at
        ),
    )


def _records(
    school: School, verified: Collection[VerifiedIdentity], held: list[RecordClaim]
) -> dict[UUID, Student | Parent]:
    by_snils = Q(snils_index__in={p.snils_index for p in verified if p.snils_index})
    by_certificate = Q(certificate_index__in={p.certificate_index for p in verified if p.certificate_index})
    students = Student.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
    parents = Parent.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
    rows = [
        *students.filter(by_snils | by_certificate | Q(pk__in=[c.student_id for c in held if c.student_id])),
        *parents.filter(by_snils | Q(pk__in=[c.parent_id for c in held if c.parent_id])),
    ]
    return {row.pk: row for row in rows}
