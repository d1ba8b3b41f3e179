"""The state: signed, of this browser, of this half hour, and used once."""

from datetime import UTC, datetime, timedelta
from http.cookies import Morsel

import pytest
import time_machine
from django.core import signing
from django.test import Client

from accounts.models import UsedState
from accounts.oidc import state
from accounts.oidc.start import Start
from tests.accounts.oidc import hooks
from tests.accounts.oidc.conftest import Journal, Visitor

NOW = datetime(2026, 9, 1, 5, 0, tzinfo=UTC)


def cookies(client: Client) -> list[Morsel[str]]:
    """The open sign-ins of this browser."""
    return [cookie for name, cookie in client.cookies.items() if "oidc_" in name and cookie.value]


def test_the_cookie_is_for_the_two_doors_alone(visitor: Visitor) -> None:
    visitor.start()
    [cookie] = cookies(visitor.client)
    assert (cookie["path"], cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("/oidc/", "Lax", True, 45000)
    assert not cookie["secure"]


def test_over_https_the_cookie_never_travels_without_it(visitor: Visitor) -> None:
    visitor.client.post("/oidc/start/", {"region": "RU-RYA"}, secure=True)
    [cookie] = cookies(visitor.client)
    assert cookie["secure"]
    assert cookie.key.startswith("__Secure-")


def test_state_missing(visitor: Visitor) -> None:
    query = visitor.query()
    del query["state"]
    told = visitor.come_back(query)
    assert (told.reason, told.start) == ("other_browser", None)
    assert visitor.provider.asked == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param("x" * 43, "state_missing", id="well formed"),
        pytest.param("", "state_malformed", id="empty"),
        pytest.param("Ы" * 43, "state_malformed", id="letters of ours"),
        pytest.param("\x00", "state_malformed", id="NUL"),
        pytest.param("x" * 5000, "state_malformed", id="over-long"),
    ],
)
def test_state_unknown(visitor: Visitor, journal: Journal, value: str, code: str) -> None:
    """«state unknown», O6: no call to the provider, no row, nothing changes."""
    told = visitor.come_back({**visitor.query(), "state": value})
    assert (told.reason, told.start, journal.code) == ("other_browser", None, code)
    assert visitor.provider.asked == []
    assert not UsedState.objects.exists()


def test_duplicate_state_parameter(visitor: Visitor) -> None:
    query = visitor.query()
    told = visitor.come_back(f"code={query['code']}&state={query['state']}&state={query['state']}")
    assert told.reason == "other_browser"
    assert visitor.come_back(query).claims is not None


def test_code_injection_across_browsers(visitor: Visitor) -> None:
    """The attacker's own state, the victim's code: the token carries the victim's nonce (and verifier)."""
    victims = Visitor(visitor.provider, Client()).query()
    told = visitor.come_back({**visitor.query(), "code": victims["code"]})
    assert (told.reason, told.claims) == ("provider_error", None)


def test_an_answer_in_another_browser(visitor: Visitor) -> None:
    query = visitor.query()
    assert Visitor(visitor.provider, Client()).come_back(query).reason == "other_browser"
    assert visitor.come_back(query).claims is not None


def test_a_cookie_written_by_another(visitor: Visitor) -> None:
    query = visitor.query()
    [cookie] = cookies(visitor.client)
    visitor.client.cookies[cookie.key] = signing.Signer(key="another key", salt=state.SALT).sign_object([])
    assert visitor.come_back(query).reason == "other_browser"
    assert not UsedState.objects.exists()


def test_a_cookie_of_another_tab_under_this_tabs_name(visitor: Visitor) -> None:
    visitor.start()
    [first] = cookies(visitor.client)
    query = visitor.query()
    second = cookies(visitor.client)[-1]
    visitor.client.cookies[second.key] = first.value
    assert visitor.come_back(query).reason == "other_browser"


