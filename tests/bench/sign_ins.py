"""Sign-ins of the portal and of the stock project, turn by turn in one run."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import median

from tests.bench.sites import THREADS, WORKERS, Site
from tests.bench.visitors import Visitor, sign_in_to_portal, sign_in_to_stock

CLIENTS = 4


@dataclass(frozen=True)
class Rate:
    """One turn of one project."""

    per_second: float
    cpu_ms: float


@dataclass(frozen=True)
class Door:
    """A project that people may be sent to. `users` of its database are known to the provider, from number 1 on."""

    site: Site
    users: int
    is_portal: bool

    def sign_in(self) -> None:
        """Somebody comes with a new browser. Raises Astray."""
        n = random.randint(1, self.users)  # noqa: S311  whoever it is
        visitor = Visitor(self.site.port, is_secure=self.is_portal)
        try:
            (sign_in_to_portal if self.is_portal else sign_in_to_stock)(visitor, n)
        finally:
            visitor.close()


def turn(door: Door, *, seconds: float) -> Rate:
    """CLIENTS people at a time, one after another. Raises Astray."""
    cpu, begun = door.site.cpu_seconds(), time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        counts = list(clients.map(lambda _client: _until(begun + seconds, door.sign_in), range(CLIENTS)))
    took, done = time.monotonic() - begun, sum(counts)
    return Rate(done / took, (door.site.cpu_seconds() - cpu) * 1000 / done)


def warm(door: Door, *, seconds: float) -> None:
    """Ten sign-ins for every thread, or as many as come in that time: connections, keys and plans are made once."""
    end, wanted = time.monotonic() + seconds, 10 * WORKERS * THREADS // CLIENTS
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda _client: _until(end, door.sign_in, most=wanted), range(CLIENTS)))


def _until(end: float, act: Callable[[], None], *, most: float = math.inf) -> int:
    """How many times it was done; once at least."""
    done = 0
    while not done or (done < most and time.monotonic() < end):
        act()
        done += 1
    return done


def compared(portal: Site, stock: Site, *, users: int, pairs: int, seconds: float) -> dict[str, float]:
    """Medians of both and of the ratios inside each pair."""
    ours, theirs = Door(portal, users, is_portal=True), Door(stock, users, is_portal=False)
    for door in (ours, theirs):
        warm(door, seconds=6 * seconds)
    turns = [(turn(theirs, seconds=seconds), turn(ours, seconds=seconds)) for _pair in range(pairs)]
    middle = partial(_rounded_median, turns)
    return {
        "stock_per_second": middle(lambda stock, _ours: stock.per_second),
        "portal_per_second": middle(lambda _stock, ours: ours.per_second),
        "stock_cpu_ms": middle(lambda stock, _ours: stock.cpu_ms),
        "portal_cpu_ms": middle(lambda _stock, ours: ours.cpu_ms),
        "per_second_ratio": middle(lambda stock, ours: ours.per_second / stock.per_second),
        "cpu_ratio": middle(lambda stock, ours: ours.cpu_ms / stock.cpu_ms),
    }


def _rounded_median(turns: list[tuple[Rate, Rate]], figure: Callable[[Rate, Rate], float]) -> float:
    return round(median(figure(*pair) for pair in turns), 2)
