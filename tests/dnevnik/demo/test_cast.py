"""The cast: what the stand says of each, what their school wrote instead, and that every ending has its persona."""

import json
from datetime import date, timedelta
from itertools import groupby

import pytest

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo import calendar
from dnevnik.demo.cast import as_document, personas_of, scenes
from dnevnik.demo.people import Child, Numbers, Person, dice
from dnevnik.demo.personas import Persona, Scene, subject
from dnevnik.demo.regions import OMSK, RYAZAN
from dnevnik.demo.schools import SCHOOLS
from dnevnik.stand.cast import parse_cast
from dnevnik.stand.persona import Check, Paper
from schools.identifiers import names, snils

DAYS = [date(2026, 10, 5), date(2026, 8, 31), date(2028, 2, 29)]
HEADINGS = [
    "Кто начинает", "Родители", "Ученики до 14 лет", "Ученики 14–17 лет", "Ученики от 18 лет", "Сбои и отказы",
    "Пять семей",
]  # fmt: skip
MINORS = (Band.UNDER_14, Band.FROM_14)
# Which endings the demo can come to, and for whom; a pupil of age has no parent to wait for.
OF_EVERYBODY = {Outcome.DIFFERS, Outcome.NOT_FOUND, Outcome.LEVEL_LOW}
OF_MINORS = {
    Outcome.CERTIFICATE_DIFFERS,
    Outcome.SNILS_ABSENT,
    Outcome.AMBIGUOUS,
    Outcome.WRONG_ROLE,
    Outcome.CONSENT_PARENT,
    Outcome.NO_PARENT,
}
OF_ADULT_PUPILS = {Outcome.CONSENT_SELF}
OF_PARENTS = {Outcome.AMBIGUOUS, Outcome.WRONG_ROLE, Outcome.RESTRICTED, Outcome.NO_CHILD, Outcome.CONSENT_SELF}


def acts(on: date = DAYS[0]) -> tuple[Scene, ...]:
    return scenes(numbers=Numbers(dice(1)), on=on)


def personas(on: date = DAYS[0]) -> tuple[Persona, ...]:
    return personas_of(acts(on))


def endings(band: Band) -> set[Outcome | None]:
    return {persona.outcome for persona in personas() if persona.band is band}


def written(person: Person) -> Person:
    """What the person's school has in place of what is true."""
    everybody = [member for scene in acts() for family in scene.families for member in family.members]
    return next(member for member in everybody if member.snils == person.snils and member != person)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_stand_understands_the_cast(on: date) -> None:
    read = parse_cast(json.dumps(as_document(personas(on))))
    assert len(read) > 60
    assert [persona.subject for persona in read[:6]] == [subject(number) for number in range(1, 7)]
    assert all(snils.parse(persona.claims["snils"]) == persona.claims["snils"] for persona in read)
    assert [heading for heading, _group in groupby(persona.group for persona in read)] == HEADINGS


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_age_on_the_card_is_the_age(on: date) -> None:
    for persona in personas(on):
        years = calendar.age(persona.person.born, on=on)
        assert f" {years} " in persona.about or f" {years}," in persona.about, persona.about


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_pupil_stands_under_the_right_age(on: date) -> None:
    bounds = {Band.UNDER_14: range(14), Band.FROM_14: range(14, 18), Band.ADULT: range(18, 30)}
    for persona in personas(on):
        years = calendar.age(persona.person.born, on=on)
        is_pupil = isinstance(persona.person, Child)
        assert (years in bounds[persona.band]) if is_pupil else persona.band is Band.PARENT, persona.about


@pytest.mark.parametrize(
    ("band", "needed"),
    [
        pytest.param(Band.PARENT, OF_EVERYBODY | OF_PARENTS, id="parents"),
        pytest.param(Band.UNDER_14, OF_EVERYBODY | OF_MINORS, id="under 14"),
        pytest.param(Band.FROM_14, OF_EVERYBODY | OF_MINORS | {Outcome.AGE_TRANSITION}, id="14 to 17"),
        pytest.param(Band.ADULT, OF_EVERYBODY | OF_ADULT_PUPILS, id="from 18"),
    ],
)
def test_every_ending_of_an_age_has_its_persona(band: Band, needed: set[Outcome]) -> None:
    assert {None, *needed} - endings(band) == set()


