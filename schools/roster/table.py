"""A roster file as plain cells, before anybody knows what the columns mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schools.identifiers.characters import plain
from schools.roster.errors import RosterRefused

Cell = str | int | float | date | None
"""A number only where the spreadsheet held one; a boolean or an interval of time arrives as text."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
TOO_MANY_ROWS = "В файле больше 20 000 строк. Разделите список на части и загрузите их по очереди."
MAX_COLUMNS = 256
MAX_ROW_NUMBER = 100_000
MAX_TITLE_LINES = 60
LONGEST_TEXT = 1_000
"""Longer texts are cut: no name, number or date comes near, and a book may repeat one huge text in every cell."""
EXCEL_EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)
"""The two days from which spreadsheets count: that of Windows, and that of old books made on a Mac."""
_LITERAL = re.compile(r'="(?P<text>[^"]*)"')
"""What exports write to keep leading zeros: a text, not a formula. Formulas themselves are never evaluated."""


@dataclass(frozen=True)
class Line:
    """One row that holds something; `number` counts from 1 as the spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """Return the cell of a column counted from 0; what lies beyond a short row is None."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class Table:
    """All rows of one sheet that hold something, titles and headers among them.

    `epoch` is day 0 of the book: what is left of a date where its format is lost is a number of days from it.
    """

    lines: tuple[Line, ...]
    epoch: date = EXCEL_EPOCH


def table_of(rows: Iterable[Sequence[object]], *, epoch: date = EXCEL_EPOCH) -> Table:
    """Keep the rows that hold something, under their numbers; raises RosterRefused when there are too many."""
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = tuple(map(_as_cell, row[: _width(row)]))
        if cells.count(None) < len(cells):
            lines.append(Line(number, cells))
        if number > MAX_ROW_NUMBER or len(lines) > MAX_ROWS + MAX_TITLE_LINES:
            raise RosterRefused(TOO_MANY_ROWS)
    return Table(tuple(lines), epoch)


def as_text(cell: Cell) -> str:
    """Return the cell as a person sees it: spaces closed up, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return plain(str(cell))


def _width(row: Sequence[object]) -> int:
    """Return where the filled part of the row ends: a book pads every row to the widest allowed."""
    if row.count(None) == len(row):
        return 0
    width = min(len(row), MAX_COLUMNS)
    while width and row[width - 1] is None:
        width -= 1
    return width


def _as_cell(value: object) -> Cell:
    if isinstance(value, str):
        text = value[:LONGEST_TEXT].strip()
        literal = _LITERAL.fullmatch(text)
        return (literal["text"] if literal else text) or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool) or not isinstance(value, int | float | date | None):
        return str(value)
    return value
