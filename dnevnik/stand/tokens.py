"""The ID token (OIDC Core, 2): who signed in, for whom, when. Nothing else about the person is in it."""

import hashlib
from base64 import urlsafe_b64encode

import jwt

from dnevnik.stand.grants import TOKEN_SECONDS, Grant
from dnevnik.stand.keys import SigningKey
from dnevnik.stand.troubles import Trouble


def id_token(grant: Grant, *, issuer: str, access_token: str, key: SigningKey, now: int) -> str:
    """A signed RS256 token for `grant`; `now` is in seconds since 1970."""
    claims = {
        "iss": issuer,
        "sub": grant.subject,
        "aud": grant.client_id,
        "iat": now,
        "nbf": now,
        "exp": now + TOKEN_SECONDS,
        "auth_time": grant.auth_time,
        "nonce": _nonce(grant),
        "at_hash": at_hash(access_token),
    }
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})


def _nonce(grant: Grant) -> str:
    """The nonce of the request, or another sign-in's for a grant that is to be answered wrongly."""
    return f"not-{grant.nonce}" if grant.trouble is Trouble.WRONG_ANSWER else grant.nonce


def at_hash(access_token: str) -> str:
    """The left half of the access token's SHA-256 (OIDC Core, 3.1.3.6)."""
    half = hashlib.sha256(access_token.encode("ascii")).digest()[:16]
    return urlsafe_b64encode(half).rstrip(b"=").decode("ascii")
