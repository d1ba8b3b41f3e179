"""The ID token (OIDC Core, 2): who signed in, for whom, when. Nothing else about the person is in it."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Any

from dnevnik.stand.grants import Grant
from dnevnik.stand.keys import SigningKey
from dnevnik.stand.spoiling import spoiled_claims, spoiled_signature


def id_token(grant: Grant, *, issuer: str, access_token: str, key: SigningKey, now: int) -> str:
    """A signed RS256 token for `grant`, spoiled as its troubles say; `now` is in seconds since 1970."""
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": grant.subject,
        "aud": grant.client_id,
        "iat": now,
        "nbf": now,
        "exp": now + grant.token_seconds,
        "auth_time": grant.auth_time,
        "nonce": grant.nonce,
        "at_hash": at_hash(access_token),
    }
    return spoiled_signature(
        spoiled_claims(claims, grant.troubles), key=key, headers={"kid": key.kid}, troubles=grant.troubles
    )


def at_hash(access_token: str) -> str:
    """The left half of the access token's SHA-256 (OIDC Core, 3.1.3.6)."""
    half = hashlib.sha256(access_token.encode("ascii")).digest()[:16]
    return urlsafe_b64encode(half).rstrip(b"=").decode("ascii")
