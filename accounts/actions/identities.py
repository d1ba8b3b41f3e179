"""Remembering who the state says is at the door."""

from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.actions import sessions
from accounts.actions.contention import settled
from accounts.claims import VerifiedClaims
from accounts.models import ExternalIdentity, VerifiedIdentity
from schools.models import Region


def remember(*, claims: VerifiedClaims, region: Region, at: datetime) -> VerifiedIdentity:
    """Keep what the provider said, under (issuer, subject) alone; a later sign-in replaces the earlier word.

    Two first sign-ins at once are one person (checklist L12).
    """
    return settled(partial(_remember, claims, region, at=at))


@transaction.atomic
def _remember(claims: VerifiedClaims, region: Region, *, at: datetime) -> VerifiedIdentity:
    # Held, so that the night does not forget the person in between.
    identity, _created = ExternalIdentity.objects.select_for_update(of=("self",), no_key=True).get_or_create(
        issuer=claims.issuer, subject=claims.subject, defaults={"region": region}
    )
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
    return verified
