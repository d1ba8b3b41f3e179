"""The start-up check of identity providers (security.md 1b, RFC 8725 section 2.1)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from accounts.oidc.provider import problems


def identity_providers(**_kwargs: Any) -> list[CheckMessage]:
    """Registered by AccountsConfig; `manage.py check` and every management command run it."""
    found: list[CheckMessage] = [
        Error(f"IDENTITY_PROVIDERS[{provider_id!r}] {problem}", id="accounts.E001")
        for provider_id, described in settings.IDENTITY_PROVIDERS.items()
        for problem in problems(described)
    ]
    if getattr(settings, "OIDC_ALLOW_UNSECURED_JWT", False):
        found.append(
            Error("OIDC_ALLOW_UNSECURED_JWT must never be set: it accepts unsigned tokens.", id="accounts.E002")
        )
    return found
