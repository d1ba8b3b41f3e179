"""One night, played from the same beginning to its end, whatever happens to it on the way."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import unified_diff
from threading import Event, Thread

import psycopg
from django.db import connections
from django.utils import timezone

from dnevnik.invariants.checking import check
from schools.actions import doorbell, seals
from tests.dnevnik.test_post import Receiver
from tests.faults.canonical import dump
from tests.faults.ground import Ground
from tests.faults.watching import Watch
from tests.faults.workers import Nursery

WORLD, NIGHT = "world", "night"
WORKERS = 2
SECOND, MINUTE = 1.0, 60.0
PATIENCE_SECONDS = 200.0
LOOK_SECONDS = 0.05
SWEEPER, SEALER = "accounts.sweep", "dnevnik.seal_audit"
LEFT = {
    "runs": "(SELECT count(*) FROM schools_region)"
    " - (SELECT count(*) FROM accounts_reconciliationrun WHERE state <> 'running')",
    "shards": "(SELECT count(*) FROM accounts_shard WHERE state = 'waiting')",
    "changed records": "(SELECT count(*) FROM schools_recordchange)",
    "letters": "(SELECT count(*) FROM accounts_notice WHERE state = 'waiting')",
    "unsealed events": "(SELECT count(*) FROM schools_auditevent WHERE sealed_in IS NULL)",
}
DIFFERENCES_SHOWN = 20
WORKERS_DOORS = ("by=nightly reconciliation", "by=record change")
"""A changed record is looked at by whichever comes first, the doorbell or the night; what is done is the same."""


@dataclass
class Ending:
    """How a night came out; `resume_seconds`: from the last fault to the end of all work; `left`: what was not done."""

    told: str
    offences: list[str]
    resume_seconds: float
    left: dict[str, int] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        return not self.left

    def differs_from(self, other: Ending) -> list[str]:
        """The first lines that differ, byte for byte; nothing if all is the same."""
        lines = unified_diff(other.told.splitlines(), self.told.splitlines(), "undisturbed", "disturbed", n=0)
        return [line for line, _number in zip(lines, range(DIFFERENCES_SHOWN), strict=False)]


@dataclass
class Stage:
    """A night that is going on. Faults are done to it; `quiet_since` is when the last one was over."""

    ground: Ground
    nursery: Nursery
    receiver: Receiver
    hasty: bool = True
    quiet_since: float = field(default_factory=time.monotonic)

    def watch(self) -> Watch:
        return Watch(self.ground.postgres.connect())

    def man(self) -> None:
        """Bring the workers up to their number."""
        for _missing in range(WORKERS - len(self.nursery.living())):
            self.nursery.bring_up(hasty=self.hasty)

    def over(self) -> None:
        """A fault is over: from here on the night is on its own."""
        self.man()
        self.quiet_since = time.monotonic()

    def left(self) -> dict[str, int] | None:
        """What is left to do, and how much of it; None while the database does not say."""
        try:
            with self.ground.postgres.connect(NIGHT) as connection:
                found = connection.execute(f"SELECT {', '.join(LEFT.values())}".encode()).fetchone()
        except psycopg.OperationalError:
            return None
        return {what: int(str(much)) for what, much in zip(LEFT, found or (), strict=True) if much}

    def is_done(self) -> bool:
        return self.left() == {}

    def wait(self, until: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> bool:
        """Whether it came to be in that time."""
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_SECONDS)
        return True


Fault = Callable[[Stage], object]


def undisturbed(_stage: Stage) -> None:
    """Nothing happens."""


@dataclass(frozen=True)
class Theatre:
    """Where the same night is played again and again."""

    ground: Ground
    nursery: Nursery
    receiver: Receiver

    def play(self, fault: Fault = undisturbed, *, hasty: bool = True) -> Ending:
        """The night from its beginning: the hour rings, the fault is done, and the workers finish what is left."""
        self._set()
        stage = Stage(self.ground, self.nursery, self.receiver, hasty)
        stage.man()
        with ringing(SWEEPER, every=SECOND if hasty else MINUTE), ringing(SEALER, every=SECOND):
            doorbell.ring("accounts.ring_the_hour")
            fault(stage)
            finished = stage.wait(stage.is_done)
            left = {} if finished else stage.left() or {"an answer of the database": 1}
            resume_seconds = time.monotonic() - stage.quiet_since
        with stage.watch().connection as connection:
            stage.wait(Watch(connection).is_quiet)
        self.nursery.end_all()
        return self._ending(resume_seconds, left)

    def _set(self) -> None:
        connections.close_all()
        self.nursery.end_all()
        self.ground.postgres.make(NIGHT, template=WORLD)
        self.ground.broker.client().flushall()
        self.receiver.letters.clear()
        self.receiver.keys.clear()

    def _ending(self, resume_seconds: float, left: dict[str, int]) -> Ending:
        at = timezone.now()
        offences = [f"{code} {row.what} {row.id}" for code, rows in check(at=at).items() for row in rows]
        offences += [f"seal {problem.seal}: {problem.fault}" for problem in seals.verify(at=at)]
        letters = sorted(json.dumps(letter, ensure_ascii=False, sort_keys=True) for letter in self.receiver.letters)
        rows = sorted(re.sub("|".join(WORKERS_DOORS), "by=the worker", dump()).splitlines())
        ending = Ending("\n".join([*rows, *letters]), offences, resume_seconds, left)
        connections.close_all()
        return ending


@contextmanager
def ringing(task: str, *, every: float) -> Iterator[None]:
    """The clock beside the workers, for one of its bells."""
    stop = Event()

    def ring() -> None:
        while not stop.wait(every):
            doorbell.ring(task, lasts=timedelta(seconds=55))

    clock = Thread(target=ring, daemon=True)
    clock.start()
    try:
        yield
    finally:
        stop.set()
        clock.join()
