"""The provider's signing keys, kept per process: fresh for ten minutes, good for a day when the provider is down."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.exceptions import PyJWTError

from accounts.oidc.errors import ProviderDown, ProviderError, TokenRejected
from accounts.oidc.http import fetch
from accounts.oidc.strict_json import NotStrictJson, parse_object

FRESH_SECONDS = 600
GOOD_SECONDS = 24 * 3600
# After a failed refresh the old keys serve undisturbed this long: the next sign-in must not wait for the dead again.
PAUSE_AFTER_FAILURE = 30
# An unknown kid asks again at once, but a provider that signs with unpublished keys is not asked at every sign-in.
PAUSE_BETWEEN_UNKNOWN = 1
RSA_BITS = range(2048, 8193)

PublicKey = RSAPublicKey | EllipticCurvePublicKey


class UnknownKey(TokenRejected):
    """No published key fits the token."""


@dataclass(frozen=True)
class SigningKey:
    kid: str | None
    algorithm: str | None
    public: PublicKey

    def fits(self, algorithm: str) -> bool:
        """RFC 7518 section 3.1: RSA keys for RS256 and PS256, P-256 keys for ES256."""
        kind = EllipticCurvePublicKey if algorithm == "ES256" else RSAPublicKey
        return isinstance(self.public, kind) and self.algorithm in (None, algorithm)


def signing_keys(document: bytes) -> tuple[SigningKey, ...]:
    """The keys of a JWKS that may sign; what we cannot use is passed over. Raises ProviderDown for no JWKS at all."""
    try:
        published = parse_object(document).get("keys")
    except NotStrictJson:
        raise ProviderDown("keys_not_json") from None
    if not isinstance(published, list):
        raise ProviderDown("keys_missing")
    return tuple(key for key in map(_signing_key, published) if key is not None)


def choose(keys: tuple[SigningKey, ...], *, kid: str | None, algorithm: str) -> PublicKey:
    """The one key that fits (OpenID Connect Core 10.1: without a kid there must be just one). Raises TokenRejected."""
    fitting = [key.public for key in keys if key.fits(algorithm) and kid in (None, key.kid)]
    # One key may be published twice, as one for each algorithm.
    match [key for number, key in enumerate(fitting) if key not in fitting[:number]]:
        case [only]:
            return only
        case []:
            raise UnknownKey("key_unknown")
        case _:
            raise TokenRejected("key_ambiguous")


class KeyStore:
    """The keys at one address. One thread fetches, the others take what it brought. `clock` counts seconds."""

    def __init__(self, address: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._address = address
        self._clock = clock
        self._lock = Lock()
        self._keys: tuple[SigningKey, ...] = ()
        self._attempts = 0
        self._failure: str | None = None
        self._fetched_at = self._failed_at = self._asked_again_at = float("-inf")

    def find(self, *, kid: str | None, algorithm: str, deadline: float) -> PublicKey:
        """The key for a token's header; `deadline` as for `fetch`.

        Raises TokenRejected, or ProviderDown when there are no keys to look at.
        """
        seen = self._attempts
        try:
            return choose(self._current(deadline, seen=seen), kid=kid, algorithm=algorithm)
        except UnknownKey:
            return choose(self._asked_again(deadline, seen=seen), kid=kid, algorithm=algorithm)

    def _current(self, deadline: float, *, seen: int) -> tuple[SigningKey, ...]:
        age = self._since(self._fetched_at)
        is_good = age < GOOD_SECONDS
        if age < FRESH_SECONDS or (is_good and self._since(self._failed_at) < PAUSE_AFTER_FAILURE):
            return self._keys
        try:
            with self._turn(deadline):
                if self._attempts == seen:
                    self._fetch(deadline)
            return self._brought()
        except ProviderDown:
            if is_good:
                return self._keys
            raise

    def _asked_again(self, deadline: float, *, seen: int) -> tuple[SigningKey, ...]:
        """The keys after one more look, unless somebody has looked since `seen` or a moment ago."""
        with self._turn(deadline):
            if self._attempts == seen and self._since(self._asked_again_at) >= PAUSE_BETWEEN_UNKNOWN:
                self._asked_again_at = self._clock()
                self._fetch(deadline)
        return self._brought()

    @contextmanager
    def _turn(self, deadline: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=_half_of_the_rest(deadline)):
            raise ProviderDown("keys_busy")
        try:
            yield
        finally:
            self._lock.release()

    def _fetch(self, deadline: float) -> None:
        """Counted when it is over: whoever comes meanwhile takes what it brings."""
        try:
            answer = fetch("GET", self._address, deadline=time.monotonic() + _half_of_the_rest(deadline))
            self._keys = signing_keys(answer.body)
        except ProviderError as error:
            self._failure, self._failed_at = error.code, self._clock()
        else:
            self._failure, self._fetched_at = None, self._clock()
        self._attempts += 1

    def _brought(self) -> tuple[SigningKey, ...]:
        if self._failure is not None:
            raise ProviderDown(self._failure)
        return self._keys

    def _since(self, moment: float) -> float:
        return self._clock() - moment


_stores: dict[str, KeyStore] = {}


def store_at(address: str) -> KeyStore:
    """This process's store for a `jwks_uri`."""
    return _stores.setdefault(address, KeyStore(address))


def _half_of_the_rest(deadline: float) -> float:
    """Seconds that keys may take: the exchange goes on after them."""
    return max(0.0, deadline - time.monotonic()) / 2


def _signing_key(published: object) -> SigningKey | None:
    """None for a key that is not for signatures, or that is weak, private, malformed or of another kind."""
    if not isinstance(published, dict):
        return None
    match published:
        case {"use": use} if use != "sig":
            return None
        case {"key_ops": operations} if not isinstance(operations, list) or "verify" not in operations:
            return None
        case {"kty": "RSA", "n": str(n), "e": str(e)}:
            public = _public_key(RSAAlgorithm.from_jwk, {"kty": "RSA", "n": n, "e": e})
        case {"kty": "EC", "crv": "P-256", "x": str(x), "y": str(y)}:
            public = _public_key(ECAlgorithm.from_jwk, {"kty": "EC", "crv": "P-256", "x": x, "y": y})
        case _:
            return None
    return _named(public, published.get("kid"), published.get("alg"))


def _public_key(read: Callable[[dict[str, str]], object], numbers: dict[str, str]) -> PublicKey | None:
    """Only the public numbers are handed over, so a published private key is still read as a public one."""
    try:
        key = read(numbers)
    except (PyJWTError, ValueError, TypeError):
        return None
    if isinstance(key, RSAPublicKey):
        return key if key.key_size in RSA_BITS else None
    return key if isinstance(key, EllipticCurvePublicKey) else None


def _named(public: PublicKey | None, kid: object, algorithm: object) -> SigningKey | None:
    if public is None or not isinstance(kid, str | None) or not isinstance(algorithm, str | None):
        return None
    return SigningKey(kid, algorithm, public)
