"""What a citizen may read: computed anew for every request from claims, links, restrictions, consents and ages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from accounts.actions.levels import may_go_on
from accounts.actions.sources import Profiles, local_date
from accounts.models import ExternalIdentity, RecordClaim
from consents.rules import DIARY, GUARDIAN_ACCESS, decides_for_oneself, soon_of_age
from consents.standing import SCOPE, OwnWord, consented, holders_of_pupils, own_words
from schools.actions import bonds
from schools.actions.bonds import Bond
from schools.models import Parent, ParentChildLink, School, Student
from schools.models.prepared import prepared
from schools.relations import Scope


@dataclass(frozen=True)
class Child:
    """A pupil whose diary a parent is linked to, and whether it may be shown.

    `decides`: the parent gives consents for this child while it is under 18. `of_age`: the consent that stands or not
    is the pupil's own, and nothing here is the parent's to decide; nor to read, unless `parents_allowed`.
    """

    student: Student
    relation: str
    decides: bool
    of_age: bool
    consent_stands: bool
    parents_allowed: bool = False

    @property
    def may_decide(self) -> bool:
        return self.decides and not self.of_age

    @property
    def is_shown(self) -> bool:
        """Whether the parent may read this diary (I11)."""
        return self.consent_stands and (self.parents_allowed or not self.of_age)


@dataclass(frozen=True)
class ParentPlace:
    """An adult in one school: the record, the children, and the adult's own consent to that school.

    `wards` are the pupils under 18 for whom this adult decides. `restricted`: no child is left to see, and an act in
    force about this adult is the reason (real-life.md, text 5).
    """

    school: School
    record: Parent
    children: tuple[Child, ...]
    wards: tuple[Student, ...]
    own_consent: bool
    restricted: bool = False
    level_suffices: bool = True

    @property
    def is_open(self) -> bool:
        return self.level_suffices and self.own_consent and bool(self.children)


@dataclass(frozen=True)
class PupilPlace:
    """A pupil in one school. `for_oneself`: from 18 the consent is the pupil's own.

    `has_parents`: under 18 somebody is linked who may decide. `soon_of_age`: both decisions of the 18th birthday may
    be made in advance. `own_consent` and `parents_allowed` are the pupil's own words, which count from 18 on.
    """

    school: School
    record: Student
    for_oneself: bool
    consent_stands: bool
    has_parents: bool
    soon_of_age: bool = False
    own_consent: bool = False
    parents_allowed: bool = False
    level_suffices: bool = True

    @property
    def is_open(self) -> bool:
        return self.level_suffices and self.consent_stands

    @property
    def decides(self) -> bool:
        """Whether the two decisions of an adult pupil are this pupil's to make, now or in advance."""
        return self.for_oneself or self.soon_of_age


Place = ParentPlace | PupilPlace
SomePlace = TypeVar("SomePlace", ParentPlace, PupilPlace)


def places(identity: ExternalIdentity, *, at: datetime, profiles: Profiles | None = None) -> list[Place]:
    """Everywhere this identity holds a live record, open or not; ordered by school and role.

    The number of queries depends on neither schools nor children.
    """
    claims = _live_claims(identity)
    days = {claim.school_id: local_date(claim.school.region, at=at) for claim in claims}
    known = _Known.read(identity, claims, days, profiles or Profiles(at=at))
    found: list[Place] = []
    for claim in claims:
        if claim.parent is not None:
            found.append(_levelled(_parent_place(claim.school, claim.parent, known), known))
        if claim.student is not None:
            found.append(_levelled(_pupil_place(claim.school, claim.student, known), known))
    return found


def open_places(identity: ExternalIdentity, *, at: datetime) -> list[Place]:
    """Where the door is open now."""
    return [place for place in places(identity, at=at) if place.is_open]


def pupil_places(held: Collection[Place]) -> list[PupilPlace]:
    """Those where the person is a pupil."""
    return [place for place in held if isinstance(place, PupilPlace)]


def parent_places(held: Collection[Place]) -> list[ParentPlace]:
    """Those where the person is a parent."""
    return [place for place in held if isinstance(place, ParentPlace)]


def _live_claims(identity: ExternalIdentity) -> list[RecordClaim]:
    claims = _open_claims(identity.pk)
    return [claim for claim in claims if (record := claim.parent or claim.student) and record.left_on is None]


@prepared
def _open_claims(identity: UUID) -> QuerySet[RecordClaim]:
    rows: QuerySet[RecordClaim] = RecordClaim.for_system(by=SCOPE)
    return (
        rows.filter(identity=identity, closed_at__isnull=True)
        .select_related("school__region", "parent", "student__school_class")
        .order_by("school__name", "school_id", "role")
    )


