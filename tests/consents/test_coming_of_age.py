"""The 18th birthday: computed at the request, decided by the pupil, in advance or after (L21, I11)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import ExternalIdentity
from consents.access import open_places
from schools.models import Region
from tests.consents.families import as_parent, as_pupil, ask_of, give, kinds, seen_child, withdraw
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
TURNS_18 = date(2008, 10, 15)
BEFORE, AFTER = NOON, NOON + timedelta(days=14)


@pytest.fixture
def family() -> Household:
    """Two weeks before the birthday, with the mother's two consents."""
    made = household(born=TURNS_18)
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def sees(mother: ExternalIdentity, *, at: datetime) -> bool:
    return seen_child(mother, at=at).is_shown


def test_until_the_birthday_the_parents_consent_counts(family: Household) -> None:
    assert as_pupil(family.child, at=BEFORE).is_open
    assert sees(family.mother, at=BEFORE)


def test_from_the_birthday_on_everything_is_shut_though_no_night_ran(family: Household) -> None:
    assert not as_pupil(family.child, at=AFTER).is_open
    assert not sees(family.mother, at=AFTER)


def test_both_decisions_are_offered_in_advance_and_block_nothing(family: Household) -> None:
    assert kinds(family.child, at=BEFORE) == ["own", "parents"]
    assert {ask_of(family.child, kind).counts_from for kind in ("own", "parents")} == {date(2026, 10, 15)}
    assert all(ask_of(family.child, kind).is_choice for kind in ("own", "parents"))


def test_they_are_not_offered_earlier() -> None:
    assert kinds(household(born=date(2008, 12, 15)).child) == []


def test_own_decision_in_advance_counts_from_the_birthday(family: Household) -> None:
    withdraw(family.mother, "child", at=BEFORE + timedelta(minutes=1))
    give(family.child, "own", at=BEFORE)
    assert not as_pupil(family.child, at=BEFORE).is_open, "under 18 it is a parent's to decide"
    assert as_pupil(family.child, at=AFTER).is_open
    assert not sees(family.mother, at=AFTER)


def test_parents_go_on_seeing_if_the_pupil_allowed_it(family: Household) -> None:
    give(family.child, "own", at=BEFORE)
    give(family.child, "parents", at=BEFORE)
    assert sees(family.mother, at=BEFORE)
    assert sees(family.mother, at=AFTER)


def test_a_permission_alone_shows_nothing(family: Household) -> None:
    give(family.child, "parents", at=BEFORE)
    assert not sees(family.mother, at=AFTER)


def test_an_adult_pupil_allows_and_takes_back(family: Household) -> None:
    give(family.child, "own", at=AFTER)
    assert not sees(family.mother, at=AFTER)
    give(family.child, "parents", at=AFTER)
    assert sees(family.mother, at=AFTER)
    withdraw(family.child, "parents", at=AFTER)
    assert not sees(family.mother, at=AFTER)
    assert as_pupil(family.child, at=AFTER).is_open


def test_one_purpose_is_not_the_other(family: Household) -> None:
    """A permission for parents is no consent about oneself, nor the other way round."""
    give(family.child, "parents", at=AFTER)
    assert not as_pupil(family.child, at=AFTER).consent_stands
    withdraw(family.child, "parents", at=AFTER)
    give(family.child, "own", at=AFTER)
    place = as_pupil(family.child, at=AFTER)
    assert place.consent_stands
    assert not place.parents_allowed


def test_the_mother_decides_nothing_about_an_adult(family: Household) -> None:
    assert as_parent(family.mother, at=AFTER).wards == ()
    assert kinds(family.mother, at=AFTER) == ["own"]
    assert open_places(family.mother, at=AFTER), "her own door stays open, the child's diary does not"


@pytest.mark.parametrize(
    "zone",
    ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Yekaterinburg", "Asia/Vladivostok", "Asia/Kamchatka"],
)
def test_the_day_begins_at_midnight_of_the_region(family: Household, zone: str) -> None:
    Region.objects.update(time_zone=zone)
    mother = ExternalIdentity.objects.select_related("region", "verified").get(pk=family.mother.pk)
    hours = {"Europe/Kaliningrad": 2, "Europe/Moscow": 3, "Asia/Yekaterinburg": 5, "Asia/Vladivostok": 10}.get(zone, 12)
    midnight = datetime(2026, 10, 15, tzinfo=UTC) - timedelta(hours=hours)
    assert sees(mother, at=midnight - timedelta(seconds=1))
    assert not sees(mother, at=midnight)


def test_a_leap_day_child_comes_of_age_on_1_march() -> None:
    family = household(born=date(2008, 2, 29))
    february, march = (datetime(2026, *day, 9, tzinfo=UTC) for day in ((2, 28), (3, 1)))
    assert not as_pupil(family.child, at=february).for_oneself
    assert as_pupil(family.child, at=february).soon_of_age
    assert as_pupil(family.child, at=march).for_oneself
