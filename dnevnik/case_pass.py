"""The case pass: fifteen minutes of acting on one refusal without a session (design.md rule 6)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.claims import Verification
from accounts.matching.profile import Band
from accounts.models import UsedState
from accounts.outcomes import Outcome

COOKIE = "dnevnik_case_pass"
SALT = "dnevnik.case_pass"
LIFE = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class CasePass:
    """What the pass says: how the sign-in ended, for whom, and nothing of the register.

    `identity` and `case` are ids or ""; `school` is a school's id or None; `at` is local time, `ЧЧ:ММ`.
    `certificate`: a Verification, where a birth certificate was not compared because of it, or "".
    `round` is the identity's when the pass was issued: ending the person's sessions ends their passes too.
    `nonce` is made when the pass is issued: by it the pass is spent, once.
    """

    outcome: str
    region: str = ""
    identity: str = ""
    case: str = ""
    school: int | None = None
    band: str = ""
    certificate: str = ""
    next: str = ""
    at: str = ""
    nonce: str = ""
    round: int = 0


def issue(response: HttpResponse, held: CasePass) -> HttpResponse:
    """Hand the pass over in a signed cookie that scripts cannot read."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(replace(held, nonce=secrets.token_urlsafe(16))), salt=SALT, compress=True),
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def read(request: HttpRequest) -> CasePass | None:
    """The pass of this visitor, or None when there is none, it is forged, spent, or its fifteen minutes are over.

    Nor is one read that another version of the portal issued shortly before, in words that this one does not have.
    """
    try:
        held = CasePass(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE))
        _check(held)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return held if held.nonce and not UsedState.objects.filter(digest=_digest(held)).exists() else None


def spend(held: CasePass, *, at: datetime) -> bool:
    """Use the pass up. Whether this call was the one that did: of several at once, one opens the door."""
    return UsedState.use(_digest(held), expires_at=at + LIFE)


def drop(response: HttpResponse) -> HttpResponse:
    """Take the pass back: the door is open."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _check(held: CasePass) -> None:
    """Raises ValueError or TypeError for what no pass of this version says."""
    words = (held.region, held.identity, held.case, held.band, held.certificate, held.next, held.at, held.nonce)
    numbers_hold = isinstance(held.school, int | None) and isinstance(held.round, int)
    if not all(isinstance(word, str) for word in words) or not numbers_hold:
        raise TypeError
    Outcome(held.outcome)
    if held.band:
        Band(held.band)
    if held.certificate:
        Verification(held.certificate)
    for key in filter(None, (held.identity, held.case)):
        UUID(key)


def _digest(held: CasePass) -> str:
    """Apart from the digests of sign-in attempts, whose table it shares."""
    return hashlib.sha256(f"case-pass:{held.nonce}".encode()).hexdigest()