@dataclass(frozen=True)
class _Known:
    """All that somebody's places are computed from. `kin` are the children's bonds with this adult, by the adult's
    record; `decided_for` are minors for whom somebody may decide, `consented` those for whom somebody has."""

    me: ExternalIdentity
    days: dict[int, date]
    profiles: Profiles
    kin: dict[UUID, list[Bond]]
    decided_for: frozenset[UUID]
    consented: set[UUID]
    holders: dict[UUID, UUID]
    words: frozenset[OwnWord]
    barred: frozenset[UUID]

    @classmethod
    def read(cls, me: ExternalIdentity, claims: list[RecordClaim], days: dict[int, date], profiles: Profiles) -> _Known:
        parents = [claim.parent for claim in claims if claim.parent is not None]
        families = bonds.of_families([parent.pk for parent in parents], by=SCOPE)
        kin: dict[UUID, list[Bond]] = {parent.pk: [] for parent in parents}
        for bond in families:
            if bond.parent.pk in kin:
                kin[bond.parent.pk].append(bond)
        pupils = [bond.student for children in kin.values() for bond in children]
        pupils += [claim.student for claim in claims if claim.student is not None]
        grown = {pupil.pk for pupil in pupils if decides_for_oneself(pupil.birth_date, on=days[pupil.school_id])}
        minors = {pupil.pk for pupil in pupils} - grown
        guardians = [bond for bond in families if bond.student.pk in minors]
        guardians += bonds.of_students(minors - {bond.student.pk for bond in guardians}, by=SCOPE)
        holders = holders_of_pupils(grown)
        return cls(
            me=me,
            days=days,
            profiles=profiles,
            kin=kin,
            decided_for=frozenset(bond.student.pk for bond in bonds.with_scope(guardians, Scope.CONSENT)),
            consented=consented(guardians),
            holders=holders,
            words=own_words({me.pk, *holders.values()}),
            barred=_barred([parent for parent in parents if not bonds.with_scope(kin[parent.pk], Scope.DIARY)]),
        )

    def of_age(self, pupil: Student) -> bool:
        return decides_for_oneself(pupil.birth_date, on=self.days[pupil.school_id])

    def said(self, giver: UUID | None, school: int, purpose: str) -> bool:
        """Whether somebody's own word to a school stands."""
        return giver is not None and (giver, school, purpose) in self.words


def _levelled(place: SomePlace, known: _Known) -> SomePlace:
    """The place, shut if the account at the door is no longer sure enough for the record it holds."""
    school = place.school
    suffices = may_go_on(
        known.me.verified,
        place.record,
        profiles=known.profiles.of(school.region),
        region=school.region,
        on=known.days[school.pk],
    )
    return replace(place, level_suffices=suffices)


def _parent_place(school: School, parent: Parent, known: _Known) -> ParentPlace:
    kin = known.kin[parent.pk]
    children = tuple(_child(bond, known) for bond in bonds.with_scope(kin, Scope.DIARY))
    wards = tuple(bond.student for bond in bonds.with_scope(kin, Scope.CONSENT) if not known.of_age(bond.student))
    own = known.said(known.me.pk, school.pk, DIARY)
    return ParentPlace(school, parent, children, wards, own, restricted=parent.pk in known.barred)


def _child(bond: Bond, known: _Known) -> Child:
    """A child as this adult sees it: from 18 by the pupil's own words alone."""
    pupil, decides = bond.student, Scope.CONSENT in bond.scopes
    if not known.of_age(pupil):
        return Child(pupil, bond.link.relation, decides, of_age=False, consent_stands=pupil.pk in known.consented)
    holder = known.holders.get(pupil.pk)
    agreed = known.said(holder, pupil.school_id, DIARY)
    allowed = known.said(holder, pupil.school_id, GUARDIAN_ACCESS)
    return Child(pupil, bond.link.relation, decides, of_age=True, consent_stands=agreed, parents_allowed=allowed)


def _pupil_place(school: School, student: Student, known: _Known) -> PupilPlace:
    for_oneself, own = known.of_age(student), known.said(known.me.pk, school.pk, DIARY)
    return PupilPlace(
        school,
        student,
        for_oneself=for_oneself,
        consent_stands=own if for_oneself else student.pk in known.consented,
        has_parents=student.pk in known.decided_for,
        soon_of_age=soon_of_age(student.birth_date, on=known.days[school.pk]),
        own_consent=own,
        parents_allowed=known.said(known.me.pk, school.pk, GUARDIAN_ACCESS),
    )


def _barred(parents: Collection[Parent]) -> frozenset[UUID]:
    """Those adults whom an act in force keeps from the diary of a pupil to whom they were ever linked here.

    What nobody has decided yet does not count: to that adult it looks as if there were no link.
    """
    pairs = _ever_linked([parent.pk for parent in parents])
    bars = bonds.bars_of({student for _parent, student in pairs}, by=SCOPE)
    adults = {parent.pk: bonds.adult_of(parent) for parent in parents}
    return frozenset(
        parent
        for parent, student in pairs
        if any(
            not bar.waiting and Scope.DIARY in bar.scopes and bar.is_about(adults[parent])
            for bar in bars.get(student, ())
        )
    )


@prepared
def _ever_linked(parents: list[UUID]) -> QuerySet[ParentChildLink, tuple[UUID, UUID]]:
    """(parent, pupil) of every link to a pupil who is still here and whose diary it showed."""
    rows: QuerySet[ParentChildLink] = ParentChildLink.for_system(by=SCOPE)
    ever = rows.filter(parent__in=parents, sees_diary=True, student__left_on__isnull=True)
    return ever.values_list("parent_id", "student_id")
