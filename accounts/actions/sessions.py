"""Ending sessions: all of a person's, at once, wherever they are open."""

import hashlib
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F

from accounts.models import ExternalIdentity, ProviderSession, User
from schools.actions import audit
from schools.models import AuditEvent

KEPT = timedelta(hours=13)
"""A session lives twelve hours (SESSION_COOKIE_AGE); by then nothing is left that a `sid` could end."""


@transaction.atomic
def end_of_user(*, user: User, by: str | models.Model) -> None:
    """Every open session of the account is over at its next request; rows of sessions are not searched."""
    identity = ExternalIdentity.objects.filter(user=user).first()
    if identity is not None:
        end_of_identity(identity=identity, by=by)
        return
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    audit.record(AuditEvent.Kind.SESSIONS_ENDED, user, by=by)


@transaction.atomic
def end_of_identity(*, identity: ExternalIdentity, by: str | models.Model) -> None:
    """The same for a person known by the provider, case passes included: they are held before there is an account."""
    ExternalIdentity.objects.filter(pk=identity.pk).update(session_round=F("session_round") + 1)
    if identity.user_id is not None:
        User.objects.filter(pk=identity.user_id).update(session_round=F("session_round") + 1)
    audit.record(AuditEvent.Kind.SESSIONS_ENDED, identity, by=by)


@transaction.atomic
def end_at_the_providers_word(*, issuer: str, subject: str, session: str, by: str) -> bool:
    """End what a logout token names: the subject's sessions, or those of whoever came by that `sid`.

    The subject decides where both are given. Whether anybody is known by it.
    """
    known = ExternalIdentity.objects.filter(issuer=issuer)
    if subject:
        known = known.filter(subject=subject)
    else:
        known = known.filter(pk__in=ProviderSession.objects.filter(digest=_digest(issuer, session)).values("identity"))
    identity = known.first()
    if identity is None:
        return False
    end_of_identity(identity=identity, by=by)
    return True


def note(*, identity: ExternalIdentity, session: str, at: datetime) -> None:
    """Remember whose session at the provider this is. Call it inside the sign-in's transaction."""
    told = {"identity": identity, "expires_at": at + KEPT}
    ProviderSession.objects.update_or_create(digest=_digest(identity.issuer, session), defaults=told)


def _digest(issuer: str, session: str) -> str:
    return hashlib.sha256(f"{issuer}\n{session}".encode()).hexdigest()
