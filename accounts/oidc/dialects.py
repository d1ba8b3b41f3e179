"""How the two doors speak to a provider: one interface, whatever the provider speaks."""

import time
from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.utils import timezone
from mozilla_django_oidc.utils import generate_code_challenge

from accounts.claims import VerifiedClaims
from accounts.esia import authorization, identification, probe
from accounts.esia.provider import EsiaProvider
from accounts.oidc.backend import RelyingParty
from accounts.oidc.errors import ProviderDown
from accounts.oidc.http import fetch
from accounts.oidc.keys import signing_keys
from accounts.oidc.provider import Provider, with_query
from accounts.oidc.start import Start


class Dialect(Protocol):
    """What the portal asks of any provider. Each method raises ProviderError."""

    wants_uuid: ClassVar[bool]
    """Whether the state of a sign-in must be a UUID."""

    def authorization_url(self, start: Start, *, redirect_uri: str) -> str:
        """Where the person signs in."""

    def identify(self, start: Start, *, code: str, redirect_uri: str) -> VerifiedClaims:
        """Who the provider says this is. Raises ScopeDenied and Declined, too."""

    def leave_url(self, *, back: str, state: str) -> str:
        """Where a person leaves the provider too, "" where it has no such page; they return to `back` with `state`."""

    def check_answering(self) -> None:
        """Ask something that anybody may ask and that changes nothing; raises when the provider is down."""


@dataclass(frozen=True)
class Standard:
    """OpenID Connect by the book."""

    wants_uuid: ClassVar[bool] = False
    provider: Provider

    def authorization_url(self, start: Start, *, redirect_uri: str) -> str:
        """See Dialect."""
        query = {
            "response_type": "code",
            "scope": self.provider.scopes,
            "client_id": self.provider.client_id,
            "redirect_uri": redirect_uri,
            "state": start.state,
            "nonce": start.nonce,
            "code_challenge": generate_code_challenge(start.verifier, "S256"),
            "code_challenge_method": "S256",
        }
        return with_query(self.provider.authorization_endpoint, query)

    def identify(self, start: Start, *, code: str, redirect_uri: str) -> VerifiedClaims:
        """See Dialect."""
        return RelyingParty(self.provider).identify(
            code=code, nonce=start.nonce, verifier=start.verifier, redirect_uri=redirect_uri
        )

    def leave_url(self, *, back: str, state: str) -> str:
        """See Dialect."""
        return self.provider.way_out(back=back, state=state)

    def check_answering(self) -> None:
        """Its keys are what a sign-in needs and anybody may read."""
        answer = fetch("GET", self.provider.jwks_uri, deadline=time.monotonic() + self.provider.deadline_seconds)
        if not signing_keys(answer.body):
            raise ProviderDown("keys_missing")


@dataclass(frozen=True)
class Esia:
    """ESIA itself."""

    wants_uuid: ClassVar[bool] = True
    provider: EsiaProvider

    def authorization_url(self, start: Start, *, redirect_uri: str) -> str:
        """See Dialect."""
        return authorization.authorization_url(
            self.provider,
            state=start.state,
            redirect_uri=redirect_uri,
            at=timezone.localtime(),
            deadline=time.monotonic() + self.provider.deadline_seconds,
        )

    def identify(self, start: Start, *, code: str, redirect_uri: str) -> VerifiedClaims:
        """See Dialect."""
        return identification.identify(
            self.provider, code=code, state=start.state, redirect_uri=redirect_uri, at=timezone.localtime()
        )

    def leave_url(self, *, back: str, state: str) -> str:
        """See Dialect. ESIA has no parameter for a state, so the way back carries it."""
        return self.provider.logout_url(back=with_query(back, {"state": state}))

    def check_answering(self) -> None:
        """See Dialect."""
        probe.check_answering(self.provider, deadline=time.monotonic() + self.provider.deadline_seconds)


def of(provider: Provider | EsiaProvider) -> Dialect:
    """The dialect in which this provider is spoken to."""
    return Esia(provider) if isinstance(provider, EsiaProvider) else Standard(provider)
