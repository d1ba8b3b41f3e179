"""The night: every school's books brought up to date; running it twice changes nothing."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import DatabaseError, transaction
from django.db.models import Q

from accounts.actions import settlements
from accounts.actions.books import SCOPE, open_books
from accounts.actions.contention import settled
from accounts.actions.judging import judge
from accounts.actions.sources import local_date, profiles_of
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from schools.models import Parent, RecordChange, School, Student

logger = logging.getLogger(__name__)


@dataclass
class Report:
    """What one run did: schools and people looked at, how many of each thing changed, and schools that failed."""

    schools: int = 0
    people: int = 0
    failed: int = 0
    changes: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, int]:
        return {
            "schools": self.schools,
            "people": self.people,
            **({"failed": self.failed} if self.failed else {}),
            **dict(sorted(self.changes.items())),
        }


def reconcile_all(*, at: datetime, by: str) -> Report:
    """Re-check every school, one transaction each: killed at any instant, the rest is done by the next run.

    A school whose books the database refuses is counted, named in the log, and keeps no other school waiting.
    """
    total = Report()
    for school in School.objects.select_related("region").order_by("pk").iterator():
        try:
            report = reconcile_school(school=school, at=at, by=by)
        except DatabaseError as error:
            logger.error("school %s not reconciled: %s", school.pk, type(error).__name__)
            total.failed += 1
            continue
        total.schools += 1
        total.people += report.people
        total.changes += report.changes
    return total


def reconcile_school(*, school: School, at: datetime, by: str) -> Report:
    """Re-check everybody whom one school's books may concern, in a fixed number of queries while nothing changes."""
    return settled(partial(_reconcile, school, at=at, by=by))


@transaction.atomic
def _reconcile(school: School, *, at: datetime, by: str) -> Report:
    seen = list(RecordChange.waiting(school.pk).values_list("pk", flat=True))
    on = local_date(school.region, at=at)
    profiles = profiles_of(school.region, on=on)
    people = _concerned(school)
    books = open_books(school, people)
    report = Report(schools=1, people=len(people))
    # Everybody first lets go of what is no longer theirs, so that nobody's turn depends on who comes before.
    for act in (settlements.release, settlements.apply):
        for verified in people:
            settlement = judge(books, verified, profiles=profiles, on=on).settlement
            report.changes += act(books=books, identity_id=verified.pk, settlement=settlement, at=at, by=by)
    if seen:
        RecordChange.waiting(school.pk).filter(pk__in=seen).delete()
    return report


def _concerned(school: School) -> list[VerifiedIdentity]:
    """Those in the region who share a number with this school's records, and all who stand in its books already.

    Whoever was at the door last comes first: of two accounts with one SNILS the living one takes a free record.
    """
    students = Student.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
    parents = Parent.for_system(by=SCOPE).filter(school=school, left_on__isnull=True)
    claims = RecordClaim.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True)
    cases = MismatchCase.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True)
    stands_here = Q(pk__in=claims.values("identity")) | Q(pk__in=cases.values("identity"))
    shares = (
        Q(snils_index__in=students.exclude(snils_index=None).values("snils_index"))
        | Q(snils_index__in=parents.exclude(snils_index=None).values("snils_index"))
        | Q(certificate_index__in=students.exclude(certificate_index=None).values("certificate_index"))
    )
    from_here = Q(identity__region=school.region)
    people = VerifiedIdentity.for_system(by=SCOPE).filter(stands_here | (shares & from_here))
    return list(people.order_by("-verified_at", "pk"))
