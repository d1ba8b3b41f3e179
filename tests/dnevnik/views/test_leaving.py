"""Leaving: the diary at once, Gosuslugi by one more press, and a return that says only what is known."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from dnevnik import leaving
from dnevnik.entrance import REGION_COOKIE
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.factories import create_region

pytestmark = pytest.mark.django_db

EVERYWHERE = "Вы вышли из дневника и из Госуслуг"
UNSURE = "Вышли ли вы и из Госуслуг, мы не знаем"
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def mother(client: Client) -> Client:
    """Somebody inside."""
    family()
    arrive(client)
    give_everything(client)
    assert client.get("/diary/").status_code == 200
    return client


def sent_to(client: Client) -> str:
    """Press «Выйти»; the address of the button «Выйти и из Госуслуг»."""
    page = client.post("/leave/")
    assert page.status_code == 200
    address = str(page.context["provider_logout"])
    assert not address or "Выйти и из Госуслуг" in page.text
    return address


def state_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]


def test_the_way_out_names_the_portal_and_no_token(mother: Client) -> None:
    """oidcc-client-test-rp-init-logout: the request. No token is kept, so none is sent."""
    address = sent_to(mother)
    assert address.startswith("http://127.0.0.1:9400/logout?")
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert len(query.pop("state")) == 43
    assert query == {"client_id": "dnevnik", "post_logout_redirect_uri": "http://testserver/leave/done/"}
    assert mother.get("/diary/").status_code == 302


def test_the_right_state(mother: Client) -> None:
    """oidcc-client-test-rp-init-logout: the return."""
    state = state_of(sent_to(mother))
    for _ in range(2):  # a reload says the same
        assert EVERYWHERE in mother.get("/leave/done/", {"state": state}).text


def test_the_way_out_is_of_the_provider_they_came_by(mother: Client, settings: Settings) -> None:
    """Whatever region was tried since: the page must not say «и из Госуслуг» of Gosuslugi that stayed open."""
    elsewhere = settings.IDENTITY_PROVIDERS["stand"] | {"end_session_endpoint": "https://elsewhere.example/logout"}
    settings.IDENTITY_PROVIDERS = {**settings.IDENTITY_PROVIDERS, "elsewhere": elsewhere}
    create_region(code="RU-OMS", name="Омская область", provider="elsewhere")
    mother.cookies[REGION_COOKIE] = "RU-OMS"
    assert sent_to(mother).startswith("http://127.0.0.1:9400/logout?")
    assert sent_to(mother).startswith("https://elsewhere.example/logout?")  # nobody is inside: the last one tried


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("state=" + "x" * 43, id="oidcc-client-test-rp-init-logout-other-state"),
        pytest.param("", id="oidcc-client-test-rp-init-logout-no-state"),
        pytest.param("state=", id="empty"),
        pytest.param("state=%00", id="NUL"),
        pytest.param("state=%D0%AB", id="letters of ours"),
        pytest.param("state=" + "x" * 5000, id="over-long"),
        pytest.param("error=access_denied", id="an error instead"),
    ],
)
def test_another_state_or_none(mother: Client, query: str) -> None:
    """The page promises nothing about Gosuslugi, and shows nothing of what came."""
    sent_to(mother)
    page = mother.get(f"/leave/done/?{query}")
    assert page.status_code == 200
    assert UNSURE in page.text
    assert "xxx" not in page.text


def test_the_state_twice_is_no_state(mother: Client) -> None:
    state = state_of(sent_to(mother))
    assert UNSURE in mother.get(f"/leave/done/?state={state}&state={state}").text


def test_the_state_of_another_browser(mother: Client) -> None:
    state = state_of(sent_to(mother))
    assert UNSURE in Client().get("/leave/done/", {"state": state}).text


@pytest.mark.parametrize(("minutes", "said"), [(60, EVERYWHERE), (61, UNSURE)])
def test_a_state_lives_an_hour(mother: Client, minutes: int, said: str) -> None:
    with time_machine.travel(NOW, tick=False):
        state = state_of(sent_to(mother))
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        assert said in mother.get("/leave/done/", {"state": state}).text


def test_a_strangers_link_signs_nobody_out(mother: Client) -> None:
    for query in ({}, {"state": "x" * 43}):
        assert mother.get("/leave/done/", query).headers["Location"] == "/"
    assert mother.get("/diary/").status_code == 200
    assert mother.get("/leave/").status_code == 405


def test_whoever_came_in_again_meanwhile_is_not_told_that_they_left(mother: Client) -> None:
    state = state_of(sent_to(mother))
    mother.force_login(User.objects.get(), backend="accounts.backends.CitizenBackend")
    assert mother.get("/leave/done/", {"state": state}).status_code == 302


def test_the_return_writes_nothing_and_is_not_kept(mother: Client) -> None:
    state = state_of(sent_to(mother))
    before = Session.objects.count()
    page = mother.get("/leave/done/", {"state": state})
    assert (leaving.COOKIE in page.cookies, Session.objects.count()) == (False, before)
    assert "no-store" in page.headers["Cache-Control"]


def test_the_cookie_is_for_these_two_pages(mother: Client) -> None:
    sent_to(mother)
    cookie = mother.cookies[leaving.COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("/leave/", "Lax", True, 3600)


@pytest.mark.parametrize("providers", ["no such provider", "no such address"])
def test_without_a_way_out_nothing_is_offered(client: Client, settings: Settings, providers: str) -> None:
    described = {**settings.IDENTITY_PROVIDERS["stand"], "end_session_endpoint": ""}
    settings.IDENTITY_PROVIDERS = {} if providers == "no such provider" else {"stand": described}
    create_region()
    client.cookies["dnevnik_region"] = "RU-RYA"
    assert sent_to(client) == ""
    assert leaving.COOKIE not in client.cookies
