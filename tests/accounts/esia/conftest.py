"""A visitor with a browser, the portal's two doors, and a small ESIA behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as known
from django.test import Client
from pytest_django import Settings

from accounts.esia.provider import EsiaProvider
from accounts.oidc import provider as providers
from schools.models import Region
from tests.accounts.esia.esia import Esia
from tests.accounts.esia.keys import Write, writer
from tests.accounts.oidc.conftest import Browser, Journal, doors_alone, journal
from tests.accounts.oidc.hooks import Told
from tests.accounts.oidc.provider import serving

__all__ = ["Journal", "journal"]


class Visitor(Browser):
    """One person, and the ESIA that they sign in at."""

    def __init__(self, esia: Esia, client: Client) -> None:
        super().__init__(client)
        self.esia = esia

    def change_settings(self, **described: object) -> None:
        """The portal describes this ESIA otherwise; the fixture `settings` undoes it."""
        known.IDENTITY_PROVIDERS["esia"] |= described

    @property
    def provider_keys(self) -> list[str]:
        """The paths of ESIA's keys that the portal knows."""
        return list(known.IDENTITY_PROVIDERS["esia"]["provider_keys"])

    def query(self) -> dict[str, str]:
        """Press the button and sign in at ESIA: the query of the way back."""
        return self.esia.authorize(self.start())

    def sign_in(self) -> Told:
        """All the way through."""
        return self.come_back(self.query())


@pytest.fixture
def esia() -> Iterator[Esia]:
    with serving(Esia) as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


@pytest.fixture
def portal(esia: Esia, settings: Settings, write: Write) -> Settings:
    """The two doors alone, for one ESIA called `esia`."""
    return doors_alone(settings, esia=esia.settings(write))


@pytest.fixture
def provider(portal: Settings) -> EsiaProvider:
    """The same ESIA as the settings make it."""
    made = providers.get("esia")
    assert isinstance(made, EsiaProvider)
    return made


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(code="RU-RYA", name="Рязанская область", provider="esia")


@pytest.fixture
def visitor(esia: Esia, portal: Settings, region: Region) -> Visitor:
    return Visitor(esia, Client())


@pytest.fixture
def other(esia: Esia, portal: Settings, region: Region) -> Visitor:
    """Somebody else, at a browser of their own."""
    return Visitor(esia, Client())
