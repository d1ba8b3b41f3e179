"""A provider that keeps failing is left alone, but for one look in ten seconds: nobody waits for the dead in a row."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from accounts.esia.provider import EsiaProvider
from accounts.oidc.errors import NoPlace, ProviderDown, SignInStopped, Unasked
from accounts.oidc.provider import Provider

FAILURES = 20
WINDOW_SECONDS = 30.0
PAUSE_SECONDS = 10.0


class Turns:
    """One in so many seconds, counted from the last that was given."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._given_at = float("-inf")

    def rest(self, now: float) -> None:
        self._given_at = now

    def take(self, now: float) -> bool:
        if now - self._given_at < self._pause:
            return False
        self._given_at = now
        return True


class Breaker:
    """Closed until `failures` more exchanges failed than answered within `window` seconds; then open.

    While it is open one exchange in `pause` seconds is let through as a probe; the first that the provider answers
    closes it. Turns belong to moments and not to callers, so a probe that is lost delays the next by nothing.
    `clock` counts seconds. Safe for threads; each process has its own.
    """

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        window: float = WINDOW_SECONDS,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._window = window
        self._clock = clock
        self._lock = Lock()
        self._failed: deque[float] = deque()
        self._is_open = False
        self._failed_at = float("-inf")
        self._starts, self._probes = Turns(pause), Turns(pause)

    def admit_start(self, *, answers: Callable[[], bool] = lambda: False) -> None:
        """Before somebody is sent to the provider: it is they who bring the next probe. Raises ProviderDown.

        Whoever takes a turn and never comes back brings none. So once no exchange has failed for a window's time,
        `answers`, what is known of the provider otherwise, may open this door too.
        """
        try:
            self._admit(self._starts)
        except ProviderDown:
            if self._clock() - self._failed_at < self._window or not answers():
                raise

    def admit_exchange(self) -> None:
        """Before the provider is asked. Raises ProviderDown at once while it is left alone."""
        self._admit(self._probes)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count how the exchange inside ends. Silence and 5xx are failures; whatever else it said, it answered.

        What stopped on our side counts for neither: who keeps us busy must not shut the door, nor a bad code open it.
        """
        try:
            yield
        except (NoPlace, Unasked):
            raise
        except ProviderDown:
            self._count_failure()
            raise
        except SignInStopped:
            self._count_answer()
            raise
        self._count_answer()

    def _admit(self, turns: Turns) -> None:
        with self._lock:
            if self._is_open and not turns.take(self._clock()):
                raise ProviderDown("circuit_open")

    def _count_failure(self) -> None:
        with self._lock:
            now = self._failed_at = self._clock()
            self._failed.append(now)
            while now - self._failed[0] >= self._window:
                self._failed.popleft()
            if len(self._failed) >= self._most and not self._is_open:
                self._is_open = True
                self._starts.rest(now)
                self._probes.rest(now)

    def _count_answer(self) -> None:
        """Each answer outweighs one failure: a busy hour with a few failures is no outage."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._failed.clear()
            elif self._failed:
                self._failed.popleft()


_breakers: dict[str, Breaker] = {}


def breaker_of(provider: Provider | EsiaProvider) -> Breaker:
    """This process's breaker before a provider's token endpoint."""
    return _breakers.setdefault(provider.token_endpoint, Breaker())
