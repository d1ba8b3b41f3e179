"""Changes of issuer for tests: people of the former provider, and the gateway that takes its place."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.actions.issuers import applying, rehearsing, undoing
from accounts.actions.issuers.rehearsing import Rehearsal, Wanted
from accounts.actions.issuers.undoing import Undone
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, VerifiedIdentity
from accounts.subject_map import read
from tests.factories import synthetic_snils
from tests.people import ISSUER, NOON, remember

GATEWAY = "https://gateway.example"
BY = "tests"
LATER = NOON + timedelta(days=1)
Way = IdentityMigration.Way


def person(number: int, **fields: Any) -> VerifiedIdentity:
    """Somebody of the former provider, `old-N`, with SNILS number N."""
    return remember(**{"subject": f"old-{number}", "snils": synthetic_snils(number)} | fields)


def people(*numbers: int) -> list[VerifiedIdentity]:
    return [person(number) for number in numbers]


def wanted(way: IdentityMigration.Way = Way.SAME_SUBJECT, **fields: Any) -> Wanted:
    return Wanted(**{"from_issuer": ISSUER, "to_issuer": GATEWAY, "way": way} | fields)


def rehearse(way: IdentityMigration.Way = Way.SAME_SUBJECT, **fields: Any) -> Rehearsal:
    return rehearsing.rehearse(wanted=wanted(way, **fields), at=NOON, by=BY)


def rehearse_map(*lines: str, **fields: Any) -> Rehearsal:
    return rehearse(Way.MAPPING, subjects=read(lines), **fields)


def apply(migration: IdentityMigration) -> IdentityMigration:
    return applying.apply(migration_id=migration.pk, at=NOON, by=BY)


def undo(migration: IdentityMigration) -> Undone:
    return undoing.undo(migration_id=migration.pk, at=LATER, by=BY)


def changed(way: IdentityMigration.Way = Way.SAME_SUBJECT, **fields: Any) -> IdentityMigration:
    """Rehearsed and applied."""
    return apply(rehearse(way, **fields).migration)


def keys() -> set[tuple[str, str]]:
    """Every (issuer, subject) there is; tests read `at the gateway` by its address."""
    return set(ExternalIdentity.objects.values_list("issuer", "subject"))


def states(migration: IdentityMigration) -> dict[str, str]:
    """How each identity stands, by its former subject."""
    rows = IdentityMove.for_system(by=BY).filter(migration=migration)
    return dict(rows.values_list("old_subject", "state"))


def ids(found: Iterable[VerifiedIdentity]) -> set[UUID]:
    return {one.pk for one in found}
