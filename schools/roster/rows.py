"""A roster as plain data: what a file says of pupils and parents, and what in it has to be mended."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schools.identifiers.birth_certificate import BirthCertificate

Gender = Literal["male", "female", ""]
Relation = Literal["mother", "father", "guardian", "parent"]


@dataclass(frozen=True)
class PersonCells:
    """One person of a row. `patronymic` and `gender` are empty and `birth_date` None when absent; `snils` canonical."""

    surname: str
    given_name: str
    patronymic: str
    birth_date: date | None
    gender: Gender
    snils: str | None


@dataclass(frozen=True)
class RosterStudent(PersonCells):
    """A pupil in class `grade` (1–12) `letter` (capitals, empty where the school has one class of the year)."""

    certificate: BirthCertificate | None
    grade: int
    letter: str


@dataclass(frozen=True)
class RosterParent(PersonCells):
    """A parent of the pupil; `parent` where the file does not say which."""

    relation: Relation


@dataclass(frozen=True)
class RosterRow:
    """A pupil with the parents named for them; `number` is the row of the file, the first of several."""

    number: int
    student: RosterStudent
    parents: tuple[RosterParent, ...]


@dataclass(frozen=True)
class RowError:
    """Why a row cannot be taken: Russian, naming the fix, without the number or document itself."""

    number: int
    column: str
    message: str


@dataclass(frozen=True)
class RowWarning:
    """What was taken but asks for a look: Russian, without the number or document itself."""

    number: int
    column: str
    message: str


@dataclass(frozen=True)
class Roster:
    """All that a file holds: rows to take, errors of the rows left out, warnings, titles of columns not used."""

    rows: tuple[RosterRow, ...]
    errors: tuple[RowError, ...]
    warnings: tuple[RowWarning, ...]
    ignored_columns: tuple[str, ...]
