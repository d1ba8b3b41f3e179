"""The circuit breaker: opens on an outage, looks once in ten seconds, closes on the first answer (O2)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from accounts.oidc import breaker as breakers
from accounts.oidc import views
from accounts.oidc.breaker import FAILURES, WINDOW_SECONDS, Breaker, breaker_of
from accounts.oidc.bulkhead import Bulkhead
from accounts.oidc.errors import (
    Declined,
    NoPlace,
    ProviderDown,
    ProviderRefused,
    Refusal,
    ScopeDenied,
    SignInStopped,
    TokenRejected,
    Unasked,
)
from tests.accounts.oidc import hooks
from tests.accounts.oidc.conftest import Clock, Journal, Visitor, standard_provider
from tests.accounts.oidc.provider import IdentityProvider, Reply


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def ends(breaker: Breaker, error: SignInStopped | None = None, *, times: int = 1) -> None:
    """So many exchanges go out and end like this."""
    for _ in range(times):
        try:
            with breaker.watching():
                if error is not None:
                    raise error
        except SignInStopped as stopped:
            assert stopped is error  # noqa: PT017  the breaker hands on what it saw


def down() -> ProviderDown:
    return ProviderDown("deadline")


def is_shut(admit: Callable[[], None]) -> bool:
    try:
        admit()
    except ProviderDown as stopped:
        return stopped.code == "circuit_open"
    return False


def test_twenty_failures_in_thirty_seconds_open_it(breaker: Breaker, clock: Clock) -> None:
    ends(breaker, down(), times=19)
    clock.now += 29.9
    assert not is_shut(breaker.admit_exchange)
    ends(breaker, down())
    assert is_shut(breaker.admit_exchange)
    assert is_shut(breaker.admit_start)


def test_twenty_failures_in_a_longer_time_do_not(breaker: Breaker, clock: Clock) -> None:
    ends(breaker, down(), times=19)
    clock.now += 30
    ends(breaker, down())
    assert not is_shut(breaker.admit_exchange)


@pytest.mark.parametrize(
    "error",
    [
        None,
        TokenRejected("iss"),
        ProviderRefused("invalid_grant"),
        ScopeDenied("names_absent"),
        Declined("ESIA-007011", Refusal.CODE_EXPIRED),
    ],
    ids=["an arrival", "a rejected token", "a refused code", "rights withheld", "a code of ESIA's"],
)
def test_a_provider_that_answers_is_up_whatever_it_says(breaker: Breaker, error: SignInStopped | None) -> None:
    ends(breaker, error, times=100)
    assert not is_shut(breaker.admit_exchange)
    ends(breaker, down(), times=FAILURES)
    assert is_shut(breaker.admit_exchange)
    ends(breaker, error)
    assert not is_shut(breaker.admit_exchange)


@pytest.mark.parametrize("error", [Unasked("signer_refused"), NoPlace("no_place")], ids=["our signer", "no place"])
def test_what_stopped_on_our_side_says_nothing_of_the_provider(breaker: Breaker, error: SignInStopped) -> None:
    """Neither may a stranger who keeps us busy shut the door, nor one with a bad code open it while nobody answers."""
    ends(breaker, error, times=FAILURES)
    assert not is_shut(breaker.admit_exchange)
    ends(breaker, down(), times=FAILURES)
    ends(breaker, error, times=FAILURES)
    assert is_shut(breaker.admit_exchange)


def test_a_few_failures_among_many_answers_are_no_outage(breaker: Breaker) -> None:
    for _ in range(100):
        ends(breaker, down())
        ends(breaker)
    assert not is_shut(breaker.admit_exchange)


@pytest.mark.parametrize("door", ["admit_start", "admit_exchange"])
def test_one_probe_in_ten_seconds(breaker: Breaker, clock: Clock, door: str) -> None:
    admit = getattr(breaker, door)
    ends(breaker, down(), times=FAILURES)
    clock.now += 9.9
    assert is_shut(admit)
    clock.now += 0.1
    assert [is_shut(admit) for _ in range(3)] == [False, True, True]
    ends(breaker, down())
    clock.now += 9.9
    assert is_shut(admit)
    clock.now += 0.1
    assert not is_shut(admit)


def test_a_start_takes_no_turn_of_an_exchange(breaker: Breaker, clock: Clock) -> None:
    ends(breaker, down(), times=FAILURES)
    clock.now += 10
    assert not is_shut(breaker.admit_start)
    assert not is_shut(breaker.admit_exchange)


def test_starts_that_never_come_back_do_not_keep_it_open(breaker: Breaker, clock: Clock) -> None:
    """A robot that takes every turn of starting keeps honest people out only as long as the provider is silent."""
    ends(breaker, down(), times=FAILURES)
    clock.now += WINDOW_SECONDS
    assert not is_shut(breaker.admit_start)
    assert is_shut(partial(breaker.admit_start, answers=lambda: False))
    assert not is_shut(partial(breaker.admit_start, answers=lambda: True))


def test_a_provider_whose_last_failure_is_fresh_is_not_asked_about(breaker: Breaker, clock: Clock) -> None:
    ends(breaker, down(), times=FAILURES)
    for _probe in range(3):
        clock.now += WINDOW_SECONDS - 1
        ends(breaker, down())
        breaker.admit_start()
        assert is_shut(partial(breaker.admit_start, answers=lambda: True))


def test_after_it_closed_it_counts_anew(breaker: Breaker) -> None:
    ends(breaker, down(), times=FAILURES)
    ends(breaker)
    ends(breaker, down(), times=FAILURES - 1)
    assert not is_shut(breaker.admit_exchange)


def test_of_many_threads_one_probes(breaker: Breaker, clock: Clock) -> None:
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda _: ends(breaker, down()), range(FAILURES)))
        clock.now += 10
        shut = list(crowd.map(lambda _: is_shut(breaker.admit_exchange), range(64)))
    assert shut.count(False) == 1


def test_each_provider_has_its_own(op: IdentityProvider, portal: object) -> None:
    assert breaker_of(standard_provider()) is breaker_of(standard_provider())


def test_while_it_is_open_everybody_hears_so_at_once(
    visitor: Visitor, op: IdentityProvider, journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: 20 failures, then a start and a return that call nobody, a probe, and open doors again."""
    monkeypatch.setitem(breakers._breakers, standard_provider().token_endpoint, Breaker(clock=clock))
    op.replies["/token"] = lambda: Reply(b"", 503)
    for _ in range(FAILURES):
        assert visitor.sign_in().reason == "provider_down"
    assert (journal.code, op.asked.count("/token")) == ("http_503", FAILURES)

    assert visitor.client.post("/oidc/start/", {"region": "RU-RYA"}).status_code == 403
    assert (hooks.told[-1].reason, journal.code) == ("provider_down", "circuit_open")
    begun = hooks.told[-1].start
    assert begun is not None
    assert begun.region == "RU-RYA"
    op.replies.clear()
    clock.now += 10
    assert visitor.sign_in().claims is not None
    assert visitor.sign_in().claims is not None
    assert op.asked.count("/token") == FAILURES + 2


def test_a_return_while_it_is_open_calls_nobody(
    visitor: Visitor, op: IdentityProvider, journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaker = Breaker(clock=clock)
    monkeypatch.setitem(breakers._breakers, standard_provider().token_endpoint, breaker)
    query = visitor.query()
    ends(breaker, down(), times=FAILURES)
    told = visitor.come_back(query)
    assert (told.reason, journal.code, op.asked) == ("provider_down", "circuit_open", [])


def test_a_full_house_is_no_failure_of_the_provider(
    visitor: Visitor, op: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever found no place did not ask: a crowd of honest people must not shut the door behind itself."""
    full = Bulkhead(places=1, patience=0)
    monkeypatch.setattr(views, "exchanges", full)
    with full.place():
        for _ in range(FAILURES):
            assert visitor.sign_in().reason == "provider_down"
    assert visitor.sign_in().claims is not None
