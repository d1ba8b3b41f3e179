"""The six people who may sign in at the rehearsal Gosuslugi, and their families among the pupils.

What the state knows of them is true; `slip` is what the school wrote down instead, and that is the story of each.
"""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from dnevnik.demo import calendar
from dnevnik.demo.people import FEMALE, MALE, Child, Family, Numbers, Person

FIRST_SCHOOL, SECOND_SCHOOL = 0, 1
SINCE_BIRTHDAY = timedelta(days=140)


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One of the six. `assurance` is the level of the account as the stand names levels.

    `is_unlinked` when the school closed the link to the child by hand after the list had come in.
    """

    subject: str
    person: Person
    about: str
    expect: str
    assurance: str = "confirmed"
    slip: dict[str, str] = field(default_factory=dict)
    is_unlinked: bool = False


@dataclass(frozen=True)
class Scene:
    """A family of the cast and those of it who sign in."""

    family: Family
    personas: tuple[Persona, ...]


@dataclass(frozen=True)
class Author:
    """Writes people down as of one day."""

    numbers: Numbers
    on: date

    def person(self, name: str, years: int, gender: str) -> Person:
        surname, given_name, patronymic = name.split()
        return Person(
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
            gender=gender,
            born=calendar.years_before(self.on, years) - SINCE_BIRTHDAY,
            snils=self.numbers.snils(),
        )

    def child(self, name: str, years: int, gender: str, *, school: int) -> Child:
        person = self.person(name, years, gender)
        return Child(
            **asdict(person),
            school=school,
            grade=calendar.grade_of(person.born, on=self.on),
            letter="А",
            certificate=self.numbers.certificate(),
        )


def scenes(*, numbers: Numbers, on: date) -> tuple[Scene, ...]:
    """The families of the cast as of that day."""
    author = Author(numbers, on)
    return tuple(write(author) for write in (_sokolovs, _kuznetsovs, _korolyovs, _morozovs, _pavlovs))


def personas_of(cast: tuple[Scene, ...]) -> tuple[Persona, ...]:
    """The six in the order in which they are introduced."""
    return tuple(sorted((persona for scene in cast for persona in scene.personas), key=lambda each: each.subject))


def _sokolovs(author: Author) -> Scene:
    anna = author.person("Соколова Анна Викторовна", 38, FEMALE)
    maxim = author.child("Соколов Максим Дмитриевич", 9, MALE, school=FIRST_SCHOOL)
    polina = author.child("Соколова Полина Дмитриевна", 14, FEMALE, school=SECOND_SCHOOL)
    family = Family(children=(maxim, polina), mother=anna, father=author.person("Соколов Дмитрий Андреевич", 41, MALE))
    mother = Persona(
        subject="1000300001",
        person=anna,
        about="Мама, 38 лет. Сын учится в школе № 950, дочь – в школе № 241.",
        expect="Входит в дневник и видит обоих детей.",
    )
    son = Persona(
        subject="1000300006",
        person=maxim,
        about="Ученик школы № 950, 9 лет. Учётную запись ему создала мама, Анна Соколова.",
        expect="Входит после того, как мама вошла и дала согласие.",
        assurance="child",
    )
    return Scene(family, (mother, son))


def _kuznetsovs(author: Author) -> Scene:
    olga = author.person("Кузнецова Ольга Сергеевна", 35, FEMALE)
    egor = author.child("Кузнецов Егор Павлович", 8, MALE, school=FIRST_SCHOOL)
    mother = Persona(
        subject="1000300002",
        person=olga,
        about="Мама, 35 лет. Сын учится в школе № 950.",
        expect="Не входит: в школе опечатка в её фамилии.",
        slip={"surname": "Кузнецоав"},
    )
    return Scene(Family(children=(egor,), mother=olga, father=None), (mother,))


def _korolyovs(author: Author) -> Scene:
    semyon = author.person("Королёв Семён Фёдорович", 44, MALE)
    vera = author.child("Королёва Вера Семёновна", 12, FEMALE, school=FIRST_SCHOOL)
    irina = author.person("Королёва Ирина Львовна", 42, FEMALE)
    father = Persona(
        subject="1000300003",
        person=semyon,
        about="Папа, 44 года. Дочь учится в школе № 950.",
        expect="Входит; школа видит замечание: «е» вместо «ё».",
        slip={"surname": "Королев", "given_name": "Семен", "patronymic": "Федорович"},
    )
    return Scene(Family(children=(vera,), mother=irina, father=semyon), (father,))


def _morozovs(author: Author) -> Scene:
    tatyana = author.person("Морозова Татьяна Ивановна", 41, FEMALE)
    alisa = author.child("Морозова Алиса Романовна", 10, FEMALE, school=SECOND_SCHOOL)
    roman = author.person("Морозов Роман Евгеньевич", 43, MALE)
    mother = Persona(
        subject="1000300004",
        person=tatyana,
        about="Мама, 41 год. Дочь учится в школе № 241.",
        expect="Не входит: школа не записала её СНИЛС и потому не находит её.",
        slip={"snils": ""},
    )
    return Scene(Family(children=(alisa,), mother=tatyana, father=roman), (mother,))


def _pavlovs(author: Author) -> Scene:
    igor = author.person("Павлов Игорь Николаевич", 39, MALE)
    ilya = author.child("Павлов Илья Игоревич", 11, MALE, school=FIRST_SCHOOL)
    elena = author.person("Павлова Елена Олеговна", 37, FEMALE)
    father = Persona(
        subject="1000300005",
        person=igor,
        about="Папа, 39 лет. Сын учится в школе № 950.",
        expect="Не входит: школа не связала его ни с одним ребёнком.",
        is_unlinked=True,
    )
    return Scene(Family(children=(ilya,), mother=elena, father=igor), (father,))


def as_document(personas: tuple[Persona, ...]) -> dict[str, list[dict[str, Any]]]:
    """cast.json, as the rehearsal provider reads it."""
    return {"personas": [_as_entry(persona) for persona in personas]}


def _as_entry(persona: Persona) -> dict[str, Any]:
    person = persona.person
    claims = {
        "family_name": person.surname,
        "given_name": person.given_name,
        "middle_name": person.patronymic,
        "birthdate": person.born.isoformat(),
        "gender": person.gender,
        "snils": person.snils,
        "assurance": persona.assurance,
    }
    if isinstance(person, Child):
        claims["birth_certificate"] = person.certificate
    return {
        "subject": persona.subject,
        "name": person.full_name,
        "about": persona.about,
        "expect": persona.expect,
        "claims": claims,
    }
