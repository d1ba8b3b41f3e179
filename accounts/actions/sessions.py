"""Ending sessions: all of a person's, at once, wherever they are open."""

import hashlib
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F

from accounts.actions.issuers.arrivals import holder_of
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

    The subject decides where both are given. Whether anybody is known by it: while an issuer is being changed, by the
    former key too, for the session may be older than the change.
    """
    identity = holder_of(issuer=issuer, subject=subject) if subject else _who_came_by(session, issuer=issuer)
    if identity is None:
        return False
    end_of_identity(identity=identity, by=by)
    return True


def note(*, identity: ExternalIdentity, issuer: str, session: str, at: datetime) -> None:
    """Remember whose session at `issuer` this is. Call it inside the sign-in's transaction.

    The issuer is the one who vouched today: while issuers change, the identity may have another already.
    """
    told = {"identity": identity, "expires_at": at + KEPT}
    ProviderSession.objects.update_or_create(digest=_digest(issuer, session), defaults=told)


def _who_came_by(session: str, *, issuer: str) -> ExternalIdentity | None:
    held = ProviderSession.objects.filter(digest=_digest(issuer, session)).select_related("identity").first()
    return held.identity if held else None


def _digest(issuer: str, session: str) -> str:
    return hashlib.sha256(f"{issuer}\n{session}".encode()).hexdigest()
