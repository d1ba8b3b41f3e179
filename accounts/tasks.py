"""The worker's doors: each takes ids of rows, looks at the rows, and may be rung as often as anybody likes."""

import logging

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from accounts.actions import reconciliation, retention, runs, shards, sweeping
from accounts.models import Shard
from schools.actions import doorbell
from schools.models import School

BY = "nightly reconciliation"
logger = logging.getLogger(__name__)


@shared_task(name="accounts.ring_the_hour")
def ring_the_hour() -> int:
    """Begin the night wherever it has come; how many regions."""
    return len(runs.begin_due(at=timezone.now()))


@shared_task(name="accounts.work_shard")
def work_shard(shard_id: int) -> dict[str, int]:
    """One school of one night; a shard that is gone, done or in other hands asks for nothing."""
    report = shards.work(shard_id=shard_id, at=timezone.now(), by=BY)
    over = Shard.objects.filter(pk=shard_id).exclude(state=Shard.State.WAITING).values_list("run_id", flat=True).first()
    if over is not None and not Shard.objects.filter(run=over, state=Shard.State.WAITING).exists():
        doorbell.ring(sweeping.CLOSE_RUN, over)
    return report.as_dict()


@shared_task(name="accounts.close_run")
def close_run(run_id: int) -> bool:
    """After the last school: retention, and how the night ended."""
    return runs.close(run_id=run_id, at=timezone.now(), by=BY)


@shared_task(name="accounts.sweep")
def sweep() -> dict[str, int]:
    """Ring for whatever waits and nobody is at."""
    return sweeping.sweep(at=timezone.now())


@shared_task(name="accounts.forget_expired_attempts")
def forget_expired_attempts() -> int:
    """Sign-in attempts and codes whose time is over need not be told apart any longer."""
    return retention.forget_expired(at=timezone.now())


@shared_task(name="accounts.recheck_school")
def recheck_school(school_id: int) -> dict[str, int]:
    """The doorbell: a school's records changed; a school that is gone by now asks for nothing.

    Whatever the database refuses leaves the changes where they are: the sweeper rings again.
    """
    school = School.objects.select_related("region").filter(pk=school_id).first()
    if school is None:
        return {}
    try:
        return reconciliation.reconcile_changes(school=school, at=timezone.now(), by="record change").as_dict()
    except DatabaseError as error:
        logger.error("school %s not rechecked: %s", school_id, type(error).__name__)
        return {}
