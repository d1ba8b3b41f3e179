"""Roster files of Excel 2007 and later: `.xlsx`, read without formulas, macros or links."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from schools.roster.errors import RosterRefused
from schools.roster.table import MAX_COLUMNS, Table, table_of

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_PARTS = 1_000
_USUAL_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError, zlib.error, zipfile.BadZipFile, InvalidFileException,
)  # fmt: skip
"""What the library may raise on a damaged book: it checks little, so the list is long."""


def read_workbook(data: bytes) -> list[Table]:
    """Return the visible sheets that hold anything, in order.

    Raises RosterRefused for a damaged or encrypted book, one that unpacks to more than 64 MiB, one that
    declares entities (no spreadsheet program does), and for too many rows. Columns after the 256th are not read.
    """
    try:
        _check_archive(data)
        with warnings.catch_warnings(action="ignore"):
            return list(_sheets(data))
    except RosterRefused:
        raise
    except _UNREADABLE:
        raise RosterRefused(
            "Книга Excel не читается: файл повреждён или защищён паролем. Сохраните список заново."
        ) from None


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise RosterRefused("Книга Excel слишком велика. Оставьте в ней один лист со списком и сохраните заново.")
        unusual = any(part.compress_type not in _USUAL_PACKING for part in parts)
        if unusual or any(
            _declares_entities(archive.read(part)) for part in parts if part.filename.endswith((".xml", ".rels"))
        ):
            raise RosterRefused("Книга Excel устроена необычно. Откройте её в Excel и сохраните заново как .xlsx.")


def _declares_entities(part: bytes) -> bool:
    return any(declaration in part for declaration in _DECLARATIONS)


def _sheets(data: bytes) -> Iterator[Table]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        if sheet.sheet_state == "visible":
            table = table_of(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), epoch=book.epoch.date())
            if table.lines:
                yield table
