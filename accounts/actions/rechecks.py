"""Looking at one school's books again: the same work at night, after an edit and by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from accounts.actions import birthdays, settlements
from accounts.actions.books import SCOPE, open_books
from accounts.actions.judging import judge
from accounts.actions.sources import local_date, profiles_of
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from schools.actions import transfers
from schools.models import Parent, RecordChange, School, Student

Chore = Callable[..., int]


@dataclass
class Report:
    """What was done: schools and people looked at, how many of each thing changed, and schools that failed."""

    schools: int = 0
    people: int = 0
    failed: int = 0
    changes: Counter[str] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        self.schools += other.schools
        self.people += other.people
        self.failed += other.failed
        self.changes += other.changes

    def as_dict(self) -> dict[str, int]:
        return {
            "schools": self.schools,
            "people": self.people,
            **({"failed": self.failed} if self.failed else {}),
            **dict(sorted(self.changes.items())),
        }


def recheck(*, school: School, at: datetime, by: str) -> Report:
    """Everything that a school's night consists of, inside the caller's transaction.

    In a fixed number of queries while nothing changes. Raises IntegrityError if somebody at the door took a record
    meanwhile: do the whole transaction again.
    """
    _take_turn(school)
    seen = list(RecordChange.waiting(school.pk).values_list("pk", flat=True))
    carried = transfers.catch_up(school=school, by=by)
    report = _settle(school, at=at, by=by)
    report.changes["restrictions_carried"] += carried
    on = local_date(school.region, at=at)
    report.changes["letters"] += birthdays.announce_in(school=school, on=on, at=at, by=by)
    for figure, chore in chores().items():
        report.changes[figure] += chore(school=school, at=at, by=by)
    report.changes = +report.changes
    if seen:
        RecordChange.waiting(school.pk).filter(pk__in=seen).delete()
    return report


def chores() -> dict[str, Chore]:
    """What the apps above do for a school in the same transaction: settings.SCHOOL_CHORES, by the figure it adds to."""
    return {figure: import_string(path) for figure, path in settings.SCHOOL_CHORES.items()}


def _take_turn(school: School) -> None:
    """The night and the doorbell come to a school one after another; who edits or enters it meanwhile is not held."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)


def _settle(school: School, *, at: datetime, by: str) -> Report:
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
