"""One school's books for some identities, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.actions.open_claims import OpenClaims, record_of_claim
from accounts.claims import Level
from accounts.matching.anchors import Sameness, sameness
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.sides import is_somebody_elses
from accounts.models import DataFinding, MismatchCase, RecordClaim, VerifiedIdentity
from accounts.settlement import CaseKind, Surroundings
from schools.actions import bonds
from schools.models import Parent, School, Student
from schools.models.prepared import prepared

Key = TypeVar("Key")
Row = TypeVar("Row")
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
    claims: OpenClaims
    cases: list[MismatchCase]
    findings: list[DataFinding]
    linked: frozenset[UUID]
    accounts: dict[UUID, VerifiedIdentity]
    replaced: frozenset[tuple[UUID, UUID]]
    known_elsewhere: frozenset[UUID]

    def held_by(self, identity_id: UUID) -> dict[Role, UUID]:
        """The records that this identity holds here, by role."""
        return {Role(claim.role): record_of_claim(claim) for claim in self.claims.of(identity_id)}

    def sharing(self, verified: VerifiedIdentity) -> list[Student | Parent]:
        """The records that share a number with this person, and those the person holds, by this account or another.

        One that was given to another account of this person's is looked at again when this one signs in.
        """
        held = {*self.held_by(verified.pk).values(), *self.under_one_number(verified)}
        shared = self._by_snils[verified.snils_index] | self._by_certificate[verified.certificate_index]
        found = ((held & self.people.keys()) | shared) - {gone for whose, gone in self.replaced if whose == verified.pk}
        return [self.people[key] for key in sorted(found, key=self._places.__getitem__)]

    def under_one_number(self, verified: VerifiedIdentity) -> dict[UUID, Level]:
        """The records that another account with the same SNILS holds, and how sure the state is of that account."""
        return {
            record_of_claim(claim): Level(account.level)
            for account in self._accounts_by_snils[verified.snils_index]
            if account.pk != verified.pk
            for claim in self.claims.of(account.pk)
        }

    def cases_of(self, identity_id: UUID) -> list[MismatchCase]:
        """The person's open cases here, and that of somebody whom nobody has found yet."""
        return self._cases_by_identity[identity_id]

    def findings_of(self, identity_id: UUID) -> list[DataFinding]:
        return self._findings_by_identity[identity_id]

    def asked_by(self, identity_id: UUID) -> Role | None:
        """In which role the person turned to this school by word of one's own."""
        sent = (c for c in self.cases_of(identity_id) if c.school_id == self.school.pk and c.sent_at)
        return next((Role(case.role) for case in sent), None)

    def holders(self, *, besides: UUID) -> set[UUID]:
        """The other identities that hold a record here."""
        return self.claims.holders() - {besides}

    def around(self, claimed: Claimed, records: list[Record], *, identity_id: UUID, on: date) -> Surroundings:
        held = self.held_by(identity_id)
        return Surroundings(
            roles={record.record_id: record.role for record in records},
            held=held,
            taken=frozenset(r.record_id for r in records if self._is_taken(r.record_id, besides=identity_id)),
            linked=self.linked,
            asked=self.asked_by(identity_id),
            known_elsewhere=identity_id in self.known_elsewhere,
            disowned=frozenset(r.record_id for r in records if denies(claimed, r, on=on))
            | frozenset(set(held.values()) - {r.record_id for r in records}),
        )

    def _is_taken(self, record: UUID, *, besides: UUID) -> bool:
        claim = self.claims.on(record)
        return claim is not None and claim.identity_id != besides

    @cached_property
    def _places(self) -> dict[UUID, int]:
        return {key: place for place, key in enumerate(self.people)}

    @cached_property
    def _by_snils(self) -> defaultdict[str | None, set[UUID]]:
        return _records_by((row.snils_index, row.pk) for row in self.people.values())

    @cached_property
    def _by_certificate(self) -> defaultdict[str | None, set[UUID]]:
        students = (row for row in self.people.values() if isinstance(row, Student))
        return _records_by((row.certificate_index, row.pk) for row in students)

    @cached_property
    def _accounts_by_snils(self) -> defaultdict[str | None, list[VerifiedIdentity]]:
        return _by_key((one.snils_index, one) for one in self.accounts.values() if one.snils_index)

    @cached_property
    def _cases_by_identity(self) -> defaultdict[UUID, list[MismatchCase]]:
        return _by_key((case.identity_id, case) for case in self.cases)

    @cached_property
    def _findings_by_identity(self) -> defaultdict[UUID, list[DataFinding]]:
        return _by_key((row.identity_id, row) for row in self.findings)


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


def _records_by(rows: Iterable[tuple[str | None, UUID]]) -> defaultdict[str | None, set[UUID]]:
    """Records by a number; a missing one is nobody's."""
    found: defaultdict[str | None, set[UUID]] = defaultdict(set)
    for number, record in rows:
        if number:
            found[number].add(record)
    return found


