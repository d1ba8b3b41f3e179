"""Roster files of text: CSV as spreadsheet programs write it, in UTF-8 or Windows-1251."""

import csv
import io
from itertools import islice

from schools.roster.errors import RosterRefused
from schools.roster.table import Table, table_of

DELIMITERS = ";\t,"
SAMPLE_ROWS = 50
_ASCII = bytes(range(128))
_LEAD_BYTES = (b"\xd0", b"\xd1")
"""Every Russian letter of UTF-8 begins with one of the two; in Windows-1251 they are the rare capitals Р and С."""


def read_delimited(data: bytes) -> Table:
    """Return the rows of the text; the separator is the one that gives the widest rows.

    Raises RosterRefused for an encoding that is none of the two, a quotation mark left open, a field or a
    number of rows beyond the limit. No cell is ever evaluated.
    """
    text = _decoded(data)
    delimiter = max(DELIMITERS, key=lambda candidate: _width(text, candidate))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return table_of(reader)
    except csv.Error:
        message = (
            f"Файл не читается около строки {reader.line_num}: кавычка не закрыта, лишняя или файл обрезан. "
            "Сохраните список заново как книгу Excel (.xlsx) и загрузите её."
        )
        raise RosterRefused(message) from None


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise RosterRefused("Это не текстовая таблица. Сохраните список как книгу Excel (.xlsx) или «CSV UTF-8».")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_from_windows(data)


def _decoded_from_windows(data: bytes) -> str:
    letters = len(data.translate(None, _ASCII))
    if sum(map(data.count, _LEAD_BYTES)) > letters / 3:
        raise RosterRefused("Файл повреждён или обрезан: часть букв не читается. Сохраните список заново.")
    try:
        return data.decode("cp1251")
    except UnicodeDecodeError:
        raise RosterRefused(
            "Не удалось понять кодировку файла. Сохраните список как книгу Excel (.xlsx) или «CSV UTF-8»."
        ) from None


def _width(text: str, delimiter: str) -> int:
    """Return how many cells the widest of the first rows has; the rows that cannot be read do not count."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return max((len(row) for row in islice(reader, SAMPLE_ROWS)), default=0)
    except csv.Error:
        return 0
