"""Somebody unknown is at the door while an issuer is being changed: by another key, or by proof, we may know them."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from accounts import first_return
from accounts.actions.issuers.scope import SCOPE, identities, moves
from accounts.claims import Level, VerifiedClaims
from accounts.first_return import Known
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RecordClaim, VerifiedIdentity
from schools.actions import audit, bonds
from schools.models import AuditEvent, ParentChildLink
from schools.models.sealed import index_of

BY = "sign-in"
Move, Way = IdentityMove.State, IdentityMove.Way


def known_otherwise(*, claims: VerifiedClaims, at: datetime) -> ExternalIdentity | None:
    """The identity that (issuer, subject) means in an open change, locked; None for a real newcomer.

    Called in the transaction of the sign-in, and only when nobody has this key: one query where nothing is open.
    """
    for migration in IdentityMigration.open():
        found, way = _by_other_key(migration, claims.issuer, claims.subject), Way.KEY
        if found is None:
            found, way = _by_proof(migration, claims), Way.PROOF
        if found is not None:
            return _moved(migration, found, claims, way=way, at=at) if claims.issuer == migration.to_issuer else found
    return None


@transaction.atomic
def holder_of(*, issuer: str, subject: str) -> ExternalIdentity | None:
    """Whose key this is, or is in an open change. Nobody is moved, and nothing that needs a proof is looked at."""
    known = ExternalIdentity.objects.filter(issuer=issuer, subject=subject).first()
    others = (_by_other_key(migration, issuer, subject) for migration in (() if known else IdentityMigration.open()))
    return known or next((other for other in others if other is not None), None)


def _by_other_key(migration: IdentityMigration, issuer: str, subject: str) -> ExternalIdentity | None:
    """Whom a key means that nobody has: one who moved since, or one who is about to."""
    if issuer == migration.from_issuer:
        return _by_former_key(migration, subject)
    return _by_plan(migration, subject) if issuer == migration.to_issuer else None


def _by_former_key(migration: IdentityMigration, subject: str) -> ExternalIdentity | None:
    """Whoever began a sign-in at the former provider before the change is the one who moved since."""
    move = moves(migration, Move.MOVED).filter(old_subject=subject).first()
    return _locked().filter(pk=move.identity_id).first() if move else None


def _by_plan(migration: IdentityMigration, subject: str) -> ExternalIdentity | None:
    """Whom the plan moves, before its batch has come; and, where subjects stay, who came after the rehearsal."""
    move = moves(migration, Move.PLANNED).filter(new_subject=subject).first()
    if move is None and migration.way != IdentityMigration.Way.SAME_SUBJECT:
        return None
    held = _locked().filter(issuer=migration.from_issuer, subject=move.old_subject if move else subject)
    if migration.region_id and move is None:
        held = held.filter(region=migration.region_id)
    return held.first()


def _by_proof(migration: IdentityMigration, claims: VerifiedClaims) -> ExternalIdentity | None:
    """Whom the person's own word proves to be the same (checklist L16); once, for the old key is gone with it."""
    if claims.issuer != migration.to_issuer or not first_return.may_prove(claims):
        return None
    key = first_return.returned(claims, _accounts(migration, claims))
    identity = _locked().filter(pk=key, issuer=migration.from_issuer).first() if key else None
    if identity is None or _is_listed_otherwise(migration, identity, claims.subject) or _is_restricted(identity):
        return None
    return identity


def _is_listed_otherwise(migration: IdentityMigration, identity: ExternalIdentity, subject: str) -> bool:
    """Whether the plan gives this identity another account, or this account another identity: a doubt like any."""
    either = Q(identity=identity) | Q(new_subject=subject)
    planned = IdentityMove.for_system(by=SCOPE).filter(either, migration=migration)
    return planned.exclude(identity=identity, new_subject=subject).exists()


def _locked() -> models.QuerySet[ExternalIdentity]:
    return ExternalIdentity.objects.select_for_update(of=("self",))


def _accounts(migration: IdentityMigration, claims: VerifiedClaims) -> list[Known]:
    """Everybody at either provider with this SNILS."""
    pair = [migration.from_issuer, migration.to_issuer]
    rows = VerifiedIdentity.for_system(by=SCOPE).filter(
        snils_index=index_of(claims.snils, purpose="snils"), identity__issuer__in=pair
    )
    movable = set(identities(migration).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    return [
        Known(
            identity=row.pk,
            level=Level(row.level),
            name=first_return.folded(*row.name_parts()),
            birth_date=row.birth_date,
            may_move=row.pk in movable,
        )
        for row in rows
    ]


def _is_restricted(identity: ExternalIdentity) -> bool:
    """Whether an act, in force or not decided yet, is about this adult: then only the school says who somebody is."""
    claims = RecordClaim.for_system(by=SCOPE).filter(identity=identity, closed_at=None, parent__isnull=False)
    parents = {claim.parent_id: claim.parent for claim in claims.select_related("parent")}
    links = ParentChildLink.for_system(by=SCOPE).filter(parent__in=parents)
    ever = set(links.values_list("parent_id", "student_id")) if parents else set()
    bars = bonds.bars_of({student for _, student in ever}, by=SCOPE) if ever else {}
    return any(
        bar.is_about(bonds.adult_of(parents[parent])) for parent, student in ever for bar in bars.get(student, ())
    )


def _moved(
    migration: IdentityMigration,
    identity: ExternalIdentity,
    claims: VerifiedClaims,
    *,
    way: IdentityMove.Way,
    at: datetime,
) -> ExternalIdentity:
    """Give the identity its new key, and write down both."""
    IdentityMove.for_system(by=SCOPE).update_or_create(
        migration=migration,
        identity=identity,
        defaults={
            "old_subject": identity.subject, "new_subject": claims.subject, "state": Move.MOVED, "way": way, "at": at,
        },
    )  # fmt: skip
    identity.issuer, identity.subject = claims.issuer, claims.subject
    identity.save(update_fields=["issuer", "subject"])
    audit.record(AuditEvent.Kind.IDENTITY_MOVED, identity, by=BY, fields=[f"migration:{migration.pk}", f"by_{way}"])
    return identity
