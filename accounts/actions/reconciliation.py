"""The re-check of one school at once, and the whole night by hand; running either twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.actions import runs, shards
from accounts.actions.contention import settled
from accounts.actions.rechecks import Report, recheck
from accounts.models import ReconciliationRun, Shard
from accounts.terms import SHARD_TRIES
from schools.models import RecordChange, Region, School

Progress = Callable[[Region, int, int], object]


def reconcile_all(*, at: datetime, by: str, tell: Progress | None = None) -> Report:
    """Do the night of every region here and now, by the rows that a worker does it by.

    Killed at any instant, the rest is done by the next call or by the worker. `failed` counts the schools that did not
    come out; they keep no other waiting. `tell` hears of each school: the region, how many are over, of how many.
    """
    total = Report()
    for region in Region.objects.order_by("pk"):
        run = runs.begin_by_hand(region=region, at=at)
        for _try in range(SHARD_TRIES):
            _work_all(run, total, at=at, by=by, tell=partial(tell, region) if tell else None)
        runs.close(run_id=run.pk, at=at, by=by)
        total.failed += run.shards.exclude(state=Shard.State.DONE).count()
    return total


def _work_all(
    run: ReconciliationRun, total: Report, *, at: datetime, by: str, tell: Callable[[int, int], object] | None
) -> None:
    ids = shards.waiting(run)
    for number, shard_id in enumerate(ids, start=1):
        report = shards.work(shard_id=shard_id, at=at, by=by)
        report.failed = 0  # what a later try may still mend is counted at the end
        total.add(report)
        if tell is not None:
            tell(number, len(ids))


def reconcile_school(*, school: School, at: datetime, by: str) -> Report:
    """Re-check everybody whom one school's books may concern, and do its chores, in one transaction."""
    return settled(partial(_recheck, school, at=at, by=by))


def reconcile_changes(*, school: School, at: datetime, by: str) -> Report:
    """The same if the school's records changed since anybody looked: many rings are one walk to the door."""
    return settled(partial(_recheck_changes, school, at=at, by=by))


@transaction.atomic
def _recheck(school: School, *, at: datetime, by: str) -> Report:
    return recheck(school=school, at=at, by=by)


@transaction.atomic
def _recheck_changes(school: School, *, at: datetime, by: str) -> Report:
    if not RecordChange.waiting(school.pk).exists():
        return Report()
    return recheck(school=school, at=at, by=by)
