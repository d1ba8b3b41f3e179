"""Whether a provider answers again, asked once in five minutes for all who wait (real-life.md, text 8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache

from accounts.esia.provider import EsiaProvider
from accounts.oidc import dialects
from accounts.oidc.errors import ProviderError
from accounts.oidc.provider import Provider

PAUSE = timedelta(minutes=5)
KEPT_SECONDS = 24 * 3600
ASKING_SECONDS = 60
"""How long a question may be under way before it counts as lost: twice the longest deadline."""

Known = tuple[float, bool]
"""When it was last asked, seconds of the epoch, and whether it answered."""


def answers(provider: Provider | EsiaProvider, *, at: datetime) -> bool:
    """Whether it did when it was last asked; asks, if that was more than five minutes ago and nobody else is asking.

    One row of the cache holds the answer for all visitors and processes. Before the first answer it counts as down.
    """
    known = _known(provider)
    if _is_due(known, at=at) and cache.add(_key(provider, "asking"), 1, ASKING_SECONDS):
        try:
            known = _known(provider)  # somebody may have asked between the look and the turn
            if _is_due(known, at=at):
                known = (at.timestamp(), _asked(provider))
                cache.set(_key(provider, "answer"), known, KEPT_SECONDS)
        finally:
            cache.delete(_key(provider, "asking"))
    return known is not None and known[1]


def _known(provider: Provider | EsiaProvider) -> Known | None:
    known: Known | None = cache.get(_key(provider, "answer"))
    return known


def _is_due(known: Known | None, *, at: datetime) -> bool:
    return known is None or at.timestamp() - known[0] >= PAUSE.total_seconds()


def _asked(provider: Provider | EsiaProvider) -> bool:
    try:
        dialects.of(provider).check_answering()
    except ProviderError:
        return False
    return True


def _key(provider: Provider | EsiaProvider, what: str) -> str:
    return f"provider-{what}:{provider.id}"