def _by_key(rows: Iterable[tuple[Key, Row]]) -> defaultdict[Key, list[Row]]:
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def open_books(school: School, verified: Collection[VerifiedIdentity]) -> Books:
    """Read the books of one school for these people: twelve queries at most, however many people there are."""
    own = {person.pk: person for person in verified}
    keys, numbers = list(own), {person.snils_index for person in verified if person.snils_index}
    claims, elsewhere, replaced = _claims(school, own)
    claims += _claims_under(numbers, school.pk, keys)
    people = _records(school, verified, claims)
    claims += _claims_on(list(people), school.pk, keys, [claim.pk for claim in claims])
    others = {claim.identity_id for claim in claims} - own.keys()
    cases = _cases(keys)
    not_found = [case for case in cases if case.school_id != school.pk and case.kind == CaseKind.NOT_FOUND]
    elsewhere |= {c.identity_id for c in cases if c.school_id != school.pk and c.kind != CaseKind.NOT_FOUND}
    return Books(
        school=school,
        people=people,
        claims=OpenClaims(claims),
        cases=[*(case for case in cases if case.school_id == school.pk), *not_found],
        findings=_findings(keys, school.pk),
        linked=bonds.with_a_child([row for row in people.values() if isinstance(row, Parent)], by=SCOPE),
        accounts=own | {other.pk: other for other in _accounts(others)},
        replaced=replaced,
        known_elsewhere=frozenset(elsewhere),
    )


@prepared
def _own_claims(own: list[UUID], school: int) -> QuerySet[RecordClaim]:
    """The open ones anywhere, and those that were given away here."""
    counting = Q(closed_at__isnull=True) | Q(school=school, close_reason=REPLACED)
    rows: QuerySet[RecordClaim] = RecordClaim.for_system(by=SCOPE)
    return rows.filter(counting, identity__in=own).order_by("opened_at", "pk")


@prepared
def _claims_under(numbers: set[str], school: int, own: list[UUID]) -> QuerySet[RecordClaim]:
    """What other accounts with these SNILS hold here."""
    return _others_claims(school, own).filter(identity__verified__snils_index__in=numbers)


@prepared
def _claims_on(people: list[UUID], school: int, own: list[UUID], known: list[UUID]) -> QuerySet[RecordClaim]:
    """Who else holds one of these records."""
    rows = _others_claims(school, own).filter(Q(student__in=people) | Q(parent__in=people))
    return rows.exclude(pk__in=known)


def _others_claims(school: int, own: list[UUID]) -> QuerySet[RecordClaim]:
    rows: QuerySet[RecordClaim] = RecordClaim.for_system(by=SCOPE)
    return rows.filter(school=school, closed_at__isnull=True).exclude(identity__in=own)


@prepared
def _cases(own: list[UUID]) -> QuerySet[MismatchCase]:
    rows: QuerySet[MismatchCase] = MismatchCase.for_system(by=SCOPE)
    open_ones = rows.filter(identity__in=own, closed_at__isnull=True)
    return open_ones.prefetch_related("causes").order_by("opened_at", "pk")


@prepared
def _findings(own: list[UUID], school: int) -> QuerySet[DataFinding]:
    rows: QuerySet[DataFinding] = DataFinding.for_system(by=SCOPE)
    return rows.filter(identity__in=own, closed_at__isnull=True, school=school)


@prepared
def _accounts(identities: set[UUID]) -> QuerySet[VerifiedIdentity]:
    return VerifiedIdentity.for_system(by=SCOPE).filter(pk__in=identities)


def _claims(
    school: School, own: Mapping[UUID, VerifiedIdentity]
) -> tuple[list[RecordClaim], set[UUID], frozenset[tuple[UUID, UUID]]]:
    """The open claims of these people here; who of them has one elsewhere; what was taken from them since they came."""
    claims = _own_claims(list(own), school.pk)
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
    numbers = {person.snils_index for person in verified if person.snils_index}
    certificates = {person.certificate_index for person in verified if person.certificate_index}
    students = _students(school.pk, numbers, certificates, {c.student_id for c in held if c.student_id})
    parents = _parents(school.pk, numbers, {c.parent_id for c in held if c.parent_id})
    rows: list[Student | Parent] = [*students, *parents]
    return {row.pk: row for row in rows}


@prepared
def _students(school: int, numbers: set[str], certificates: set[str], held: set[UUID]) -> QuerySet[Student]:
    wanted = Q(snils_index__in=numbers) | Q(certificate_index__in=certificates) | Q(pk__in=held)
    rows: QuerySet[Student] = Student.for_system(by=SCOPE)
    return rows.filter(wanted, school=school, left_on__isnull=True)


@prepared
def _parents(school: int, numbers: set[str], held: set[UUID]) -> QuerySet[Parent]:
    wanted = Q(snils_index__in=numbers) | Q(pk__in=held)
    return bonds.still_here(Parent.for_system(by=SCOPE).filter(wanted, school=school), by=SCOPE)
