"""The state of a begun sign-in: a signed cookie while it is open, one unique row once it is used."""

import hashlib
import hmac
import posixpath
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import UsedState
from accounts.oidc.errors import StateExpired, StateForged, StateMissing, StateUsed
from accounts.oidc.start import STATE, Start

SALT = "accounts.oidc.state"
LIFE = timedelta(minutes=30)
REMEMBERED = timedelta(hours=12)
"""How long the cookie outlives its use: whoever comes back too late must hear so, and not «another browser»."""
CLOCK_SKEW = timedelta(minutes=1)
MOST_COOKIES = 8
PREFIX = "oidc_"


def begin(request: HttpRequest, response: HttpResponse, *, start: Start) -> None:
    """Leave the cookie of `start` in `response`; the oldest of too many open ones are dropped."""
    for name in _oldest_first(request)[: -(MOST_COOKIES - 1)]:
        response.delete_cookie(name, path=_path(), samesite="Lax")
    response.set_cookie(
        _cookie_name(request, start.state),
        signing.Signer(salt=SALT).sign_object(start.packed()),
        max_age=LIFE + REMEMBERED,
        path=_path(),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def finish(request: HttpRequest, *, now: datetime) -> Start:
    """The start that this answer of a provider belongs to, used up by this call.

    The cookie stays: a reloaded answer then hears «used», not «another browser». Nothing is written before
    the signature and the age hold. Raises StateMissing, StateForged, StateExpired, StateUsed.
    """
    start = _started(request)
    begun = datetime.fromtimestamp(start.started_at, tz=UTC)
    if not -CLOCK_SKEW <= now - begun <= LIFE:
        raise StateExpired("state_expired", start=start)
    if not UsedState.use(_digest(start.state), expires_at=begun + LIFE + CLOCK_SKEW):
        raise StateUsed("state_used", start=start)
    return start


def _started(request: HttpRequest) -> Start:
    states = request.GET.getlist("state")
    if len(states) != 1 or not STATE.fullmatch(states[0]):
        raise StateMissing("state_malformed")
    cookie = request.COOKIES.get(_cookie_name(request, states[0]))
    if cookie is None:
        raise StateMissing("state_missing")
    start = _unsigned(cookie)
    if start is None or not hmac.compare_digest(start.state, states[0]):
        raise StateForged("state_forged")
    return start


def _unsigned(cookie: str) -> Start | None:
    try:
        return Start.unpacked(signing.Signer(salt=SALT).unsign_object(cookie))
    except (signing.BadSignature, ValueError):
        return None


def _oldest_first(request: HttpRequest) -> list[str]:
    """Names of the open sign-ins' cookies; one that we did not write is older than all."""
    ages = {
        name: start.started_at if (start := _unsigned(cookie)) else 0
        for name, cookie in request.COOKIES.items()
        if name.startswith(_prefix(request))
    }
    return sorted(ages, key=lambda name: ages[name])


def _cookie_name(request: HttpRequest, state: str) -> str:
    """A name of its own for each tab."""
    return f"{_prefix(request)}{_digest(state)[:16]}"


def _prefix(request: HttpRequest) -> str:
    return f"__Secure-{PREFIX}" if request.is_secure() else PREFIX


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _path() -> str:
    """The narrowest path that both doors see: the start must see the open cookies to drop the oldest."""
    return posixpath.join(posixpath.commonpath([reverse("oidc:start"), reverse("oidc:callback")]), "")
