"""Families are believable, and the same every time."""

from collections import Counter
from datetime import date

import pytest

from dnevnik.demo import calendar
from dnevnik.demo.families import Town
from dnevnik.demo.people import FEMALE, Child, Family, Numbers, dice, synthetic_snils
from schools.identifiers import birth_certificate, snils

TODAY = date(2026, 10, 5)
PUPILS = 600


def families(seed: int = 7) -> list[Family]:
    rng = dice(seed)
    return Town(rng=rng, numbers=Numbers(rng), on=TODAY, schools=range(3)).families(pupils=PUPILS)


@pytest.fixture(scope="module")
def town() -> list[Family]:
    return families()


def children(town: list[Family]) -> list[Child]:
    return [child for family in town for child in family.children]


def test_the_same_seed_gives_the_same_people(town: list[Family]) -> None:
    assert families() == town
    assert families(seed=8) != town


def test_there_are_as_many_pupils_as_asked_for_in_even_schools(town: list[Family]) -> None:
    filled = Counter(child.school for child in children(town))
    assert filled.total() == PUPILS
    assert all(195 <= count <= 205 for count in filled.values())


def test_every_number_is_of_the_block_given_to_nobody_and_given_once(town: list[Family]) -> None:
    numbers = [person.snils for family in town for person in family.members]
    assert all(number < "001-001-998" for number in numbers)
    assert all(number[12:] == snils.check_digits(number[:11].replace("-", "")) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_last_synthetic_number_is_the_last_of_its_block() -> None:
    assert synthetic_snils(1_001_997)[:11] == "001-001-997"


def test_certificates_read_as_russian_ones_of_an_office_that_is_none(town: list[Family]) -> None:
    read = [birth_certificate.parse(child.certificate) for child in children(town) if child.certificate]
    assert {certificate.series for certificate in read} == {"V-ЯЯ"}
    assert len({certificate.number for certificate in read}) == len(read) > PUPILS * 0.9


def test_children_are_of_the_age_of_their_grade(town: list[Family]) -> None:
    assert all(calendar.grade_of(child.born, on=TODAY) == child.grade for child in children(town))
    assert {child.grade for child in children(town)} == set(range(1, 12))


def test_parents_are_grown_up_when_their_first_child_is_born(town: list[Family]) -> None:
    for family in town:
        eldest = min(child.born for child in family.children)
        adults = [person for person in (family.mother, family.father) if person]
        assert adults, "Every child has somebody."
        assert all(18 <= calendar.age(adult.born, on=eldest) <= 45 for adult in adults)


def test_a_family_shares_its_names(town: list[Family]) -> None:
    for family in town:
        assert len({child.patronymic[:3] for child in family.children}) == 1
        assert len({child.given_name for child in family.children}) == len(family.children)
        if family.mother:
            assert family.mother.gender == FEMALE


def test_life_is_varied(town: list[Family]) -> None:
    sizes = Counter(len(family.children) for family in town)
    assert sizes[1] > sizes[2] > sizes[3] > 0
    assert any(family.mother is None for family in town)
    assert any(family.father is None for family in town)
    assert any(len({child.school for child in family.children}) == 2 for family in town), "two schools in one family"
    assert any(len({child.born for child in family.children}) < len(family.children) for family in town), "twins"
