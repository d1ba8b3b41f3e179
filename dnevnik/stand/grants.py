"""What people have granted: one-time codes and the access tokens given for them, in this process's memory."""

import secrets
from dataclasses import dataclass
from threading import Lock

from dnevnik.stand import pkce
from dnevnik.stand.troubles import Trouble

CODE_SECONDS = 60
DETOUR_CODE_SECONDS = 600  # somebody reads a page first; RFC 6749, 4.1.2, allows ten minutes
TOKEN_SECONDS = 600


class InvalidGrant(Exception):
    """The code cannot be exchanged (RFC 6749, 5.2 `invalid_grant`); the message says why, in English."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A person's permission to one client; `auth_time` is in seconds since 1970.

    `scopes` are those granted, `withheld` those whose claims stay back; `trouble` spoils the portal's side of it.
    """

    subject: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    nonce: str
    code_challenge: str
    auth_time: int
    withheld: tuple[str, ...] = ()
    trouble: Trouble | None = None

    @property
    def code_seconds(self) -> int:
        """How long a code for this grant lives."""
        return DETOUR_CODE_SECONDS if self.trouble and self.trouble.is_detour else CODE_SECONDS


@dataclass(frozen=True)
class _Code:
    grant: Grant
    expires: int


@dataclass(frozen=True)
class _Token:
    grant: Grant
    code: str
    expires: int


class GrantStore:
    """Codes live as long as their grant says and work once; `now` is always in seconds since 1970.

    Safe between threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._codes: dict[str, _Code] = {}
        self._tokens: dict[str, _Token] = {}

    def issue_code(self, grant: Grant, *, now: int) -> str:
        """A fresh code for `grant`."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_expired(now)
            self._codes[code] = _Code(grant, now + grant.code_seconds)
        return code

    def redeem(self, code: str, *, client_id: str, redirect_uri: str, verifier: str, now: int) -> tuple[str, Grant]:
        """An access token for `code`, and the grant behind it; raises `InvalidGrant`.

        Any attempt uses the code up, and a second attempt revokes the first one's token (RFC 6749, 4.1.2).
        """
        with self._lock:
            self._forget_expired(now)
            held = self._codes.pop(code, None)
            if held is None:
                self._revoke_tokens_of(code)
                raise InvalidGrant("the code is unknown, expired or already used")
            _check(held.grant, client_id=client_id, redirect_uri=redirect_uri, verifier=verifier)
            token = secrets.token_urlsafe(32)
            self._tokens[token] = _Token(held.grant, code, now + TOKEN_SECONDS)
        return token, held.grant

    def find(self, token: str, *, now: int) -> Grant | None:
        """The grant behind a living access token."""
        with self._lock:
            self._forget_expired(now)
            held = self._tokens.get(token)
        return held.grant if held else None

    def _revoke_tokens_of(self, code: str) -> None:
        self._tokens = {token: held for token, held in self._tokens.items() if held.code != code}

    def _forget_expired(self, now: int) -> None:
        self._codes = {code: held for code, held in self._codes.items() if held.expires > now}
        self._tokens = {token: held for token, held in self._tokens.items() if held.expires > now}


def _check(grant: Grant, *, client_id: str, redirect_uri: str, verifier: str) -> None:
    if client_id != grant.client_id:
        raise InvalidGrant("the code was given to another client")
    if redirect_uri != grant.redirect_uri:
        raise InvalidGrant("redirect_uri differs from the one in the authorization request")
    if not pkce.proves(verifier, grant.code_challenge):
        raise InvalidGrant("code_verifier does not fit code_challenge")
