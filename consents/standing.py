"""Which consents stand now: decisions read for many people at once, each purpose by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import ExternalIdentity, RecordClaim
from consents.models import ConsentDecision
from consents.rules import DIARY, Spoken, stands
from schools.actions import bonds
from schools.actions.bonds import Bond
from schools.models import School
from schools.models.prepared import prepared
from schools.relations import Scope

SCOPE = "citizen access"
GIVEN = ConsentDecision.Decision.GIVEN

DECIDES = frozenset({Scope.CONSENT})
DECIDES_AND_IS_WRITTEN_TO = frozenset({Scope.CONSENT, Scope.MESSAGES})

OwnWord = tuple[UUID, int, str]
"""(giver, school, purpose's code) of an adult's consent about oneself."""


def own_words(givers: Collection[UUID]) -> frozenset[OwnWord]:
    """Every consent that these people gave about themselves and that stands; one query."""
    last = {(giver, school, purpose): word for giver, school, purpose, word in _own_decisions(givers)}
    return frozenset(matter for matter, word in last.items() if word == GIVEN)


@prepared
def _own_decisions(givers: Collection[UUID]) -> QuerySet[ConsentDecision, tuple[UUID, int, str, str]]:
    """(giver, school, purpose's code, decision), oldest first."""
    rows: QuerySet[ConsentDecision] = ConsentDecision.for_system(by=SCOPE)
    own = rows.filter(identity__in=givers).order_by("at", "id")
    return own.values_list("giver_id", "school_id", "purpose__code", "decision")


def gave_own(identity: ExternalIdentity, school: School, *, purpose: str = DIARY) -> bool:
    """Whether an adult's own consent to one school stands, for one purpose."""
    return (identity.pk, school.pk, purpose) in own_words([identity.pk])


def students_with_consent(students: Collection[UUID]) -> set[UUID]:
    """Those pupils for whom the consent of somebody entitled today stands; four queries for any number of pupils."""
    return consented(bonds.of_students(students, by=SCOPE))


def consented(kin: Collection[Bond]) -> set[UUID]:
    """Those pupils of these bonds for whom somebody entitled has said yes; two queries."""
    entitled = givers_of(kin)
    spoken: dict[UUID, list[Spoken]] = defaultdict(list)
    for student, giver, word in _decisions_about(list(entitled)):
        spoken[student].append(Spoken(giver, word == GIVEN))
    return {student for student, givers in entitled.items() if stands(spoken[student], entitled=frozenset(givers))}


@prepared
def _decisions_about(students: list[UUID]) -> QuerySet[ConsentDecision, tuple[UUID, UUID, str]]:
    """(pupil, giver, decision) of the diary, oldest first."""
    rows: QuerySet[ConsentDecision] = ConsentDecision.for_system(by=SCOPE)
    about = rows.filter(student__in=students, purpose__code=DIARY).order_by("at", "id")
    return about.values_list("student_id", "giver_id", "decision")


def entitled_givers(students: Collection[UUID], *, scopes: frozenset[Scope] = DECIDES) -> dict[UUID, set[UUID]]:
    """Who may decide for each pupil today: identities that hold the record of an adult whose bond allows it.

    `scopes`: all that the bond must allow.
    """
    return givers_of(bonds.of_students(students, by=SCOPE), scopes=scopes)


def givers_of(kin: Collection[Bond], *, scopes: frozenset[Scope] = DECIDES) -> dict[UUID, set[UUID]]:
    """The same for bonds that were read already; one query."""
    deciding = [bond for bond in kin if scopes <= bond.scopes]
    holders = holders_of_parents({bond.parent.pk for bond in deciding})
    givers: dict[UUID, set[UUID]] = defaultdict(set)
    for bond in deciding:
        if bond.parent.pk in holders:
            givers[bond.student.pk].add(holders[bond.parent.pk])
    return givers


def holders_of_parents(parents: Collection[UUID]) -> dict[UUID, UUID]:
    """Which identity holds each of these parents' records; one query."""
    return dict(_holders_of_parents(parents))


def holders_of_pupils(students: Collection[UUID]) -> dict[UUID, UUID]:
    """Which identity holds each of these pupils' records; one query."""
    return dict(_holders_of_pupils(students))


@prepared
def _holders_of_parents(parents: Collection[UUID]) -> QuerySet[RecordClaim, tuple[UUID, UUID]]:
    rows: QuerySet[RecordClaim] = RecordClaim.for_system(by=SCOPE)
    return rows.filter(parent__in=parents, closed_at__isnull=True).values_list("parent_id", "identity_id")


@prepared
def _holders_of_pupils(students: Collection[UUID]) -> QuerySet[RecordClaim, tuple[UUID, UUID]]:
    rows: QuerySet[RecordClaim] = RecordClaim.for_system(by=SCOPE)
    return rows.filter(student__in=students, closed_at__isnull=True).values_list("student_id", "identity_id")
