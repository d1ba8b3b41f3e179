"""Headers every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dnevnik.stand.provider import get_provider

Answer = Callable[[HttpRequest], HttpResponse]


def strict_headers(get_response: Answer) -> Answer:
    """Middleware: a strict content policy, and nothing kept by browsers unless a view says otherwise."""
    policy = content_policy(get_provider().environment.portal_origins)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def content_policy(portal_origins: tuple[str, ...]) -> str:
    """The policy; `form-action` names the portal because Chromium holds redirects after a form to it."""
    return "; ".join(
        (
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            " ".join(("form-action 'self'", *portal_origins)),
        )
    )
