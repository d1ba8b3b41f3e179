"""One school's books for some identities, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from accounts.matching.anchors import Sameness, sameness
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.sides import is_somebody_elses
from accounts.models import DataFinding, MismatchCase, RecordClaim, VerifiedIdentity
from accounts.settlement import Surroundings
from schools.models import Parent, ParentChildLink, School, Student

SCOPE = "matching"


@dataclass(frozen=True)
class Books:
    """What a school has written about these identities and about the records that share a number with them.

    `claims` are the open ones and are kept so while the books are being settled.
    """

    school: School
    people: dict[UUID, Student | Parent]
    claims: list[RecordClaim]
    cases: list[MismatchCase]
    findings: list[DataFinding]
    linked: frozenset[UUID]

    def held_by(self, identity_id: UUID) -> dict[Role, UUID]:
        """The records that this identity holds here, by role."""
        return {Role(c.role): record_of_claim(c) for c in self.claims if c.identity_id == identity_id}

    def taken_from(self, identity_id: UUID) -> frozenset[UUID]:
        """The records that somebody else holds."""
        return frozenset(record_of_claim(c) for c in self.claims if c.identity_id != identity_id)

    def sharing(self, verified: VerifiedIdentity) -> list[Student | Parent]:
        """The records that share a number with this person, and those the person holds."""
        held = set(self.held_by(verified.pk).values())
        return [row for row in self.people.values() if row.pk in held or _shares(row, verified)]

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
    """Read the books of one school for these people: eight queries, however many people there are."""
    ids = [person.pk for person in verified]
    claims = RecordClaim.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True)
    held = list(claims.filter(identity__in=ids))
    people = _records(school, verified, held)
    others = claims.exclude(identity__in=ids).filter(Q(student__in=people) | Q(parent__in=people))
    cases = MismatchCase.for_system(by=SCOPE).filter(identity__in=ids, closed_at__isnull=True)
    return Books(
        school=school,
        people=people,
        claims=[*held, *others],
        cases=list(cases.filter(Q(school=school) | Q(school__isnull=True)).prefetch_related("causes")),
        findings=list(DataFinding.for_system(by=SCOPE).filter(school=school, identity__in=ids, closed_at__isnull=True)),
        linked=_linked(school, [pk for pk, row in people.items() if isinstance(row, Parent)]),
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


def _linked(school: School, parents: list[UUID]) -> frozenset[UUID]:
    links = ParentChildLink.for_system(by=SCOPE).filter(
        school=school, parent__in=parents, valid_to__isnull=True, student__left_on__isnull=True
    )
    return frozenset(links.values_list("parent_id", flat=True))
