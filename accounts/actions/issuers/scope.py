"""Whom a change of issuer is about, whose turn it is, and why it may not go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actions.contention import settled
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove
from schools.models import Region

SCOPE = "issuer change"
BATCH = 1000
"""Identities in one transaction: under a second on a busy machine too, for nobody at the door waits longer."""
TURN_SECONDS = 0.5
"""So long we write without letting anybody else, where one writes at a time."""
BREATH_SECONDS = 0.12
"""Whoever waits for SQLite looks again every tenth of a second."""

State = IdentityMigration.State
Done = TypeVar("Done")
RUNNING = Q(state__in=[State.APPLYING, State.UNDOING]) | Q(state=State.APPLIED, finished_at__isnull=True)


class Reason(StrEnum):
    """Why nothing was done."""

    LOCAL_ISSUER = "local_issuer"
    SAME_ISSUER = "same_issuer"
    NOBODY = "nobody"
    ANOTHER_RUNS = "another_runs"
    UNKNOWN = "unknown"
    WRONG_STATE = "wrong_state"
    CHANGED = "changed"


class NotPossible(Exception):
    """The deed was refused, and nothing was changed. `figures` say more, by name; `state` is the one it stands in."""

    def __init__(self, reason: Reason, *, state: str = "", **figures: int) -> None:
        super().__init__(reason)
        self.reason, self.state, self.figures = reason, state, figures


def identities(migration: IdentityMigration) -> QuerySet[ExternalIdentity]:
    """Those of the former issuer that the change is about, as they stand now."""
    rows = ExternalIdentity.objects.filter(issuer=migration.from_issuer)
    return rows.filter(region=migration.region_id) if migration.region_id else rows


def left(migration: IdentityMigration) -> QuerySet[ExternalIdentity]:
    """Those of them that no plan moves: they wait for the person's first return."""
    moves = IdentityMove.for_system(by=SCOPE).filter(migration=migration, identity=OuterRef("pk"))
    return identities(migration).filter(~Exists(moves))


def moves(migration: IdentityMigration, state: IdentityMove.State) -> QuerySet[IdentityMove]:
    """The migration's moves in one state, in the order in which they were planned."""
    return IdentityMove.for_system(by=SCOPE).filter(migration=migration, state=state).order_by("pk")


def locked(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """(issuer, subject) of identities, held to the end of the transaction; those that are forgotten are missing.

    They are asked for by their primary keys alone. After each batch most people have another issuer than the
    statistics of PostgreSQL say, and asked for an issuer beside it would read everybody in every batch.
    """
    rows = ExternalIdentity.objects.select_for_update(of=("self",)).filter(pk__in=list(keys))
    return {key: (issuer, subject) for key, issuer, subject in rows.values_list("pk", "issuer", "subject")}


def next_batch(waiting: QuerySet[IdentityMove], *, most: int) -> tuple[list[IdentityMove], dict[UUID, tuple[str, str]]]:
    """The first of these moves, and (issuer, subject) of their identities, held; no moves at the end.

    They are read again once the identities are held: whom somebody at the door settled meanwhile is not among them.
    """
    while first := dict(waiting.values_list("pk", "identity_id")[:most]):
        keys = locked(first.values())
        if batch := list(waiting.filter(pk__range=(min(first), max(first)))):
            return batch, keys
    return [], {}


def in_turns(batch: Callable[[], Done]) -> Iterator[Done]:
    """What each batch did, until one did nothing; between them whoever is at the door writes too.

    SQLite has one writer at a time, and gives the turn to whoever asks first, not to whoever waits longest.
    """
    begun = time.monotonic()
    while done := settled(batch):
        yield done
        if not connection.features.has_select_for_update and time.monotonic() - begun > TURN_SECONDS:
            time.sleep(BREATH_SECONDS)
            begun = time.monotonic()


def take_turn(*, region_id: int | None) -> None:
    """Let changes of issuer that touch one region begin one after another; nobody else is held."""
    regions = Region.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list((regions.filter(pk=region_id) if region_id else regions).values_list("pk", flat=True))


def overlapping(migration: IdentityMigration) -> QuerySet[IdentityMigration]:
    """Other migrations of one of its issuers in one of its regions, in whatever state."""
    pair = [migration.from_issuer, migration.to_issuer]
    rows = IdentityMigration.objects.exclude(pk=migration.pk)
    rows = rows.filter(Q(from_issuer__in=pair) | Q(to_issuer__in=pair))
    return rows.filter(Q(region=migration.region_id) | Q(region=None)) if migration.region_id else rows


def refuse_beside_another(migration: IdentityMigration) -> None:
    """Raises NotPossible while another change of these issuers goes on, or waits for people to return."""
    if overlapping(migration).filter(RUNNING).exists():
        raise NotPossible(Reason.ANOTHER_RUNS)


def held(migration_id: UUID, *states: IdentityMigration.State) -> IdentityMigration:
    """The migration, locked to the transaction's end, in one of these states. Raises NotPossible for any other."""
    rows = IdentityMigration.objects.select_for_update(of=("self",), no_key=True)
    migration = rows.filter(pk=migration_id).first()
    if migration is None:
        raise NotPossible(Reason.UNKNOWN)
    if migration.state not in states:
        raise NotPossible(Reason.WRONG_STATE, state=migration.state)
    return migration
