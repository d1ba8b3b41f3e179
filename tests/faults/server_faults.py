"""What may happen to the servers under a night that is going on (F04, F05, F06, F07)."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.faults.night import Stage
from tests.faults.visitors import Site
from tests.faults.watching import Writer
from tests.faults.worker_faults import A_WHILE, looking_on

DOWN_SECONDS = 3.0


def in_the_thick_of_it(stage: Stage) -> list[Writer]:
    """Wait until workers are writing; who. Nobody if they have nothing to write for a while."""
    with looking_on(stage) as watch:
        return watch.await_writers(seconds=A_WHILE)


@dataclass
class BrokerKilled:
    """F04: Redis is killed and started again over its append-only file."""

    times: int = 0

    def __call__(self, stage: Stage) -> None:
        in_the_thick_of_it(stage)
        stage.ground.broker.kill()
        stage.ground.broker.start()
        self.times += 1
        stage.over()


@dataclass
class BrokerEmptied:
    """F05: FLUSHALL. Every message is gone, and the names of the queues with them."""

    times: int = 0

    def __call__(self, stage: Stage) -> None:
        in_the_thick_of_it(stage)
        stage.ground.broker.client().flushall()
        self.times += 1
        stage.over()


@dataclass
class BrokerDown:
    """F06: no Redis for a while, or one that hangs; meanwhile a mother signs in and an administrator edits a record."""

    site: Site
    hung: bool

    def __call__(self, stage: Stage) -> None:
        broker = stage.ground.broker
        in_the_thick_of_it(stage)
        with broker.hung() if self.hung else broker.down():
            self.site.visit()
            time.sleep(DOWN_SECONDS)
        stage.over()


@dataclass
class DatabaseRestarted:
    """F07: PostgreSQL is stopped at once, with transactions open, and recovers."""

    times: int = 0
    inside: int = 0

    def __call__(self, stage: Stage) -> None:
        postgres = stage.ground.postgres
        inside = in_the_thick_of_it(stage)
        postgres.stop_at_once()
        postgres.start()
        self.times += 1
        with looking_on(stage) as watch:
            self.inside += any(map(watch.was_broken_off, inside))
        stage.over()
