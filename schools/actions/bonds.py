"""Open links with what they really allow: the one place where links and restrictions are read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from schools.custody import Adult, Bar, effective
from schools.identifiers import names
from schools.models import Parent, ParentChildLink, Restriction, School, Student
from schools.models.prepared import prepared
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
    return _bonds(_links_of_parents(parents, by=by), by=by)


def of_students(students: Collection[UUID], *, by: str) -> list[Bond]:
    """The bonds of these pupils; two queries however many there are."""
    return _bonds(_links_of_students(students, by=by), by=by)


def of_families(parents: Collection[UUID], *, by: str) -> list[Bond]:
    """The bonds of all pupils to whom these parent records are linked, other adults' too; two queries."""
    return _bonds(_links_of_families(parents, by=by), by=by)


def with_scope(bonds: Collection[Bond], scope: Scope) -> list[Bond]:
    """Those that still allow this."""
    return [bond for bond in bonds if scope in bond.scopes]


def with_a_child(parents: Collection[Parent], *, by: str) -> frozenset[UUID]:
    """Those adults to whom a school has linked a child; two queries however many they are.

    An open link to a live pupil counts, whatever restrictions leave of it. Where a restriction in force keeps the
    diary from the adult, any link there ever was does: such an adult is no work for whoever links families
    (real-life.md, text 5).
    """
    linked: set[UUID] = set()
    once: dict[UUID, set[UUID]] = defaultdict(set)
    for parent, student, ended, left in _all_links([parent.pk for parent in parents], by=by):
        once[parent].add(student)
        if ended is None and left is None:
            linked.add(parent)
    rest = [parent for parent in parents if parent.pk in once and parent.pk not in linked]
    bars = bars_of({student for parent in rest for student in once[parent.pk]}, by=by)
    return frozenset(linked | {p.pk for p in rest if any(_keeps_out(p, bars[student]) for student in once[p.pk])})


def still_here(parents: models.QuerySet[Parent], *, by: str) -> models.QuerySet[Parent]:
    """Those who have not left: neither marked so, nor gone with the last child that the school had linked to them.

    After a transfer the old school's record must not stand between a parent and the new school.
    """
    links = ParentChildLink.for_system(by=by).filter(parent=OuterRef("pk"), valid_to__isnull=True)
    has_child_here = Exists(links.filter(student__left_on__isnull=True))
    return parents.filter(has_child_here | ~Exists(links), left_on__isnull=True)


def _keeps_out(parent: Parent, bars: Collection[Bar]) -> bool:
    adult = adult_of(parent)
    return any(not bar.waiting and Scope.DIARY in bar.scopes and bar.is_about(adult) for bar in bars)


def bars_of(students: Collection[UUID], *, by: str) -> dict[UUID, list[Bar]]:
    """What counts against adults of these pupils: what is in force, past its last day too, and what nobody decided."""
    return _bars(_restrictions(students, by=by))


def bars_in(school: School, *, by: str) -> dict[UUID, list[Bar]]:
    """The same for all pupils of a school, in one query."""
    return _bars(_counting(Restriction.for_system(by=by).filter(school=school)))


def adult_of(parent: Parent) -> Adult:
    """A parent as restrictions know one."""
    return Adult(parent.pk, restricted_key(parent), parent.snils_index)


def restricted_key(parent: Parent) -> str | None:
    """The blind key under which an adult without a SNILS is known: of the folded whole name."""
    return _key_of_name(parent.surname_key or "", parent.given_name_key or "", parent.patronymic_key or "")


def key_of_name(surname: str, given_name: str, patronymic: str) -> str | None:
    """The same key, of a name that no record holds: as a file or a person wrote it."""
    last = "" if names.is_absent(patronymic) else names.normalise(patronymic)
    return _key_of_name(names.normalise(surname), names.normalise(given_name), last)


def bar_of(row: Restriction) -> Bar:
    """A restriction as far as it counts; what its adult's record says now goes before what the row remembers."""
    taken = frozenset(scope for scope, column in RESTRICTION_COLUMNS.items() if getattr(row, column))
    waiting = row.state == Restriction.State.PROPOSED
    if row.parent is None:
        return Bar(None, row.adult_key, row.adult_snils_index, taken, waiting=waiting)
    number = row.parent.snils_index or row.adult_snils_index
    return Bar(row.parent.pk, restricted_key(row.parent), number, taken, waiting=waiting)


def _key_of_name(*keys: str) -> str | None:
    return index_of(" ".join(keys).strip(), purpose="restricted")


@prepared
def _restrictions(students: Collection[UUID], *, by: str) -> models.QuerySet[Restriction]:
    return _counting(Restriction.for_system(by=by).filter(student__in=students))


def _counting(rows: models.QuerySet[Restriction]) -> models.QuerySet[Restriction]:
    return rows.filter(state__in=COUNTING).select_related("parent")


def _bars(rows: Iterable[Restriction]) -> dict[UUID, list[Bar]]:
    bars: dict[UUID, list[Bar]] = defaultdict(list)
    for row in rows:
        bars[row.student_id].append(bar_of(row))
    return bars


@prepared
def _links_of_parents(parents: Collection[UUID], *, by: str) -> models.QuerySet[ParentChildLink]:
    return _live(ParentChildLink.for_system(by=by).filter(parent__in=parents))


@prepared
def _links_of_students(students: Collection[UUID], *, by: str) -> models.QuerySet[ParentChildLink]:
    return _live(ParentChildLink.for_system(by=by).filter(student__in=students))


@prepared
def _links_of_families(parents: Collection[UUID], *, by: str) -> models.QuerySet[ParentChildLink]:
    links = ParentChildLink.for_system(by=by)
    return _live(links.filter(student__in=links.filter(parent__in=parents, valid_to__isnull=True).values("student")))


@prepared
def _all_links(
    parents: Collection[UUID], *, by: str
) -> models.QuerySet[ParentChildLink, tuple[UUID, UUID, date | None, date | None]]:
    """(parent, pupil, when the link ended, when the pupil left) of every link that there ever was."""
    rows = ParentChildLink.for_system(by=by).filter(parent__in=parents)
    ever: models.QuerySet[ParentChildLink, tuple[UUID, UUID, date | None, date | None]] = rows.values_list(
        "parent", "student", "valid_to", "student__left_on"
    )
    return ever


def _live(links: models.QuerySet[ParentChildLink]) -> models.QuerySet[ParentChildLink]:
    return (
        links.filter(valid_to__isnull=True, student__left_on__isnull=True, parent__left_on__isnull=True)
        .select_related("student__school_class", "parent")
        .order_by("student__birth_date", "student__given_name_key", "pk")
    )


def _bonds(rows: Collection[ParentChildLink], *, by: str) -> list[Bond]:
    bars = bars_of({link.student_id for link in rows}, by=by)
    return [Bond(link, effective(allowed(link), adult_of(link.parent), bars[link.student_id])) for link in rows]


def allowed(link: ParentChildLink) -> frozenset[Scope]:
    """What a link allows by itself, restrictions not counted."""
    return frozenset(scope for scope, column in LINK_COLUMNS.items() if getattr(link, column))
