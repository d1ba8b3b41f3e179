"""Many at once: one use of a state, and a provider that may hang without taking the portal with it."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from threading import Barrier, Event, Thread

import pytest
from django.db import connection
from django.test import Client

from accounts.models import UsedState
from accounts.oidc import bulkhead as bulkheads
from accounts.oidc import views
from accounts.oidc.bulkhead import PLACES, Bulkhead, places_of
from accounts.oidc.errors import ProviderDown
from tests.accounts.oidc import hooks
from tests.accounts.oidc.conftest import Visitor, standard_provider
from tests.accounts.oidc.provider import IdentityProvider


def all_at_once(calls: list[Callable[[], object]]) -> None:
    """Each call on a thread and a database connection of its own, all let go together."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        gate.wait()
        try:
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as crowd:
        list(crowd.map(run, calls))


def copy_of(client: Client) -> Client:
    """The same browser once more: a test client serves one thread."""
    other = Client()
    other.cookies.update(client.cookies)
    return other


@pytest.mark.django_db(transaction=True)
def test_one_state_eight_times_at_once_makes_one_token_call(visitor: Visitor, op: IdentityProvider) -> None:
    """security.md 0.6: the stock library used a state 6 times in 8 parallel requests."""
    query = visitor.query()
    all_at_once([partial(Visitor.open_callback, copy_of(visitor.client), query) for _ in range(8)])
    assert Counter(told.reason for told in hooks.told) == {None: 1, "used": 7}
    assert op.asked.count("/token") == 1
    assert UsedState.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_all_come_in(visitor: Visitor, op: IdentityProvider) -> None:
    """Twice as many as there are places: the second half waits a moment (security.md 6)."""
    people = [Visitor(op, Client()) for _ in range(8)]
    queries = [person.query() for person in people]
    all_at_once(
        [partial(Visitor.open_callback, person.client, query) for person, query in zip(people, queries, strict=True)]
    )
    assert [told.reason for told in hooks.told] == [None] * 8


def test_a_newcomer_waits_for_a_place() -> None:
    bulkhead = Bulkhead(places=1, patience=1)
    inside = Event()

    def stay() -> None:
        with bulkhead.place():
            inside.set()
            time.sleep(0.05)

    thread = Thread(target=stay)
    thread.start()
    inside.wait()
    with bulkhead.place():
        pass
    thread.join()


def test_without_a_place_in_time_the_provider_counts_as_down() -> None:
    bulkhead = Bulkhead(places=1, patience=0.01)
    with bulkhead.place(), pytest.raises(ProviderDown, match="no_place"), bulkhead.place():
        pass


def test_a_place_comes_free_again_after_an_error() -> None:
    bulkhead = Bulkhead(places=1, patience=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), bulkhead.place():
            raise ZeroDivisionError


def test_nobody_waits_for_places_that_do_not_come_free() -> None:
    """Who waits holds a thread, and readers need it (security.md 6)."""
    now = [0.0]
    bulkhead = Bulkhead(places=2, patience=2, clock=lambda: now[0])
    with bulkhead.place(), bulkhead.place():
        now[0] = 2.1
        begun = time.monotonic()
        with pytest.raises(ProviderDown, match="no_place"), bulkhead.place():
            pass
    assert time.monotonic() - begun < 1.5


def stuck_at(token_endpoint: str, exchanges: Bulkhead) -> ExitStack:
    """As many people before that provider as it may hold."""
    stack = ExitStack()
    for _ in range(PLACES):
        stack.enter_context(places_of(token_endpoint).place())
        stack.enter_context(exchanges.place())
    return stack


@pytest.fixture
def impatient(op: IdentityProvider, portal: object, monkeypatch: pytest.MonkeyPatch) -> str:
    """The provider's token endpoint, before which nobody waits for a place."""
    endpoint = standard_provider().token_endpoint
    monkeypatch.setattr(views, "exchanges", Bulkhead(places=views.exchanges.places, patience=0))
    monkeypatch.setattr(bulkheads, "_of_providers", {endpoint: Bulkhead(patience=0)})
    return endpoint


def test_a_provider_that_hangs_leaves_a_place_for_others(visitor: Visitor, impatient: str) -> None:
    """One region's Gosuslugi stand still: whoever goes to another provider comes in."""
    with stuck_at("https://hangs.example/token", views.exchanges):
        assert visitor.sign_in().claims is not None


def test_nobody_takes_that_place_at_the_provider_that_hangs(
    visitor: Visitor, op: IdentityProvider, impatient: str
) -> None:
    query = visitor.query()
    with stuck_at(impatient, views.exchanges):
        assert visitor.come_back(query).reason == "provider_down"
    assert op.asked == []


def test_a_full_house_gives_a_page_and_calls_nobody(
    visitor: Visitor, op: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Bulkhead(places=1, patience=0)
    monkeypatch.setattr(views, "exchanges", full)
    query = visitor.query()
    with full.place():
        assert visitor.come_back(query).reason == "provider_down"
    assert op.asked == []
