"""So many exchanges with providers at once, and no more: a hanging provider must not take every thread."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from accounts.oidc.errors import NoPlace

PLACES = 4
PATIENCE = 1.0


class Bulkhead:
    """`places` exchanges in this process at once; a newcomer waits `patience` seconds for a place.

    Nobody waits where somebody has held a place for longer than that: places do not come free there, and who waits
    takes a thread from those who only read. `clock` counts seconds.
    """

    def __init__(
        self, *, places: int = PLACES, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.places = places
        self._free = BoundedSemaphore(places)
        self._patience = patience
        self._clock = clock
        self._lock = Lock()
        self._held_since: dict[object, float] = {}

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place. Raises NoPlace when none came free in time, or none is going to."""
        if not self._free.acquire(blocking=False) and (
            self._is_stuck() or not self._free.acquire(timeout=self._patience)
        ):
            raise NoPlace("no_place")
        held = object()
        with self._lock:
            self._held_since[held] = self._clock()
        try:
            yield
        finally:
            with self._lock:
                del self._held_since[held]
            self._free.release()

    def _is_stuck(self) -> bool:
        with self._lock:
            longest = self._clock() - min(self._held_since.values(), default=self._clock())
        return longest > self._patience


_of_providers: dict[str, Bulkhead] = {}


def places_of(token_endpoint: str) -> Bulkhead:
    """This process's places before one provider."""
    return _of_providers.setdefault(token_endpoint, Bulkhead())
