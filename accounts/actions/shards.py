"""One school's part of a night: taken by one worker, done in one transaction with its own sign that it is done."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DatabaseError, OperationalError, transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.actions.contention import settled
from accounts.actions.rechecks import Report, recheck
from accounts.models import ReconciliationRun, Shard
from accounts.terms import SHARD_LEASE, SHARD_TRIES
from schools.actions import doorbell
from schools.models import RecordChange

DOORBELL = "accounts.work_shard"
State = Shard.State
logger = logging.getLogger(__name__)


def waiting(run: ReconciliationRun) -> list[int]:
    """The shards of a run that nobody has done, schools whose records changed first."""
    changed = Exists(RecordChange.objects.filter(school=OuterRef("school")))
    rows = Shard.objects.filter(run=run, state=State.WAITING).annotate(changed=changed)
    return list(rows.order_by("-changed", "pk").values_list("pk", flat=True))


def ring_all(run: ReconciliationRun) -> None:
    """Ring for every shard that waits; a bell that is silent once is left to the sweeper."""
    for shard_id in waiting(run):
        if not doorbell.ring(DOORBELL, shard_id):
            return


def work(*, shard_id: int, at: datetime, by: str) -> Report:
    """Do a shard, once: nothing happens to one that is done, parked, or in another worker's hands.

    What goes wrong is written down, by name, and keeps no other school waiting: after three tries the shard is parked.
    A database that went away, or a lock that did not come, is nobody's fault and no try.
    """
    shard = _take(shard_id, at=at)
    if shard is None:
        return Report()
    try:
        return settled(partial(_do, shard, at=at, by=by))
    except OperationalError as error:
        _let_go(shard, error, tries=0)
    except Exception as error:  # noqa: BLE001  whatever is wrong with one school, the night goes on
        _let_go(shard, error, tries=1)
    return Report(failed=1)


@transaction.atomic
def _take(shard_id: int, *, at: datetime) -> Shard | None:
    """Lease a shard that is free; of many workers one gets it. A worker that is still inside it holds its lock."""
    is_free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    rows = Shard.objects.select_related("school__region").select_for_update(of=("self",), skip_locked=True)
    shard = rows.filter(is_free, pk=shard_id, state=State.WAITING).first()
    if shard is not None:
        shard.leased_until = at + SHARD_LEASE
        shard.save(update_fields=["leased_until"])
    return shard


@transaction.atomic
def _do(shard: Shard, *, at: datetime, by: str) -> Report:
    """The effect and the sign that it is done, or neither. Raises whatever the school's books raise."""
    if not _held(shard):
        return Report()
    report = recheck(school=shard.school, at=at, by=by)
    _write(shard, state=State.DONE, leased_until=None, finished_at=at, result=report.as_dict(), error="")
    return report


def _held(shard: Shard) -> bool:
    """Lock the shard to the transaction's end; False for one that another worker is inside of, or has done."""
    rows = Shard.objects.select_for_update(of=("self",), skip_locked=True)
    return rows.filter(pk=shard.pk, state=State.WAITING).first() is not None


def _let_go(shard: Shard, error: Exception, *, tries: int) -> None:
    """Give the shard back; if the database is gone too, the lease runs out by itself."""
    logger.error("school %s not reconciled: %s", shard.school_id, type(error).__name__)
    try:
        _write(shard, leased_until=None, attempts=F("attempts") + tries, error=type(error).__name__)
        Shard.objects.filter(pk=shard.pk, state=State.WAITING, attempts__gte=SHARD_TRIES).update(state=State.PARKED)
    except DatabaseError as gone:
        logger.error("shard %s not given back: %s", shard.pk, type(gone).__name__)


def _write(shard: Shard, **columns: Any) -> None:
    """Change a shard that still waits: what another worker finished stays finished."""
    Shard.objects.filter(pk=shard.pk, state=State.WAITING).update(**columns)
