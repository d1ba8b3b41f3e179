from datetime import date

import pytest

from schools.identifiers.errors import InvalidIdentifier
from schools.roster.cells import read_birth_date, read_class, read_gender, read_relation
from schools.roster.table import Cell

BORN = date(2015, 9, 1)


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        pytest.param(BORN, BORN, id="a date cell"),
        pytest.param("01.09.2015", BORN, id="the Russian way"),
        pytest.param("1.9.2015", BORN, id="without noughts"),
        pytest.param("01.09.2015 г.", BORN, id="with the word year"),
        pytest.param("01.09.2015 0:00:00", BORN, id="with a midnight"),
        pytest.param("01/09/2015", BORN, id="slashes"),
        pytest.param("2015-09-01", BORN, id="the ISO way"),
        pytest.param("2015-09-01 00:00:00", BORN, id="the ISO way with a midnight"),
        pytest.param(42248, BORN, id="an Excel day"),
        pytest.param(42248.0, BORN, id="an Excel day as a float"),
        pytest.param("42248", BORN, id="an Excel day in a text file"),
        pytest.param(None, None, id="nothing"),
        pytest.param("-", None, id="a dash"),
    ],
)
def test_birth_dates(cell: Cell, born: date | None) -> None:
    assert read_birth_date(cell).value == born


@pytest.mark.parametrize(
    "cell",
    [
        "31.02.2015",
        "01.13.2015",
        "01.09.15",
        "2015",
        2015,
        "1 сентября 2015",
        "01.09.2015 12:30",
        "01.09.1815",
        "#VALUE!",
    ]
    + [date(1015, 9, 1), "999999", "9" * 5000, -5, 42248.5],
)
def test_dates_refused(cell: Cell) -> None:
    with pytest.raises(InvalidIdentifier, match=r"01\.09\.2015|Проверьте дату"):
        read_birth_date(cell)


@pytest.mark.parametrize(
    ("cell", "gender"),
    [("м", "male"), ("М.", "male"), ("муж", "male"), ("Мужской", "male"), ("мальчик", "male")]
    + [("ж", "female"), ("жен.", "female"), ("ЖЕНСКИЙ", "female"), ("девочка", "female"), ("", ""), (None, "")],
)
def test_genders(cell: Cell, gender: str) -> None:
    assert read_gender(cell).value == gender


@pytest.mark.parametrize("cell", ["x", "да", 1])
def test_genders_refused(cell: Cell) -> None:
    with pytest.raises(InvalidIdentifier, match="«м» или «ж»"):
        read_gender(cell)


@pytest.mark.parametrize(
    ("cell", "relation"),
    [("мать", "mother"), ("Мама", "mother"), ("отец", "father"), ("папа", "father"), ("Опекун", "guardian")]
    + [("попечитель", "guardian"), ("приёмный родитель", "guardian"), ("Родитель", "parent")]
    + [("законный представитель", "parent"), ("", "parent"), (None, "parent")],
)
def test_relations(cell: Cell, relation: str) -> None:
    assert read_relation(cell).value == relation


def test_a_grandmother_is_asked_by_what_right() -> None:
    with pytest.raises(InvalidIdentifier, match="мать, отец, опекун или родитель"):
        read_relation("бабушка")


@pytest.mark.parametrize(
    ("cell", "letter", "read"),
    [
        pytest.param("5 „А“", None, (5, "А"), id="German quotes"),
        pytest.param("5 «А»", None, (5, "А"), id="Russian quotes"),
        pytest.param('5 "а"', None, (5, "А"), id="straight quotes, small letter"),
        pytest.param("5А", None, (5, "А"), id="together"),
        pytest.param("5A", None, (5, "А"), id="Latin A"),
        pytest.param("5-а", None, (5, "А"), id="hyphen"),
        pytest.param("05А класс", None, (5, "А"), id="nought and the word"),
        pytest.param("5класс А", None, (5, "А"), id="the word between"),
        pytest.param("5 кл. Б", None, (5, "Б"), id="the word cut short"),
        pytest.param("11", None, (11, ""), id="no letter"),
        pytest.param(11, None, (11, ""), id="a number"),
        pytest.param(9.0, "б", (9, "Б"), id="two cells"),
        pytest.param("9 класс", "«Б»", (9, "Б"), id="two cells with the word and quotes"),
        pytest.param("9Б", "Б", (9, "Б"), id="the letter twice"),
        pytest.param("9", "-", (9, ""), id="a dash for the letter"),
        pytest.param("10 ФМ", None, (10, "ФМ"), id="two letters"),
    ],
)
def test_classes(cell: Cell, letter: Cell, read: tuple[int, str]) -> None:
    assert read_class(cell, letter).value == read


@pytest.mark.parametrize(
    "cell", [None, "", "А", "0А", "13А", "5G", 1.1, "1 - 1", "10-11", "5А (выбыл)", date(2025, 5, 1)]
)
def test_classes_refused(cell: Cell) -> None:
    with pytest.raises(InvalidIdentifier, match="от 1 до 12"):
        read_class(cell, None)
