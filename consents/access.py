"""What a citizen may read: computed anew for every request from claims, links and consents (design.md rule 6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from accounts.actions.levels import may_go_on
from accounts.actions.sources import local_date
from accounts.models import ExternalIdentity, RecordClaim
from consents.models import ConsentDecision
from consents.rules import ENTITLED, Spoken, decides_for_oneself, stands
from schools.models import Parent, ParentChildLink, School, Student

SCOPE = "citizen access"


@dataclass(frozen=True)
class Child:
    """A pupil whom a parent is linked to, and whether anybody's consent lets the diary be shown.

    `of_age`: the consent that stands or not is the pupil's own, and nothing here is the parent's to decide or read.
    """

    student: Student
    relation: str
    of_age: bool
    consent_stands: bool

    @property
    def may_decide(self) -> bool:
        return self.relation in ENTITLED and not self.of_age


@dataclass(frozen=True)
class ParentPlace:
    """An adult in one school: the record, the children, and the adult's own consent to that school."""

    school: School
    record: Parent
    children: tuple[Child, ...]
    own_consent: bool
    level_suffices: bool = True

    @property
    def is_open(self) -> bool:
        return self.level_suffices and self.own_consent and bool(self.children)


@dataclass(frozen=True)
class PupilPlace:
    """A pupil in one school. `for_oneself`: from 18 the consent is the pupil's own."""

    school: School
    record: Student
    for_oneself: bool
    consent_stands: bool
    has_parents: bool
    level_suffices: bool = True

    @property
    def is_open(self) -> bool:
        return self.level_suffices and self.consent_stands


Place = ParentPlace | PupilPlace
SomePlace = TypeVar("SomePlace", ParentPlace, PupilPlace)


def places(identity: ExternalIdentity, *, at: datetime) -> list[Place]:
    """Everywhere this identity holds a live record, open or not; ordered by school and role."""
    claims = (
        RecordClaim.for_system(by=SCOPE)
        .filter(identity=identity, closed_at__isnull=True)
        .select_related("school__region", "parent", "student__school_class")
        .order_by("school__name", "role")
    )
    found: list[Place] = []
    for claim in claims:
        on = local_date(claim.school.region, at=at)
        if claim.parent is not None and claim.parent.left_on is None:
            found.append(_levelled(_parent_place(claim.school, claim.parent, identity, on=on), identity, at=at))
        if claim.student is not None and claim.student.left_on is None:
            found.append(_levelled(_pupil_place(claim.school, claim.student, identity, on=on), identity, at=at))
    return found


def _levelled(place: SomePlace, identity: ExternalIdentity, *, at: datetime) -> SomePlace:
    """The place, shut if the account at the door is no longer sure enough for the record it holds."""
    region = place.school.region
    suffices = may_go_on(identity.verified, place.record, region=region, on=local_date(region, at=at))
    return replace(place, level_suffices=suffices)


def open_places(identity: ExternalIdentity, *, at: datetime) -> list[Place]:
    """Where the door is open now."""
    return [place for place in places(identity, at=at) if place.is_open]


def _parent_place(school: School, parent: Parent, identity: ExternalIdentity, *, on: date) -> ParentPlace:
    links = list(
        ParentChildLink.for_system(by=SCOPE)
        .filter(parent=parent, valid_to__isnull=True, student__left_on__isnull=True)
        .select_related("student__school_class")
        .order_by("student__birth_date", "student__given_name_key")
    )
    of_age = {link.student_id for link in links if decides_for_oneself(link.student.birth_date, on=on)}
    minors = [link.student_id for link in links if link.student_id not in of_age]
    standing = students_with_consent(minors) | adults_with_consent(of_age, school=school)
    children = tuple(
        Child(link.student, link.relation, link.student_id in of_age, link.student_id in standing) for link in links
    )
    return ParentPlace(school, parent, children, gave_own(identity, school))


def _pupil_place(school: School, student: Student, identity: ExternalIdentity, *, on: date) -> PupilPlace:
    for_oneself = decides_for_oneself(student.birth_date, on=on)
    agreed = gave_own(identity, school) if for_oneself else student.pk in students_with_consent([student.pk])
    has_parents = ParentChildLink.for_system(by=SCOPE).filter(
        student=student, valid_to__isnull=True, relation__in=ENTITLED
    )
    return PupilPlace(school, student, for_oneself, agreed, has_parents.exists())


def gave_own(identity: ExternalIdentity, school: School) -> bool:
    """Whether an adult's own consent to one school stands."""
    decisions = ConsentDecision.for_system(by=SCOPE).filter(identity=identity, school=school).order_by("at", "id")
    spoken = [Spoken(d.giver_id, d.decision == ConsentDecision.Decision.GIVEN) for d in decisions]
    return stands(spoken, entitled=frozenset({identity.pk}))


def students_with_consent(students: list[UUID]) -> set[UUID]:
    """Those pupils for whom the consent of somebody entitled today stands; three queries for any number of pupils."""
    decisions = ConsentDecision.for_system(by=SCOPE).filter(student__in=students).order_by("at", "id")
    spoken: dict[UUID, list[Spoken]] = defaultdict(list)
    for decision in decisions:
        spoken[decision.student_id].append(
            Spoken(decision.giver_id, decision.decision == ConsentDecision.Decision.GIVEN)
        )
    entitled = entitled_givers(students)
    return {student for student in students if stands(spoken[student], entitled=frozenset(entitled[student]))}


def adults_with_consent(students: set[UUID], *, school: School) -> set[UUID]:
    """Those pupils of age whose own consent to the school stands, by the account that holds the record today."""
    holders = RecordClaim.for_system(by=SCOPE).filter(
        student__in=students, closed_at__isnull=True, identity__isnull=False
    )
    student_of: dict[UUID, UUID] = dict(holders.values_list("identity_id", "student_id"))
    decisions = ConsentDecision.for_system(by=SCOPE).filter(identity__in=student_of, school=school)
    spoken: dict[UUID, list[Spoken]] = defaultdict(list)
    for decision in decisions.order_by("at", "id"):
        spoken[decision.giver_id].append(Spoken(decision.giver_id, decision.decision == ConsentDecision.Decision.GIVEN))
    return {student for giver, student in student_of.items() if stands(spoken[giver], entitled=frozenset({giver}))}


def entitled_givers(students: list[UUID]) -> dict[UUID, set[UUID]]:
    """Who may decide for each pupil today: identities that hold the record of an entitled, linked parent."""
    rows = ParentChildLink.for_system(by=SCOPE).filter(
        student__in=students,
        valid_to__isnull=True,
        relation__in=ENTITLED,
        parent__left_on__isnull=True,
        parent__claims__closed_at__isnull=True,
        parent__claims__identity__isnull=False,
    )
    givers: dict[UUID, set[UUID]] = defaultdict(set)
    for student, giver in rows.values_list("student_id", "parent__claims__identity_id"):
        givers[student].add(giver)
    return givers
