"""One database's part of `tests.bench.issuer_change`: the people are made, moved, and moved back."""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import connection
from django.utils import timezone

from accounts.actions.issuers import applying, rehearsing, undoing
from accounts.actions.issuers.rehearsing import Wanted
from accounts.management.commands.migrate_issuer import read_map
from accounts.models import ExternalIdentity, IdentityMigration, VerifiedIdentity
from tests.bench.issuer_change import timed, written
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


def measure(people: int, folder: str) -> None:
    timed("(заполнение, не считается)", lambda: settle(people))
    path = written(folder, people)

    def rehearse() -> IdentityMigration:
        way, subjects = IdentityMigration.Way.MAPPING, read_map(path)
        wanted = Wanted(from_issuer=FORMER, to_issuer=GATEWAY, way=way, subjects=subjects)
        return rehearsing.rehearse(wanted=wanted, at=timezone.now(), by=BY).migration

    migration = timed("репетиция, со чтением списка", rehearse)
    timed("выполнение", lambda: applying.apply(migration_id=migration.pk, at=timezone.now(), by=BY))
    moved = ExternalIdentity.objects.filter(issuer=GATEWAY).count()
    back = timed("отмена", lambda: undoing.undo(migration_id=migration.pk, at=timezone.now(), by=BY))
    left = ExternalIdentity.objects.filter(issuer=FORMER).count()
    expected = people - len(range(0, people, 100))
    if (moved, back.returned, left) != (expected, expected, people):
        sys.exit(f"moved {moved}, returned {back.returned}, left {left}")


def run(people: int, folder: str) -> None:
    """In a database of its own, which is thrown away."""
    if connection.vendor == "sqlite":  # a file, as in life, and not memory as in tests
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/people.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        measure(people, folder)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
