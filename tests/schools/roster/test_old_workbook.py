from datetime import date

import pytest

from schools.roster.errors import RosterRefused
from schools.roster.number_cells import PADDED
from schools.roster.parsing import parse_roster
from schools.roster.reading import read
from schools.roster.rows import Roster
from tests.schools.roster.building import HEADER, Row, csv_of, synthetic, xlsx_of
from tests.schools.roster.old_books import (
    Merged,
    contained,
    old_book,
    saved,
    with_formula,
    with_password,
    xls_of,
)

ROWS: list[Row] = [["ФИО", "Класс"], ["Щукин Эмиль", "5А"]]
BORN = date(2015, 9, 1)
BORN_AS_NUMBER = {False: 42248, True: 42248 - 1462}
"""The same day by the two counts; a book of 1904 counts from four years and a day later."""


def parsed(data: bytes, *, name: str = "список.xls") -> Roster:
    return parse_roster(data, name=name)


def test_all_the_formats_say_the_same() -> None:
    rows: list[Row] = [["Список"], HEADER, ["Иванов Иван Иванович", "5 „А“", "01.02.2014", synthetic(3)]]

    assert parsed(xls_of(rows)) == parsed(xlsx_of(rows)) == parsed(csv_of(*rows))


@pytest.mark.parametrize("counts_from_1904", [False, True], ids=["Windows", "a Mac's book"])
def test_dates_under_a_format_and_without_one(*, counts_from_1904: bool) -> None:
    bare = BORN_AS_NUMBER[counts_from_1904]
    rows: list[Row] = [HEADER, ["Иванов Иван", "5А", BORN], ["Котов Олег", "5А", bare], ["Ким Ян", "5А", str(bare)]]
    roster = parsed(saved(old_book(rows, counts_from_1904=counts_from_1904)))

    assert [row.student.birth_date for row in roster.rows] == [BORN] * 3


def test_a_number_kept_as_a_number_gets_its_noughts_back() -> None:
    roster = parsed(xls_of([HEADER, ["Иванов Иван", "5А", None, 100100112], ["Котов Олег", "5А", None, 112]]))

    assert roster.rows[0].student.snils == synthetic(1001001)
    assert [(note.number, note.message) for note in roster.warnings] == [(2, PADDED)]
    assert [error.number for error in roster.errors] == [3]


def test_merged_headings_of_a_family_in_one_row() -> None:
    header: list[Row] = [
        ["Список учащихся"],
        [None, None, None, "ФИО", "СНИЛС", "ФИО", "СНИЛС"],
        ["1", "Щукин Эмиль Ильич", "5 «А»", "Щукина Анна Петровна", synthetic(4), "Щукин Илья Олегович", synthetic(5)],
    ]
    merged: list[Merged] = [
        *[(1, 2, column, column, text) for column, text in enumerate(["№ п/п", "ФИО ученика", "Класс"])],
        (1, 1, 3, 4, "Мать"),
        (1, 1, 5, 6, "Отец"),
    ]
    (row,) = parsed(saved(old_book([header[0], [], *header[1:]], merged=merged))).rows

    assert (row.number, row.student.surname, row.student.letter) == (4, "Щукин", "А")
    assert [(one.relation, one.given_name, one.snils) for one in row.parents] == [
        ("mother", "Анна", synthetic(4)),
        ("father", "Илья", synthetic(5)),
    ]


def test_a_hidden_sheet_is_not_read() -> None:
    book = old_book([["Инструкция"]], ROWS, [*ROWS, ["Забытая Ученица", "9Б"]], hidden=[2])

    assert len(read(saved(book), name="a.xls").lines) == 2


def test_a_formula_is_the_value_that_was_last_worked_out() -> None:
    data = with_formula([HEADER, ["Иванов Иван", "5А", BORN]], row=1, column=3, value=100100112.0)

    assert [row.student.snils for row in parsed(data).rows] == [synthetic(1001001)]


def test_the_content_decides_and_not_the_name() -> None:
    as_told = parsed(xlsx_of(ROWS), name="a.xlsx")

    assert parsed(xlsx_of(ROWS), name="a.xls") == parsed(xls_of(ROWS), name="a.xlsx") == as_told
    assert parsed(csv_of(*ROWS, delimiter="\t", encoding="cp1251"), name="a.xls") == as_told


def test_a_true_or_an_error_is_no_name() -> None:
    book = old_book([*ROWS, [True, "5А"]])

    assert [error.number for error in parsed(saved(book)).errors] == [3]


PAGE = "<html><head><meta charset='utf-8'></head><body><table><tr><td>ФИО</td></tr></table></body></html>"
XML_TABLE = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'
SEALED = "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(PAGE.encode(), "веб-страница.*Книга Excel", id="a page"),
        pytest.param(b"\xef\xbb\xbf\r\n" + PAGE.encode(), "веб-страница", id="a page after a mark and a line end"),
        pytest.param(PAGE.encode("utf-16"), "веб-страница", id="a page in UTF-16"),
        pytest.param(b"MIME-Version: 1.0\r\n" + PAGE.encode(), "веб-страница", id="a page in one file"),
        pytest.param(XML_TABLE.encode(), "веб-страница", id="a table of Excel 2003 in XML"),
        pytest.param(with_password(old_book(ROWS)), "защищена паролем", id="a password"),
        pytest.param(contained(b"\0" * 8) + SEALED, "защищена паролем", id="a new book with a password"),
        pytest.param(xls_of(ROWS)[:2048], "повреждён", id="cut short"),
        pytest.param(contained(b"\0" * 5000), "повреждён", id="no book in the container"),
        pytest.param(xls_of([]), "ни одной заполненной", id="an empty book"),
        pytest.param(xls_of(ROWS, ROWS), "несколько листов", id="two rosters"),
        pytest.param(xls_of([["Завуч", "Телефон"]]), "Не нашли строку", id="another table"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * (10 << 20), "больше 10 МБ", id="too large"),
    ],
)
def test_files_refused(data: bytes, message: str) -> None:
    with pytest.raises(RosterRefused, match=message):
        parsed(data)


def test_too_many_rows() -> None:
    with pytest.raises(RosterRefused, match="20 000"):
        parsed(xls_of([["ФИО", "Класс"], *[["x", ""]] * 20_100]))
