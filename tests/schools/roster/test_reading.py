import io
import re
import zipfile
from collections.abc import Callable

import pytest

from schools.roster.errors import RosterRefused
from schools.roster.parsing import parse_roster
from schools.roster.reading import read
from schools.roster.table import LONGEST_TEXT, MAX_BYTES
from tests.schools.roster.building import Row, csv_of, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ROWS: list[Row] = [["ФИО", "Класс"], ["Щукин Эмиль", "5А"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_in_every_encoding_and_with_every_separator(encoding: str, delimiter: str) -> None:
    table = read(csv_of(*ROWS, encoding=encoding, delimiter=delimiter), name="a.csv")

    assert [line.cells for line in table.lines] == [tuple(row) for row in ROWS]


def test_commas_in_the_title_do_not_hide_the_separator() -> None:
    table = read(csv_of(["Школа № 5, Омск, Мира, 1"], ["ФИО", "Класс", "Пол", "СНИЛС", "Дата рождения"]), name="a.csv")

    assert len(table.lines[1].cells) == 5


def test_capitals_in_windows_1251_are_no_damage() -> None:
    rows: list[Row] = [["ФИО", "КЛАСС"], ["РОССОХИН РОСТИСЛАВ РУСЛАНОВИЧ", "5А"]]

    assert parse_roster(csv_of(*rows, encoding="cp1251"), name="a.csv").rows[0].student.given_name == "РОСТИСЛАВ"


def test_numbers_of_rows_count_the_empty_ones() -> None:
    assert [line.number for line in read(csv_of([], *ROWS, [], ["x"]), name="a.csv").lines] == [2, 3, 5]


def test_the_sheet_with_the_roster_is_found_among_others() -> None:
    table = read(xlsx_of([["Инструкция"]], ROWS, ROWS, hidden=[2]), name="a.xlsx")

    assert [line.cells[:2] for line in table.lines] == [tuple(row) for row in ROWS]


def packed(parts: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def book_of_rows() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(ROWS))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(change: Callable[[bytes], bytes]) -> bytes:
    """The book of ROWS with its first sheet changed."""
    parts = book_of_rows()
    return packed({**parts, SHEET: change(parts[SHEET])})


def with_shared_strings(*texts: str) -> bytes:
    """The book of ROWS as Excel itself writes it: its four texts in a table of their own."""
    parts = book_of_rows()
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    places = iter(range(len(texts)))
    sheet = re.sub(rb't="inlineStr"><is><t>[^<]*</t></is>', lambda _: b't="s"><v>%d</v>' % next(places), parts[SHEET])
    declared = f'<Override PartName="/{STRINGS}" ContentType="{STRINGS_TYPE}"/></Types>'.encode()
    types = parts["[Content_Types].xml"].replace(b"</Types>", declared)
    table = f'<sst xmlns="{SPREADSHEET}">{strings}</sst>'.encode()
    return packed({**parts, SHEET: sheet, STRINGS: table, "[Content_Types].xml": types})


def test_a_book_as_excel_writes_it() -> None:
    data = with_shared_strings("ФИО", "Класс", "Щукин Эмиль", "5А")

    assert [line.cells for line in read(data, name="a.xlsx").lines] == [tuple(row) for row in ROWS]


def test_a_huge_text_is_cut() -> None:
    data = with_shared_strings("ФИО", "Класс", "Щ" * 100_000, "5А")

    (error,) = parse_roster(data, name="a.xlsx").errors
    assert error.column == "ФИО"
    assert read(data, name="a.xlsx").lines[1].cells[0] == "Щ" * LONGEST_TEXT


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        pytest.param(b"", "a.csv", "Файл пуст", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", "a.csv", "Не нашли строку", id="a byte order mark alone"),
        pytest.param(b" \r\n", "a.csv", "Файл пуст", id="line ends alone"),
        pytest.param(b"x" * (MAX_BYTES + 1), "a.csv", "больше 10 МБ", id="too large"),
        pytest.param(b"x" * MAX_BYTES, "a.csv", "не читается около строки 1", id="one field of 10 MiB"),
        pytest.param(csv_of(*ROWS) + b"\0", "a.csv", "не текстовая таблица", id="a zero byte"),
        pytest.param(csv_of(*ROWS, encoding="utf-16"), "a.csv", "не текстовая таблица", id="UTF-16"),
        pytest.param(csv_of(*ROWS, encoding="utf-8")[:-2] + b"\xd0", "a.csv", "обрезан", id="cut amid a letter"),
        pytest.param(csv_of(*ROWS, encoding="cp1251") + b"\x98", "a.csv", "кодировку", id="no letter of Windows-1251"),
        pytest.param(csv_of(*ROWS, encoding="koi8-r"), "a.csv", "Не нашли строку", id="KOI8-R"),
        pytest.param(csv_of(*ROWS) + b'\r\n"x;5', "a.csv", "около строки 3: кавычка", id="cut amid a quoted cell"),
        pytest.param(b"<html><table>", "a.csv", "веб-страница", id="a page"),
        pytest.param(packed({"mimetype": ODS}, packing=zipfile.ZIP_STORED), "a.ods", "LibreOffice", id="an ODS"),
        pytest.param(b"%PDF-1.7", "a.csv", "не таблица", id="a PDF"),
        pytest.param(b"ABC", "a.xlsx", "повреждён", id="no book under its name"),
        pytest.param(xlsx_of(ROWS)[:-50], "a.xlsx", "повреждён", id="a book cut short"),
        pytest.param(packed({"a.txt": b"x"}), "a.xlsx", "повреждён", id="another archive"),
        pytest.param(packed({"a.xml": b"\0" * (65 << 20)}), "a.xlsx", "слишком велика", id="an archive bomb"),
        pytest.param(packed({f"{n}": b"" for n in range(1001)}), "a.xlsx", "слишком велика", id="a thousand parts"),
        pytest.param(packed({"a.xml": b"<!DOCTYPE x>"}), "a.xlsx", "устроена необычно", id="declared entities"),
        pytest.param(packed({"a.xml": b"<a/>"}, packing=zipfile.ZIP_LZMA), "a.xlsx", "необычно", id="an odd packing"),
        pytest.param(xlsx_of(ROWS, ROWS), "a.xlsx", "несколько листов", id="two rosters in a book"),
        pytest.param(xlsx_of([]), "a.xlsx", "ни одной заполненной строки", id="an empty book"),
        pytest.param(repacked(lambda xml: xml.replace(b'r="2"', b'r="9000000"')), "a.xlsx", "20 000", id="a far row"),
    ],
)
def test_files_refused(data: bytes, name: str, message: str) -> None:
    with pytest.raises(RosterRefused, match=message):
        parse_roster(data, name=name)


def test_a_far_column_costs_nothing() -> None:
    data = repacked(lambda xml: xml.replace(b'r="B2"', b'r="XFD2"'))

    assert read(data, name="a.xlsx").lines[1].cells == ("Щукин Эмиль",)


def test_a_false_dimension_hides_no_row() -> None:
    data = repacked(lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1"'))

    assert len(read(data, name="a.xlsx").lines) == 2
