"""Remembering who the state says is at the door."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.actions import listed_children, sessions
from accounts.actions.contention import settled
from accounts.actions.issuers.arrivals import known_otherwise
from accounts.claims import VerifiedClaims
from accounts.models import ExternalIdentity, VerifiedIdentity
from schools.models import Region


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
    if ExternalIdentity.objects.filter(issuer=claims.issuer, subject=claims.subject).exists():
        remember(claims=claims, region=region, at=at)


@transaction.atomic
def _remember(claims: VerifiedClaims, region: Region, *, at: datetime) -> VerifiedIdentity:
    identity = _identity_of(claims, region, at=at)
    if identity.region_id != region.pk:
        identity.region = region
        identity.save(update_fields=["region"])
    verified = VerifiedIdentity(
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
    if claims.session:
        sessions.note(identity=identity, session=claims.session, at=at)
    verified.save(force_update=VerifiedIdentity.for_system(by="sign-in").filter(pk=identity.pk).exists())
    listed_children.replace(verified=verified, children=listed_children.counted(claims))
    return verified


def _identity_of(claims: VerifiedClaims, region: Region, *, at: datetime) -> ExternalIdentity:
    """Held, so that the night does not forget the person in between. While an issuer is being changed, whom nobody
    knows by this key may be known by another (ADR 13)."""
    rows = ExternalIdentity.objects.select_for_update(of=("self",), no_key=True)
    key = {"issuer": claims.issuer, "subject": claims.subject}
    known = rows.filter(**key).first() or known_otherwise(claims=claims, at=at)
    return known or rows.get_or_create(**key, defaults={"region": region})[0]
