"""Every slip of the hand is one that matching knows by name."""

from dataclasses import replace
from datetime import date

import pytest

from dnevnik.demo import defects
from dnevnik.demo.defects import Clerk, Habits
from dnevnik.demo.lines import Entry, Line
from dnevnik.demo.people import FEMALE, MALE, dice, synthetic_snils
from schools.identifiers import names
from schools.identifiers.names import Kind

CAREFUL = Habits(parents_without_snils=0, pupils_without_snils=0, no_yo=0, slips=0, hyphen_as_space=0)
WRITTEN = Entry(
    surname="Соловьёв-Орлов",
    given_name="Семён",
    patronymic="Фёдорович",
    gender=MALE,
    born=date(2015, 3, 4),
    snils=synthetic_snils(500_001),
)
MOTHER = replace(WRITTEN, surname="Соловьёва", gender=FEMALE, snils=synthetic_snils(500_002))
LINE = Line(pupil=WRITTEN, grade=5, letter="А", mother=MOTHER, father=None)


def clerk(**habits: float) -> Clerk:
    return Clerk(replace(CAREFUL, **habits), dice(3), spared=frozenset())


@pytest.mark.parametrize(
    ("slip", "kind"),
    [
        pytest.param(defects.typo, Kind.TYPO, id="two letters change places"),
        pytest.param(defects.latin, Kind.LATIN_LOOKALIKE, id="a Latin capital"),
        pytest.param(defects.capitals, Kind.CASE, id="capitals"),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_a_slip_in_the_surname(slip: defects.Slip, kind: Kind, seed: int) -> None:
    found = names.difference(WRITTEN.surname, slip(WRITTEN, dice(seed)).surname)
    assert found is not None
    assert found.kinds == (kind,)


def test_spaces_that_double_are_no_difference() -> None:
    spaced = defects.double_space(WRITTEN, dice(1))
    assert "  " in spaced.full_name
    assert names.difference(WRITTEN.given_name, spaced.given_name) is None


def test_a_patronymic_may_be_a_dash() -> None:
    assert names.is_absent(defects.no_patronymic(WRITTEN, dice(1)).patronymic)


@pytest.mark.parametrize(
    ("habit", "kind"),
    [
        pytest.param("no_yo", Kind.YO, id="е for ё"),
        pytest.param("hyphen_as_space", Kind.HYPHEN_OR_SPACE, id="no hyphen"),
    ],
)
def test_a_habit_in_the_surname(habit: str, kind: Kind) -> None:
    typed = clerk(**{habit: 1.0}).retype([LINE])[0]
    found = names.difference(WRITTEN.surname, typed.pupil.surname)
    assert found is not None
    assert found.kinds == (kind,)


def test_numbers_are_left_out_by_role() -> None:
    typed = clerk(parents_without_snils=1.0).retype([LINE])[0]
    assert typed.pupil.snils == WRITTEN.snils
    assert typed.mother is not None
    assert typed.mother.snils == ""


def test_a_careful_clerk_changes_nothing() -> None:
    assert clerk().retype([LINE]) == [LINE]


def test_the_cast_is_spared() -> None:
    heavy = clerk(no_yo=1, slips=1, parents_without_snils=1)
    assert replace(heavy, spared=frozenset({WRITTEN.snils, MOTHER.snils})).retype([LINE]) == [LINE]


def test_a_mother_of_two_is_typed_the_same_way_twice() -> None:
    sister = replace(LINE, pupil=replace(WRITTEN, given_name="Вера", snils=synthetic_snils(500_003)))
    first, second = clerk(slips=1).retype([LINE, sister])
    assert first.mother == second.mother != MOTHER


def test_what_happens_to_whole_lines() -> None:
    assert defects.mothers_number(LINE).pupil.snils == MOTHER.snils
    assert defects.impossible_birthday(LINE).pupil.born == "31.02.2015"
    assert len(defects.doubled_digit(LINE).pupil.snils) == len(WRITTEN.snils) + 1
