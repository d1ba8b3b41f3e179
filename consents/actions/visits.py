"""Remembering that an adult looked into a child's diary."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from accounts.actions.sources import local_date
from accounts.models import ExternalIdentity
from consents.access import ParentPlace
from consents.models import DiaryVisit
from consents.standing import SCOPE


def note(*, visitor: ExternalIdentity, held: Collection[ParentPlace], at: datetime) -> int:
    """Write one row a day for each child whose diary these places show; how many were new. One query on a known day.

    The row itself is the trace: who looked, into whose diary, on which day of the region.
    """
    rows = [
        DiaryVisit(
            school=place.school, student=child.student, visitor=visitor, on=local_date(place.school.region, at=at)
        )
        for place in held
        if place.is_open
        for child in place.children
        if child.is_shown
    ]
    known = set(
        DiaryVisit.for_system(by=SCOPE)
        .filter(visitor=visitor, on__in={row.on for row in rows})
        .values_list("student_id", "on")
    )
    new = [row for row in rows if (row.student_id, row.on) not in known]
    if new:
        DiaryVisit.for_system(by=SCOPE).bulk_create(new, ignore_conflicts=True)
    return len(new)
