"""How the portal proves to a provider that it is the client: a secret, or a signature (RFC 6749 2.3, RFC 7523)."""

import base64
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeGuard
from urllib.parse import quote_plus

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from accounts.oidc.errors import Unasked
from accounts.oidc.provider import Provider

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFE_SECONDS = 60
LEAST_RSA_BITS = 2048

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
Proof = tuple[dict[str, str], dict[str, str]]
"""Fields of the form, and headers."""


class KeyUnusable(Unasked):
    """The file of our own key is not there, cannot be read, or does not suit the algorithm."""


def proof(provider: Provider, *, now: float) -> Proof:
    """What to send beside the grant; `now` in seconds since the epoch. Raises KeyUnusable."""
    match provider.client_auth:
        case "client_secret_basic":
            return {}, {"Authorization": f"Basic {_pair(provider)}"}
        case "private_key_jwt":
            assertion = {"client_assertion_type": ASSERTION, "client_assertion": _assertion(provider, now=now)}
            return {"client_id": provider.client_id, **assertion}, {}
        case _:
            return {"client_id": provider.client_id, "client_secret": provider.client_secret}, {}


def signing_key(provider: Provider) -> PrivateKey:
    """Our key from its file, read anew whenever the file changes. Raises KeyUnusable."""
    path = Path(provider.client_key["file"])
    try:
        key = _key_in(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyUnusable("client_key_unreadable") from None
    if not _suits(key, provider.client_key.get("algorithm", "RS256")):
        raise KeyUnusable("client_key_unsuited")
    return key


def _pair(provider: Provider) -> str:
    """RFC 6749 section 2.3.1: both are form-encoded before they are joined."""
    pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
    return base64.b64encode(pair.encode()).decode()


def _assertion(provider: Provider, *, now: float) -> str:
    """OpenID Connect Core 9: iss and sub are the client; a new `jti` each time, and a minute to live."""
    ours = provider.client_key
    claims: Mapping[str, object] = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": provider.issuer if ours.get("audience") == "issuer" else provider.token_endpoint,
        "jti": secrets.token_urlsafe(24),
        "iat": int(now),
        "exp": int(now) + LIFE_SECONDS,
    }
    headers = {"kid": ours["kid"]} if "kid" in ours else None
    return jwt.encode(dict(claims), signing_key(provider), algorithm=ours.get("algorithm", "RS256"), headers=headers)


@lru_cache(maxsize=16)
def _key_in(path: Path, _changed_at: int) -> object:
    return load_pem_private_key(path.read_bytes(), password=None)


def _suits(key: object, algorithm: str) -> TypeGuard[PrivateKey]:
    if algorithm == "ES256":
        return isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1)
    return isinstance(key, RSAPrivateKey) and key.key_size >= LEAST_RSA_BITS
