"""From the bytes of a file to the one table that is the roster."""

from schools.roster.delimited import read_delimited
from schools.roster.errors import RosterRefused
from schools.roster.headers import looks_like_roster
from schools.roster.old_workbook import SIGNATURE, read_old_workbook
from schools.roster.table import MAX_BYTES, Table
from schools.roster.workbook import read_workbook

_ARCHIVE = b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"
_WEB_PAGES = (b"<", b"mime-version:")


def read(data: bytes, *, name: str) -> Table:
    """Return the table of a text, or of the one sheet of a book, new or old, that has the header of a roster.

    The content decides what the file is; `name` only words the refusal. Raises RosterRefused, and nothing else.
    """
    _check_size(data)
    _check_kind(data)
    if data.startswith(_ARCHIVE):
        return _only_roster(read_workbook(data))
    if data.startswith(SIGNATURE):
        return _only_roster(read_old_workbook(data))
    _check_name(name)
    return read_delimited(data)


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise RosterRefused("Файл пуст. Сохраните список заново и загрузите его ещё раз.")
    if len(data) > MAX_BYTES:
        raise RosterRefused("Файл больше 10 МБ. Уберите из него картинки и лишние листы или разделите список на части.")


def _check_kind(data: bytes) -> None:
    if _OPEN_DOCUMENT in data[:100]:
        raise RosterRefused("Это таблица LibreOffice (.ods). Откройте её и сохраните как «Книга Excel (.xlsx)».")
    if data.startswith(_OTHERS):
        raise RosterRefused("Это не таблица. Сохраните список как книгу Excel (.xlsx) или «CSV UTF-8».")
    if data[:100].lstrip(_BEFORE_TEXT).lower().startswith(_WEB_PAGES):
        raise RosterRefused(
            "Внутри файла не книга Excel, а веб-страница: так выгружают списки многие системы. "
            "Откройте файл в Excel, сохраните как «Книга Excel (.xlsx)» и загрузите её."
        )


def _check_name(name: str) -> None:
    """What is left is text; under the name of a new book it is one that broke, an export calls it `.xls` on purpose."""
    if name.lower().endswith(".xlsx"):
        raise RosterRefused("Книга Excel не читается: файл повреждён. Сохраните список заново и загрузите его ещё раз.")


def _only_roster(sheets: list[Table]) -> Table:
    rosters = [sheet for sheet in sheets if looks_like_roster(sheet)]
    if len(rosters) > 1:
        raise RosterRefused(
            "В книге несколько листов со списками. Оставьте в файле один лист или соберите списки на нём."
        )
    if not sheets:
        raise RosterRefused("В книге нет ни одной заполненной строки. Проверьте, тот ли файл вы выбрали.")
    return rosters[0] if rosters else sheets[0]
