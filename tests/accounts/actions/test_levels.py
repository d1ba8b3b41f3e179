"""An account that a record was opened with may become too little for it, but never overnight."""

from datetime import UTC, date, datetime

import pytest

from accounts.actions import levels
from accounts.actions.levels import grace_ends
from accounts.actions.sources import local_date, profiles_of
from accounts.claims import Level
from accounts.matching.profile import Band, band_of
from accounts.models import VerifiedIdentity
from schools.models import Parent, Region, Student
from tests.factories import create_parent, create_region, create_school, create_student
from tests.people import remember

pytestmark = pytest.mark.django_db
BORN = date(2012, 10, 1)


def may_go_on(verified: VerifiedIdentity, row: Student | Parent, *, region: Region, on: date) -> bool:
    return levels.may_go_on(verified, row, profiles=profiles_of(region, on=on), region=region, on=on)


@pytest.mark.parametrize(
    ("level", "on", "expected"),
    [
        pytest.param(Level.CHILD, date(2026, 9, 30), True, id="the day before 14"),
        pytest.param(Level.CHILD, date(2026, 10, 1), True, id="the 14th birthday"),
        pytest.param(Level.CHILD, date(2026, 12, 30), True, id="the last day of grace"),
        pytest.param(Level.CHILD, date(2026, 12, 31), False, id="after the grace"),
        pytest.param(Level.CONFIRMED, date(2027, 6, 1), True, id="an own account"),
        pytest.param(Level.OTHER, date(2026, 9, 30), False, id="an unconfirmed one at no age"),
    ],
)
def test_a_pupils_account(level: Level, on: date, expected: bool) -> None:  # noqa: FBT001  a table's column
    student = create_student(school=create_school(), birth_date=BORN)
    verified = remember(level=level, birth_date=BORN)
    assert may_go_on(verified, student, region=create_region(), on=on) is expected


@pytest.mark.parametrize(
    ("level", "expected"), [(Level.CONFIRMED, True), (Level.CHILD, False), (Level.OTHER, False)], ids=str
)
def test_a_parents_account(level: Level, expected: bool) -> None:  # noqa: FBT001  a table's column
    parent = create_parent(school=create_school())
    assert may_go_on(remember(level=level), parent, region=create_region(), on=date(2026, 10, 1)) is expected


@pytest.mark.parametrize(
    ("born", "days", "expected"),
    [
        pytest.param(date(2012, 9, 12), 90, date(2026, 12, 11), id="ninety days from 12 September"),
        pytest.param(date(2012, 9, 12), 30, date(2026, 10, 12), id="a region with a month"),
        pytest.param(date(2012, 9, 12), 0, date(2026, 9, 12), id="a region without a grace: the birthday itself"),
        pytest.param(date(2012, 2, 29), 90, date(2026, 5, 30), id="a leap-day child from 1 March on"),
        pytest.param(date(2014, 2, 28), 1, date(2028, 2, 29), id="a day that leap years alone have"),
    ],
)
def test_the_last_day_of_a_childs_account(born: date, days: int, expected: date) -> None:
    region = create_region(grace_days=days)
    assert grace_ends(born, region=region) == expected
    student = create_student(school=create_school(region=region), birth_date=born)
    verified = remember(level=Level.CHILD, birth_date=born)
    assert may_go_on(verified, student, region=region, on=expected)
    assert not may_go_on(verified, student, region=region, on=date.fromordinal(expected.toordinal() + 1))


ZONES = {
    "Europe/Kaliningrad": 2,
    "Europe/Moscow": 3,
    "Europe/Samara": 4,
    "Asia/Yekaterinburg": 5,
    "Asia/Omsk": 6,
    "Asia/Krasnoyarsk": 7,
    "Asia/Irkutsk": 8,
    "Asia/Yakutsk": 9,
    "Asia/Vladivostok": 10,
    "Asia/Magadan": 11,
    "Asia/Kamchatka": 12,
}


@pytest.mark.parametrize(("zone", "offset"), ZONES.items(), ids=ZONES)
def test_every_zone_has_its_own_midnight(zone: str, offset: int) -> None:
    region = create_region(time_zone=zone)
    student = create_student(school=create_school(region=region), birth_date=BORN)
    verified = remember(level=Level.CHILD, birth_date=BORN)
    midnight = datetime(2026, 12, 30, 24 - offset, 0, tzinfo=UTC)
    last = local_date(region, at=datetime.fromtimestamp(midnight.timestamp() - 1, tz=UTC))
    assert may_go_on(verified, student, region=region, on=last)
    assert not may_go_on(verified, student, region=region, on=local_date(region, at=midnight))


@pytest.mark.parametrize(("zone", "offset"), ZONES.items(), ids=ZONES)
def test_when_it_is_the_birthday_in_kamchatka_it_is_not_yet_in_the_west(zone: str, offset: int) -> None:
    noon_in_utc = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)
    region = create_region(time_zone=zone)
    assert band_of(BORN, on=local_date(region, at=noon_in_utc)) is (
        Band.FROM_14 if offset == ZONES["Asia/Kamchatka"] else Band.UNDER_14
    )
