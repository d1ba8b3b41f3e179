"""Records of one school that look like somebody who was not found: for the school to look at, never linked by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from accounts.actions.proposals import child_key
from accounts.actions.sources import claimed_of, record_of
from accounts.matching.likeness import Trait, alike
from accounts.matching.verdict import Field
from accounts.models import LinkProposal, RecordClaim, Role, VerifiedIdentity
from schools.models import Parent, ParentChildLink, School, SchoolClass, Student

SCOPE = "suggestions"
LOOKED_AT, SHOWN = 400, 10
"""So many records are compared, so many shown: a whole school would be no suggestion."""


@dataclass(frozen=True)
class Suggestion:
    """A record that looks like the person, why, and whether somebody enters the diary by it already."""

    record: Student | Parent
    traits: tuple[Trait, ...]
    is_held: bool


def suggest(
    *, verified: VerifiedIdentity, school: School, role: Role | str, school_class: SchoolClass | None
) -> list[Suggestion]:
    """Up to ten records of this school that look like the person, the likeliest first; three queries at most.

    Looked through are the named class and the people of the same surname, or of the same given name and patronymic.
    """
    rows = _parents(verified, school_class) if role == Role.PARENT else _students(verified, school_class)
    claimed = claimed_of(verified)
    found = [
        (row, traits)
        for row in rows.filter(school=school, left_on__isnull=True).distinct()[:LOOKED_AT]
        if (traits := alike(claimed, record_of(row), ours=verified.snils, theirs=row.snils))
    ]
    found.sort(key=lambda one: (_strength(one[1]), one[0].surname_key, one[0].given_name_key, one[0].pk))
    held = held_among([row.pk for row, _traits in found[:SHOWN]]) if found else set()
    return [Suggestion(row, traits, row.pk in held) for row, traits in found[:SHOWN]]


@dataclass(frozen=True)
class Place:
    """A record that holds numbers of the person: `fields` says which."""

    record: Student | Parent
    fields: tuple[Field, ...]
    is_held: bool


def places_of_numbers(*, verified: VerifiedIdentity, school: School) -> list[Place]:
    """Every live record of this school that holds the person's SNILS or certificate, whoever it is; three queries."""
    by_snils = Q(snils_index=verified.snils_index) if verified.snils_index else Q(pk__in=[])
    by_certificate = Q(certificate_index=verified.certificate_index) if verified.certificate_index else Q(pk__in=[])
    students = Student.for_system(by=SCOPE).filter(by_snils | by_certificate).select_related("school_class")
    parents = Parent.for_system(by=SCOPE).filter(by_snils)
    here = {"school": school, "left_on__isnull": True}
    rows: list[Student | Parent] = [*students.filter(**here), *parents.filter(**here)]
    held = held_among([row.pk for row in rows]) if rows else set()
    return [Place(row, tuple(_equal_numbers(verified, row)), row.pk in held) for row in rows]


def _equal_numbers(verified: VerifiedIdentity, row: Student | Parent) -> Iterator[Field]:
    for field in (Field.SNILS, Field.CERTIFICATE):
        ours = getattr(verified, f"{field}_index")
        if ours and getattr(row, f"{field}_index", None) == ours:
            yield field


def held_among(records: Iterable[UUID]) -> set[UUID]:
    """Those of the records by which somebody enters the diary now."""
    keys = list(records)
    claims = RecordClaim.for_system(by=SCOPE).filter(Q(student__in=keys) | Q(parent__in=keys), closed_at__isnull=True)
    return {student or parent for student, parent in claims.values_list("student", "parent")}


def pupil_named(proposal: LinkProposal) -> Student | None:
    """The pupil of the named class, or of the school where none was named, with the very name that the parent wrote.

    None unless there is exactly one. How the name is spelt does not matter; who it is, the school says.
    """
    pupils = Student.for_system(by=SCOPE).filter(school=proposal.school_id, left_on__isnull=True)
    if proposal.school_class_id is not None:
        pupils = pupils.filter(school_class=proposal.school_class_id)
    named = pupils.values_list("pk", "surname", "given_name")
    keys = [pk for pk, surname, given_name in named if child_key(surname, given_name) == proposal.child_key]
    found: Student | None = pupils.select_related("school_class").get(pk=keys[0]) if len(keys) == 1 else None
    return found


def record_held_by(proposal: LinkProposal) -> Parent | None:
    """The parent record by which whoever proposes enters the diary of that school already, if there is one."""
    claims = RecordClaim.for_system(by=SCOPE).filter(
        identity=proposal.identity_id, school=proposal.school_id, role=Role.PARENT, closed_at__isnull=True
    )
    claim = claims.select_related("parent").first()
    return claim.parent if claim else None


def _strength(traits: tuple[Trait, ...]) -> tuple[int, int]:
    return list(Trait).index(traits[0]), -len(traits)


def _same_name(verified: VerifiedIdentity) -> Q:
    named = Q(given_name_key=verified.given_name_key, patronymic_key=verified.patronymic_key)
    return Q(surname_key=verified.surname_key) | named


def _students(verified: VerifiedIdentity, school_class: SchoolClass | None) -> Any:
    wanted = _same_name(verified)
    if school_class is not None:
        wanted |= Q(school_class=school_class)
    if verified.certificate_index:
        wanted |= Q(certificate_index=verified.certificate_index)
    return Student.for_system(by=SCOPE).filter(wanted).select_related("school_class")


def _parents(verified: VerifiedIdentity, school_class: SchoolClass | None) -> Any:
    wanted = _same_name(verified)
    links = ParentChildLink.for_system(by=SCOPE).filter(valid_to__isnull=True)
    if school_class is not None:
        wanted |= Q(pk__in=links.filter(student__school_class=school_class).values("parent"))
    children = Prefetch("links", links.select_related("student__school_class"), to_attr="open_links")
    return Parent.for_system(by=SCOPE).filter(wanted).prefetch_related(children)
