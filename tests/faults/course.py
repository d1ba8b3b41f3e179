"""The whole course: the same night under every fault, each compared with the undisturbed one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections
from django.utils import timezone

from dnevnik.invariants.checking import check
from tests.faults.night import NIGHT, WORLD, Ending, Fault, Theatre
from tests.faults.rivals import OneFamilyAtOnce, TwoClocks
from tests.faults.server_faults import BrokerDown, BrokerEmptied, BrokerKilled, DatabaseRestarted
from tests.faults.visitors import site
from tests.faults.worker_faults import TO_STOP_SECONDS, AskedToStop, AtFailpoints, Kills, Poison, TenTimes
from tests.faults.world import Keys

KILLS_A_NIGHT = 20
RESUMES_WITHIN_SECONDS = 120.0
UNSENT = "I14"
PEOPLE = re.compile(r"^(?:schools\.student|schools\.parent) \|", re.MULTILINE)


@dataclass(frozen=True)
class Plan:
    """How much of everything: `kills` inside a transaction, `nights` under each of the other faults.

    `only` are beginnings of names in FAULTS; none: all of them.
    """

    kills: int
    nights: int
    rivals: int
    only: frozenset[str]


@dataclass
class Figures:
    """What came out; `wrong` says in words what should not have been."""

    rounds: int = 0
    mismatches: int = 0
    invariant_rows: int = 0
    kills: int = 0
    kills_in_transaction: int = 0
    max_resume_seconds: float = 0.0
    resume_seconds_at_leisure: float = 0.0
    faults: dict[str, dict[str, float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


class Course:
    """Plays the night and keeps the figures; prints a line for each fault."""

    def __init__(self, theatre: Theatre, plan: Plan, keys: Keys) -> None:
        self.theatre, self.plan, self.keys = theatre, plan, keys
        self.figures = Figures()
        self.undisturbed: Ending | None = None

    def run(self) -> Figures:
        begun = time.monotonic()
        self.undisturbed = self.theatre.play()
        self._judge("undisturbed", self.undisturbed)
        self._tell("undisturbed", begun, people=len(PEOPLE.findall(self.undisturbed.told)))
        for name, fault in FAULTS.items():
            if not self.plan.only or name.startswith(tuple(self.plan.only)):
                begun = time.monotonic()
                self._tell(name, begun, **fault(self))
        return self.figures

    def play(self, name: str, fault: Fault, *, hasty: bool = True) -> float:
        """One night under a fault, judged; how long it took to end after the fault was over."""
        ending = self.theatre.play(fault, hasty=hasty)
        self.figures.rounds += 1
        self._judge(name, ending)
        if hasty:
            self.figures.max_resume_seconds = max(self.figures.max_resume_seconds, ending.resume_seconds)
        return ending.resume_seconds

    def blame(self, name: str, *problems: str) -> None:
        for problem in problems:
            self.figures.wrong.append(f"{name}: {problem}")
            print(f"    {name}: {problem}", flush=True)

    @contextmanager
    def database(self) -> Iterator[None]:
        """A fresh copy of the world for rivals in this process; no worker is in it, and they offend no invariant."""
        connections.close_all()
        self.theatre.nursery.end_all()
        self.theatre.ground.postgres.make(NIGHT, template=WORLD)
        before = offences(at=timezone.now())
        yield
        self._count_offences("rivals", sorted(offences(at=timezone.now()) - before))
        connections.close_all()

    def _judge(self, name: str, ending: Ending) -> None:
        if not ending.finished:
            self.blame(name, f"the night never ended, left: {ending.left}")
        if ending.resume_seconds > RESUMES_WITHIN_SECONDS:
            self.blame(name, f"went on for {ending.resume_seconds:.0f} s")
        self._count_offences(name, ending.offences)
        different = ending.differs_from(self.undisturbed) if self.undisturbed else []
        self.figures.mismatches += bool(different)
        self.blame(name, *different)

    def _count_offences(self, name: str, offences: list[str]) -> None:
        self.figures.invariant_rows += len(offences)
        self.blame(name, *offences)

    def _tell(self, name: str, begun: float, **figures: float) -> None:
        told = {**figures, "seconds": round(time.monotonic() - begun, 1)}
        self.figures.faults[name] = told
        words = ", ".join(f"{what.replace('_', ' ')} {value:g}" for what, value in told.items())
        print(f"{name:24} {words}", flush=True)


def offences(*, at: datetime) -> set[str]:
    """Rows that break an invariant, but for the letters that wait because no worker is there to send them."""
    found = {f"{code} {row.what} {row.id}" for code, rows in check(at=at).items() for row in rows}
    return {offence for offence in found if not offence.startswith(UNSENT)}


def killed(course: Course) -> dict[str, float]:
    figures, nights = course.figures, 0
    while figures.kills_in_transaction < course.plan.kills:
        fault = Kills(min(KILLS_A_NIGHT, course.plan.kills - figures.kills_in_transaction))
        course.play("F01", fault)
        nights += 1
        figures.kills += fault.done
        figures.kills_in_transaction += fault.inside
    return {"nights": nights, "kills": figures.kills, "in_transaction": figures.kills_in_transaction}


def killed_at_leisure(course: Course) -> dict[str, float]:
    fault = Kills(3)
    seconds = course.play("F01 at leisure", fault, hasty=False)
    course.figures.resume_seconds_at_leisure = round(seconds, 1)
    return {"kills": fault.done, "in_transaction": fault.inside, "resumed_after": round(seconds, 1)}


def at_failpoints(course: Course) -> dict[str, float]:
    fault = AtFailpoints()
    for _night in range(course.plan.nights):
        course.play("F02", fault)
    course.blame("F02", *fault.wrong)
    return dict(fault.hits)


def asked_to_stop(course: Course) -> dict[str, float]:
    fault = AskedToStop()
    for _night in range(course.plan.nights):
        course.play("F03", fault)
    if fault.seconds > TO_STOP_SECONDS:
        course.blame("F03", f"a worker went only after {fault.seconds:.0f} s")
    return {"times": fault.times, "slowest_stop": round(fault.seconds, 1)}


def broker_killed(course: Course) -> dict[str, float]:
    fault = BrokerKilled()
    for _night in range(course.plan.nights):
        course.play("F04", fault)
    return {"times": fault.times}


def broker_emptied(course: Course) -> dict[str, float]:
    fault = BrokerEmptied()
    for _night in range(course.plan.nights):
        course.play("F05", fault)
    return {"times": fault.times}


def broker_down(course: Course) -> dict[str, float]:
    slowest = {}
    for how in ("down", "hung"):
        with site(course.theatre.ground, course.keys) as visited:
            course.play("F06", BrokerDown(visited, hung=how == "hung"))
            course.blame("F06", *visited.wrong)
            slowest[f"slowest_page_while_{how}"] = round(visited.slowest_seconds, 2)
    return slowest


def database_restarted(course: Course) -> dict[str, float]:
    fault = DatabaseRestarted()
    for _night in range(course.plan.nights):
        course.play("F07", fault)
    return {"times": fault.times, "in_transaction": fault.inside}


def one_family_at_once(course: Course) -> dict[str, float]:
    rivals = OneFamilyAtOnce()
    with course.database():
        for _round in range(course.plan.rivals):
            rivals.play(at=timezone.now())
    course.blame("F10", *rivals.wrong)
    return {"rounds": rivals.rounds, "races_lost_and_run_again": rivals.raced}


def ten_times(course: Course) -> dict[str, float]:
    fault = TenTimes()
    course.play("F11", fault)
    return {"messages": fault.messages}


def two_clocks(course: Course) -> dict[str, float]:
    clocks = TwoClocks()
    with course.database():
        clocks.play(at=timezone.now())
    course.blame("F12", *clocks.wrong)
    return {"nights": clocks.nights}


def poisoned(course: Course) -> dict[str, float]:
    fault = Poison()
    course.play("F21", fault)
    course.blame("F21", *fault.wrong)
    return {"messages": fault.messages}


FAULTS: dict[str, Callable[[Course], dict[str, float]]] = {
    "F01 kill -9": killed,
    "F01 at leisure": killed_at_leisure,
    "F02 around COMMIT": at_failpoints,
    "F03 SIGTERM": asked_to_stop,
    "F04 Redis killed": broker_killed,
    "F05 FLUSHALL": broker_emptied,
    "F06 Redis down": broker_down,
    "F07 PostgreSQL restarted": database_restarted,
    "F10 rivals": one_family_at_once,
    "F11 each message 10 times": ten_times,
    "F12 two clocks": two_clocks,
    "F21 poison": poisoned,
}
