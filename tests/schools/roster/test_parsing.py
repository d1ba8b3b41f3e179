from datetime import date

import pytest

from schools.identifiers.birth_certificate import BirthCertificate, Kind
from schools.roster.errors import RosterRefused
from schools.roster.number_cells import PADDED
from schools.roster.parsing import parse_roster
from schools.roster.row_reading import SHARED_WITH_PARENT
from schools.roster.rows import Roster, RosterParent, RosterRow, RosterStudent, RowWarning
from tests.schools.roster.building import HEADER, Row, csv_of, synthetic, xlsx_of

FULL_HEADER = [
    *["№ п/п", "Ф.И.О. ученика", "Класс", "Дата рожд.", "Пол", "СНИЛС", "Св-во о рождении"],
    *["ФИО матери", "СНИЛС матери", "Отец", "Телефон"],
]


def parse(*rows: Row) -> Roster:
    return parse_roster(csv_of(*rows), name="список.csv")


def test_a_family_in_one_row() -> None:
    child: list[str] = ["1", "Семёнов Пётр Ильич", "5 „А“", "01.02.2014", "м", synthetic(1), "I-MЮ 123456"]
    parents: list[str] = ["Семёнова Анна-Мария", synthetic(2), "-", "89001234567"]
    roster = parse(["МБОУ СОШ № 5"], FULL_HEADER, [*child, *parents])

    certificate = BirthCertificate(Kind.RUSSIAN, "I-МЮ", "123456")
    student = RosterStudent(
        "Семёнов", "Пётр", "Ильич", date(2014, 2, 1), "male", synthetic(1), certificate=certificate, grade=5, letter="А"
    )
    mother = RosterParent("Семёнова", "Анна-Мария", "", None, "female", synthetic(2), relation="mother")
    assert roster == Roster((RosterRow(3, student, (mother,)),), (), (), ("№ п/п", "Телефон"))


def test_names_class_and_certificate_in_parts_and_a_relation_column() -> None:
    header = ["Фамилия", "Имя", "Отчество", "Параллель", "Литера", "Серия свидетельства", "Номер свидетельства"]
    roster = parse(
        [*header, "ФИО законного представителя", "Степень родства"],
        ["Ким", "Ян", "нет", "3", "Б", "II-АБ", "1234", "Ким Анна", "опекун"],
    )

    (row,) = roster.rows
    assert (row.student.surname, row.student.patronymic, row.student.grade, row.student.letter) == ("Ким", "", 3, "Б")
    assert str(row.student.certificate) == "II-АБ 001234"
    assert [parent.relation for parent in row.parents] == ["guardian"]
    assert roster.warnings == (RowWarning(2, "Серия свидетельства", PADDED),)


def test_every_fault_of_a_row_is_told_and_no_number_repeated() -> None:
    roster = parse(HEADER, ["Петров", "5Х5Х5Х5Х5Х5Х", "31.02.2014", "112-233-445 96"])

    assert not roster.rows
    assert {(error.number, error.column) for error in roster.errors} == {(2, title) for title in HEADER}
    assert not any("445" in error.message for error in roster.errors)


def test_a_good_row_stands_beside_a_bad_one() -> None:
    roster = parse(HEADER, ["Петров", "5А"], ["Иванов Иван", "5А"], [], ["Котов Олег", "Б"])

    assert [row.number for row in roster.rows] == [3]
    assert [error.number for error in roster.errors] == [2, 5]


def test_a_number_that_lost_its_noughts_is_taken_with_a_warning() -> None:
    roster = parse(HEADER, ["Иванов Иван", "5А", "", "100100112"])

    assert roster.rows[0].student.snils == synthetic(1001001)
    assert roster.warnings == (RowWarning(2, "СНИЛС", PADDED),)


def test_a_childs_number_equal_to_the_mothers_is_taken_with_a_warning() -> None:
    roster = parse(
        [*HEADER, "Мать", "СНИЛС матери"], ["Иванов Иван", "5А", "", synthetic(7), "Иванова Анна", synthetic(7)]
    )

    assert roster.rows[0].student.snils == roster.rows[0].parents[0].snils == synthetic(7)
    assert roster.warnings == (RowWarning(2, "СНИЛС", SHARED_WITH_PARENT),)


def test_a_mothers_number_without_her_name_is_an_error() -> None:
    roster = parse([*HEADER, "Мать", "СНИЛС матери"], ["Иванов Иван", "5А", "", "", "-", synthetic(7)])

    assert [(error.column, "полностью" in error.message) for error in roster.errors] == [("Мать", True)]


def test_the_header_repeated_on_the_next_page_is_no_pupil() -> None:
    roster = parse(HEADER, ["Иванов Иван", "5А"], HEADER, ["Котов Олег", "5А"])

    assert [row.number for row in roster.rows] == [2, 4]
    assert not roster.errors


def test_a_formula_is_never_a_name_and_a_quoted_text_is_unwrapped() -> None:
    rows: list[Row] = [HEADER, ["=HYPERLINK(1)", "5А"], ["Иванов Иван", "5А", "", '"=""00100100112"""']]
    roster = parse_roster(csv_of(*rows), name="a.csv")

    assert [error.number for error in roster.errors] == [2]
    assert roster.rows[0].student.snils == synthetic(1001001)


def test_csv_and_xlsx_say_the_same() -> None:
    rows: list[Row] = [["Список"], HEADER, ["Иванов Иван Иванович", "5 «А»", "01.02.2014", synthetic(3)]]

    assert parse_roster(xlsx_of(rows), name="a.xlsx") == parse(*rows)


@pytest.mark.parametrize(
    ("count", "refused"), [pytest.param(20_000, False, id="the limit"), pytest.param(20_001, True, id="one more")]
)
def test_the_limit_of_rows(count: int, *, refused: bool) -> None:
    data = csv_of(["ФИО", "Класс"], *[["x", ""]] * count)
    if refused:
        with pytest.raises(RosterRefused, match="больше 20 000 строк"):
            parse_roster(data, name="a.csv")
    else:
        assert len({error.number for error in parse_roster(data, name="a.csv").errors}) == count


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(RosterRefused, match="нет ни одного ученика"):
        parse(["ФИО", "Класс"])
