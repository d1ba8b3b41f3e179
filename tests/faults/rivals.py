"""Whoever wants the same rows at one instant: an import, an edit and a claim (F10), and two clocks (F12)."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from threading import Barrier

from django.db import connections, transaction
from django.db.models import Count

from accounts.actions import identities, runs, sign_in
from accounts.actions.contention import ATTEMPTS, settled
from accounts.actions.reconciliation import reconcile_school
from accounts.claims import Level
from accounts.models import ReconciliationRun, RecordClaim, Shard, VerifiedIdentity
from schools.actions import records
from schools.actions.rosters.applying import apply
from schools.models import School, Student
from schools.roster.rows import Roster, RosterRow, RosterStudent
from tests.factories import create_school, create_student, synthetic_snils
from tests.people import claims

CHILDREN = 4
NIGHTS = 10
FIRST_NUMBER = 500_000
BORN = date(2015, 1, 31)
A_MOMENT = 0.002


def together(*calls: Callable[[], object]) -> None:
    """All at once, each on a connection of its own. Raises what one of them raises."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        gate.wait()
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as crowd:
        list(crowd.map(run, calls))


@dataclass
class OneFamilyAtOnce:
    """F10: a roster, a hand that edits several cards from the last to the first, children at the door, and the night.

    Each may lose a race and do its work again; nothing that anybody wrote is lost, and nobody meets an error.
    """

    rounds: int = 0
    raced: int = 0
    wrong: list[str] = field(default_factory=list)

    def play(self, *, at: datetime) -> None:
        school = create_school(code=f"rivals-{self.rounds}")
        first = FIRST_NUMBER + self.rounds * CHILDREN
        numbers = [synthetic_snils(first + child) for child in range(CHILDREN)]
        children = [create_student(school=school, snils=snils, gender="", birth_date=None) for snils in numbers]
        people = [self._remembered(school, number, snils, at) for number, snils in enumerate(numbers, start=first)]
        self.rounds += 1
        try:
            together(
                partial(self._again, partial(apply, roster=roster(numbers), school=school, on=at.date(), by="import")),
                partial(self._again, partial(self._edit, [child.pk for child in reversed(children)])),
                partial(self._come, list(reversed(people)), at),
                partial(reconcile_school, school=school, at=at, by="night"),
            )
        except Exception as problem:  # noqa: BLE001  what escapes is what is counted
            self.wrong.append(f"round {self.rounds}: {type(problem).__name__}")
        self._look(school)

    def _again(self, deed: Callable[[], object]) -> None:
        times = 0

        def counted() -> object:
            nonlocal times
            times += 1
            return deed()

        settled(counted)
        assert times <= ATTEMPTS
        self.raced += times - 1

    @transaction.atomic
    def _edit(self, ids: list[object]) -> None:
        for pk in ids:
            student = Student.for_system(by="rivals").get(pk=pk)
            student.birth_date = BORN
            records.correct(record=student, fields=["birth_date"], by="administrator")
            time.sleep(A_MOMENT)

    def _come(self, people: list[VerifiedIdentity], at: datetime) -> None:
        for verified in people:
            sign_in.ask_schools(verified=verified, region=verified.identity.region, at=at, by="sign-in")

    def _remembered(self, school: School, number: int, snils: str, at: datetime) -> VerifiedIdentity:
        told = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична", "level": Level.CHILD}
        said = claims(subject=f"rival {number}", snils=snils, birth_date=BORN, **told)
        return identities.remember(claims=said, region=school.region, at=at)

    def _look(self, school: School) -> None:
        rows = Student.for_system(by="rivals").filter(school=school)
        for what, kept in (
            ("imports", rows.filter(gender="female", school_class__isnull=False).count()),
            ("edits", rows.filter(birth_date=BORN).count()),
            ("claims", RecordClaim.for_system(by="rivals").filter(school=school, closed_at=None).count()),
        ):
            if kept != CHILDREN:
                self.wrong.append(f"round {self.rounds}: {CHILDREN - kept} {what} lost")


def roster(numbers: list[str]) -> Roster:
    """Says of each child what the register does not know yet."""
    rows = [
        RosterRow(
            number=number,
            student=RosterStudent(
                surname="Соколова", given_name="Вера", patronymic="Ильинична", birth_date=None, gender="female",
                snils=snils, certificate=None, grade=5, letter="А",
            ),
            parents=(),
        )
        for number, snils in enumerate(numbers, start=2)
    ]  # fmt: skip
    return Roster(rows=tuple(rows), errors=(), warnings=(), ignored_columns=())


@dataclass
class TwoClocks:
    """F12: two schedulers ring every hour of ten days, at the same instant."""

    wrong: list[str] = field(default_factory=list)
    nights: int = 0

    def play(self, *, at: datetime) -> None:
        for hour in range(24 * NIGHTS):
            together(*[partial(runs.begin_due, at=at + timedelta(hours=hour))] * 2)
        doubled = ReconciliationRun.objects.values("region", "business_date").annotate(n=Count("id")).filter(n__gt=1)
        by_region = ReconciliationRun.objects.values_list("region").annotate(n=Count("id"))
        self.nights = sum(count for _region, count in by_region)
        self.wrong += [f"{len(doubled)} dates have two runs"] if doubled else []
        self.wrong += [f"region {pk}: {n} nights" for pk, n in by_region if n not in (NIGHTS, NIGHTS + 1)]
        schools = dict(School.objects.values_list("region").annotate(n=Count("id")))
        expected = sum(n * schools.get(pk, 0) for pk, n in by_region)
        if Shard.objects.count() != expected:
            self.wrong.append(f"{Shard.objects.count()} shards instead of {expected}")
