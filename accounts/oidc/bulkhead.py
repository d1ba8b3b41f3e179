"""So many exchanges with providers at once, and no more: a hanging provider must not take every thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from accounts.oidc.errors import NoPlace

PLACES = 4
PATIENCE = 1.0


class Bulkhead:
    """`places` exchanges in this process at once; a newcomer waits `patience` seconds for a place."""

    def __init__(self, *, places: int = PLACES, patience: float = PATIENCE) -> None:
        self.places = places
        self._free = BoundedSemaphore(places)
        self._patience = patience

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place. Raises NoPlace when none came free in time."""
        if not self._free.acquire(timeout=self._patience):
            raise NoPlace("no_place")
        try:
            yield
        finally:
            self._free.release()


_of_providers: dict[str, Bulkhead] = {}


def places_of(token_endpoint: str) -> Bulkhead:
    """This process's places before one provider."""
    return _of_providers.setdefault(token_endpoint, Bulkhead())
