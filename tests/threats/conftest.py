"""The whole way in: the portal's own pages and a provider of identities behind them, at noon."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from tests.accounts.oidc.provider import IdentityProvider, running
from tests.factories import create_region, synthetic_snils
from tests.people import NOON

ANNA = {
    "sub": "1000300001",
    "family_name": "Соколова",
    "given_name": "Анна",
    "middle_name": "Петровна",
    "birthdate": "1988-05-02",
    "gender": "female",
    "snils": synthetic_snils(17),
    "assurance": "confirmed",
}


class Gosuslugi:
    """A provider that anybody's browser goes to and comes back from."""

    def __init__(self, op: IdentityProvider) -> None:
        self.op = op

    def way_back(self, client: Client, **person: Any) -> dict[str, str]:
        """Press the button and sign in as Анна, or as she with these claims: what the browser brings back."""
        self.vouch_for(**person)
        begun = client.post("/oidc/start/", {"region": create_region().code})
        return self.op.authorize(begun.headers["Location"])

    def vouch_for(self, **person: Any) -> None:
        """Who is at the provider now, whatever browser comes."""
        self.op.person = {**ANNA, **person}
        self.op.claims = {"sub": self.op.person["sub"]}

    def come(self, client: Client, **person: Any) -> str:
        """All the way; where the portal leads."""
        answer = client.get("/oidc/callback/", self.way_back(client, **person))
        assert answer.status_code == 302
        return str(answer.headers["Location"])


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def gosuslugi(db: None, settings: Settings) -> Iterator[Gosuslugi]:
    with running() as op:
        settings.IDENTITY_PROVIDERS = {"stand": op.settings(deadline_seconds=2)}
        yield Gosuslugi(op)
