"""One database's part of `tests.bench.issuer_change`: the people are made, moved, and moved back."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import connection
from django.utils import timezone

from accounts.actions.issuers import applying, rehearsing, undoing
from accounts.actions.issuers.rehearsing import Wanted
from accounts.management.commands.migrate_issuer import read_map
from accounts.models import ExternalIdentity, IdentityMigration, VerifiedIdentity
from tests.bench.issuer_change import FIGURES
from tests.factories import create_region, synthetic_snils

FORMER, GATEWAY, BY = "https://former.example", "https://gateway.example", "bench"
BATCH = 5000


def settle(people: int) -> None:
    """Everybody has been at the former provider's door once."""
    region = create_region()
    identities = (ExternalIdentity(issuer=FORMER, subject=f"1{n:09d}", region=region) for n in range(people))
    for first in range(0, people, BATCH):
        batch = ExternalIdentity.objects.bulk_create(islice(identities, BATCH))
        VerifiedIdentity.objects.bulk_create(verified(batch, first))


def verified(batch: list[ExternalIdentity], first: int) -> Iterator[VerifiedIdentity]:
    for n, identity in enumerate(batch, first + 1):
        yield VerifiedIdentity(
            identity=identity, surname="Соколова", given_name="Анна", patronymic="Петровна",
            birth_date=date(1988, 5, 2), snils=synthetic_snils(n), level="confirmed", verified_at=timezone.now(),
        )  # fmt: skip


class Clock:
    """Times the steps of one database, and the longest transaction in each: so long may somebody at the door wait."""

    def __init__(self) -> None:
        self.figures: dict[str, dict[str, float]] = {}

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Django turns autocommit off where an outermost transaction begins, and on where it ends."""
        longest = begun = 0.0
        turn = connection.set_autocommit

        def clocked(autocommit: bool, **options: Any) -> None:  # noqa: FBT001  as Django calls it
            nonlocal longest, begun
            turn(autocommit, **options)
            if autocommit:
                longest = max(longest, time.perf_counter() - begun)
            begun = time.perf_counter()

        began, worked = time.perf_counter(), time.process_time()
        with mock.patch.object(connection, "set_autocommit", clocked):
            yield
        told = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - worked, "longest": longest}
        self.figures[title] = {name: round(value, 2) for name, value in told.items()}
        print(f"{title:<12}{self.figures[title]}", flush=True)


def measure(people: int, folder: str) -> dict[str, dict[str, float]]:
    """Figures by step. Ends the process if anybody is not where the plan says."""
    settle(people)
    clock, path = Clock(), written(Path(folder), people)
    for title in ("rehearsal", "again"):  # as the guide has it: days before, and on the day
        with clock.step(title):
            way, subjects = IdentityMigration.Way.MAPPING, read_map(path)
            wanted = Wanted(from_issuer=FORMER, to_issuer=GATEWAY, way=way, subjects=subjects)
            migration = rehearsing.rehearse(wanted=wanted, at=timezone.now(), by=BY).migration
    with clock.step("apply"):
        applying.apply(migration_id=migration.pk, at=timezone.now(), by=BY)
    moved = ExternalIdentity.objects.filter(issuer=GATEWAY).count()
    with clock.step("undo"):
        back = undoing.undo(migration_id=migration.pk, at=timezone.now(), by=BY)
    left = ExternalIdentity.objects.filter(issuer=FORMER).count()
    expected = people - len(range(0, people, 100))
    if (moved, back.returned, left) != (expected, expected, people):
        sys.exit(f"moved {moved}, returned {back.returned}, left {left}")
    return clock.figures


def written(folder: Path, people: int) -> Path:
    """The gateway's list, without every hundredth person."""
    path = folder / "subjects.csv"
    with path.open("w") as file:
        file.writelines(f"1{n:09d},gateway-{n:09d}\n" for n in range(people) if n % 100)
    return path


def run(people: int, folder: str) -> None:
    """In a database of its own, which is thrown away."""
    if connection.vendor == "sqlite":  # a file, as in life, and not memory as in tests
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/people.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        (Path(folder) / FIGURES).write_text(json.dumps(measure(people, folder)))
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
