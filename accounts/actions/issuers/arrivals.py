"""Somebody unknown is at the door while an issuer is being changed: by another key, or by proof, we may know them."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from accounts import first_return
from accounts.actions.issuers import refuting
from accounts.actions.issuers.scope import SCOPE, identities, moves
from accounts.claims import Level, VerifiedClaims
from accounts.first_return import Known
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RecordClaim, VerifiedIdentity
from schools.actions import audit, bonds
from schools.models import AuditEvent, ParentChildLink
from schools.models.sealed import index_of

Move, Way = IdentityMove.State, IdentityMove.Way


def known_otherwise(*, claims: VerifiedClaims, at: datetime) -> ExternalIdentity | None:
    """The identity that (issuer, subject) means in a change, locked; None for a real newcomer.

    Called in the transaction of the sign-in, and only when nobody has this key or has come by it: two queries where
    nothing is open. A list is believed only as far as the person at the door does not deny it.
    """
    given = _locked().filter(issuer=claims.issuer, subject=claims.subject).first()
    if given is not None and refuting.meet(given, claims, at=at):
        return given
    for migration in IdentityMigration.open():
        found, way = _believed(migration, claims, at=at), Way.KEY
        if found is None:
            found, way = _by_proof(migration, claims, at=at), Way.PROOF
        if found is not None:
            return _moved(migration, found, claims, way=way, at=at) if claims.issuer == migration.to_issuer else found
    return None


@transaction.atomic
def knows(*, claims: VerifiedClaims) -> bool:
    """Whether the key means somebody, as for `holder_of`, whom a list does not merely take the person at the door for.

    Nothing is written, whoever it is.
    """
    holder = holder_of(issuer=claims.issuer, subject=claims.subject)
    if holder is None or not refuting.is_somebody_else(holder, claims):
        return holder is not None
    if holder.issuer == claims.issuer:
        return not refuting.awaited(holder).exists()
    return not IdentityMigration.open().filter(from_issuer=holder.issuer, to_issuer=claims.issuer).exists()


@transaction.atomic
def holder_of(*, issuer: str, subject: str) -> ExternalIdentity | None:
    """Whose key this is, or is in an open change. Nobody is moved, and nothing that needs a proof is looked at."""
    known = ExternalIdentity.objects.filter(issuer=issuer, subject=subject).first()
    others = (_by_other_key(migration, issuer, subject) for migration in (() if known else IdentityMigration.open()))
    return known or next((other for other in others if other is not None), None)


def _believed(migration: IdentityMigration, claims: VerifiedClaims, *, at: datetime) -> ExternalIdentity | None:
    """Whom a key means that nobody has, unless the person at the door is somebody else than the plan says."""
    found = _by_other_key(migration, claims.issuer, claims.subject)
    if found is None or claims.issuer == migration.from_issuer or not refuting.is_somebody_else(found, claims):
        return found
    refuting.refute(migration, found, claims.subject, at=at)
    return None


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


def _by_proof(migration: IdentityMigration, claims: VerifiedClaims, *, at: datetime) -> ExternalIdentity | None:
    """Whom the person's own word proves to be the same (checklist L16); once, for the old key is gone with it.

    Where the list gave the person's key to somebody else, and that was refuted, what it says of the person goes too.
    """
    if claims.issuer != migration.to_issuer or not first_return.may_prove(claims):
        return None
    is_refuted = refuting.is_refuted(migration, claims.subject)
    key = first_return.returned(claims, _accounts(migration, claims, with_awaited=is_refuted))
    identity = _locked().filter(pk=key).first() if key else None
    if identity is None or _is_restricted(identity):
        return None
    if identity.issuer != migration.from_issuer and not refuting.awaited(identity).exists():
        return None
    if other := _listed_otherwise(migration, identity, claims.subject):
        if not is_refuted:
            return None
        refuting.refute(migration, identity, other.new_subject, at=at)
    return identity


def _listed_otherwise(migration: IdentityMigration, identity: ExternalIdentity, subject: str) -> IdentityMove | None:
    """Where the plan gives this identity another account, or this account another identity: a doubt like any."""
    either = Q(identity=identity) | Q(new_subject=subject)
    planned = IdentityMove.for_system(by=SCOPE).filter(either, migration=migration)
    return planned.exclude(identity=identity, new_subject=subject).first()


def _locked() -> models.QuerySet[ExternalIdentity]:
    return ExternalIdentity.objects.select_for_update(of=("self",))


def _accounts(migration: IdentityMigration, claims: VerifiedClaims, *, with_awaited: bool) -> list[Known]:
    """Everybody at either provider with this SNILS; `with_awaited`: whom nobody met under a new key may move again."""
    rows = VerifiedIdentity.for_system(by=SCOPE).filter(
        snils_index=index_of(claims.snils, purpose="snils"),
        identity__issuer__in=[migration.from_issuer, migration.to_issuer],
    )
    keys = [row.pk for row in rows]
    movable = set(identities(migration).filter(pk__in=keys).values_list("pk", flat=True))
    if with_awaited:
        unmet = IdentityMove.for_system(by=SCOPE).filter(IdentityMove.AWAITED, migration=migration, identity__in=keys)
        movable.update(unmet.values_list("identity_id", flat=True))
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
            "old_subject": identity.subject, "new_subject": claims.subject, "state": Move.MOVED, "way": way,
            "at": at, "met_at": at,
        },
    )  # fmt: skip
    identity.issuer, identity.subject = claims.issuer, claims.subject
    identity.save(update_fields=["issuer", "subject"])
    audit.record(
        AuditEvent.Kind.IDENTITY_MOVED, identity, by=refuting.BY, fields=[f"migration:{migration.pk}", f"by_{way}"]
    )
    return identity
