"""The six personas: what the stand says of them, and what their school wrote instead."""

import json
from datetime import date

import pytest

from dnevnik.demo import calendar
from dnevnik.demo.cast import Persona, as_document, personas_of, scenes
from dnevnik.demo.people import Child, Numbers, dice
from dnevnik.stand.cast import parse_cast
from schools.identifiers import names, snils

DAYS = [date(2026, 10, 5), date(2026, 8, 31), date(2028, 2, 29)]


def personas(on: date = DAYS[0]) -> tuple[Persona, ...]:
    return personas_of(scenes(numbers=Numbers(dice(1)), on=on))


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_stand_understands_the_cast(on: date) -> None:
    read = parse_cast(json.dumps(as_document(personas(on))))
    assert [persona.subject for persona in read] == [f"100030000{number}" for number in range(1, 7)]
    assert all(snils.parse(persona.claims["snils"]) == persona.claims["snils"] for persona in read)


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("index", range(6), ids=lambda index: f"persona {index + 1}")
def test_the_age_on_the_card_is_the_age(on: date, index: int) -> None:
    persona = personas(on)[index]
    assert f" {calendar.age(persona.person.born, on=on)} " in persona.about


def test_the_typo_is_one_and_the_yo_is_none() -> None:
    _, olga, semyon, *_ = personas()
    typo = names.difference(olga.person.surname, olga.slip["surname"])
    yo = [names.difference(getattr(semyon.person, part), written) for part, written in semyon.slip.items()]
    assert typo is not None
    assert typo.kinds == (names.Kind.TYPO,)
    assert [found.kinds for found in yo if found] == [(names.Kind.YO,)] * 3


def test_the_pupil_is_the_first_mothers_son_and_has_a_childs_account() -> None:
    anna, *_, maxim = personas()
    family = next(scene.family for scene in scenes(numbers=Numbers(dice(1)), on=DAYS[0]) if scene.personas[0] == anna)
    assert isinstance(maxim.person, Child)
    assert maxim.person in family.children
    assert len({child.school for child in family.children}) == 2
    assert as_document((maxim,))["personas"][0]["claims"]["birth_certificate"] == maxim.person.certificate
    assert maxim.assurance == "child"
