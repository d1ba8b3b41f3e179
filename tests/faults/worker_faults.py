"""What may happen to workers and to their messages during a night (F01, F02, F03, F11, F21)."""

from __future__ import annotations

import os
import pickle
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dnevnik.celery import app
from dnevnik.schedule import QUEUES
from schools.actions import doorbell
from tests.dnevnik.demo.alive import family_of, is_alive
from tests.faults.failpoints import AFTER_COMMIT, BEFORE_COMMIT, HIT, PLACES
from tests.faults.night import NIGHT, Stage
from tests.faults.watching import Watch
from tests.faults.workers import kill

A_WHILE = 1.0
TO_STOP_SECONDS = 30.0
TIMES = 10
AT_RANDOM_ONE_IN = 6
ROWS = {
    "accounts.work_shard": "SELECT id FROM accounts_shard",
    "accounts.recheck_school": "SELECT id FROM schools_school",
    "accounts.close_run": "SELECT id FROM accounts_reconciliationrun",
}
ALL_BEGUN = "SELECT (SELECT count(*) FROM accounts_reconciliationrun) = (SELECT count(*) FROM schools_region)"
WITHOUT_ROWS = ("accounts.ring_the_hour", "accounts.sweep", "dnevnik.deliver_notices", "dnevnik.seal_audit")
ENDED_AS = {BEFORE_COMMIT: "aborted", AFTER_COMMIT: "committed"}
PICKLE = "application/x-python-serialize"


@contextmanager
def looking_on(stage: Stage) -> Iterator[Watch]:
    watch = stage.watch()
    with watch.connection:
        yield watch


@dataclass
class Kills:
    """F01: kill -9 of a worker with its processes, or of one of them, most while it is inside a transaction."""

    most: int
    done: int = 0
    inside: int = 0

    def __call__(self, stage: Stage) -> None:
        with looking_on(stage) as watch:
            while self.done < self.most and not stage.is_done():
                hit = self._one(stage, watch)
                if hit is not None:
                    self.done, self.inside = self.done + 1, self.inside + hit
                    stage.over()

    def _one(self, stage: Stage, watch: Watch) -> bool | None:
        """Whether a kill broke a transaction off; None if there was nothing to kill for a while."""
        if secrets.randbelow(AT_RANDOM_ONE_IN):
            return watch.kill_inside(seconds=A_WHILE)
        time.sleep(secrets.randbelow(300) / 1000)
        group = secrets.choice(stage.nursery.groups)
        inside = [writer for writer in watch.writers() if writer.group == group]
        kill(group)
        return any(map(watch.was_broken_off, inside))


@dataclass
class AtFailpoints:
    """F02: the worker kills itself just before and just after a school's COMMIT, and around handing a letter over."""

    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PLACES, 0))
    wrong: list[str] = field(default_factory=list)

    def __call__(self, stage: Stage) -> None:
        folder, waiting = stage.ground.folder, set(PLACES)
        for place in PLACES:
            (folder / place).touch()
        while waiting and stage.wait(lambda: any(folder.glob(f"*{HIT}")) or stage.is_done()):
            if not any(folder.glob(f"*{HIT}")):
                break
            for hit in folder.glob(f"*{HIT}"):
                waiting.discard(hit.stem)
                self._count(stage, hit.stem, hit.read_text())
                hit.unlink()
            stage.over()
        for place in waiting:
            (folder / place).unlink(missing_ok=True)

    def _count(self, stage: Stage, place: str, number: str) -> None:
        self.hits[place] += 1
        if place in ENDED_AS:
            with looking_on(stage) as watch:
                ended = watch.ending_of(number)
            self.wrong += [f"{place}: {ended}"] if ended != ENDED_AS[place] else []


@dataclass
class AskedToStop:
    """F03: SIGTERM, as a deploy does it. Whoever is asked finishes what is in hand and goes."""

    times: int = 0
    seconds: float = 0.0

    def __call__(self, stage: Stage) -> None:
        for group in stage.nursery.living():
            with looking_on(stage) as watch:
                watch.await_writers(seconds=A_WHILE)
            begun, members = time.monotonic(), [group, *family_of(group)]
            os.kill(group, signal.SIGTERM)
            stage.wait(partial(all_dead, members))
            self.times, self.seconds = self.times + 1, max(self.seconds, time.monotonic() - begun)
            stage.over()


def all_dead(pids: list[int]) -> bool:
    return not any(map(is_alive, pids))


@dataclass
class TenTimes:
    """F11: every message comes ten times."""

    messages: int = 0

    def __call__(self, stage: Stage) -> None:
        for task in WITHOUT_ROWS:
            self._ring(task)
        with stage.ground.postgres.connect(NIGHT) as connection:
            stage.wait(lambda: connection.execute(ALL_BEGUN).fetchone() == (True,))
            rows = [(task, int(str(row))) for task, sql in ROWS.items() for (row,) in connection.execute(sql)]
        for task, row in rows:
            self._ring(task, row)
        stage.over()

    def _ring(self, task: str, *ids: int) -> None:
        self.messages += 1
        for _time in range(TIMES):
            doorbell.ring(task, *ids)


class Bomb:
    """Whoever unpickles it makes a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.folder),)


@dataclass
class Poison:
    """F21: messages that nobody should have sent stand before the night's own in both queues."""

    messages: int = 0
    wrong: list[str] = field(default_factory=list)

    def __call__(self, stage: Stage) -> None:
        blown, before = stage.ground.folder / "blown", stage.nursery.living()
        bodies = [
            ("accounts.format_everything", "application/json", b"[[], {}, {}]"),
            ("accounts.work_shard", "application/json", b'[["one", "two"], {"region": "RU-RYA"}, {}]'),
            ("accounts.work_shard", "application/json", b"\xff\x00"),
            ("accounts.sweep", PICKLE, pickle.dumps(Bomb(blown))),
        ]
        for _time in range(TIMES):
            for task, kind, body in bodies:
                self._publish(task, kind, body)
        stage.wait(stage.is_done)
        self.wrong += ["pickle was loaded"] if blown.exists() else []
        self.wrong += ["a worker died of it"] if stage.nursery.living() != before else []

    def _publish(self, task: str, kind: str, body: bytes) -> None:
        headers = {"task": task, "id": "poison", "lang": "py", "argsrepr": "", "kwargsrepr": ""}
        encoding = "binary" if kind == PICKLE else "utf-8"
        with app.connection_for_write() as connection, connection.Producer() as producer:
            for queue in QUEUES:
                self.messages += 1
                producer.publish(
                    body, routing_key=queue.name, exchange="", content_type=kind, content_encoding=encoding,
                    headers=headers,
                )  # fmt: skip
