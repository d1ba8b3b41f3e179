"""Whether the provider answers again: asked once in five minutes, however many wait."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from accounts.oidc import availability, dialects
from accounts.oidc.errors import ProviderDown
from accounts.oidc.http import Answer
from accounts.oidc.provider import Provider
from tests.accounts.oidc.conftest import standard_provider
from tests.accounts.oidc.provider import IdentityProvider
from tests.people import NOON
from tests.refused import crowd, outcomes_of

FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture
def provider(op: IdentityProvider, settings: Settings) -> Provider:
    settings.IDENTITY_PROVIDERS = {"op": op.settings(deadline_seconds=2)}
    cache.clear()
    return standard_provider()


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_cache")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_it_is_asked_once_in_five_minutes(provider: Provider, op: IdentityProvider) -> None:
    moments = [NOON, NOON + timedelta(seconds=1), NOON + FIVE_MINUTES - timedelta(seconds=1), NOON + FIVE_MINUTES]
    told = [(availability.answers(provider, at=at), len(op.asked)) for at in moments]
    assert told == [(True, 1), (True, 1), (True, 1), (True, 2)]
    assert set(op.asked) == {"/jwks"}
    assert rows() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "met",
    [
        pytest.param(None, id="silence"),
        pytest.param(b'{"keys": []}', id="no keys"),
        pytest.param(b"<html>", id="a stub"),
    ],
)
def test_it_is_down_until_it_answers(provider: Provider, met: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_args: object, **_options: object) -> Answer:
        if met is None:
            raise ProviderDown("deadline")
        return Answer(200, "application/json", met)

    with monkeypatch.context() as down:
        down.setattr(dialects, "fetch", fetch)
        assert not availability.answers(provider, at=NOON)
    assert not availability.answers(provider, at=NOON + FIVE_MINUTES / 2)
    assert availability.answers(provider, at=NOON + FIVE_MINUTES)


@pytest.mark.django_db
def test_whoever_comes_while_somebody_asks_does_not_wait(provider: Provider, op: IdentityProvider) -> None:
    cache.add(f"provider-asking:{provider.id}", 1, 60)
    assert not availability.answers(provider, at=NOON)
    assert op.asked == []


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_asks(provider: Provider, op: IdentityProvider) -> None:
    outcomes_of(crowd(), lambda: availability.answers(provider, at=NOON))
    assert op.asked == ["/jwks"]
