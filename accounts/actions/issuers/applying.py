"""Doing what a rehearsal foretold, in batches that can be killed; and closing the time of returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.actions.contention import Overtaken
from accounts.actions.issuers.scope import (
    BATCH,
    SCOPE,
    NotPossible,
    Reason,
    held,
    in_turns,
    moves,
    next_batch,
    refuse_beside_another,
    take_turn,
)
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove
from schools.actions import audit
from schools.models import AuditEvent

State, Move = IdentityMigration.State, IdentityMove.State
Tell = Callable[[int, int], None]


def apply(*, migration_id: UUID, at: datetime, by: str | models.Model, tell: Tell | None = None) -> IdentityMigration:
    """Move everybody whom the plan moves; an apply that was killed goes on where it stopped.

    `tell` hears (moved, all) after each batch. Raises NotPossible, having moved nobody, if there is no such rehearsal,
    another change is open, or the world changed so that the plan cannot be done to the letter. From the first batch on
    whoever comes by the new key is moved by the sign-in itself, so nobody can come in between any more.
    """
    migration = _begin(migration_id, by=by)
    total, moved = int(migration.foretold["planned"]), moves(migration, Move.MOVED).count()
    for done in in_turns(partial(_move_some, migration_id, at=at, by=by)):
        moved += done
        if tell is not None:
            tell(moved, total)
    return _complete(migration_id, at=at, by=by)


@transaction.atomic
def finish(*, migration_id: UUID, at: datetime, by: str | models.Model) -> IdentityMigration:
    """End the time of returns: from now on only the new key is known. Raises NotPossible unless it is applied."""
    migration = held(migration_id, State.APPLIED)
    if migration.finished_at is None:
        migration.finished_at = at
        migration.save(update_fields=["finished_at"])
        audit.record(AuditEvent.Kind.ISSUER_CHANGE, migration, by=by, fields=["finished"])
    return migration


@transaction.atomic
def _begin(migration_id: UUID, *, by: str | models.Model) -> IdentityMigration:
    known = IdentityMigration.objects.filter(pk=migration_id).first()
    take_turn(region_id=known.region_id if known else None)
    migration = held(migration_id, State.REHEARSED, State.APPLYING)
    refuse_beside_another(migration)
    if migration.state == State.REHEARSED:
        _check_unchanged(migration)
        migration.state, migration.applied_by = State.APPLYING, audit.signature(by)
        migration.save(update_fields=["state", "applied_by"])
    return migration


def _check_unchanged(migration: IdentityMigration) -> None:
    """Raises NotPossible if somebody whom the plan moves left the scope, or came under the new key since."""
    planned = moves(migration, Move.PLANNED)
    as_foretold = Q(identity__issuer=migration.from_issuer, identity__subject=F("old_subject"))
    if migration.region_id:
        as_foretold &= Q(identity__region=migration.region_id)
    gone = migration.foretold["planned"] - planned.filter(as_foretold).count()
    came = ExternalIdentity.objects.filter(issuer=migration.to_issuer, subject=OuterRef("new_subject"))
    taken = planned.filter(Exists(came)).count()
    if gone or taken:
        raise NotPossible(Reason.CHANGED, gone=gone, taken=taken)


@transaction.atomic
def _move_some(migration_id: UUID, *, at: datetime, by: str | models.Model) -> int:
    """Move one batch and write that it moved, or neither; how many. Raises Overtaken if somebody came in between.

    Whoever was at the door with the new key while the plan waited for its batch has been moved already.
    """
    migration = held(migration_id, State.APPLYING)
    planned = moves(migration, Move.PLANNED)
    batch, held_keys = next_batch(planned, most=BATCH)
    if not batch:
        return 0
    if {held_keys[move.identity_id][0] for move in batch} != {migration.from_issuer}:
        raise Overtaken
    if planned.filter(pk__range=(batch[0].pk, batch[-1].pk)).update(state=Move.MOVED, at=at) != len(batch):
        raise Overtaken
    news = IdentityMove.for_system(by=SCOPE).filter(migration=migration, identity=OuterRef("pk"))
    mine = [move.identity_id for move in batch]
    rows = ExternalIdentity.objects.filter(pk__in=mine)
    rows.update(issuer=migration.to_issuer, subject=Subquery(news.values("new_subject")))
    told = (f"migration:{migration.pk}",)
    audit.record_many(((AuditEvent.Kind.IDENTITY_MOVED, ExternalIdentity(pk=key), told) for key in mine), by=by)
    return len(batch)


@transaction.atomic
def _complete(migration_id: UUID, *, at: datetime, by: str | models.Model) -> IdentityMigration:
    """Say that it is done; two that applied it at once say it once."""
    migration = held(migration_id, State.APPLYING, State.APPLIED)
    if migration.state == State.APPLYING:
        migration.state, migration.applied_at = State.APPLIED, at
        migration.save(update_fields=["state", "applied_at"])
        audit.record(AuditEvent.Kind.ISSUER_CHANGE, migration, by=by, fields=["applied"])
    return migration
