"""Going back: every identity that moved gets its former key again, and keeps whatever the person did meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery

from accounts.actions.contention import Overtaken
from accounts.actions.issuers.scope import BATCH, SCOPE, held, in_turns, moves, next_batch, take_turn
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove
from schools.actions import audit
from schools.models import AuditEvent

State, Move = IdentityMigration.State, IdentityMove.State


@dataclass(frozen=True)
class Undone:
    """`returned` to the former key; `stayed`: their key changed again, or somebody has the former one; `newcomers`
    came under the new issuer and never had a former key."""

    returned: int
    stayed: int
    newcomers: int


def undo(*, migration_id: UUID, at: datetime, by: str | models.Model) -> Undone:
    """Give the former keys back; one that was killed goes on where it stopped. Raises NotPossible."""
    migration = _begin(migration_id, at=at, by=by)
    for _looked_at in in_turns(partial(_return_some, migration_id, at=at, by=by)):
        pass
    _complete(migration_id, at=at, by=by)
    rows = IdentityMove.for_system(by=SCOPE).filter(migration=migration).order_by()
    states = Counter(dict(rows.values_list("state").annotate(models.Count("pk"))))
    return Undone(states[Move.RETURNED], states[Move.STAYED], _newcomers(migration))


@transaction.atomic
def _begin(migration_id: UUID, *, at: datetime, by: str | models.Model) -> IdentityMigration:
    """From here on the migration is not open: nobody is known by its other key, and nobody moves by proof."""
    known = IdentityMigration.objects.filter(pk=migration_id).first()
    take_turn(region_id=known.region_id if known else None)
    migration = held(migration_id, State.APPLYING, State.APPLIED, State.UNDOING)
    if migration.state != State.UNDOING:
        migration.state, migration.undone_by = State.UNDOING, audit.signature(by)
        migration.finished_at = migration.finished_at or at
        migration.save(update_fields=["state", "undone_by", "finished_at"])
    return migration


@transaction.atomic
def _return_some(migration_id: UUID, *, at: datetime, by: str | models.Model) -> int:
    """Take one batch back, or none of it; how many were looked at. Raises Overtaken if somebody came in between."""
    migration = held(migration_id, State.UNDOING)
    moved = moves(migration, Move.MOVED)
    batch, keys = next_batch(moved, most=BATCH)
    if not batch:
        return 0
    free = _free(migration, batch, keys)
    stayed = [move.pk for move in batch if move.pk not in free]
    marked = moved.filter(pk__in=stayed).update(state=Move.STAYED, at=at)
    marked += moved.filter(pk__range=(batch[0].pk, batch[-1].pk)).update(state=Move.RETURNED, at=at)
    if marked != len(batch):
        raise Overtaken
    olds = IdentityMove.for_system(by=SCOPE).filter(migration=migration, identity=OuterRef("pk"))
    rows = ExternalIdentity.objects.filter(pk__in=free.values())
    rows.update(issuer=migration.from_issuer, subject=Subquery(olds.values("old_subject")))
    told = (f"migration:{migration.pk}",)
    audit.record_many(
        ((AuditEvent.Kind.IDENTITY_RETURNED, ExternalIdentity(pk=key), told) for key in free.values()), by=by
    )
    return len(batch)


def _free(
    migration: IdentityMigration, batch: Collection[IdentityMove], keys: Mapping[UUID, tuple[str, str]]
) -> dict[int, UUID]:
    """Whose key is still the one of the move, and whose former key nobody has: the identities by their moves.

    `keys` are those that the identities have now, held.
    """
    former = ExternalIdentity.objects.filter(
        issuer=migration.from_issuer, subject__in=[move.old_subject for move in batch]
    )
    taken = set(former.values_list("subject", flat=True))
    return {
        move.pk: move.identity_id
        for move in batch
        if keys.get(move.identity_id) == (migration.to_issuer, move.new_subject) and move.old_subject not in taken
    }


@transaction.atomic
def _complete(migration_id: UUID, *, at: datetime, by: str | models.Model) -> None:
    migration = held(migration_id, State.UNDOING, State.UNDONE)
    if migration.state == State.UNDOING:
        migration.state, migration.undone_at = State.UNDONE, at
        migration.save(update_fields=["state", "undone_at"])
        audit.record(AuditEvent.Kind.ISSUER_CHANGE, migration, by=by, fields=["undone"])


def _newcomers(migration: IdentityMigration) -> int:
    rows = ExternalIdentity.objects.filter(issuer=migration.to_issuer)
    rows = rows.filter(region=migration.region_id) if migration.region_id else rows
    stayed = moves(migration, Move.STAYED).filter(identity=OuterRef("pk"))
    return rows.filter(~Exists(stayed)).count()
