"""Nights for tests: regions on every clock of the country, and instants of their evenings."""

from datetime import UTC, datetime

from accounts.models import ReconciliationRun, Shard
from schools.models import Region, School
from tests.factories import create_region, create_school

ZONES = {
    "RU-KGD": "Europe/Kaliningrad",
    "RU-RYA": "Europe/Moscow",
    "RU-OMS": "Asia/Omsk",
    "RU-KAM": "Asia/Kamchatka",
}
EVENING = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
"""15:00 in Moscow, midnight in Kamchatka."""


def region_in(code: str) -> Region:
    return create_region(code=code, name=code, time_zone=ZONES[code])


def school_in(code: str) -> School:
    return create_school(region=region_in(code))


def shard_of(school: School, *, at: datetime = EVENING) -> Shard:
    """The one shard of a school's run, begun at an instant."""
    run = ReconciliationRun.objects.create(
        kind=ReconciliationRun.Kind.NIGHT, region=school.region, business_date=at.date(), started_at=at
    )
    return Shard.objects.create(run=run, school=school)
