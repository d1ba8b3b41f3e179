"""Families with something for the night to do; none's night depends on another's, nor on who is served first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.actions import identities, sign_in
from accounts.claims import Gender, Level
from accounts.matching.profile import birthday
from accounts.models import ContactPoint, ExternalIdentity
from consents.actions import requests
from schools.actions import records
from schools.models import Parent, School, Student
from tests.factories import create_class, create_link, create_parent, create_student, synthetic_snils
from tests.people import claims
from tests.restricted import restrict

SYLLABLES = ("ба", "ве", "ги", "до", "жа", "ле", "ми", "но", "ра", "су")
LONG_AGO = timedelta(days=40)
BIRTHDAYS = {14: timedelta(days=-10), 18: timedelta(days=30)}
"""How many days from today a child of that family becomes so old."""


@dataclass
class Family:
    """The `number`-th family of the world, in its school: a mother, a child, and sometimes a father."""

    school: School
    number: int
    at: datetime
    surname: str = field(init=False)

    def __post_init__(self) -> None:
        self.surname = "".join(SYLLABLES[int(digit)] for digit in f"{self.number:03}").title() + "кина"

    @property
    def today(self) -> date:
        return self.at.date()

    def snils(self, who: int) -> str:
        """The mother's is the first, the child's the second, the father's the third."""
        return synthetic_snils(1000 + self.number * 5 + who)

    def mother(self, **fields: object) -> Parent:
        told = {"surname": self.surname, "given_name": "Анна", "patronymic": "Петровна", "snils": self.snils(1)}
        return create_parent(school=self.school, **(told | fields))

    def father(self) -> Parent:
        names = {"surname": self.surname.removesuffix("а"), "given_name": "Пётр", "patronymic": "Ильич"}
        return create_parent(school=self.school, snils=self.snils(3), **names)

    def child(self, *, born: date = date(2016, 3, 14), grade: int = 3) -> Student:
        told = {"surname": self.surname, "given_name": "Вера", "patronymic": "Петровна", "snils": self.snils(2)}
        in_class = create_class(school=self.school, grade=grade, on=self.today)
        return create_student(school=self.school, birth_date=born, school_class=in_class, **told)

    def link(self, parent: Parent, child: Student, *, relation: str = "mother") -> None:
        create_link(parent=parent, student=child, relation=relation, on=self.today - LONG_AGO)

    def comes(self, who: int = 1, *, ago: timedelta = timedelta(days=1), **fields: object) -> ExternalIdentity:
        """Somebody was at the door: the mother, unless told otherwise, with a telephone where letters go that way."""
        region, at = self.school.region, self.at - ago
        told: dict[str, object] = {
            "subject": str(10**9 + self.number * 5 + who), "surname": self.surname, "snils": self.snils(who),
        }  # fmt: skip
        verified = identities.remember(claims=claims(**(told | fields)), region=region, at=at)
        sign_in.ask_schools(verified=verified, region=region, at=at, by="sign-in")
        if not region.has_notice_channel:
            phone = f"+7900{verified.identity.subject[-7:]}"
            ContactPoint(identity=verified.identity, channel="phone", address=phone, confirmed_at=at).save()
        return verified.identity

    def child_comes(self, born: date = date(2016, 3, 14)) -> None:
        self.comes(
            2, given_name="Вера", patronymic="Петровна", birth_date=born, level=Level.CHILD, gender=Gender.FEMALE
        )

    def father_comes(self) -> None:
        names: dict[str, Any] = {"given_name": "Пётр", "patronymic": "Ильич", "gender": Gender.MALE}
        self.comes(3, surname=self.surname.removesuffix("а"), birth_date=date(1985, 1, 2), **names)


def has_not_come(family: Family) -> None:
    """In the register, and nobody of them has been at the door."""
    family.link(family.mother(), family.child())


def waits_for_consent(family: Family) -> None:
    """A child at the door, and a letter to the mother that waits in the outbox."""
    child = family.child()
    family.link(family.mother(), child)
    family.comes()
    family.child_comes()
    requests.ask_parents(student=child, at=family.at - timedelta(hours=1), by="sign-in")


def number_came_late(family: Family) -> None:
    """The school wrote the mother's number down after she had been turned away: she may enter."""
    mother = family.mother(snils=None)
    family.link(mother, family.child())
    family.comes()
    mother.snils = family.snils(1)
    records.correct(record=mother, fields=["snils"], by="administrator")


def typo_was_mended(family: Family) -> None:
    mother = family.mother(surname=family.surname.replace("кина", "киина"))
    family.link(mother, family.child())
    family.comes()
    mother.surname = family.surname
    records.correct(record=mother, fields=["surname"], by="administrator")


def number_was_wrong(family: Family) -> None:
    """The mother held a record whose number turns out to be another's: her claim ends."""
    mother = family.mother()
    family.link(mother, family.child())
    family.comes()
    mother.snils = family.snils(4)
    records.correct(record=mother, fields=["snils"], by="administrator")


def entered_with_a_typo(family: Family) -> None:
    """Nobody knew the mother when she came; since then the school has entered her, misspelt: a case opens."""
    family.comes()
    family.link(family.mother(surname=family.surname.replace("кина", "киина")), family.child())


def renamed(family: Family) -> None:
    """A new surname in the register alone is a finding, and shuts no door."""
    mother = family.mother()
    family.link(mother, family.child())
    family.comes()
    mother.surname = f"Ново{family.surname.lower()}"
    records.correct(record=mother, fields=["surname"], by="administrator")


def linked_at_last(family: Family) -> None:
    mother = family.mother()
    family.comes()
    family.link(mother, family.child())


def soon(family: Family, years: int, grade: int) -> None:
    born = birthday(family.today + BIRTHDAYS[years], years=-years)
    family.link(family.mother(), family.child(born=born, grade=grade))
    family.comes()
    family.child_comes(born)


def just_14(family: Family) -> None:
    soon(family, 14, 8)


def soon_18(family: Family) -> None:
    soon(family, 18, 11)


def restricted(family: Family) -> None:
    """Both were asked; since then an act keeps the father from everything, and the mother's letter still goes."""
    mother, father, child = family.mother(), family.father(), family.child()
    family.link(mother, child)
    family.link(father, child, relation="father")
    family.comes()
    family.father_comes()
    family.child_comes()
    requests.ask_parents(student=child, at=family.at - timedelta(hours=1), by="sign-in")
    restrict(child, father)


def stranger(family: Family) -> None:
    """Nobody's, and out of term: forgotten."""
    family.comes(ago=LONG_AGO)


KINDS = (
    has_not_come, waits_for_consent, number_came_late, typo_was_mended, number_was_wrong, entered_with_a_typo, renamed,
    linked_at_last, just_14, soon_18, restricted, stranger,
)  # fmt: skip
