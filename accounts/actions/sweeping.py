"""The sweeper: looks at the rows once a minute and rings for whatever nobody is at (F01, F05)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q

from accounts.actions import notices, runs, shards
from accounts.models import Notice, ReconciliationRun, Shard
from accounts.terms import PATIENCE, RING_LASTS, RINGS_AT_ONCE, RUN_TERM
from schools.actions import changes, doorbell
from schools.models import RecordChange

BEGIN_NIGHTS = "accounts.ring_the_hour"
CLOSE_RUN = "accounts.close_run"
Running = ReconciliationRun.State.RUNNING
Waiting = Shard.State.WAITING


def sweep(*, at: datetime) -> dict[str, int]:
    """Ring for every kind of work that waits longer than it should; how many rings of each kind.

    What a worker has in hand is left alone. At most `RINGS_AT_ONCE` of a kind, and each ring is forgotten soon, so that
    rings do not pile up before a worker that is slow or away.
    """
    _park_overdue(at=at)
    return {
        "nights": _ring_for_nights(at=at),
        "shards": _ring_each(shards.DOORBELL, _idle_shards(at=at)),
        "schools": _ring_each(changes.DOORBELL, _changed_schools(at=at)),
        "runs": _ring_each(CLOSE_RUN, _finished_runs()),
        "notices": _ring_for_notices(at=at),
    }


def _ring_for_nights(*, at: datetime) -> int:
    """The clock rings once an hour, and whoever heard it may have been killed."""
    return int(bool(runs.due(at=at)) and doorbell.ring(BEGIN_NIGHTS, lasts=RING_LASTS))


def _park_overdue(*, at: datetime) -> None:
    """Give up what is left of a night whose day is nearly over: the next night does all of it anew."""
    overdue = Shard.objects.filter(state=Waiting, run__state=Running, run__started_at__lte=at - RUN_TERM)
    overdue.update(state=Shard.State.PARKED, leased_until=None, error="Overdue")


def _idle_shards(*, at: datetime) -> list[int]:
    """Shards whose worker is gone, and shards that nobody came for."""
    abandoned = Q(leased_until__lte=at)
    never_taken = Q(leased_until__isnull=True, run__started_at__lte=at - PATIENCE)
    rows = Shard.objects.filter(abandoned | never_taken, state=Waiting, run__state=Running)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:RINGS_AT_ONCE])


def _changed_schools(*, at: datetime) -> list[int]:
    """Schools whose changes nobody came for, the oldest first."""
    oldest = RecordChange.objects.filter(at__lte=at - PATIENCE).values("school_id").annotate(since=Min("id"))
    return list(oldest.order_by("since").values_list("school_id", flat=True)[:RINGS_AT_ONCE])


def _finished_runs() -> list[int]:
    """Runs in which no school waits and that nobody has closed."""
    left = Shard.objects.filter(run=OuterRef("pk"), state=Waiting)
    rows = ReconciliationRun.objects.filter(~Exists(left), state=Running)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:RINGS_AT_ONCE])


def _ring_for_notices(*, at: datetime) -> int:
    due = Notice.for_system(by="sweeper").filter(state=Notice.State.WAITING, next_try_at__lte=at)
    return int(due.exists() and doorbell.ring(notices.DOORBELL, lasts=RING_LASTS))


def _ring_each(task: str, ids: list[int]) -> int:
    """How many rings the broker took; one that it does not take is the last."""
    for number, row_id in enumerate(ids):
        if not doorbell.ring(task, row_id, lasts=RING_LASTS):
            return number
    return len(ids)