def test_every_ending_there_is_has_its_persona() -> None:
    assert set(Outcome) - {persona.outcome for persona in personas()} == set()


@pytest.mark.parametrize("band", Band)
def test_nobody_is_found_with_a_form_and_without_one(band: Band) -> None:
    lost = {one.region for one in personas() if one.band is band and one.outcome is Outcome.NOT_FOUND}
    assert RYAZAN.code in lost
    assert lost - {RYAZAN.code}


def test_names_differ_in_different_ways() -> None:
    differing = [one for one in personas() if one.outcome is Outcome.DIFFERS]
    kinds = set()
    for persona in differing:
        school = written(persona.person)
        found = [names.difference(getattr(persona.person, part), getattr(school, part)) for part in NAMES]
        kinds |= {difference.kind for difference in found if difference}
    assert kinds >= {names.Kind.TYPO, names.Kind.DIFFERENT}


NAMES = ("surname", "given_name", "patronymic")


def test_the_typo_is_one_and_the_yo_is_none() -> None:
    _, olga, semyon, *_ = (persona.person for persona in personas())
    typo = names.difference(olga.surname, written(olga).surname)
    yo = [names.difference(getattr(semyon, part), getattr(written(semyon), part)) for part in NAMES]
    assert typo is not None
    assert typo.kinds == (names.Kind.TYPO,)
    assert [found.kinds for found in yo if found] == [(names.Kind.YO,)] * 3


def test_the_first_pupil_is_the_first_mothers_son_and_has_a_childs_account() -> None:
    anna, *_, maxim = personas()[:6]
    (family,) = next(scene.families for scene in acts() if anna in scene.personas)
    assert isinstance(maxim.person, Child)
    assert maxim.person in family.children
    assert len({child.school for child in family.children}) == 2
    assert as_document((maxim,))["personas"][0]["claims"]["birth_certificate"] == maxim.person.certificate
    assert (maxim.assurance, maxim.after) == ("child", (anna.number,))


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_boy_of_fourteen_is_within_the_grace_and_the_girl_is_past_it(on: date) -> None:
    by_number = {persona.number: persona for persona in personas(on)}
    boy, again, girl = (by_number[number].person for number in (94, 95, 59))
    fourteen = [calendar.years_before(on, 14) - person.born for person in (boy, girl)]
    assert fourteen[0] < timedelta(days=90) < fourteen[1]
    assert boy == again
    assert OMSK.facts["grace_days"] == 90


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_the_girl_of_seventeen_is_of_age_within_sixty_days(on: date) -> None:
    (arina,) = (persona.person for persona in personas(on) if persona.number == 52)
    assert calendar.age(arina.born, on=on) == 17
    assert calendar.age(arina.born, on=on + timedelta(days=60)) == 18


def test_whoever_comes_first_stands_in_the_cast() -> None:
    by_number = {persona.number: persona for persona in personas()}
    assert len(by_number) == len(personas())
    assert all(number in by_number for each in by_number.values() for number in each.after)


def test_people_of_a_small_region_are_in_its_own_school() -> None:
    for scene in acts():
        at = {SCHOOLS[child.school].region.code for family in scene.families for child in family.children}
        assert {persona.region for persona in scene.personas} == at


def test_everybody_has_a_rehearsal_login_of_ones_own() -> None:
    read = parse_cast(json.dumps(as_document(personas())))
    assert len({one.email for one in read}) == len({one.phone for one in read}) == len(read)
    assert all(one.password and one.email.endswith(".example") for one in read)
    assert all(one.phone.startswith("+7000") for one in read)


def test_the_state_knows_children_in_every_state_of_the_check() -> None:
    read = {one.subject: one for one in parse_cast(json.dumps(as_document(personas())))}
    kids = [kid for one in read.values() for kid in one.children]
    assert {kid.check for kid in kids} == set(Check)
    accounts = [kid for kid in kids if kid.subject]
    assert accounts
    assert all(kid.claims["snils"] == read[kid.subject].claims["snils"] for kid in accounts)


def test_whoever_is_fourteen_has_a_passport() -> None:
    read = parse_cast(json.dumps(as_document(personas())))
    for one, persona in zip(read, personas(), strict=True):
        kinds = {paper.kind for paper in one.documents}
        assert (Paper.PASSPORT in kinds) is (persona.band is not Band.UNDER_14 and bool(persona.person.snils))
