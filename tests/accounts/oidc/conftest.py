"""A visitor with a browser, the portal's two doors, and a provider behind them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.oidc import provider as providers
from accounts.oidc.provider import Provider
from schools.models import Region
from tests.accounts.oidc import hooks
from tests.accounts.oidc.hooks import Told
from tests.accounts.oidc.provider import IdentityProvider, running

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
]


class Clock:
    """Seconds that go by only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def standard_provider() -> Provider:
    """`op` of the settings, which speaks plain OpenID Connect."""
    provider = providers.get("op")
    assert isinstance(provider, Provider)
    return provider


class Browser:
    """One person's browser before the two doors, whoever is behind them."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def start(self, *, next_path: str = "") -> str:
        """Press the button; the address at the provider."""
        answer = self.client.post("/oidc/start/", {"region": "RU-RYA", "next": next_path})
        assert answer.status_code == 302
        return answer.headers["Location"]

    def come_back(self, query: dict[str, str] | str) -> Told:
        """Open the callback; what the roof was told."""
        before = len(hooks.told)
        self.open_callback(self.client, query)
        assert len(hooks.told) == before + 1
        return hooks.told[-1]

    @staticmethod
    def open_callback(client: Client, query: dict[str, str] | str) -> None:
        """Whatever it says, it is a page, nobody keeps it, and nobody is signed in by it."""
        path, data = (f"/oidc/callback/?{query}", {}) if isinstance(query, str) else ("/oidc/callback/", query)
        answer = client.get(path, data)
        assert answer.status_code in (200, 403)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "dnevnik_session" not in client.cookies


class Visitor(Browser):
    """One person, and the standard provider that they sign in at."""

    def __init__(self, provider: IdentityProvider, client: Client) -> None:
        super().__init__(client)
        self.provider = provider

    def query(self, *, next_path: str = "") -> dict[str, str]:
        """Press the button and sign in at the provider: the query of the way back."""
        return self.provider.authorize(self.start(next_path=next_path))

    def sign_in(self, *, next_path: str = "") -> Told:
        """All the way through."""
        return self.come_back(self.query(next_path=next_path))


class Journal:
    """What our own logger wrote."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def lines(self) -> list[str]:
        return [record.getMessage() for record in self._caplog.records if record.name == "accounts.oidc"]

    @property
    def code(self) -> str:
        """Why the last sign-in stopped; "" where none did."""
        return self.lines[-1].split()[-1] if self.lines else ""


def doors_alone(settings: Settings, **described: dict[str, object]) -> Settings:
    """Nothing but the two doors, and these providers."""
    settings.ROOT_URLCONF = "tests.accounts.oidc.hooks"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.TEMPLATES = []
    settings.IDENTITY_PROVIDERS = described
    hooks.told.clear()
    return settings


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(caplog: pytest.LogCaptureFixture) -> Journal:
    return Journal(caplog)


@pytest.fixture
def op() -> Iterator[IdentityProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def portal(op: IdentityProvider, settings: Settings) -> Settings:
    """The two doors alone, for one provider called `op`; `deadline_seconds` is short to keep the suite quick."""
    return doors_alone(settings, op=op.settings(deadline_seconds=2))


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(code="RU-RYA", name="Рязанская область", provider="op")


@pytest.fixture
def visitor(op: IdentityProvider, portal: Settings, region: Region) -> Visitor:
    return Visitor(op, Client())
