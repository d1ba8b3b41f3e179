"""Signing keys: cached, shared, refreshed, and kept for a day when their source is down."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from accounts.oidc.errors import ProviderDown, TokenRejected
from accounts.oidc.keys import KeyStore, choose, signing_keys
from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Clock
from tests.accounts.oidc.provider import IdentityProvider, Reply, as_json

MINUTE = 60
HOUR = 60 * MINUTE


@pytest.fixture
def find(op: IdentityProvider, clock: Clock) -> Callable[..., object]:
    store = KeyStore(f"{op.base}/jwks", clock=clock)

    def look(kid: str | None = "k1", algorithm: str = "RS256") -> object:
        return store.find(kid=kid, algorithm=algorithm, deadline=time.monotonic() + 1)

    return look


def publish(op: IdentityProvider, *kids: str) -> None:
    op.keys = [jose.jwk(jose.rsa_key(kid), kid=kid) for kid in kids]


def fails(op: IdentityProvider) -> None:
    op.replies["/jwks"] = lambda: Reply(b"", 503)


def test_keys_are_fetched_once_in_ten_minutes(op: IdentityProvider, clock: Clock, find: Callable[..., object]) -> None:
    for seconds in (0, 5 * MINUTE, 4 * MINUTE):
        clock.now += seconds
        find()
    assert len(op.asked) == 1
    clock.now += 2 * MINUTE
    find()
    assert len(op.asked) == 2


def test_a_new_key_is_found_at_once(op: IdentityProvider, find: Callable[..., object]) -> None:
    """oidcc-client-test-signing-key-rotation-just-before-signing."""
    find()
    publish(op, "k1", "k2")
    find("k2")
    assert len(op.asked) == 2


def test_an_unknown_kid_asks_again_at_most_once_a_second(
    op: IdentityProvider, clock: Clock, find: Callable[..., object]
) -> None:
    find()
    for _ in range(5):
        with pytest.raises(TokenRejected, match="key_unknown"):
            find("k9")
    assert len(op.asked) == 2
    clock.now += 1
    with pytest.raises(TokenRejected):
        find("k9")
    assert len(op.asked) == 3


def test_a_first_look_that_finds_no_kid_is_not_repeated(op: IdentityProvider, find: Callable[..., object]) -> None:
    with pytest.raises(TokenRejected):
        find("k9")
    assert len(op.asked) == 1


def test_a_retired_key_is_no_longer_accepted(op: IdentityProvider, clock: Clock, find: Callable[..., object]) -> None:
    find()
    publish(op, "k2")
    find()
    clock.now += 11 * MINUTE
    with pytest.raises(TokenRejected, match="key_unknown"):
        find()


def test_cached_keys_serve_a_day_while_their_source_is_down(
    op: IdentityProvider, clock: Clock, find: Callable[..., object]
) -> None:
    """O4: sign-ins go on with the cached keys, 24 h at most."""
    find()
    fails(op)
    clock.now += 24 * HOUR - 1
    find()
    clock.now += 1
    with pytest.raises(ProviderDown, match="http_503"):
        find()


def test_a_source_that_is_down_is_not_asked_at_every_sign_in(
    op: IdentityProvider, clock: Clock, find: Callable[..., object]
) -> None:
    find()
    fails(op)
    clock.now += HOUR
    for _ in range(5):
        find()
    assert len(op.asked) == 2
    clock.now += 30
    find()
    assert len(op.asked) == 3


def test_an_unknown_kid_is_refused_while_the_source_is_down(
    op: IdentityProvider, clock: Clock, find: Callable[..., object]
) -> None:
    find()
    fails(op)
    with pytest.raises(ProviderDown):
        find("k9")


def test_keys_come_back_at_once_after_a_first_failure(op: IdentityProvider, find: Callable[..., object]) -> None:
    fails(op)
    with pytest.raises(ProviderDown):
        find()
    op.replies.clear()
    find()


def test_eight_at_once_fetch_once(op: IdentityProvider, find: Callable[..., object]) -> None:
    op.replies["/jwks"] = lambda: time.sleep(0.1)
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: find(), range(8)))
    assert len(found) == 8
    assert len(op.asked) == 1


def test_eight_at_once_meet_a_new_key_and_fetch_once(op: IdentityProvider, find: Callable[..., object]) -> None:
    find()
    publish(op, "k2")
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda _: find("k2"), range(8)))
    assert len(op.asked) == 2


def test_a_silent_source_leaves_half_of_the_time_for_the_rest(op: IdentityProvider, clock: Clock) -> None:
    store = KeyStore(f"{op.base}/jwks", clock=clock)
    op.replies["/jwks"] = lambda: Reply(b"{}", head_pause=2)
    begun = time.monotonic()
    with pytest.raises(ProviderDown, match="deadline"):
        store.find(kid="k1", algorithm="RS256", deadline=begun + 2)
    assert time.monotonic() - begun < 1.9


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_an_rsa_key_without_alg_fits_both(algorithm: str) -> None:
    keys = signing_keys(json.dumps({"keys": [jose.jwk(jose.rsa_key("current"))]}).encode())
    assert choose(keys, kid=None, algorithm=algorithm)


def test_a_curve_key_fits_es256_alone() -> None:
    keys = signing_keys(json.dumps({"keys": [jose.ec_jwk(jose.ec_key("current"), kid="e")]}).encode())
    assert choose(keys, kid="e", algorithm="ES256")
    with pytest.raises(TokenRejected):
        choose(keys, kid="e", algorithm="RS256")


def test_a_key_of_another_curve_is_passed_over() -> None:
    published = {**jose.ec_jwk(jose.ec_key("current")), "crv": "P-384"}
    assert signing_keys(json.dumps({"keys": [published]}).encode()) == ()


def test_a_published_private_key_is_read_as_a_public_one(op: IdentityProvider, find: Callable[..., object]) -> None:
    op.replies["/jwks"] = lambda: as_json({"keys": [{**jose.jwk(op.key, kid="k1"), "d": "AQAB"}]})
    assert find() == op.key.public_key()
