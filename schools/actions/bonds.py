"""Open links with what they really allow: the one place where links and restrictions are read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schools.custody import Adult, Bar, effective
from schools.models import Parent, ParentChildLink, Restriction, Student
from schools.models.sealed import index_of
from schools.relations import LINK_COLUMNS, RESTRICTION_COLUMNS, Scope

COUNTING = (Restriction.State.PROPOSED, Restriction.State.IN_FORCE)


@dataclass(frozen=True)
class Bond:
    """An open link between two live records and what is left of its scopes. `parent` and `student` are loaded."""

    link: ParentChildLink
    scopes: frozenset[Scope]

    @property
    def student(self) -> Student:
        return self.link.student

    @property
    def parent(self) -> Parent:
        return self.link.parent


def of_parents(parents: Collection[UUID], *, by: str) -> list[Bond]:
    """The bonds of these parent records, children by age and name; two queries however many there are."""
    return _bonds(ParentChildLink.for_system(by=by).filter(parent__in=parents), by=by)


def of_students(students: Collection[UUID], *, by: str) -> list[Bond]:
    """The bonds of these pupils; two queries however many there are."""
    return _bonds(ParentChildLink.for_system(by=by).filter(student__in=students), by=by)


def with_scope(bonds: Collection[Bond], scope: Scope) -> list[Bond]:
    """Those that still allow this."""
    return [bond for bond in bonds if scope in bond.scopes]


def bars_of(students: Collection[UUID], *, by: str) -> dict[UUID, list[Bar]]:
    """What counts against adults of these pupils: what is in force, past its last day too, and what nobody decided."""
    bars: dict[UUID, list[Bar]] = defaultdict(list)
    for row in Restriction.for_system(by=by).filter(student__in=students, state__in=COUNTING):
        bars[row.student_id].append(_bar(row))
    return bars


def adult_of(parent: Parent) -> Adult:
    """A parent as restrictions know one."""
    return Adult(parent.pk, restricted_key(parent), parent.snils_index)


def restricted_key(parent: Parent) -> str | None:
    """The blind key under which an adult without a SNILS is known: of the folded whole name."""
    name = " ".join((parent.surname_key or "", parent.given_name_key or "", parent.patronymic_key or ""))
    return index_of(name.strip(), purpose="restricted")


def _bonds(links: Any, *, by: str) -> list[Bond]:
    rows = list(
        links.filter(valid_to__isnull=True, student__left_on__isnull=True, parent__left_on__isnull=True)
        .select_related("student__school_class", "parent")
        .order_by("student__birth_date", "student__given_name_key", "pk")
    )
    bars = bars_of({link.student_id for link in rows}, by=by)
    return [Bond(link, effective(_allowed(link), adult_of(link.parent), bars[link.student_id])) for link in rows]


def _allowed(link: ParentChildLink) -> frozenset[Scope]:
    return frozenset(scope for scope, column in LINK_COLUMNS.items() if getattr(link, column))


def _bar(row: Restriction) -> Bar:
    taken = frozenset(scope for scope, column in RESTRICTION_COLUMNS.items() if getattr(row, column))
    waiting = row.state == Restriction.State.PROPOSED
    return Bar(row.parent_id, row.adult_key, row.adult_snils_index, taken, waiting=waiting)
