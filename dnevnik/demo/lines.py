"""A school's list as somebody typed it: texts, the wrong ones too."""

from dataclasses import dataclass
from datetime import date

from dnevnik.demo.people import Child, Family, Person


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One person as written down. `snils` is "" when the school has none; `born` is a text when it is no date."""

    surname: str
    given_name: str
    patronymic: str
    gender: str
    born: date | str
    snils: str
    certificate: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One pupil's line with the parents in it."""

    pupil: Entry
    grade: int
    letter: str
    mother: Entry | None
    father: Entry | None


def entry(person: Person) -> Entry:
    """A person as known, before anybody types it."""
    return Entry(
        surname=person.surname,
        given_name=person.given_name,
        patronymic=person.patronymic,
        gender=person.gender,
        born=person.born,
        snils=person.snils,
        certificate=person.certificate if isinstance(person, Child) else "",
    )


def line(child: Child, family: Family) -> Line:
    """A pupil and whoever of the parents the school knows."""
    return Line(
        pupil=entry(child),
        grade=child.grade,
        letter=child.letter,
        mother=entry(family.mother) if family.mother else None,
        father=entry(family.father) if family.father else None,
    )
