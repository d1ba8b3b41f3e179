"""A reader of the diary while others wait for a provider that never answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from statistics import median, quantiles

from tests.bench.sites import Site
from tests.bench.visitors import TURNED_AWAY, Astray, Visitor, begin_at_portal, sign_in_to_portal

STUCK = 24
READERS = 2
BREATH_SECONDS = 5.0
"""How long somebody who was turned away reads the page before pressing again."""
SILENT_REGION = "RU-MOW"


@dataclass
class Crowd:
    """People whose provider is silent. `waited` are the seconds that each return from it took; `told_at_once` counts
    those who were not sent there at all, because the portal knew."""

    site: Site
    over: threading.Event = field(default_factory=threading.Event)
    waited: list[float] = field(default_factory=list)
    told_at_once: int = 0

    def press_and_wait(self, n: int) -> None:
        """One of them: press, wait for whatever comes, press again."""
        while not self.over.is_set():
            visitor = Visitor(self.site.port)
            back = begin_at_portal(visitor, n, region=SILENT_REGION)
            if back == TURNED_AWAY:
                self.told_at_once += 1
            else:
                self._wait(visitor, back)
            visitor.close()
            self.over.wait(BREATH_SECONDS)

    def _wait(self, visitor: Visitor, back: str) -> None:
        begun = time.monotonic()
        status, headers = visitor.ask("GET", back)
        self.waited.append(time.monotonic() - begun)
        if status != HTTPStatus.FOUND or headers["Location"] != TURNED_AWAY:
            raise Astray("silent provider", status, headers["Location"])


@contextmanager
def crowd(site: Site) -> Iterator[Crowd]:
    """STUCK people in the callback, from when all have pressed until all were answered. Raises Astray."""
    people = Crowd(site)
    with ThreadPoolExecutor(STUCK) as threads:
        stuck = [threads.submit(people.press_and_wait, n + 1) for n in range(STUCK)]
        try:
            time.sleep(1)
            yield people
        finally:
            people.over.set()
    for one in stuck:
        one.result()


def signed_in(site: Site) -> Visitor:
    """A parent with a session, whose visit of the day is written down already."""
    reader = Visitor(site.port)
    sign_in_to_portal(reader, 1)
    for _look in range(20):
        read(reader)
    return reader


def read(reader: Visitor) -> float:
    """Open the desk on a connection of its own, as a proxy does. Returns milliseconds. Raises Astray."""
    begun = time.perf_counter()
    status, _headers = reader.ask("GET", "/diary/")
    reader.close()
    if status != HTTPStatus.OK:
        raise Astray("desk", status)
    return (time.perf_counter() - begun) * 1000


def reading(readers: list[Visitor], *, requests: int) -> list[float]:
    """So many requests of all of them together: the milliseconds of each."""
    each = -(-requests // len(readers))
    with ThreadPoolExecutor(len(readers)) as threads:
        found = threads.map(lambda reader: [read(reader) for _request in range(each)], readers)
        return [took for one in found for took in one]


def compared(site: Site, *, pairs: int, requests: int) -> dict[str, float]:
    """The reader's 99th percentile with the crowd and without it, turn by turn; medians, and of the ratio in a pair."""
    readers = [signed_in(site) for _reader in range(READERS)]
    turns, waited, told_at_once = [], list[float](), 0
    for _pair in range(pairs):
        alone = p99(reading(readers, requests=requests))
        with crowd(site) as people:
            beside = p99(reading(readers, requests=requests))
        turns.append((alone, beside))
        waited += people.waited
        told_at_once += people.told_at_once
    return {
        "pairs": pairs,
        "requests_in_each": requests,
        "stuck": STUCK,
        "waited": len(waited),
        "told_at_once": told_at_once,
        "longest_wait_seconds": round(max(waited), 2),
        "p99_alone_ms": round(median(alone for alone, _beside in turns), 1),
        "p99_beside_ms": round(median(beside for _alone, beside in turns), 1),
        "p99_ratio": round(median(beside / alone for alone, beside in turns), 2),
    }


def p99(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=100)[98]
