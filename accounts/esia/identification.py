"""One exchange with ESIA: the code, the tokens, the person. One deadline for all of it."""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from accounts.claims import VerifiedClaims
from accounts.esia.answers import EXPECTED, object_in
from accounts.esia.authorization import check_code, token_form
from accounts.esia.claims import Gathered, claims_of
from accounts.esia.level import level_of
from accounts.esia.provider import EsiaProvider
from accounts.esia.rest import Reader
from accounts.esia.tokens import check_access_token, check_id_token, signed_claims
from accounts.oidc.errors import ProviderDown, ProviderRefused, ScopeDenied, TokenRejected
from accounts.oidc.http import fetch
from accounts.oidc.strict_json import Object
from accounts.oidc.tokens import NEEDED_SCOPE, checked_access_token

REGISTERED = "REGISTERED"
CERTIFICATE_SCOPE = "birth_cert_doc"
CONTACT_SCOPES = frozenset({"email", "mobile", "contacts"})
KID_CERTIFICATE_SCOPE = "kid_birth_cert_doc"

T = TypeVar("T")

logger = logging.getLogger("accounts.esia")


def identify(provider: EsiaProvider, *, code: str, state: str, redirect_uri: str, at: datetime) -> VerifiedClaims:
    """Who ESIA says this is. `state` is that of the sign-in.

    Raises ProviderError (SignerFailed among them), ScopeDenied or Declined, and nothing else.
    """
    deadline = time.monotonic() + provider.deadline_seconds
    check_code(code, provider=provider, state=state)
    tokens = _tokens(provider, code=code, redirect_uri=redirect_uri, at=at, deadline=deadline)
    access_token = checked_access_token(tokens)
    id_claims = signed_claims(tokens.get("id_token"), provider=provider, deadline=deadline)
    told = check_id_token(id_claims, provider=provider, now=at.timestamp())
    access = signed_claims(access_token, provider=provider, deadline=deadline)
    granted = check_access_token(access, provider=provider, oid=told.oid, now=at.timestamp())
    reader = Reader(provider, oid=told.oid, access_token=access_token, deadline=deadline)
    person = reader.person()
    _check_person(person, oid=told.oid)
    _check_snils(person, provider=provider, granted=granted)
    level = level_of(lvl=told.lvl, is_tru=told.is_tru, trusted=person.get("trusted"))
    gathered = _gathered(reader, person, _asked(provider, granted))
    return claims_of(gathered, issuer=provider.issuer, subject=told.oid, level=level)


def _tokens(provider: EsiaProvider, *, code: str, redirect_uri: str, at: datetime, deadline: float) -> Object:
    """The token answer, which must name the state of its own request. Raises TokenRejected and as `object_in`."""
    state = str(uuid.uuid4())
    form = token_form(provider, code=code, state=state, redirect_uri=redirect_uri, at=at, deadline=deadline)
    tokens = object_in(fetch("POST", provider.token_endpoint, deadline=deadline, form=form, expected=EXPECTED))
    if tokens.get("state") != state:
        raise TokenRejected("token_state")
    return tokens


def _asked(provider: EsiaProvider, granted: frozenset[str] | None) -> frozenset[str]:
    """The scopes worth asking REST with: what was not granted would only be refused."""
    asked = frozenset(provider.scopes.split())
    return asked if granted is None else asked & granted


def _check_person(person: Object, *, oid: str) -> None:
    """Raises TokenRejected for somebody else's data, ProviderRefused for an account that was deleted."""
    if str(person.get("oid", oid)) != oid:
        raise TokenRejected("rest_oid")
    if str(person.get("status", REGISTERED)).upper() != REGISTERED:
        raise ProviderRefused("person_not_registered")


def _check_snils(person: Object, *, provider: EsiaProvider, granted: frozenset[str] | None) -> None:
    """A SNILS that was asked for and not granted is another thing than one the person does not have.

    Raises ScopeDenied.
    """
    was_asked = NEEDED_SCOPE in provider.scopes.split()
    if was_asked and granted is not None and NEEDED_SCOPE not in granted and not person.get("snils"):
        raise ScopeDenied("snils_withheld")


def _gathered(reader: Reader, person: Object, scopes: frozenset[str]) -> Gathered:
    """What the person's own page does not hold. The certificate is an anchor: without it nobody is judged."""
    documents = reader.documents() if CERTIFICATE_SCOPE in scopes else None
    children = _if_answered(reader, _children) if KID_CERTIFICATE_SCOPE in scopes else None
    contacts = _if_answered(reader, Reader.contacts) if scopes & CONTACT_SCOPES else None
    return Gathered(person=person, documents=documents, contacts=contacts or [], children=children)


def _children(reader: Reader) -> list[tuple[Object, list[Object]]] | None:
    children = reader.children()
    return None if children is None else [(child, reader.documents_of(child) or []) for child in children]


def _if_answered(reader: Reader, ask: Callable[[Reader], T | None]) -> T | None:
    """What only helps keeps nobody at the door: where it is not answered in time it counts as not granted."""
    try:
        return ask(reader)
    except (ProviderDown, ProviderRefused) as stop:
        logger.warning("left out of a sign-in: %s", stop.code)
        return None
