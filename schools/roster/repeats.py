"""Pupils that a file names more than once."""

from collections.abc import Sequence
from dataclasses import replace

from schools.roster.family import SharedNumber, together
from schools.roster.headers import STUDENT, Header
from schools.roster.rows import RosterRow, RosterStudent, RowError, RowWarning
from schools.roster.titles import Field


class Pupils:
    """The rows of a file, each pupil once: the first row stands, later ones join it or are errors."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.rows: dict[RosterStudent, RosterRow] = {}
        self.errors: list[RowError] = []
        self.warnings: list[RowWarning] = []
        self._holders: dict[object, int] = {}

    def add(self, row: RosterRow) -> None:
        """Take the row, join it to an earlier one of the same pupil, or note why it is left out."""
        if row.student in self.rows:
            self._join(self.rows[row.student], row)
        elif not self._number_taken(row):
            self.rows[row.student] = row
            for number in (row.student.snils, row.student.certificate):
                self._holders[number] = row.number

    def _number_taken(self, row: RosterRow) -> bool:
        """A number or certificate of another pupil in the file is an error of the later row."""
        checks = [
            (row.student.snils, "СНИЛС", (Field.SNILS,)),
            (row.student.certificate, "свидетельство", (Field.CERTIFICATE, Field.CERTIFICATE_NUMBER)),
        ]
        for number, what, fields in checks:
            if number and number in self._holders:
                title = self.header.title(STUDENT, *fields)
                same = f"В строке {self._holders[number]} у другого ученика то же самое: {what}."
                self.errors.append(RowError(row.number, title, f"{same} Сверьте обе строки с документами."))
                return True
        return False

    def _join(self, first: RosterRow, again: RosterRow) -> None:
        title = self.header.title(STUDENT, Field.FULL_NAME, Field.SURNAME)
        if not _is_certain(again.student):
            message = f"Такой же ученик уже есть в строке {first.number}. Удалите повтор или добавьте дату рождения."
            self.errors.append(RowError(again.number, title, message))
            return
        try:
            self.rows[first.student] = replace(first, parents=together((*first.parents, *again.parents)))
        except SharedNumber as slip:
            self.errors.append(RowError(again.number, title, slip.message))
            return
        message = f"Тот же ученик, что в строке {first.number}: родители обеих строк собраны вместе."
        self.warnings.append(RowWarning(again.number, title, message))


def _is_certain(student: RosterStudent) -> bool:
    """Two namesakes of one class differ in one of these; without any they cannot be told from a repeat."""
    return bool(student.birth_date or student.snils or student.certificate)


def each_pupil_once(rows: Sequence[RosterRow], header: Header) -> Pupils:
    """Return the pupils of the rows, with the errors and warnings of the rows that name one again."""
    pupils = Pupils(header)
    for row in rows:
        pupils.add(row)
    return pupils
