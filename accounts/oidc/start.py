"""What is remembered between pressing «Войти» and coming back."""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import astuple, dataclass, field
from typing import TypeGuard

STATE = re.compile(r"[A-Za-z0-9_-]{43}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Start:
    """One begun sign-in. `next` is "" or a path of this site; `started_at` is in seconds since the epoch.

    `door` is fixed here and never falls over to another one later (design.md rule 8).
    """

    state: str
    nonce: str
    verifier: str = field(repr=False)
    region: str
    provider: str
    next: str
    door: str
    started_at: float

    @classmethod
    def fresh(
        cls,
        *,
        region: str,
        provider: str,
        next_path: str,
        started_at: float,
        door: str = "citizen",
        wants_uuid: bool = False,
    ) -> Start:
        """A start with new secrets: 256 bits each, the verifier as RFC 7636 section 4.1 wants it.

        A state that must be a UUID (ESIA) has 122 random bits, which nobody guesses in its half hour either.
        """
        return cls(
            state=str(uuid.uuid4()) if wants_uuid else secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            region=region,
            provider=provider,
            next=next_path,
            door=door,
            started_at=started_at,
        )

    def packed(self) -> list[str | float]:
        return list(astuple(self))

    @classmethod
    def unpacked(cls, values: object) -> Start:
        """Raises ValueError when `values` were not made by `packed`."""
        match values:
            case [*texts, float(started_at)] if len(texts) == TEXTS and _are_texts(texts):
                state, nonce, verifier, region, provider, next_path, door = texts
            case _:
                raise ValueError("not a packed start")
        return cls(
            state=state,
            nonce=nonce,
            verifier=verifier,
            region=region,
            provider=provider,
            next=next_path,
            door=door,
            started_at=started_at,
        )


TEXTS = 7


def _are_texts(values: list[object]) -> TypeGuard[list[str]]:
    return all(isinstance(value, str) for value in values)
