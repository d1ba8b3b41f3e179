"""A night with something of everything to do: regions on their own clocks, a dozen schools, a few hundred people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from django.db import transaction

from accounts.terms import NIGHT_HOUR
from schools.models import RecordChange, Region, School
from tests.factories import create_administrator, create_region, create_school
from tests.faults.families import KINDS, Family

ZONES = {
    "RU-KGD": ("Europe/Kaliningrad", 2),
    "RU-MOW": ("Europe/Moscow", 3),
    "RU-SAM": ("Europe/Samara", 4),
    "RU-SVE": ("Asia/Yekaterinburg", 5),
    "RU-OMS": ("Asia/Omsk", 6),
    "RU-KYA": ("Asia/Krasnoyarsk", 7),
    "RU-IRK": ("Asia/Irkutsk", 8),
    "RU-SA": ("Asia/Yakutsk", 9),
    "RU-PRI": ("Asia/Vladivostok", 10),
    "RU-MAG": ("Asia/Magadan", 11),
    "RU-KAM": ("Asia/Kamchatka", 12),
}
"""The country's clocks, and how many hours each is ahead of UTC."""

REGIONS = 4
MIDNIGHT_IS_NEAR = 22
"""From this hour on a date may change while the faults go on, and with it what birthdays ask for."""


@dataclass(frozen=True)
class Keys:
    """Who may come to the site: the mother of a family that has not come yet, and an administrator of its school."""

    region: str
    family: Family
    email: str
    totp_secret: str


def build(*, schools: int, at: datetime) -> Keys:
    """Fill the database. It is day in every region, and no night has been yet."""
    regions = [_region(code, with_channel=number % 2 == 0) for number, code in enumerate(by_day(at))]
    families = 0
    for number in range(schools):
        school = create_school(code=f"fault-{number}", region=regions[number % len(regions)], name=f"Школа № {number}")
        for kind in KINDS:
            with transaction.atomic():
                kind(Family(school, families, at))
            families += 1
        if number % 3:  # here the night alone finds what is to be done: nothing that it loses is mended by a doorbell
            RecordChange.waiting(school.pk).delete()
    first = School.objects.earliest("pk")
    administrator = create_administrator(schools=[first], email="orlova@school.test")
    return Keys(first.region.code, Family(first, 0, at), administrator.user.email, administrator.totp_secret)


def by_day(at: datetime) -> list[str]:
    """Some regions where it is between the night's hour and the late evening, as far from one another as may be."""
    codes = [code for code, (_name, hours) in ZONES.items() if _is_day(at, hours)]
    return [codes[number * (len(codes) - 1) // (REGIONS - 1)] for number in range(REGIONS)]


def _is_day(at: datetime, hours: int) -> bool:
    return NIGHT_HOUR <= at.astimezone(timezone(timedelta(hours=hours))).hour < MIDNIGHT_IS_NEAR


def _region(code: str, *, with_channel: bool) -> Region:
    return create_region(code=code, name=code, time_zone=ZONES[code][0], has_notice_channel=with_channel)