def test_what_another_part_of_us_signed_is_no_state(visitor: Visitor) -> None:
    query = visitor.query()
    [cookie] = cookies(visitor.client)
    packed = signing.Signer(salt=state.SALT).unsign_object(cookie.value)
    visitor.client.cookies[cookie.key] = signing.Signer(salt="another").sign_object(packed)
    assert visitor.come_back(query).reason == "other_browser"


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        pytest.param(timedelta(minutes=29, seconds=59), None, id="half an hour"),
        pytest.param(timedelta(minutes=30, seconds=1), "expired", id="a second more"),
        pytest.param(timedelta(hours=24), "expired", id="state one day old"),
        pytest.param(timedelta(minutes=-2), "expired", id="begun in the future"),
    ],
)
def test_a_state_lives_half_an_hour(visitor: Visitor, age: timedelta, reason: str | None) -> None:
    """The browser may keep the cookie longer than it was told to."""
    with time_machine.travel(NOW, tick=False):
        query = visitor.query()
    with time_machine.travel(NOW + age, tick=False):
        told = visitor.come_back(query)
    assert told.reason == reason
    assert told.start is not None
    assert UsedState.objects.exists() == (reason is None)


def test_state_replay_after_success(visitor: Visitor) -> None:
    query = visitor.query()
    assert visitor.come_back(query).claims is not None
    again = visitor.come_back(query)
    assert (again.reason, again.claims) == ("used", None)
    assert again.start is not None
    assert visitor.provider.asked.count("/token") == 1
    assert UsedState.objects.count() == 1


def test_sixty_tabs(visitor: Visitor) -> None:
    """«60 tabs: first still bounded, last works»: eight open sign-ins at most, in a header that a server takes."""
    first = visitor.query()
    queries = [visitor.query() for _ in range(59)]
    assert len(cookies(visitor.client)) == 8
    assert sum(len(cookie.OutputString()) for cookie in cookies(visitor.client)) < 8 * 1024
    assert visitor.come_back(queries[-1]).claims is not None
    assert visitor.come_back(queries[-8]).claims is not None
    assert visitor.come_back(first).reason == "other_browser"


def test_the_oldest_open_sign_in_goes_first(visitor: Visitor) -> None:
    queries = []
    for minute in (5, 0, *range(6, 13)):
        with time_machine.travel(NOW + timedelta(minutes=minute), tick=False):
            queries.append(visitor.query())
    with time_machine.travel(NOW + timedelta(minutes=13), tick=False):
        assert visitor.come_back(queries[0]).claims is not None
        assert visitor.come_back(queries[1]).reason == "other_browser"


def test_a_strange_cookie_with_our_prefix_goes_before_ours(visitor: Visitor) -> None:
    visitor.client.cookies["oidc_strange"] = "x"
    queries = [visitor.query() for _ in range(8)]
    assert len(cookies(visitor.client)) == 8
    assert visitor.come_back(queries[0]).claims is not None


def test_tabs_keep_their_own_next(visitor: Visitor) -> None:
    first, second = visitor.query(next_path="/one/"), visitor.query(next_path="/two/")
    for query, path in ((first, "/one/"), (second, "/two/")):
        start = visitor.come_back(query).start
        assert start is not None
        assert start.next == path


def test_a_start_survives_its_cookie() -> None:
    start = Start.fresh(region="RU-RYA", provider="op", next_path="", started_at=1.5, door="staff")
    assert Start.unpacked(start.packed()) == start
    assert start.verifier not in repr(start)


@pytest.mark.parametrize(
    "values", [None, {}, [], ["a"] * 8, [1.0] * 8, ["a"] * 6 + [1.0], ["a"] * 8 + [1.0], "text"], ids=repr
)
def test_what_is_no_start_is_refused(values: object) -> None:
    with pytest.raises(ValueError, match="not a packed start"):
        Start.unpacked(values)


def test_the_roof_hears_of_every_refusal_once(visitor: Visitor) -> None:
    visitor.come_back({})
    assert [told.reason for told in hooks.told] == ["other_browser"]
