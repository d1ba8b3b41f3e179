"""A whole portal for a journey: pages on a port, the rehearsal provider beside it, an administrator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dnevnik.settings.base import content_security_policy
from tests.browser import DESKTOP, listen
from tests.dnevnik.stand.running import CLIENT_SECRET, RunningStand, running_stand
from tests.journeys import through_esia
from tests.journeys.calendars import Calendar, distance_beside
from tests.journeys.walkers import ChromiumWalker, HttpWalker, Walker


@dataclass
class Portal:
    """Where the portal and the stand answer; `newcomer` is somebody with a browser of their own."""

    address: str
    stand: RunningStand
    newcomer: Callable[[], Walker]

    def cast(self, *personas: dict[str, Any]) -> None:
        """Put these people on the stand's list."""
        self.stand.cast.write_text(json.dumps({"personas": list(personas)}, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(params=["http", pytest.param("chromium", marks=pytest.mark.chromium)])
def newcomers(request: pytest.FixtureRequest) -> Iterator[Callable[[], Walker]]:
    """Makes people who share no cookies; a browser's complaints fail the test."""
    if request.param == "http":
        yield HttpWalker
        return
    chromium: Browser = request.getfixturevalue("chromium")
    contexts, complaints = [], list[str]()

    def somebody() -> Walker:
        context = chromium.new_context(viewport=DESKTOP, locale="ru-RU", timezone_id="Europe/Moscow")
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        return ChromiumWalker(page)

    yield somebody
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def portal(
    live_server: LiveServer, settings: Settings, tmp_path: Path, newcomers: Callable[[], Walker]
) -> Iterator[Portal]:
    """A portal whose provider is a stand started for it, as plain OpenID Connect and in ESIA's dialect."""
    told = through_esia.told(tmp_path, portal=live_server.url)
    with running_stand(tmp_path, portal=live_server.url, wsgi="tests.journeys.stand_clock", told=told) as stand:
        op = stand.issuer
        settings.IDENTITY_PROVIDERS = {
            "stand": {
                **settings.IDENTITY_PROVIDERS["stand"],
                "issuer": op,
                "authorization_endpoint": f"{op}/authorize",
                "token_endpoint": f"{op}/token",
                "userinfo_endpoint": f"{op}/userinfo",
                "jwks_uri": f"{op}/jwks",
                "client_secret": CLIENT_SECRET,
            },
            "stand-esia": through_esia.described(tmp_path, base=op),
        }
        settings.CONTENT_SECURITY_POLICY = content_security_policy(settings.IDENTITY_PROVIDERS)
        yield Portal(live_server.url, stand, newcomers)


@pytest.fixture
def calendar(portal: Portal) -> Iterator[Calendar]:
    """The journey's own day; today until it is turned."""
    held = Calendar(distance_beside(portal.stand.cast))
    yield held
    held.turn_back()
