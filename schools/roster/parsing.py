"""The door of this package: from the bytes of a roster file to plain data."""

from collections.abc import Iterable
from typing import TypeVar

from schools.roster.errors import RosterRefused
from schools.roster.headers import find_header, repeats_header
from schools.roster.reading import read
from schools.roster.repeats import each_pupil_once
from schools.roster.row_reading import RowReader
from schools.roster.rows import Roster, RowError, RowWarning
from schools.roster.table import MAX_ROWS, TOO_MANY_ROWS

Note = TypeVar("Note", RowError, RowWarning)


def parse_roster(data: bytes, *, name: str) -> Roster:
    """Return all that the file holds; every row of it is a row, joined to an earlier one, or has errors.

    Raises RosterRefused, and nothing else, when the file as a whole cannot be a roster.
    """
    table = read(data, name=name)
    header = find_header(table)
    lines = [line for line in table.lines[header.height :] if not repeats_header(header, line)]
    if not lines:
        raise RosterRefused("Под строкой с названиями столбцов нет ни одного ученика. Проверьте, тот ли это файл.")
    if len(lines) > MAX_ROWS:
        raise RosterRefused(TOO_MANY_ROWS)
    readers = [RowReader(line, header, epoch=table.epoch) for line in lines]
    pupils = each_pupil_once([row for reader in readers if (row := reader.row())], header)
    return Roster(
        rows=tuple(pupils.rows.values()),
        errors=_in_order([*(error for reader in readers for error in reader.errors), *pupils.errors]),
        warnings=_in_order([*(note for reader in readers for note in reader.warnings), *pupils.warnings]),
        ignored_columns=header.ignored,
    )


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: note.number))
