"""A sign-in under way travels through the browser as a signed ticket, so nothing is stored before consent."""

from dataclasses import asdict

from django.core import signing

from dnevnik.stand.authorization import AuthorizationRequest

SALT = "dnevnik.stand.tickets"
MAX_AGE_SECONDS = 15 * 60


class StaleTicket(Exception):
    """The ticket is older than a quarter of an hour, from before a restart, or not ours."""


def issue_ticket(wanted: AuthorizationRequest) -> str:
    """A ticket for `wanted`, safe in a URL and in a form."""
    return signing.dumps(asdict(wanted), salt=SALT, compress=True)


def read_ticket(ticket: str) -> AuthorizationRequest:
    """The request on the ticket; raises `StaleTicket`."""
    try:
        members = signing.loads(ticket, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as broken:
        raise StaleTicket from broken
    return AuthorizationRequest(**{**members, "scopes": tuple(members["scopes"])})
