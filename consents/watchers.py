"""Who sees a pupil's diary, and when each last looked: for the pupil of 16 and more to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from accounts.models import RecordClaim
from consents.models import DiaryVisit
from consents.standing import SCOPE
from schools.actions import bonds
from schools.actions.bonds import Bond
from schools.models import Student
from schools.relations import Scope


@dataclass(frozen=True)
class Watcher:
    """An adult who may see the diary: name and patronymic, who the adult is to the pupil, the last day of looking."""

    name: str
    relation: str
    last_on: date | None


def watchers(students: Collection[Student]) -> dict[UUID, list[Watcher]]:
    """The adults of each pupil whose bond allows the diary; four queries for any number of pupils."""
    kin = bonds.with_scope(bonds.of_students([student.pk for student in students], by=SCOPE), Scope.DIARY)
    looks = _last_looks(kin)
    found: dict[UUID, list[Watcher]] = defaultdict(list)
    for bond in kin:
        adult = bond.parent
        name = f"{adult.given_name} {adult.patronymic}".strip()
        seen = looks.get((bond.student.pk, adult.pk))
        found[bond.student.pk].append(Watcher(name, bond.link.get_relation_display(), seen))
    return found


def _last_looks(kin: Collection[Bond]) -> dict[tuple[UUID, UUID], date]:
    """(pupil, parent record) → the last day on which an account that held the record looked."""
    held = RecordClaim.for_system(by=SCOPE).filter(parent__in={bond.parent.pk for bond in kin})
    records: dict[UUID, set[UUID]] = defaultdict(set)
    for visitor, parent in held.values_list("identity_id", "parent_id"):
        records[visitor].add(parent)
    visits = DiaryVisit.for_system(by=SCOPE).filter(student__in={bond.student.pk for bond in kin})
    days: dict[tuple[UUID, UUID], date] = {}
    for student, visitor, day in visits.values_list("student_id", "visitor_id").annotate(day=Max("on")).order_by():
        for parent in records.get(visitor, ()):
            days[student, parent] = max(day, days.get((student, parent), day))
    return days
