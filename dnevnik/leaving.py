"""The way out of Gosuslugi and back (OpenID Connect RP-Initiated Logout 1.0): a state that only this browser holds."""

import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "dnevnik_leaving"
SALT = "dnevnik.leaving"
LIFE = timedelta(hours=1)
PATH = "/leave/"


def fresh_state() -> str:
    return secrets.token_urlsafe(32)


def begin(response: HttpResponse, state: str) -> HttpResponse:
    """Remember in the browser that it was sent away with this state."""
    response.set_cookie(
        COOKIE,
        signing.dumps(state, salt=SALT),
        max_age=LIFE,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def is_ours(request: HttpRequest) -> bool:
    """Whether this return belongs to the leaving that this browser began, an hour ago at most."""
    try:
        begun = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return False
    told = request.GET.getlist("state")
    return isinstance(begun, str) and len(told) == 1 and hmac.compare_digest(told[0].encode(), begun.encode())
