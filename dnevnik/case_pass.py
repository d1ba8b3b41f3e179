"""The case pass: fifteen minutes of acting on one refusal without a session (design.md rule 6)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "dnevnik_case_pass"
SALT = "dnevnik.case_pass"
LIFE = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class CasePass:
    """What the pass says: how the sign-in ended, for whom, and nothing of the register.

    `identity` and `case` are ids or ""; `school` is a school's id or None; `at` is local time, `ЧЧ:ММ`.
    """

    outcome: str
    region: str = ""
    identity: str = ""
    case: str = ""
    school: int | None = None
    band: str = ""
    next: str = ""
    at: str = ""


def issue(response: HttpResponse, held: CasePass) -> HttpResponse:
    """Hand the pass over in a signed cookie that scripts cannot read."""
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(held), salt=SALT, compress=True),
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def read(request: HttpRequest) -> CasePass | None:
    """The pass of this visitor, or None when there is none, it is forged, or its fifteen minutes are over."""
    try:
        return CasePass(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE))
    except (signing.BadSignature, TypeError):
        return None


def drop(response: HttpResponse) -> HttpResponse:
    """Take the pass back: the door is open."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
