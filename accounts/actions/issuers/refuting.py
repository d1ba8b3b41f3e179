"""The first to come under a key that a list gave is the person whom it names, or proves the list wrong (ADR 13)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts import first_return
from accounts.actions.issuers.scope import SCOPE
from accounts.claims import VerifiedClaims
from accounts.first_return import Kept
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RefutedMove, VerifiedIdentity
from accounts.models.migration import DISPLACED
from schools.actions import audit
from schools.models import AuditEvent

BY = "sign-in"


def awaited(identity: ExternalIdentity) -> QuerySet[IdentityMove]:
    """The move that gave a held identity the key it has, if nobody has come by that key yet."""
    moves = IdentityMove.for_system(by=SCOPE).filter(IdentityMove.AWAITED, identity=identity)
    return moves.filter(new_subject=identity.subject, migration__to_issuer=identity.issuer)


def is_somebody_else(identity: ExternalIdentity, claims: VerifiedClaims) -> bool:
    """Whether the person at the door cannot be the one whom the former provider knew as this identity."""
    known = VerifiedIdentity.for_system(by=SCOPE).filter(pk=identity.pk).first()
    return known is not None and first_return.denies(
        claims, Kept(snils=known.snils, name=first_return.folded(*known.name_parts()), birth_date=known.birth_date)
    )


def meet(identity: ExternalIdentity, claims: VerifiedClaims, *, at: datetime) -> bool:
    """Whether the person at the door, who has the identity's key, may be it. The list's word is settled hereby.

    The identity is held. If the person is somebody else it has its former key afterwards, and this one is free.
    """
    move = awaited(identity).select_related("migration").order_by("-pk").first()
    if move is None:  # another window was faster
        return True
    if is_somebody_else(identity, claims):
        refute(move.migration, identity, claims.subject, at=at)
        return False
    IdentityMove.for_system(by=SCOPE).filter(IdentityMove.AWAITED, identity=identity).update(met_at=at)
    return True


def refute(migration: IdentityMigration, identity: ExternalIdentity, new_subject: str, *, at: datetime) -> None:
    """Write down that this is not the new key of a held identity; one that has it already goes back."""
    move = IdentityMove.for_system(by=SCOPE).filter(migration=migration, identity=identity).first()
    RefutedMove.for_system(by=SCOPE).get_or_create(
        migration=migration,
        identity=identity,
        defaults={"new_subject": new_subject, "moved_at": move.at if move else None, "at": at},
    )
    if move is not None:
        move.delete()
        if move.at is not None:
            _go_back(migration, identity, move.old_subject)


def _go_back(migration: IdentityMigration, identity: ExternalIdentity, subject: str) -> None:
    """To the former key; where somebody has that since the time of returns is over, to one that nobody comes by."""
    former = {"issuer": migration.from_issuer, "subject": subject}
    if ExternalIdentity.objects.filter(**former).exists():
        former = {"issuer": DISPLACED, "subject": str(identity.pk)}
    identity.issuer, identity.subject = former["issuer"], former["subject"]
    identity.save(update_fields=["issuer", "subject"])
    told = [f"migration:{migration.pk}", "refuted"]
    audit.record(AuditEvent.Kind.IDENTITY_RETURNED, identity, by=BY, fields=told)


def is_refuted(migration: IdentityMigration, subject: str) -> bool:
    """Whether the list gave this new key to somebody who has turned out not to have it."""
    return RefutedMove.for_system(by=SCOPE).filter(migration=migration, new_subject=subject).exists()
