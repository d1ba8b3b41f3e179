"""The files look like real exports, and the importer takes all of them but what nobody could take."""

import io
from collections import Counter
from datetime import date

import pytest
from openpyxl import load_workbook

from dnevnik.demo.cast import scenes
from dnevnik.demo.people import Child, Numbers, dice
from dnevnik.demo.regions import MOSCOW, REGIONS
from dnevnik.demo.schools import SCHOOLS
from dnevnik.demo.town import UNTAKEN, Demo, invent
from schools.roster.parsing import parse_roster
from schools.roster.rows import Roster

TODAY = date(2026, 10, 5)
OTHER_DAYS = [date(2026, 8, 31), date(2026, 9, 1), date(2028, 2, 29)]
BOOK, OLD_CSV, NEW_CSV = (school.file for school in SCHOOLS if school.region is MOSCOW)
TOTAL_LINE = 1


@pytest.fixture(scope="module")
def demo() -> Demo:
    return invent(on=TODAY)


def read(demo: Demo) -> dict[str, Roster]:
    return {name: parse_roster(data, name=name) for name, data in demo.files.items()}


def name_of(child: Child) -> tuple[str, str, str]:
    return child.surname, child.given_name, child.patronymic


def refused(roster: Roster) -> int:
    return len({error.number for error in roster.errors})


@pytest.mark.parametrize("on", [TODAY, *OTHER_DAYS], ids=str)
def test_whatever_the_day_as_many_pupils_come_in_as_a_region_has(on: date) -> None:
    rosters = read(invent(on=on))
    for region in REGIONS:
        files = [school.file for school in SCHOOLS if school.region is region]
        assert sum(len(rosters[file].rows) for file in files) == region.pupils
    assert MOSCOW.pupils == 600
    assert refused(rosters[OLD_CSV]) == refused(rosters[NEW_CSV]) == len(UNTAKEN)
    assert refused(rosters[BOOK]) == len(UNTAKEN) + TOTAL_LINE


def test_the_same_day_gives_the_same_lists(demo: Demo) -> None:
    again = invent(on=TODAY)
    assert again.families == demo.families
    assert again.files[OLD_CSV] == demo.files[OLD_CSV]
    assert again.files[NEW_CSV] == demo.files[NEW_CSV]


def test_the_book_is_a_spreadsheet_with_its_habits(demo: Demo) -> None:
    sheet = load_workbook(io.BytesIO(demo.files[BOOK])).worksheets[0]
    assert {"A1:K1", "A4:A5", "B4:G4", "H4:I4", "J4:K4"} == {str(area) for area in sheet.merged_cells.ranges}
    first = [cell.value for cell in sheet[6]]
    assert first[0] == 1
    assert str(first[2]).startswith("1 „")
    numbers = [cell.value for row in sheet.iter_rows(min_row=6) for cell in (row[5], row[8], row[10]) if cell.value]
    assert any(isinstance(number, int) for number in numbers)
    assert not any(str(number).startswith("0") for number in numbers if isinstance(number, int))


def test_the_old_csv_is_of_windows(demo: Demo) -> None:
    text = demo.files[OLD_CSV].decode("cp1251")
    assert text.startswith("Фамилия;Имя;Отчество;Класс;")
    cast = scenes(numbers=Numbers(dice(1)), on=TODAY)
    spared = {";".join(name_of(child)) for scene in cast for family in scene.families for child in family.children}
    with_yo = [line for line in text.splitlines() if "ё" in line.lower()]
    assert {";".join(line.split(";")[:3]) for line in with_yo} <= spared


def test_the_new_csv_is_marked_utf_8_and_has_lost_some_zeros(demo: Demo) -> None:
    assert demo.files[NEW_CSV].startswith(b"\xef\xbb\xbf")
    padded = [warning for warning in read(demo)[NEW_CSV].warnings if "дополнен нулями" in warning.message]
    assert len(padded) > 50


def test_most_parents_of_one_school_have_no_number(demo: Demo) -> None:
    parents = [parent for row in read(demo)[OLD_CSV].rows for parent in row.parents]
    missing = Counter(parent.snils is None for parent in parents)
    assert missing[True] > 0.6 * missing.total()


def test_some_cards_of_children_hold_the_mothers_number(demo: Demo) -> None:
    for name in (BOOK, OLD_CSV, NEW_CSV):
        roster = read(demo)[name]
        shared = [
            row
            for row in roster.rows
            if row.student.snils and row.student.snils in {parent.snils for parent in row.parents}
        ]
        assert len(shared) == 2
