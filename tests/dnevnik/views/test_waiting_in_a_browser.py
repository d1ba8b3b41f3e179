"""An open page hears what happens without being reloaded, under the strict security policy."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import MismatchCase
from accounts.oidc.errors import Refusal
from tests.dnevnik.test_entrance import refuse
from tests.dnevnik.views.test_case import not_found, send
from tests.dnevnik.views.test_state import asked
from tests.factories import create_school
from tests.people import NOON

__all__ = ["asked"]

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def sit_down(visitor: Page, live_server: LiveServer, client: Client) -> None:
    """The browser takes over what the client holds, and a clock that the test winds."""
    cookies: list[Any] = [
        {"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()
    ]
    visitor.context.add_cookies(cookies)
    visitor.clock.install()
    visitor.goto(f"{live_server.url}/enter/outcome/")


def test_an_open_page_says_that_one_may_come_in(visitor: Page, live_server: LiveServer, client: Client) -> None:
    school = create_school()
    not_found(client)
    send(client, school)
    sit_down(visitor, live_server, client)
    state = visitor.locator("[data-state-url][data-state=waiting]")
    state.wait_for(state="attached")
    assert not state.is_visible()
    MismatchCase.objects.update(closed_at=NOON, close_reason="matched")
    visitor.clock.fast_forward(31_000)
    visitor.get_by_text("Теперь можно войти: войдите ещё раз.").wait_for()


@pytest.mark.usefixtures("asked")
def test_an_open_page_finds_gosuslugi_back(visitor: Page, live_server: LiveServer, client: Client) -> None:
    create_school()
    refuse(client, Refusal.PROVIDER_DOWN, begun=True)
    sit_down(visitor, live_server, client)
    visitor.clock.fast_forward(301_000)
    visitor.get_by_text("Госуслуги снова отвечают: войдите.").wait_for()
    visitor.get_by_role("link", name="войдите", exact=True).click()
    visitor.wait_for_url("**/enter/")
