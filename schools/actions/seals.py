"""The chain of seals over the audit: what was written down cannot be changed or taken away unseen (I18).

Events are written unchained, so that deeds never wait for one another; one sealer at a time chains those that are
committed. An event that commits late, under a lower id, goes into a later batch. What a seal cannot show is that its
last links were cut off together with their events: keep the newest digest somewhere else as well.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from schools.models import AuditEvent, AuditSeal
from schools.models.sealed import keyring
from schools.sealing import proof_key

SEALED = ("id", "at", "kind", "by", "school_id", "subject_type", "subject_id", "fields")
"""The columns that a seal covers, for ever: one added later is covered by a seal of another kind."""
LATEST = timedelta(hours=1)
SEALERS_LOCK = 0x5EA1  # any number that no other advisory lock of this database has
AT_ONCE = 1000
MOST_BATCHES = 100


class Fault(StrEnum):
    """What can be wrong with the chain."""

    CHANGED = "changed"
    COUNT = "count"
    CHAIN = "chain"
    NO_SEAL = "no_seal"
    LATE = "late"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the seal of this number; `events` says how many events are concerned, where that is known.

    LATE is a warning: events have waited for a seal over an hour, and nothing is known to be wrong with them.
    """

    fault: Fault
    seal: int | None = None
    events: int = 0

    @property
    def is_warning(self) -> bool:
        return self.fault is Fault.LATE


def seal_waiting(*, at: datetime) -> int:
    """Chain what waits, batch by batch, until a batch is not full; how many events. `MOST_BATCHES` at most."""
    sealed = 0
    for _batch in range(MOST_BATCHES):
        events = seal_batch(at=at, most=AT_ONCE)
        sealed += events
        if events < AT_ONCE:
            break
    return sealed


@transaction.atomic
def seal_batch(*, at: datetime, most: int = AT_ONCE) -> int:
    """Chain the oldest committed events that no seal covers, `most` at a time; how many, 0 when none waited.

    Killed at any instant it leaves nothing half done. Sealers come one after another: on SQLite a transaction that
    writes is alone, on PostgreSQL it asks.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS_LOCK])
    events = list(AuditEvent.objects.filter(sealed_in=None).order_by("id")[:most])
    if not events:
        return 0
    before = AuditSeal.objects.order_by("number").last()
    seal = AuditSeal(number=before.number + 1 if before else 1, previous=before.digest if before else "", at=at)
    seal.events = len(events)
    seal.digest = digest_of(seal, events)
    seal.save(force_insert=True)
    AuditEvent.objects.filter(pk__in=[event.pk for event in events]).update(sealed_in=seal.number)
    return len(events)


def digest_of(seal: AuditSeal, events: Iterable[AuditEvent]) -> str:
    """HMAC-SHA-256 over the previous digest, the seal's own number, time and count, and its events by their ids."""
    proof = hmac.new(proof_key(keyring=keyring(), purpose="audit"), digestmod="sha256")
    proof.update(_line([seal.previous, seal.number, _moment(seal.at), seal.events]))
    for event in events:
        proof.update(_line([_told(getattr(event, column)) for column in SEALED]))
    return proof.hexdigest()


def verify(*, at: datetime) -> list[Problem]:
    """Recompute every seal in order, one batch of events in memory at a time, and say all that is wrong by `at`."""
    return [*_chain(), *_without_seal(), *_late(at=at)]


def _chain() -> Iterator[Problem]:
    before: AuditSeal | None = None
    for seal in AuditSeal.objects.order_by("number").iterator():
        if (seal.number, seal.previous) != (before.number + 1 if before else 1, before.digest if before else ""):
            yield Problem(Fault.CHAIN, seal.number)
        yield from _contents(seal)
        before = seal


def _contents(seal: AuditSeal) -> Iterator[Problem]:
    events = list(AuditEvent.objects.filter(sealed_in=seal.number).order_by("id")[: seal.events + 1])
    if len(events) != seal.events:
        yield Problem(Fault.COUNT, seal.number, abs(seal.events - len(events)))
    elif not hmac.compare_digest(digest_of(seal, events), seal.digest):
        yield Problem(Fault.CHANGED, seal.number, seal.events)


def _without_seal() -> list[Problem]:
    """Events that say they are sealed, in a seal that is not there."""
    lost = AuditEvent.objects.exclude(sealed_in=None).exclude(sealed_in__in=AuditSeal.objects.values("number"))
    counted = lost.order_by("sealed_in").values_list("sealed_in").annotate(Count("id"))
    return [Problem(Fault.NO_SEAL, number, events) for number, events in counted]


def _late(*, at: datetime) -> list[Problem]:
    waiting = AuditEvent.objects.filter(sealed_in=None, at__lt=at - LATEST).count()
    return [Problem(Fault.LATE, None, waiting)] if waiting else []


def _told(value: Any) -> Any:
    return _moment(value) if isinstance(value, datetime) else value


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _line(columns: Sequence[Any]) -> bytes:
    """One row as canonical JSON: a list, so that no name of a column decides, in ASCII, closed by a newline."""
    return json.dumps(columns, separators=(",", ":"), sort_keys=True).encode() + b"\n"
