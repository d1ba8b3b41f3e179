"""What people have granted: one-time codes and the access tokens given for them, in this process's memory."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from dnevnik.stand import pkce
from dnevnik.stand.authorization import Dialect
from dnevnik.stand.troubles import Trouble

CODE_SECONDS = 60
DETOUR_CODE_SECONDS = 600  # somebody reads a page first; RFC 6749, 4.1.2, allows ten minutes
TOKEN_SECONDS = {Dialect.OIDC: 600, Dialect.ESIA: 3600}


class InvalidGrant(Exception):
    """The code cannot be exchanged (RFC 6749, 5.2 `invalid_grant`); the message says why, in English."""


class NoChallenge(InvalidGrant):
    """A verifier was sent, and the code was asked for without a challenge."""


class WrongVerifier(InvalidGrant):
    """The verifier does not fit the challenge, or is missing."""


def random_token(_grant: "Grant") -> str:
    """An opaque token."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """A person's permission to one client; `auth_time` is in seconds since 1970.

    `scopes` are those granted, `withheld` those whose claims stay back; `troubles` spoil the portal's side of it.
    """

    subject: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    nonce: str
    code_challenge: str
    auth_time: int
    withheld: tuple[str, ...] = ()
    troubles: frozenset[Trouble] = frozenset()
    dialect: Dialect = Dialect.OIDC

    @property
    def code_seconds(self) -> int:
        """How long a code for this grant lives."""
        return DETOUR_CODE_SECONDS if any(trouble.is_detour for trouble in self.troubles) else CODE_SECONDS

    @property
    def token_seconds(self) -> int:
        """How long the tokens of this grant live."""
        return TOKEN_SECONDS[self.dialect]


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

    def issue_code(self, grant: Grant, *, now: int, mint: Callable[[Grant], str] = random_token) -> str:
        """A fresh code for `grant`, made by `mint`."""
        code = mint(grant)
        with self._lock:
            self._forget_expired(now)
            self._codes[code] = _Code(grant, now + grant.code_seconds)
        return code

    def redeem(
        self,
        code: str,
        *,
        client_id: str,
        redirect_uri: str,
        verifier: str,
        now: int,
        mint: Callable[[Grant], str] = random_token,
    ) -> tuple[str, Grant]:
        """An access token for `code`, made by `mint`, and the grant behind it; raises `InvalidGrant`.

        Any attempt uses the code up, and a second attempt revokes the first one's token (RFC 6749, 4.1.2).
        """
        with self._lock:
            self._forget_expired(now)
            held = self._codes.pop(code, None)
            if held is None:
                self._revoke_tokens_of(code)
                raise InvalidGrant("the code is unknown, expired or already used")
            _check(held.grant, client_id=client_id, redirect_uri=redirect_uri, verifier=verifier)
            token = mint(held.grant)
            self._tokens[token] = _Token(held.grant, code, now + held.grant.token_seconds)
        return token, held.grant

    def find(self, token: str, *, now: int) -> Grant | None:
        """The grant behind a living access token."""
        with self._lock:
            self._forget_expired(now)
            held = self._tokens.get(token)
        return held.grant if held else None

    def revoke(self, *, subject: str, client_id: str) -> None:
        """Whatever this person gave this client opens nothing any more."""
        with self._lock:
            whose = (subject, client_id)
            self._codes = {code: held for code, held in self._codes.items() if _whose(held.grant) != whose}
            self._tokens = {token: held for token, held in self._tokens.items() if _whose(held.grant) != whose}

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
    if not grant.code_challenge and verifier:
        raise NoChallenge("the code was asked for without code_challenge")
    if grant.code_challenge and not pkce.proves(verifier, grant.code_challenge):
        raise WrongVerifier("code_verifier does not fit code_challenge")


def _whose(grant: Grant) -> tuple[str, str]:
    return grant.subject, grant.client_id
