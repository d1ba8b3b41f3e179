"""The start-up check of identity providers (security.md 1b, RFC 8725 section 2.1)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

from accounts.oidc.described import is_text
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
    return found + list(_shared_issuers(settings.IDENTITY_PROVIDERS.values()))


def _shared_issuers(providers: Iterable[object]) -> Iterator[CheckMessage]:
    """(issuer, subject) is a person: whoever else may sign under an issuer may be anybody under it."""
    keys: dict[object, set[str]] = {}
    for told in providers:
        if isinstance(told, Mapping) and is_text(told.get("issuer")):
            keys.setdefault(told["issuer"], set()).add(str(told.get("jwks_uri") or told.get("provider_keys")))
    for issuer, different in keys.items():
        if len(different) > 1:
            yield checks.Warning(
                f"IDENTITY_PROVIDERS share the issuer {issuer} and not its keys: whom one of them vouches for is taken "
                "for the person whom the other knows by that subject.",
                id="accounts.W001",
            )
