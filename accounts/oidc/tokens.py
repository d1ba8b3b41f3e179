"""Signed tokens and userinfo: the signature first, then every claim OpenID Connect Core asks about."""

import base64
import hashlib
import hmac
import math
import re
from collections.abc import Collection

from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError

from accounts.oidc.errors import ProviderDown, ScopeDenied, TokenRejected
from accounts.oidc.http import Answer
from accounts.oidc.keys import store_at
from accounts.oidc.provider import ALGORITHMS, Provider
from accounts.oidc.strict_json import NotStrictJson, Object, parse_object

LEEWAY_SECONDS = 60
NEEDED_SCOPE = "snils"
LONGEST_TOKEN = 32 * 1024
LONGEST_SUBJECT = 255
ID_TOKEN = ("JWT",)
# RFC 6750 section 2.1; anything else could end the header line it travels in.
ACCESS_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{1,16384}={0,2}")

# RFC 7515 sections 2 and 3.1: no padding, no line breaks, nothing that a lenient decoder would pass over.
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")

_JWS = PyJWS(algorithms=ALGORITHMS)


def signed_claims(token: object, *, provider: Provider, deadline: float, kinds: Collection[str] = ID_TOKEN) -> Object:
    """The claims under a signature of this provider; nothing about them is checked yet. `kinds`: what `typ` may say.

    Raises TokenRejected.
    """
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN or not COMPACT.fullmatch(token):
        raise TokenRejected("token_malformed")
    header = parsed_header(token)
    kind = header.get("typ", "JWT")
    # RFC 8725 section 3.11: an access token or a logout token is no ID token.
    require(isinstance(kind, str) and kind.upper() in kinds, "typ")
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in provider.algorithms or not isinstance(algorithm, str):
        raise TokenRejected("alg_forbidden")
    if not isinstance(kid, str | None) or ("kid" in header and kid is None):
        raise TokenRejected("kid_malformed")
    key = store_at(provider.jwks_uri).find(kid=kid, algorithm=algorithm, deadline=deadline)
    try:
        payload: bytes = _JWS.decode(token, key=key, algorithms=[algorithm])
        return parse_object(payload)
    except (PyJWTError, ValueError) as error:
        raise TokenRejected(type(error).__name__) from None


def check_id_token(claims: Object, *, provider: Provider, nonce: str, code: str, access_token: str, now: float) -> str:
    """Every rule of OpenID Connect Core 3.1.3.7; `now` in seconds since the epoch. Returns the subject.

    Raises TokenRejected.
    """
    check_issued_to_us(claims, provider=provider, now=now)
    require(nonce and _is_equal(claims.get("nonce"), nonce), "nonce")
    for name, hashed in (("at_hash", access_token), ("c_hash", code)):
        if name in claims:
            require(_is_equal(claims[name], _half_hash(hashed)), name)
    return _subject(claims)


def check_issued_to_us(claims: Object, *, provider: Provider, now: float) -> float:
    """What every token says: by whom, for whom, since when, until when. Returns the latter. Raises TokenRejected."""
    _check_issuer_and_audience(claims, provider)
    check_times(claims, now=now)
    return _seconds(claims, "exp")


def userinfo_claims(answer: Answer, *, provider: Provider, subject: str, deadline: float, now: float) -> Object:
    """Userinfo, plain or signed, about this subject alone (Core 5.3.2). Raises TokenRejected or ProviderDown.

    Claims in claims (`_claim_sources`, Core 5.6.2) are never fetched.
    """
    if answer.content_type == "application/jwt":
        token = answer.body.decode("ascii", errors="replace").strip()
        claims = signed_claims(token, provider=provider, deadline=deadline)
        _check_issuer_and_audience(claims, provider)
        _check_given_times(claims, now=now)
    else:
        claims = json_answer(answer)
    require(_is_equal(claims.get("sub"), subject), "userinfo_sub")
    return claims


def json_answer(answer: Answer) -> Object:
    """The object in the body. Raises ProviderDown: half an answer is no answer."""
    try:
        return parse_object(answer.body)
    except NotStrictJson:
        raise ProviderDown("not_json") from None


def checked_access_token(answer: Object) -> str:
    """The bearer token of a token answer (RFC 6749 section 5.1). Raises TokenRejected."""
    token, kind = answer.get("access_token"), answer.get("token_type", "Bearer")
    require(isinstance(kind, str) and kind.lower() == "bearer", "token_type")
    if not isinstance(token, str) or not ACCESS_TOKEN.fullmatch(token):
        raise TokenRejected("access_token")
    return token


def check_granted(answer: Object, *, asked: str) -> None:
    """That the SNILS, where it was asked for, was granted too. Raises ScopeDenied.

    A provider that leaves `scope` out granted all that was asked (RFC 6749 section 5.1); a SNILS that a person
    does not have is another thing than one they keep to themselves.
    """
    granted = answer.get("scope")
    if isinstance(granted, str) and NEEDED_SCOPE in set(asked.split()) - set(granted.split()):
        raise ScopeDenied("snils_withheld")


def parsed_header(token: str) -> Object:
    """What stands before the first dot. Raises TokenRejected.

    Keys and addresses in it (jwk, jku, x5u, x5c) are never read; `crit` we cannot honour (RFC 7515 4.1.11).
    """
    encoded = token.partition(".")[0]
    try:
        header = parse_object(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except ValueError:
        raise TokenRejected("header_malformed") from None
    require("crit" not in header and "b64" not in header, "crit")
    return header


def _check_issuer_and_audience(claims: Object, provider: Provider) -> None:
    require(claims.get("iss") == provider.issuer, "iss")
    audience = claims.get("aud")
    require(audience == provider.client_id or audience == [provider.client_id], "aud")
    require(claims.get("azp", provider.client_id) == provider.client_id, "azp")


def check_times(claims: Object, *, now: float) -> None:
    """That the token has begun, is not over, and says both; `now` in seconds since the epoch. Raises TokenRejected."""
    require("exp" in claims, "exp")
    require("iat" in claims, "iat")
    _check_given_times(claims, now=now)


def _check_given_times(claims: Object, *, now: float) -> None:
    if "exp" in claims:
        require(now < _seconds(claims, "exp") + LEEWAY_SECONDS, "exp")
    for name in ("iat", "nbf"):
        if name in claims:
            require(_seconds(claims, name) <= now + LEEWAY_SECONDS, name)


def _seconds(claims: Object, name: str) -> int | float:
    """RFC 7519 NumericDate."""
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TokenRejected(name)
    return value


def _subject(claims: Object) -> str:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST_SUBJECT:
        raise TokenRejected("sub")
    require(subject.isascii() and subject.isprintable(), "sub")
    return subject


def _half_hash(text: str) -> str:
    """Core 3.1.3.6 and 3.3.2.11; every algorithm we allow hashes with SHA-256."""
    digest = hashlib.sha256(text.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def _is_equal(value: object, expected: str) -> bool:
    return isinstance(value, str) and hmac.compare_digest(value.encode(errors="replace"), expected.encode())


def require(holds: object, code: str) -> None:
    """Raises TokenRejected."""
    if not holds:
        raise TokenRejected(code)
