"""Remembering who the state says is at the door."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.actions import listed_children, sessions
from accounts.actions.contention import settled
from accounts.actions.issuers.arrivals import known_otherwise, knows
from accounts.claims import VerifiedClaims
from accounts.models import ExternalIdentity, IdentityMove, VerifiedIdentity
from schools.models import Region
from schools.models.prepared import prepared
from schools.models.written import update


def remember(*, claims: VerifiedClaims, region: Region, at: datetime) -> VerifiedIdentity:
    """Keep what the provider said, under (issuer, subject) alone; a later sign-in replaces the earlier word.

    Two first sign-ins at once are one person (checklist L12).
    """
    return settled(partial(_remember, claims, region, at=at))


def remember_again(*, claims: VerifiedClaims, region: Region, at: datetime) -> None:
    """Keep what the provider said of somebody who is known already; of a stranger nothing is kept.

    For an account that is no longer sure enough: rights are computed from the latest word, so that every session of
    it shuts, and not only the one at the door.
    """
    if knows(claims=claims):
        remember(claims=claims, region=region, at=at)


@transaction.atomic
def _remember(claims: VerifiedClaims, region: Region, *, at: datetime) -> VerifiedIdentity:
    identity = _identity_of(claims, region, at=at)
    if identity.region_id != region.pk:
        identity.region = region
        identity.save(update_fields=["region"])
    if claims.session:
        sessions.note(identity=identity, issuer=claims.issuer, session=claims.session, at=at)
    verified = _said(_told(identity, claims, at=at))
    listed_children.replace(verified=verified, children=listed_children.counted(claims))
    return verified


def _said(told: VerifiedIdentity) -> VerifiedIdentity:
    """Keep what is told now; where it is what was told before, only the time of it changes."""
    known = next(iter(_said_before(told.identity.pk)), None)
    if known is not None:
        told.identity.user = known.identity.user
    if known is None or not known.says_the_same_as(told, besides={"verified_at"}):
        told.save(force_update=known is not None)
        return told
    known.identity, known.verified_at = told.identity, told.verified_at
    update(known, ["verified_at"])
    return known


def _identity_of(claims: VerifiedClaims, region: Region, *, at: datetime) -> ExternalIdentity:
    """Held. While an issuer is being changed, whom nobody knows by this key may be known by another (ADR 13)."""
    known = _known(claims) or known_otherwise(claims=claims, at=at)
    return known or ExternalIdentity.objects.create(issuer=claims.issuer, subject=claims.subject, region=region)


def _known(claims: VerifiedClaims) -> ExternalIdentity | None:
    return next(iter(_identities(claims.issuer, claims.subject)), None)


@prepared
def _identities(issuer: str, subject: str) -> QuerySet[ExternalIdentity]:
    """The one of that name, held, so that the night does not forget the person in between.

    Not one whose name is the word of a list and nothing more: that is looked at more closely.
    """
    awaited = IdentityMove.for_system(by="sign-in").filter(
        IdentityMove.AWAITED, identity=OuterRef("pk"), new_subject=OuterRef("subject")
    )
    rows = ExternalIdentity.objects.filter(~Exists(awaited), issuer=issuer, subject=subject)
    return rows.select_for_update(of=("self",), no_key=True)


@prepared
def _said_before(identity: UUID) -> QuerySet[VerifiedIdentity]:
    """With the account, which the door needs next.

    Read once the identity is held: what is joined to a row that one waits for is read before the waiting.
    """
    return VerifiedIdentity.for_system(by="sign-in").filter(pk=identity).select_related("identity__user")


def _told(identity: ExternalIdentity, claims: VerifiedClaims, *, at: datetime) -> VerifiedIdentity:
    return VerifiedIdentity(
        identity=identity,
        surname=claims.surname,
        given_name=claims.given_name,
        patronymic=claims.patronymic,
        birth_date=claims.birth_date,
        gender=claims.gender or "",
        snils=claims.snils,
        certificate=str(claims.certificate) if claims.certificate else None,
        level=claims.level,
        verified_at=at,
    )
