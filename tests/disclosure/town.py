"""What both worlds share: a town, and the one person who comes to the door of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.claims import Gender, Level
from accounts.models import VerifiedIdentity
from schools.identifiers import birth_certificate
from schools.models import Municipality, ParentChildLink, School, SchoolClass, Student
from tests.consents.families import give
from tests.factories import (
    create_class,
    create_link,
    create_parent,
    create_region,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.households import come_in
from tests.restricted import restrict

MINE, CHILDS, MOTHERS = 500317, 500428, 500539
"""Numbers of the person, of the person's child and of the pupil's mother; strangers have none of them."""
CERTIFICATE = "IV-АБ 123456"
ADULT = {"surname": "Соколова", "given_name": "Анна", "patronymic": "Петровна"}
VERA = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична"}
IN = "in"
ADULT_BORN, CHILD_BORN = date(1988, 5, 2), date(2016, 3, 14)


@dataclass(frozen=True)
class Town:
    """`home` is the person's school, if any knows the person; `named` is the one that the person names."""

    home: School
    named: School
    far: School
    classes: Mapping[int, SchoolClass]


@dataclass(frozen=True)
class Person:
    """Who comes to the door. `known`: what the register has written down of this person and of nobody else.

    `outcome`: how the sign-in ends, as the page says it, or IN.
    """

    name: str
    outcome: str
    claims: Mapping[str, Any]
    known: Callable[[Town], object] = field(default=lambda town: None)

    def __str__(self) -> str:
        return self.name


def build_town() -> Town:
    """Two schools in two municipalities of one region, and a school of another region; each has a class."""
    home, named = create_school(name="Школа № 31"), create_school(name="Школа № 7")
    named.municipality = Municipality.objects.create(region=named.region, name="Касимов")
    named.save(update_fields=["municipality"])
    far = create_school(name="Школа № 31", region=create_region(code="RU-TUL", name="Тульская область"))
    return Town(home, named, far, {school.pk: create_class(school=school) for school in (home, named, far)})


def adult(**fields: Any) -> dict[str, Any]:
    told = {**ADULT, "subject": "person", "birth_date": ADULT_BORN, "snils": synthetic_snils(MINE)}
    return {**told, "gender": Gender.FEMALE, "level": Level.CONFIRMED, **fields}


def pupil(born: date, **fields: Any) -> dict[str, Any]:
    told = {**VERA, "subject": "person", "birth_date": born, "snils": synthetic_snils(MINE)}
    told |= {"certificate": birth_certificate.parse(CERTIFICATE), "gender": Gender.FEMALE}
    return {**told, "level": Level.CHILD if born > date(2012, 10, 1) else Level.CONFIRMED, **fields}


def mother(town: Town, *, linked: bool = True, consents: bool = False, **fields: Any) -> None:
    record = create_parent(school=town.home, **(ADULT | {"snils": synthetic_snils(MINE)} | fields))
    if linked:
        create_link(parent=record, student=own_child(town, CHILD_BORN, number=CHILDS, certificate=None))
    if consents:
        identity = come_in(**adult())
        give(identity, "own")
        give(identity, "child")


def own_child(town: Town, born: date, *, number: int = MINE, certificate: str | None = CERTIFICATE) -> Student:
    numbers = {"snils": synthetic_snils(number), "certificate": certificate}
    return create_student(school=town.home, school_class=town.classes[town.home.pk], birth_date=born, **VERA, **numbers)


def with_mother(town: Town, born: date, *, consents: bool = False) -> None:
    """A pupil whose mother has been at the door."""
    child = own_child(town, born)
    names = ADULT | {"birth_date": ADULT_BORN, "snils": synthetic_snils(MOTHERS)}
    create_link(parent=create_parent(school=town.home, **names), student=child)
    identity = come_in(**names, subject="mother")
    if consents:
        give(identity, "child")


def grown(town: Town) -> None:
    own_child(town, date(2008, 3, 14))


def ambiguous(town: Town) -> None:
    """One record has the number, another one the certificate."""
    create_student(school=town.home, **VERA, birth_date=date(2016, 3, 14), snils=synthetic_snils(MINE))
    create_student(school=town.home, **VERA, birth_date=date(2016, 3, 14), certificate=CERTIFICATE)


def gave_consents_long_ago(town: Town) -> None:
    """An adult pupil who has been in before."""
    grown(town)
    give(come_in(**pupil(date(2008, 3, 14))), "own")
    VerifiedIdentity.objects.filter(identity__subject="person").update(verified_at="2026-09-01T09:00:00Z")


def kept_out(town: Town) -> None:
    """A court keeps the mother from the diary."""
    mother(town)
    link = ParentChildLink.objects.get()
    restrict(link.student, link.parent)


TEN, SIXTEEN, FIFTEEN, EIGHTEEN = CHILD_BORN, date(2010, 3, 14), date(2011, 3, 14), date(2008, 3, 14)
PEOPLE = (
    Person("a parent whom no school knows", "NOT_FOUND", adult()),
    Person("a parent without a child", "NO_CHILD_LINK", adult(), lambda town: mother(town, linked=False)),
    Person("a parent of another surname", "NAME_DIFF", adult(), lambda town: mother(town, surname="Соклова")),
    Person("a parent kept out by a court", "RESTRICTED", adult(), kept_out),
    Person("a parent who has yet to consent", "CONSENT_SELF", adult(), mother),
    Person("a parent who is in", IN, adult(), lambda town: mother(town, consents=True)),
    Person("a mother whose number is in the child's card", "WRONG_ROLE", adult(), lambda town: own_child(town, TEN)),
    Person("an account that is not confirmed", "LEVEL_LOW", adult(level=Level.OTHER), mother),
    Person("a pupil of 10 whom no school knows", "NOT_FOUND", pupil(TEN)),
    Person("a pupil of 10 whose mother is silent", "CONSENT_PARENT", pupil(TEN), lambda town: with_mother(town, TEN)),
    Person("a pupil of 10 without parents", "NO_PARENT_LINKED", pupil(TEN), lambda town: own_child(town, TEN)),
    Person("a pupil of 10 with two records", "AMBIGUOUS", pupil(TEN), ambiguous),
    Person("a pupil of 16 who is in", IN, pupil(SIXTEEN), lambda town: with_mother(town, SIXTEEN, consents=True)),
    Person(
        "a pupil of 15 with a child's account",
        "AGE_TRANSITION",
        pupil(FIFTEEN, level=Level.CHILD),
        lambda town: with_mother(town, FIFTEEN, consents=True),
    ),
    Person("a pupil of 18 who has yet to consent", "CONSENT_SELF", pupil(EIGHTEEN), grown),
    Person("a pupil of 18 who is in", IN, pupil(EIGHTEEN), gave_consents_long_ago),
)
