"""Cookies as they come: what no page of ours wrote does not reach the pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

LONGEST = 4096
"""Browsers keep no longer cookie (RFC 6265, section 6.1)."""


class JunkCookiesMiddleware:
    """Drops cookies that are too long or hold a control character.

    Python unquotes `\\000` in a quoted cookie to a NUL, and PostgreSQL takes none as a parameter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for name in [name for name, value in request.COOKIES.items() if _is_junk(value)]:
            del request.COOKIES[name]
        return self.get_response(request)


def _is_junk(value: str) -> bool:
    return len(value) > LONGEST or not value.isprintable()
