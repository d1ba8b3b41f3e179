"""A sign-in under way travels through the browser as a signed ticket, so nothing is stored before consent.

A detour, a page between consent and the portal, travels the same way: it can be reloaded and come back to.
"""

from dataclasses import asdict, dataclass

from django.core import signing

from dnevnik.stand.authorization import AuthorizationRequest, Dialect
from dnevnik.stand.troubles import Trouble

SALT = "dnevnik.stand.tickets"
MAX_AGE_SECONDS = 15 * 60
DETOUR_SALT = "dnevnik.stand.detours"
DETOUR_MAX_AGE_SECONDS = 24 * 3600  # on one of them people are asked to wait


class StaleTicket(Exception):
    """The ticket is too old, from before a restart, or not ours."""


def issue_ticket(wanted: AuthorizationRequest) -> str:
    """A ticket for `wanted`, safe in a URL and in a form."""
    return signing.dumps(asdict(wanted), salt=SALT, compress=True)


def read_ticket(ticket: str) -> AuthorizationRequest:
    """The request on the ticket; raises `StaleTicket`."""
    try:
        members = signing.loads(ticket, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as broken:
        raise StaleTicket from broken
    read = {"scopes": tuple(members["scopes"]), "dialect": Dialect(members["dialect"])}
    return AuthorizationRequest(**{**members, **read})


@dataclass(frozen=True, kw_only=True)
class Detour:
    """A page of the stand on the way to `address`, the portal's; `since` is in seconds since 1970."""

    subject: str
    trouble: Trouble
    address: str
    since: int


def issue_detour(detour: Detour) -> str:
    """A ticket for `detour`, safe in a URL."""
    return signing.dumps(asdict(detour), salt=DETOUR_SALT, compress=True)


def read_detour(ticket: str) -> Detour:
    """The detour on the ticket; raises `StaleTicket`."""
    try:
        members = signing.loads(ticket, salt=DETOUR_SALT, max_age=DETOUR_MAX_AGE_SECONDS)
    except signing.BadSignature as broken:
        raise StaleTicket from broken
    return Detour(**{**members, "trouble": Trouble(members["trouble"])})
