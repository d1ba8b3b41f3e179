"""From the bytes of a file to the one table that is the roster."""

from schools.roster.delimited import read_delimited
from schools.roster.errors import RosterRefused
from schools.roster.headers import looks_like_roster
from schools.roster.table import MAX_BYTES, Table
from schools.roster.workbook import read_workbook

_ARCHIVE = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")


def read(data: bytes, *, name: str) -> Table:
    """Return the table of a CSV file or of the one sheet of a book that has the header of a roster.

    The content decides what the file is; `name` only words the refusal. Raises RosterRefused, and nothing else.
    """
    _check_size(data)
    if data.startswith(_ARCHIVE):
        return _only_roster(read_workbook(data))
    _check_kind(data, name=name)
    return read_delimited(data)


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise RosterRefused("Файл пуст. Сохраните список заново и загрузите его ещё раз.")
    if len(data) > MAX_BYTES:
        raise RosterRefused("Файл больше 10 МБ. Уберите из него картинки и лишние листы или разделите список на части.")


def _check_kind(data: bytes, *, name: str) -> None:
    if data.startswith(_OLD_EXCEL) or name.lower().endswith((".xls", ".ods")):
        raise RosterRefused(
            "Это книга старого Excel, другой программы или книга с паролем. "
            "Откройте её, снимите пароль и сохраните как «Книга Excel (.xlsx)»."
        )
    if name.lower().endswith(".xlsx"):
        raise RosterRefused("Книга Excel не читается: файл повреждён. Сохраните список заново и загрузите его ещё раз.")
    if data.startswith(_OTHERS) or data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise RosterRefused("Это не таблица. Сохраните список как книгу Excel (.xlsx) или «CSV UTF-8».")


def _only_roster(sheets: list[Table]) -> Table:
    rosters = [sheet for sheet in sheets if looks_like_roster(sheet)]
    if len(rosters) > 1:
        raise RosterRefused(
            "В книге несколько листов со списками. Оставьте в файле один лист или соберите списки на нём."
        )
    if not sheets:
        raise RosterRefused("В книге нет ни одной заполненной строки. Проверьте, тот ли файл вы выбрали.")
    return rosters[0] if rosters else sheets[0]
