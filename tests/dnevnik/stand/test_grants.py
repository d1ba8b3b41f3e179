"""Codes: a minute, once, for one client, one address, one verifier."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from dnevnik.stand.grants import CODE_SECONDS, DETOUR_CODE_SECONDS, Grant, GrantStore, InvalidGrant
from dnevnik.stand.troubles import Trouble
from tests.dnevnik.stand.test_pkce import CHALLENGE, VERIFIER

NOW = 1_800_000_000
GRANT = Grant(
    subject="1000300001",
    client_id="dnevnik",
    redirect_uri="http://127.0.0.1:8000/callback/",
    scopes=("openid",),
    nonce="n",
    code_challenge=CHALLENGE,
    auth_time=NOW,
)


def redeem(
    store: GrantStore,
    code: str,
    *,
    now: int = NOW,
    client_id: str = GRANT.client_id,
    redirect_uri: str = GRANT.redirect_uri,
    verifier: str = VERIFIER,
) -> tuple[str, Grant]:
    return store.redeem(code, client_id=client_id, redirect_uri=redirect_uri, verifier=verifier, now=now)


def test_a_code_gives_a_token_for_its_grant() -> None:
    store = GrantStore()
    token, grant = redeem(store, store.issue_code(GRANT, now=NOW))
    assert grant == GRANT
    assert store.find(token, now=NOW) == GRANT


def test_no_code_lives_longer_than_a_minute() -> None:
    assert CODE_SECONDS <= 60


def test_a_code_works_in_its_last_second_and_not_after() -> None:
    store = GrantStore()
    in_time, too_late = store.issue_code(GRANT, now=NOW), store.issue_code(GRANT, now=NOW)
    redeem(store, in_time, now=NOW + CODE_SECONDS - 1)
    with pytest.raises(InvalidGrant, match="expired"):
        redeem(store, too_late, now=NOW + CODE_SECONDS)


@pytest.mark.parametrize(
    ("trouble", "seconds"),
    [
        (Trouble.UNAVAILABLE, CODE_SECONDS),
        (Trouble.WRONG_ANSWER, CODE_SECONDS),
        (Trouble.OTHER_BROWSER, DETOUR_CODE_SECONDS),
        (Trouble.SLOW, DETOUR_CODE_SECONDS),
        (Trouble.TWICE, DETOUR_CODE_SECONDS),
    ],
)
def test_a_code_waits_for_those_who_read_a_page_first(trouble: Trouble, seconds: int) -> None:
    store = GrantStore()
    grant = replace(GRANT, troubles=frozenset({trouble}))
    in_time, too_late = store.issue_code(grant, now=NOW), store.issue_code(grant, now=NOW)
    assert redeem(store, in_time, now=NOW + seconds - 1)[1] == grant
    with pytest.raises(InvalidGrant, match="expired"):
        redeem(store, too_late, now=NOW + seconds)


@pytest.mark.parametrize(
    ("attempt", "reason"),
    [
        pytest.param(partial(redeem, client_id="another"), "another client", id="another client"),
        pytest.param(partial(redeem, redirect_uri="http://127.0.0.1/"), "redirect_uri differs", id="another address"),
        pytest.param(partial(redeem, verifier="x" * 43), "code_verifier does not fit", id="another verifier"),
    ],
)
def test_a_failed_attempt_uses_the_code_up(attempt: Callable[[GrantStore, str], object], reason: str) -> None:
    store = GrantStore()
    code = store.issue_code(GRANT, now=NOW)
    with pytest.raises(InvalidGrant, match=reason):
        attempt(store, code)
    with pytest.raises(InvalidGrant, match="already used"):
        redeem(store, code)


def test_a_second_attempt_takes_back_that_token_and_no_other() -> None:
    store = GrantStore()
    code = store.issue_code(GRANT, now=NOW)
    token, _ = redeem(store, code)
    other, _ = redeem(store, store.issue_code(replace(GRANT, subject="1000300002"), now=NOW))
    with pytest.raises(InvalidGrant):
        redeem(store, code)
    assert store.find(token, now=NOW) is None
    assert store.find(other, now=NOW) is not None


def test_a_token_ends_when_it_said() -> None:
    store = GrantStore()
    token, _ = redeem(store, store.issue_code(GRANT, now=NOW))
    assert store.find(token, now=NOW + GRANT.token_seconds - 1) == GRANT
    assert store.find(token, now=NOW + GRANT.token_seconds) is None


def test_of_many_attempts_at_once_one_succeeds() -> None:
    store = GrantStore()
    code = store.issue_code(GRANT, now=NOW)

    def attempt(_: int) -> bool:
        try:
            redeem(store, code)
        except InvalidGrant:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(64))) == 1


def test_codes_are_not_to_be_guessed() -> None:
    store = GrantStore()
    codes = {store.issue_code(GRANT, now=NOW) for _ in range(100)}
    assert len(codes) == 100
    assert min(map(len, codes)) >= 43
