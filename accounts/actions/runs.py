"""Runs: one night of one region, on one of its own dates, however many clocks ring for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.actions import retention, shards
from accounts.actions.sources import local_date
from accounts.models import ReconciliationRun, Shard
from accounts.terms import NIGHT_HOUR
from schools.models import Region, School

NIGHT = ReconciliationRun.Kind.NIGHT
State = ReconciliationRun.State
BATCH = 1000


def begin_due(*, at: datetime) -> list[ReconciliationRun]:
    """Begin the night of every region where it has come and has not been yet, and ring for its schools.

    A night that was slept through begins later the same day.
    """
    return [run for region in due(at=at) if (run := begin(region=region, at=at)) is not None]


def due(*, at: datetime) -> list[Region]:
    """The regions whose night has come and that nobody began; two queries."""
    recent = ReconciliationRun.objects.filter(kind=NIGHT, business_date__gte=(at - timedelta(days=1)).date())
    begun = set(recent.values_list("region_id", "business_date"))
    return [
        region
        for region in Region.objects.order_by("pk")
        if night_has_come(region, at=at) and (region.pk, local_date(region, at=at)) not in begun
    ]


def night_has_come(region: Region, *, at: datetime) -> bool:
    """Whether it is four in the morning there, or later."""
    return at.astimezone(ZoneInfo(region.time_zone)).hour >= NIGHT_HOUR


@transaction.atomic
def begin(*, region: Region, at: datetime) -> ReconciliationRun | None:
    """One run for the region's date with a shard for each of its schools; None if somebody began it already (F12)."""
    run, is_new = _run_of(region, at=at)
    if not is_new:
        return None
    _share_out(run)
    transaction.on_commit(partial(shards.ring_all, run))
    return run


@transaction.atomic
def begin_by_hand(*, region: Region, at: datetime) -> ReconciliationRun:
    """The run of the region's date, from the beginning again if it has been; what a worker has in hand stays there."""
    run, is_new = _run_of(region, at=at)
    if not is_new:
        idle = Shard.objects.filter(run=run).exclude(state=Shard.State.WAITING, leased_until__gt=at)
        idle.update(state=Shard.State.WAITING, attempts=0, leased_until=None, finished_at=None, result={}, error="")
        ReconciliationRun.objects.filter(pk=run.pk).update(state=State.RUNNING, finished_at=None)
    _share_out(run)
    return run


def close(*, run_id: int, at: datetime, by: str) -> bool:
    """Once no school waits: forget what is out of term, and say how the run ended; whether this call was the one.

    Called by whoever finishes last and by the sweeper: killed in the middle, it is done by the next call.
    """
    run = ReconciliationRun.objects.select_related("region").filter(pk=run_id, state=State.RUNNING).first()
    if run is None or run.shards.filter(state=Shard.State.WAITING).exists():
        return False
    retention.forget(region=run.region, at=at, by=by)
    parked = run.shards.filter(state=Shard.State.PARKED).exists()
    running = ReconciliationRun.objects.filter(pk=run_id, state=State.RUNNING)
    return bool(running.update(state=State.INCOMPLETE if parked else State.DONE, finished_at=at))


def _run_of(region: Region, *, at: datetime) -> tuple[ReconciliationRun, bool]:
    return ReconciliationRun.objects.get_or_create(
        kind=NIGHT, region=region, business_date=local_date(region, at=at), defaults={"started_at": at}
    )


def _share_out(run: ReconciliationRun) -> None:
    """A shard for every school that has none in this run."""
    schools = School.objects.filter(region=run.region_id).order_by("pk").values_list("pk", flat=True)
    Shard.objects.bulk_create(
        [Shard(run=run, school_id=school_id) for school_id in schools], batch_size=BATCH, ignore_conflicts=True
    )
