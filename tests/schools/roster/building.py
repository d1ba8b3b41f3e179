"""Roster files made in memory, with SNILS from the block whose check digits the official rule leaves alone."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from schools.identifiers import snils

Row = Sequence[str | int | float | date | None]
HEADER = ["ФИО", "Класс", "Дата рождения", "СНИЛС"]


def synthetic(number: int) -> str:
    """Return the canonical SNILS of an invented person, `number` from 1 to 1 001 997."""
    digits = f"{number:09d}"
    return snils.parse(digits + snils.check_digits(digits))


def csv_of(*rows: Row, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*sheets: Sequence[Row], hidden: Sequence[int] = ()) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Лист{index + 1}")
        sheet.sheet_state = "hidden" if index in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
