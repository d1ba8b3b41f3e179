"""Roster files of Excel 97–2003: `.xls` (BIFF8 and earlier), read without formulas or macros."""

import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from schools.roster.errors import RosterRefused
from schools.roster.table import EXCEL_EPOCH, MAC_EPOCH, MAX_COLUMNS, Table, table_of

SIGNATURE = b"\xd0\xcf\x11\xe0"
"""Of the container that old Excel, old Word and any book with a password share."""
_VISIBLE = 0
_SEALED_NEW_BOOK = "EncryptedPackage".encode("utf-16-le")
_UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NameError, NotImplementedError,
    OSError, RuntimeError, SyntaxError, TypeError, ValueError, struct.error, CompDocError, XLRDError,
)  # fmt: skip
"""What the library may raise on a damaged book: it checks little, so the list is long."""


def read_old_workbook(data: bytes) -> list[Table]:
    """Return the visible sheets that hold anything, in order; formulas are the values the file keeps for them.

    Raises RosterRefused for a damaged book, one with a password, a document that is no book, and for too many rows.
    Columns after the 256th are not read.
    """
    try:
        return list(_sheets(data))
    except RosterRefused:
        raise
    except _UNREADABLE as error:
        raise RosterRefused(_why(error, data)) from None


def _why(error: Exception, data: bytes) -> str:
    if _SEALED_NEW_BOOK in data or "encrypted" in str(error):
        return "Книга защищена паролем. Откройте её в Excel, снимите пароль, сохраните и загрузите ещё раз."
    return (
        "Книга старого Excel (.xls) не читается: файл повреждён или сделан другой программой. "
        "Откройте его в Excel и сохраните как «Книга Excel (.xlsx)»."
    )


def _sheets(data: bytes) -> Iterator[Table]:
    # The library writes its remarks to the log, and they may quote the book: nobody reads this one.
    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        if sheet.visibility == _VISIBLE:
            table = table_of(_rows(sheet, book), epoch=MAC_EPOCH if book.datemode else EXCEL_EPOCH)
            if table.lines:
                yield table
        book.unload_sheet(index)


def _rows(sheet: Sheet, book: Book) -> Iterator[Sequence[object]]:
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number, 0, MAX_COLUMNS), sheet.row_values(number, 0, MAX_COLUMNS)
        yield [_value(kind, value, book) for kind, value in zip(kinds, values, strict=True)]


def _value(kind: int, value: Any, book: Book) -> object:
    match kind:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(value, "#")
        case xlrd.XL_CELL_DATE:
            return _date(value, book)
        case _:
            return value


def _date(value: float, book: Book) -> object:
    """A number of days under a date's format; one that no calendar holds stays a number, and its row tells of it."""
    try:
        return xlrd.xldate_as_datetime(value, book.datemode)
    except (OverflowError, ValueError):
        return value
