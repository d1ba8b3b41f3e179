"""Logout tokens (OpenID Connect Back-Channel Logout 1.0): checked like an ID token, and never taken for one."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.oidc.errors import TokenRejected
from accounts.oidc.provider import Provider
from accounts.oidc.strict_json import Object
from accounts.oidc.tokens import LEEWAY_SECONDS, LONGEST_SUBJECT, check_issued_to_us, signed_claims

EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Section 2.4: `logout+jwt` is recommended, and providers older than it say nothing or JWT.
KINDS = ("LOGOUT+JWT", "JWT")
LONGEST_LIFE_SECONDS = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Logout:
    """Whom a provider signed out: `subject`, or `session`, or both; never neither.

    `digest` names the token for good, `expires_at` is when it could not be used again anyway.
    """

    subject: str
    session: str
    digest: str
    expires_at: datetime


def checked_logout(token: object, *, provider: Provider, deadline: float, now: float) -> Logout:
    """Every rule of section 2.6; `now` in seconds since the epoch, `deadline` as for `fetch`.

    Raises TokenRejected, or ProviderDown when the provider's keys cannot be had.
    """
    claims = signed_claims(token, provider=provider, deadline=deadline, kinds=KINDS)
    expires = check_issued_to_us(claims, provider=provider, now=now)
    if expires > now + LONGEST_LIFE_SECONDS:
        raise TokenRejected("exp")
    if "nonce" in claims:
        raise TokenRejected("nonce")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise TokenRejected("events")
    subject, session = _name(claims, "sub"), _name(claims, "sid")
    if not subject and not session:
        raise TokenRejected("sub")
    if "jti" not in claims:
        raise TokenRejected("jti")
    return Logout(
        subject=subject,
        session=session,
        digest=hashlib.sha256(f"logout:{provider.issuer}\n{_name(claims, 'jti')}".encode()).hexdigest(),
        expires_at=datetime.fromtimestamp(expires + LEEWAY_SECONDS, tz=UTC),
    )


def _name(claims: Object, claim: str) -> str:
    """ "" for a claim that is not there. Raises TokenRejected for one that names nothing."""
    if claim not in claims:
        return ""
    value = claims[claim]
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_SUBJECT:
        raise TokenRejected(claim)
    if not value.isascii() or not value.isprintable():
        raise TokenRejected(claim)
    return value
