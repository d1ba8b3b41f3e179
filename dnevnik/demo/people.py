"""Who lives in the demo: plain data, nobody of it real.

Numbers: every SNILS is below 001-001-998, a block never given to anybody, and has the check digits that the
algorithm gives. (So no demo SNILS can be refused for its check digits: the official rule does not look at them there.)
Birth certificates carry the series letters ЯЯ, which no registry office is known to use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from schools.identifiers.snils import check_digits

# Six digits and up: shorter numbers lose so many zeros in a spreadsheet that nobody would take them for a SNILS.
FIRST_NUMBER, LAST_NUMBER = 100_000, 1_001_997
MALE, FEMALE = "male", "female"


@dataclass(frozen=True, kw_only=True)
class Person:
    """`snils` is canonical, "" where it is not written down; `gender` is `male` or `female`."""

    surname: str
    given_name: str
    patronymic: str
    gender: str
    born: date
    snils: str

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


@dataclass(frozen=True, kw_only=True)
class Child(Person):
    """`school` counts the demo's schools from 0; `certificate` is as printed on the paper, "" where none is known."""

    school: int
    grade: int
    letter: str
    certificate: str


@dataclass(frozen=True, kw_only=True)
class Family:
    """Children and the parents that a school knows of."""

    children: tuple[Child, ...]
    mother: Person | None
    father: Person | None

    @property
    def members(self) -> tuple[Person, ...]:
        return (*self.children, *[parent for parent in (self.mother, self.father) if parent])


def dice(seed: int) -> Random:
    """Chance that repeats: the same seed throws the same."""
    return Random(seed)  # noqa: S311  nothing here is a secret


class Numbers:
    """Numbers for everybody, each given once; the same seed gives the same ones in the same order."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.given: set[int] = set()

    def snils(self) -> str:
        return synthetic_snils(self._fresh(FIRST_NUMBER, LAST_NUMBER))

    def certificate(self, *, series: str = "V") -> str:
        return f"{series}-ЯЯ № {self._fresh(2_500_000, 2_999_999) % 1_000_000}"

    def _fresh(self, first: int, last: int) -> int:
        while True:
            number = self.rng.randint(first, last)
            if number not in self.given:
                self.given.add(number)
                return number


def synthetic_snils(number: int) -> str:
    """The canonical SNILS of a number from 1 to 1 001 997."""
    nine = f"{number:09d}"
    return f"{nine[:3]}-{nine[3:6]}-{nine[6:]} {check_digits(nine)}"


def pupils_of(families: list[Family], *, school: int) -> Iterator[tuple[Child, Family]]:
    """Everybody of one school with the family, class by class as a school lists them."""
    found = [(child, family) for family in families for child in family.children if child.school == school]
    yield from sorted(found, key=lambda pair: (pair[0].grade, pair[0].letter, pair[0].full_name))
