"""Tokens signed as they should be, or spoiled on purpose."""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

import jwt

from dnevnik.stand.keys import SigningKey, load_or_make
from dnevnik.stand.troubles import Trouble

HOUR = 3600
TIMES = ("iat", "nbf", "exp", "auth_time")
Claims = dict[str, Any]


def spoiled_claims(claims: Claims, troubles: Collection[Trouble]) -> Claims:
    """`claims` as a provider with `troubles` would make them; the same claims without any."""
    for trouble, spoil in SPOILING.items():
        if trouble in troubles:
            claims = spoil(claims)
    return claims


def spoiled_signature(
    claims: Claims, *, key: SigningKey, headers: Mapping[str, Any], troubles: Collection[Trouble]
) -> str:
    """A JWT signed with RS256 by `key`; by a stranger's key, or by none, where `troubles` say so."""
    if Trouble.UNSIGNED in troubles:
        return jwt.encode(claims, key="", algorithm="none", headers=dict(headers))
    signing = strangers_key() if Trouble.WRONG_SIGNATURE in troubles else key
    return jwt.encode(claims, signing.private, algorithm="RS256", headers=dict(headers))


@cache
def strangers_key() -> SigningKey:
    """A key that nobody publishes."""
    return load_or_make(None)


def _other_sign_in(claims: Claims) -> Claims:
    """The nonce of another sign-in, where there is one at all."""
    return {**claims, "nonce": f"not-{claims['nonce']}"} if "nonce" in claims else claims


def _other_issuer(claims: Claims) -> Claims:
    return {**claims, "iss": "http://another.example/"}


def _other_audience(claims: Claims) -> Claims:
    return {**claims, **{name: "ANOTHER" for name in ("aud", "client_id") if name in claims}}


def _expired(claims: Claims) -> Claims:
    life: int = claims["exp"] - claims["iat"]
    return _shifted(claims, -(life + HOUR))


def _from_the_future(claims: Claims) -> Claims:
    return _shifted(claims, HOUR)


def _shifted(claims: Claims, seconds: int) -> Claims:
    return {**claims, **{name: claims[name] + seconds for name in TIMES if name in claims}}


SPOILING: Mapping[Trouble, Callable[[Claims], Claims]] = {
    Trouble.WRONG_ANSWER: _other_sign_in,
    Trouble.WRONG_ISSUER: _other_issuer,
    Trouble.WRONG_AUDIENCE: _other_audience,
    Trouble.EXPIRED: _expired,
    Trouble.FROM_THE_FUTURE: _from_the_future,
}
