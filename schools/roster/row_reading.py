"""One row of a roster: the pupil and the parents in it, or all that has to be mended."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from schools.identifiers.birth_certificate import BirthCertificate
from schools.identifiers.errors import InvalidIdentifier
from schools.roster.cells import Reading, read_birth_date, read_class, read_gender, read_relation
from schools.roster.family import SharedNumber, together
from schools.roster.headers import STUDENT, Header, Owner
from schools.roster.name_cells import FullName, is_nobody, read_full_name, read_parts
from schools.roster.number_cells import read_certificate, read_certificate_parts, read_snils
from schools.roster.rows import (
    Gender,
    PersonCells,
    Relation,
    RosterParent,
    RosterRow,
    RosterStudent,
    RowError,
    RowWarning,
)
from schools.roster.table import Cell, Line
from schools.roster.titles import Field, Role

T = TypeVar("T")

SHARED_WITH_PARENT = "СНИЛС ребёнка совпадает с СНИЛС родителя, проверьте"
_GENDER_OF: dict[Role, Gender] = {Role.MOTHER: "female", Role.FATHER: "male"}
_RELATION_OF: dict[Role, Relation] = {Role.MOTHER: "mother", Role.FATHER: "father", Role.GUARDIAN: "guardian"}
_NAME_FIELDS = (Field.FULL_NAME, Field.SURNAME, Field.GIVEN_NAME)


class RowReader:
    """Reads one line cell by cell and keeps all that is wrong with it, not the first fault only.

    `epoch` is the day from which the book counts the numbers that stand for dates.
    """

    def __init__(self, line: Line, header: Header, *, epoch: date) -> None:
        self.line, self.header = line, header
        self._read_day = partial(read_birth_date, epoch=epoch)
        self.errors: list[RowError] = []
        self.warnings: list[RowWarning] = []

    def row(self) -> RosterRow | None:
        """Return the row, or None when `errors` tell why not."""
        student = self._student()
        parents = self._parents()
        if student is None or self.errors:
            return None
        if student.snils and student.snils in {parent.snils for parent in parents}:
            self._warn(STUDENT, Field.SNILS, SHARED_WITH_PARENT)
        return RosterRow(self.line.number, student, parents)

    def _student(self) -> RosterStudent | None:
        person = self._person(STUDENT)
        certificate = self._certificate()
        place = self._class()
        if person is None or place is None:
            return None
        return RosterStudent(**vars(person), certificate=certificate, grade=place[0], letter=place[1])

    def _parents(self) -> tuple[RosterParent, ...]:
        found = [parent for owner in self.header.parents() if (parent := self._parent(owner))]
        try:
            return together(found)
        except SharedNumber as slip:
            title = self.header.title(self.header.parents()[-1], Field.SNILS, Field.FULL_NAME, Field.SURNAME)
            self.errors.append(RowError(self.line.number, title, slip.message))
            return ()

    def _parent(self, owner: Owner) -> RosterParent | None:
        if all(is_nobody(self._cell(owner, field)) for field in (*_NAME_FIELDS, Field.SNILS)):
            return None
        person = self._person(owner)
        relation = _RELATION_OF.get(owner.role) or self._take(owner, read_relation, Field.RELATION)
        return RosterParent(**vars(person), relation=relation) if person and relation else None

    def _person(self, owner: Owner) -> PersonCells | None:
        name = self._name(owner)
        born = self._take(owner, self._read_day, Field.BIRTH_DATE)
        gender = self._take(owner, read_gender, Field.GENDER) or _GENDER_OF.get(owner.role, "")
        number = self._take(owner, read_snils, Field.SNILS)
        if name is None:
            return None
        return PersonCells(name.surname, name.given_name, name.patronymic, born, gender, number)

    def _name(self, owner: Owner) -> FullName | None:
        if (owner, Field.FULL_NAME) in self.header.columns:
            return self._take(owner, read_full_name, Field.FULL_NAME)
        return self._take(owner, read_parts, Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)

    def _class(self) -> tuple[int, str] | None:
        held = Field.CLASS if (STUDENT, Field.CLASS) in self.header.columns else Field.GRADE
        return self._take(STUDENT, read_class, held, Field.LETTER)

    def _certificate(self) -> BirthCertificate | None:
        if (STUDENT, Field.CERTIFICATE) in self.header.columns:
            return self._take(STUDENT, read_certificate, Field.CERTIFICATE)
        return self._take(STUDENT, read_certificate_parts, Field.CERTIFICATE_SERIES, Field.CERTIFICATE_NUMBER)

    def _take(self, owner: Owner, read: Callable[..., Reading[T]], *fields: Field) -> T | None:
        """Read the cells of the fields; a fault or a warning is kept under the title of the first."""
        try:
            reading = read(*(self._cell(owner, field) for field in fields))
        except InvalidIdentifier as slip:
            self.errors.append(RowError(self.line.number, self.header.title(owner, *fields), slip.message))
            return None
        if reading.warning:
            self._warn(owner, fields[0], reading.warning)
        return reading.value

    def _warn(self, owner: Owner, field: Field, message: str) -> None:
        self.warnings.append(RowWarning(self.line.number, self.header.title(owner, field), message))

    def _cell(self, owner: Owner, field: Field) -> Cell:
        return self.header.cell(self.line, owner, field)
