from hypothesis import given, settings
from hypothesis import strategies as st

from schools.roster.errors import RosterRefused
from schools.roster.parsing import parse_roster
from tests.schools.roster.building import csv_of, synthetic, xlsx_of
from tests.schools.roster.old_books import xls_of

TITLES = ["ФИО", "Класс", "Дата рождения", "Пол", "СНИЛС", "Свидетельство о рождении", "Мать", "СНИЛС матери"]
ROWS = [TITLES, ["Иванов Иван", "5А", "01.02.2014", "м", synthetic(1), "I-АБ 123456", "Иванова Анна", ""]]
GOOD, OLD = xlsx_of(ROWS), xls_of(ROWS)
CELLS = st.sampled_from(
    ["Иванов Иван", "Котов Олег Ильич", "5А", "5 „Б“", "01.02.2014", "м", synthetic(1), synthetic(2), "100100112"]
    + ["IV-АБ 123456", "нет", "-", "=A1", "1E+10", "x", "", *TITLES]
) | st.text(st.characters(exclude_characters=';"\r\n\0', exclude_categories=["Cs"]), max_size=15)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=8))
def test_every_row_is_taken_or_told_of(rows: list[list[str]]) -> None:
    try:
        roster = parse_roster(csv_of(TITLES, *rows), name="a.csv")
    except RosterRefused:
        return
    wrong = {error.number for error in roster.errors}
    told = wrong | {warning.number for warning in roster.warnings}
    taken = {row.number for row in roster.rows}

    assert not taken & wrong
    repeated = {number for number, row in enumerate(rows, 2) if row[0] == "ФИО"}
    filled = {number for number, row in enumerate(rows, 2) if any(cell.strip() for cell in row)}
    assert filled <= taken | told | repeated


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.sampled_from(["a.csv", "a.xlsx", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    refused_or_read(data, name)


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 8))
def test_a_damaged_book_is_read_or_refused(place: int, inserted: bytes, removed: int) -> None:
    refused_or_read(GOOD[:place] + inserted + GOOD[place + removed :], "a.xlsx")


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(OLD) - 1), st.binary(max_size=4), st.integers(0, 8)), max_size=5))
def test_a_damaged_old_book_is_read_or_refused(wounds: list[tuple[int, bytes, int]]) -> None:
    data = OLD
    for place, inserted, removed in wounds:
        data = data[:place] + inserted + data[place + removed :]
    refused_or_read(data, "a.xls")


def refused_or_read(data: bytes, name: str) -> None:
    """Fail on any exception but the one refusal."""
    try:
        parse_roster(data, name=name)
    except RosterRefused as refusal:
        message = refusal.message
        if not message:
            raise
