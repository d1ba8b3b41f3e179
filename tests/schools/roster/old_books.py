"""Books of old Excel made in memory, whole and with what befalls them."""

import io
import re
import struct
from collections.abc import Iterable, Sequence
from datetime import date

import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.schools.roster.building import Row

DAY = xlwt.easyxf(num_format_str="dd.mm.yyyy")
FORMULA = rb"\x06\0..%s.."
"""The head of the record: its kind, its length, row and column, format; then come the 8 bytes of the last value."""
FILEPASS = 0x002F
Merged = tuple[int, int, int, int, str]
"""First and last row, first and last column, counted from 0, and the text."""


def old_book(
    *sheets: Sequence[Row], hidden: Iterable[int] = (), merged: Iterable[Merged] = (), counts_from_1904: bool = False
) -> xlwt.Workbook:
    """A book of these sheets; `merged` cells stand on the first of them."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = counts_from_1904
    for index, rows in enumerate(sheets):
        sheet = book.add_sheet(f"Лист{index + 1}")
        sheet.visibility = int(index in set(hidden))
        for number, row in enumerate(rows):
            _write(sheet, number, row)
        for first, last, left, right, text in merged if index == 0 else ():
            sheet.write_merge(first, last, left, right, text)
    return book


def _write(sheet: xlwt.Worksheet, number: int, row: Row) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, date):
            sheet.write(number, column, cell, DAY)
        elif cell is not None:
            sheet.write(number, column, cell)


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_of(*sheets: Sequence[Row]) -> bytes:
    return saved(old_book(*sheets))


def with_formula(rows: Sequence[Row], *, row: int, column: int, value: float) -> bytes:
    """A book with a formula in one cell, and the value that the program last worked out for it."""
    book = old_book(rows)
    book.get_sheet(0).write(row, column, xlwt.Formula("1+1"))
    data = book.get_biff_data()
    cell = re.escape(struct.pack("<HH", row, column))
    found = re.search(FORMULA % cell, data, re.DOTALL)
    assert found
    return contained(data[: found.end()] + struct.pack("<d", value) + data[found.end() + 8 :])


def with_password(book: xlwt.Workbook) -> bytes:
    """The same book as Excel marks it when its records are encrypted."""
    data = book.get_biff_data()
    start = 4 + struct.unpack_from("<H", data, 2)[0]
    key = struct.pack("<HHHHH", FILEPASS, 6, 0, 0x1234, 0x5678)
    return contained(data[:start] + key + data[start:])


def contained(stream: bytes) -> bytes:
    """The records in the container that files of old Excel are."""
    target = io.BytesIO()
    XlsDoc().save(target, stream)
    return target.getvalue()
