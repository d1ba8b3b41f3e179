"""How a change of issuer stands: who has moved, how, and who is still to come."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q

from accounts.actions.issuers.scope import SCOPE, NotPossible, Reason, identities
from accounts.models import IdentityMigration, IdentityMove, RefutedMove

State, Way = IdentityMove.State, IdentityMove.Way


def figures(migration_id: UUID) -> dict[str, int]:
    """Counted now: `moved_by_key`, of them `met` under the new key, `moved_by_proof`, `conflicts`; lines of the list
    that were `refuted`; and all whom the former issuer still has, `left`.

    Raises NotPossible for a migration that does not exist.
    """
    migration = IdentityMigration.objects.filter(pk=migration_id).first()
    if migration is None:
        raise NotPossible(Reason.UNKNOWN)
    moved = Q(state=State.MOVED)
    counted: dict[str, int] = (
        IdentityMove.for_system(by=SCOPE)
        .filter(migration=migration)
        .aggregate(
            moved_by_key=Count("pk", filter=moved & Q(way=Way.KEY)),
            met=Count("pk", filter=moved & Q(way=Way.KEY, met_at__isnull=False)),
            moved_by_proof=Count("pk", filter=moved & Q(way=Way.PROOF)),
            conflicts=Count("pk", filter=Q(state=State.CONFLICT)),
        )
    )
    refuted = RefutedMove.for_system(by=SCOPE).filter(migration=migration).count()
    return counted | {"refuted": refuted, "left": identities(migration).count()}
