"""Ages, bands, levels and what a region may and may not choose."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from accounts.claims import Level
from accounts.matching.profile import (
    Band,
    Profile,
    age,
    band_of,
    certificate_anchors,
    default_profiles,
    is_minor,
    level_suffices,
)
from schools.identifiers.names import Kind
from tests.accounts.matching.people import profiles_with


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        pytest.param(date(2012, 9, 12), date(2026, 9, 11), 13, id="thirteen on the eve of the birthday"),
        pytest.param(date(2012, 9, 12), date(2026, 9, 12), 14, id="fourteen on the birthday itself"),
        pytest.param(date(2012, 9, 12), date(2026, 9, 13), 14, id="fourteen the day after"),
        pytest.param(date(2012, 9, 12), date(2026, 8, 31), 13, id="a later day of an earlier month is before"),
        pytest.param(date(2012, 9, 12), date(2026, 10, 1), 14, id="an earlier day of a later month is after"),
        pytest.param(date(2012, 12, 31), date(2026, 1, 1), 13, id="new year makes nobody older"),
        pytest.param(date(2012, 2, 29), date(2026, 2, 28), 13, id="born on 29 February: not yet on 28 February"),
        pytest.param(date(2012, 2, 29), date(2026, 3, 1), 14, id="born on 29 February: on 1 March of a common year"),
        pytest.param(date(2012, 2, 29), date(2028, 2, 28), 15, id="born on 29 February: the eve in a leap year"),
        pytest.param(date(2012, 2, 29), date(2028, 2, 29), 16, id="born on 29 February: the day itself in a leap year"),
        pytest.param(date(2026, 9, 1), date(2026, 9, 1), 0, id="nought on the day of birth"),
        pytest.param(date(2026, 9, 2), date(2026, 9, 1), -1, id="not born yet"),
    ],
)
def test_years_are_full_on_the_birthday(born: date, on: date, years: int) -> None:
    assert age(born, on=on) == years


@pytest.mark.parametrize(
    ("born", "on", "band"),
    [
        pytest.param(date(2017, 3, 8), date(2026, 9, 1), Band.UNDER_14, id="nine"),
        pytest.param(date(2012, 9, 12), date(2026, 9, 11), Band.UNDER_14, id="the eve of fourteen"),
        pytest.param(date(2012, 9, 12), date(2026, 9, 12), Band.FROM_14, id="the fourteenth birthday"),
        pytest.param(date(2012, 9, 12), date(2030, 9, 11), Band.FROM_14, id="the eve of eighteen"),
        pytest.param(date(2012, 9, 12), date(2030, 9, 12), Band.ADULT, id="the eighteenth birthday"),
        pytest.param(date(2012, 2, 29), date(2026, 2, 28), Band.UNDER_14, id="a leap-day child before fourteen"),
        pytest.param(date(2012, 2, 29), date(2026, 3, 1), Band.FROM_14, id="a leap-day child turns fourteen"),
        pytest.param(date(2008, 2, 29), date(2026, 2, 28), Band.FROM_14, id="a leap-day child before eighteen"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), Band.ADULT, id="a leap-day child turns eighteen"),
        pytest.param(date(1950, 1, 1), date(2026, 9, 1), Band.ADULT, id="a pupil of an evening school"),
        pytest.param(date(2027, 1, 1), date(2026, 9, 1), Band.UNDER_14, id="a date of birth in the future"),
    ],
)
def test_bands_change_on_the_birthdays(born: date, on: date, band: Band) -> None:
    assert band_of(born, on=on) is band


@pytest.mark.parametrize(
    ("level", "minimum", "enough"),
    [
        (Level.CONFIRMED, Level.CONFIRMED, True),
        (Level.CONFIRMED, Level.CHILD, True),
        (Level.CONFIRMED, Level.OTHER, True),
        (Level.CHILD, Level.CONFIRMED, False),
        (Level.CHILD, Level.CHILD, True),
        (Level.CHILD, Level.OTHER, True),
        (Level.OTHER, Level.CONFIRMED, False),
        (Level.OTHER, Level.CHILD, False),
        (Level.OTHER, Level.OTHER, True),
    ],
)
def test_a_level_suffices_from_the_minimum_up(*, level: Level, minimum: Level, enough: bool) -> None:
    profile = Profile(certificate_is_anchor=True, minimum_level=minimum)
    assert level_suffices(level, profile=profile) is enough


@pytest.mark.parametrize(
    ("band", "minimum", "certificate"),
    [
        (Band.UNDER_14, Level.CHILD, True),
        (Band.FROM_14, Level.CONFIRMED, True),
        (Band.ADULT, Level.CONFIRMED, True),
        (Band.PARENT, Level.CONFIRMED, False),
    ],
)
def test_by_default_the_rules_of_2024_hold(*, band: Band, minimum: Level, certificate: bool) -> None:
    assert default_profiles()[band] == Profile(
        certificate_is_anchor=certificate,
        minimum_level=minimum,
        equal_kinds=frozenset({Kind.CASE, Kind.YO, Kind.HYPHEN_OR_SPACE, Kind.LATIN_LOOKALIKE}),
        certificate_blocks=False,
        snils_required=False,
        birth_date_blocks=False,
        gender_blocks=False,
    )


def test_every_band_has_a_default_profile() -> None:
    assert set(default_profiles()) == set(Band)


@pytest.mark.parametrize(
    ("band", "switch", "counts"),
    [
        pytest.param(Band.UNDER_14, True, True, id="a child's certificate counts"),
        pytest.param(Band.UNDER_14, False, True, id="no region can switch off a child's certificate"),
        pytest.param(Band.FROM_14, True, True, id="a teenager's certificate counts"),
        pytest.param(Band.FROM_14, False, True, id="no region can switch off a teenager's certificate"),
        pytest.param(Band.ADULT, True, True, id="an adult pupil's certificate counts where the region says so"),
        pytest.param(Band.ADULT, False, False, id="a region may switch off an adult pupil's certificate"),
        pytest.param(Band.PARENT, True, False, id="no region can make a parent's certificate count"),
        pytest.param(Band.PARENT, False, False, id="a parent has SNILS alone"),
    ],
)
def test_whose_certificate_counts(*, band: Band, switch: bool, counts: bool) -> None:
    assert certificate_anchors(band, profiles_with(certificate_is_anchor=switch)) is counts


@pytest.mark.parametrize("kind", [Kind.TYPO, Kind.DIFFERENT])
def test_likeness_can_never_be_made_equal(kind: Kind) -> None:
    with pytest.raises(ValueError, match="likeness never links"):
        Profile(certificate_is_anchor=True, minimum_level=Level.CHILD, equal_kinds=frozenset({Kind.CASE, kind}))


def test_a_profile_is_a_value_that_nobody_can_change_behind_anothers_back() -> None:
    with pytest.raises(FrozenInstanceError):
        default_profiles()[Band.PARENT].birth_date_blocks = True  # type: ignore[misc]  # this is the point


@pytest.mark.parametrize(
    ("born", "level", "minor"),
    [
        pytest.param(date(2008, 9, 2), Level.CONFIRMED, True, id="the eve of the 18th birthday"),
        pytest.param(date(2008, 9, 1), Level.CONFIRMED, False, id="the 18th birthday"),
        pytest.param(date(2008, 9, 1), Level.CHILD, False, id="grown out of a child's account"),
        pytest.param(date(2016, 9, 1), Level.OTHER, True, id="a child, whatever the account"),
        pytest.param(None, Level.CHILD, True, id="a child's account without a birth date"),
        pytest.param(None, Level.CONFIRMED, False, id="nothing says so"),
    ],
)
def test_who_is_under_18_by_the_states_word(born: date | None, level: Level, minor: bool) -> None:  # noqa: FBT001  a table's column
    assert is_minor(born, level=level, on=date(2026, 9, 1)) is minor
