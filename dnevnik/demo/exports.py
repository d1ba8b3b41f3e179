"""Three schools, three programs, three ways of exporting one and the same list."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dnevnik.demo.lines import Entry, Line
from dnevnik.demo.people import MALE

Cell = str | int | date | None

BOOK_TITLES = ("Фамилия Имя Отчество", "Класс", "Дата рождения", "Пол", "СНИЛС", "Свидетельство о рождении")
BOOK_PARENT_TITLES = ("Фамилия Имя Отчество", "СНИЛС")
HEADER_ROW = 4
SNILS_DIGITS = 11
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)

CSV_TITLES = (
    "Фамилия", "Имя", "Отчество", "Класс", "Дата рождения", "Пол", "СНИЛС", "Св-во о рождении",
    "Фамилия матери", "Имя матери", "Отчество матери", "СНИЛС матери",
    "Фамилия отца", "Имя отца", "Отчество отца", "СНИЛС отца",
)  # fmt: skip
REGISTER_TITLES = (
    "ФИО обучающегося", "Параллель", "Литера", "Дата рожд.", "Пол ребёнка", "СНИЛС обучающегося",
    "Серия свидетельства", "Номер свидетельства",
    "Родитель 1", "Родитель 1: кем приходится", "Родитель 1: СНИЛС",
    "Родитель 2", "Родитель 2: кем приходится", "Родитель 2: СНИЛС",
)  # fmt: skip


def workbook(lines: Sequence[Line], *, school: str, on: date) -> bytes:
    """An Excel book: title lines, a header of two rows with merged cells, the total below; SNILS are numbers."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Список"
    sheet.append([school])
    sheet.append([f"Список обучающихся и их родителей (законных представителей) на {on:%d.%m.%Y}"])
    sheet.append([])
    write_header(sheet)
    for number, line in enumerate(lines, start=1):
        sheet.append([number, *book_cells(line)])
    sheet.append([])
    sheet.append([None, f"Всего обучающихся: {len(lines)}"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def write_header(sheet: Worksheet) -> None:
    """Whose the columns are in one row, what they hold in the next; the number of the line spans both."""
    pupil, parent = len(BOOK_TITLES), len(BOOK_PARENT_TITLES)
    sheet.append(["№ п/п", "Обучающийся", *[None] * (pupil - 1), "Мать", None, "Отец", None])
    sheet.append([None, *BOOK_TITLES, *BOOK_PARENT_TITLES, *BOOK_PARENT_TITLES])
    for row in sheet.iter_rows(min_row=HEADER_ROW, max_row=HEADER_ROW + 1):
        for cell in row:
            cell.font, cell.alignment = Font(bold=True), CENTRED
    last = 1 + pupil + 2 * parent
    merge(sheet, rows=(1, 1), columns=(1, last))
    merge(sheet, rows=(HEADER_ROW, HEADER_ROW + 1), columns=(1, 1))
    merge(sheet, rows=(HEADER_ROW, HEADER_ROW), columns=(2, 1 + pupil))
    for first in (2 + pupil, 2 + pupil + parent):
        merge(sheet, rows=(HEADER_ROW, HEADER_ROW), columns=(first, first + parent - 1))
    sheet.column_dimensions["B"].width = 38


def merge(sheet: Worksheet, *, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1])


def book_cells(line: Line) -> list[Cell]:
    pupil = line.pupil
    return [
        pupil.full_name,
        f"{line.grade} „{line.letter}“",
        pupil.born,
        "М" if pupil.gender == MALE else "Ж",
        as_number(pupil.snils),
        pupil.certificate,
        *book_parent(line.mother),
        *book_parent(line.father),
    ]


def book_parent(parent: Entry | None) -> list[Cell]:
    return [parent.full_name, as_number(parent.snils)] if parent else [None, None]


def as_number(snils: str) -> Cell:
    """What a spreadsheet makes of a SNILS: its leading zeros are gone. What is no SNILS was typed as text."""
    digits = bare(snils)
    return int(digits) if len(digits) == SNILS_DIGITS else snils or None


def bare(snils: str) -> str:
    return snils.replace("-", "").replace(" ", "")


def semicolons(lines: Iterable[Line]) -> bytes:
    """CSV of an older program: Windows-1251, semicolons, every name in three columns."""
    rows = [
        [
            *in_three(line.pupil), f"{line.grade}{line.letter}", as_text(line.pupil.born),
            "муж." if line.pupil.gender == MALE else "жен.", line.pupil.snils, line.pupil.certificate,
            *parent_in_three(line.mother), *parent_in_three(line.father),
        ]
        for line in lines
    ]  # fmt: skip
    return delimited([CSV_TITLES, *rows], delimiter=";").encode("cp1251")


def in_three(entry: Entry) -> list[str]:
    return [entry.surname, entry.given_name, entry.patronymic]


def parent_in_three(parent: Entry | None) -> list[str]:
    return [*in_three(parent), parent.snils] if parent else [""] * 4


def commas(lines: Iterable[Line]) -> bytes:
    """CSV of a newer program: UTF-8 with its mark, commas, the class in two columns, SNILS without separators."""
    rows = [
        [
            line.pupil.full_name, str(line.grade), line.letter, as_text(line.pupil.born),
            "мужской" if line.pupil.gender == MALE else "женский", without_zeros(line.pupil.snils),
            *series_and_number(line.pupil.certificate),
            *parent_with_relation(line.mother, "мать"), *parent_with_relation(line.father, "отец"),
        ]
        for line in lines
    ]  # fmt: skip
    return delimited([REGISTER_TITLES, *rows], delimiter=",").encode("utf-8-sig")


def series_and_number(certificate: str) -> list[str]:
    series, _, number = certificate.partition(" № ")
    return [series, number]


def parent_with_relation(parent: Entry | None, relation: str) -> list[str]:
    return [parent.full_name, relation, without_zeros(parent.snils)] if parent else [""] * 3


def without_zeros(snils: str) -> str:
    """Every third number went through a spreadsheet on its way and lost its zeros there."""
    digits = bare(snils)
    return digits.lstrip("0") if digits.endswith(("1", "4", "7")) else digits


def as_text(born: date | str) -> str:
    return f"{born:%d.%m.%Y}" if isinstance(born, date) else born


def delimited(rows: Iterable[Sequence[str]], *, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()
