from schools.roster.parsing import parse_roster
from schools.roster.rows import Roster
from tests.schools.roster.building import HEADER, Row, csv_of, synthetic

TITLES = [*HEADER, "Свидетельство о рождении", "ФИО родителя", "СНИЛС родителя", "Степень родства"]
BOY = ["Иванов Иван", "5А", "01.02.2014", synthetic(1), ""]
NO_MARKS = ["Иванов Иван", "5А", "", "", ""]
MOTHER = ["Иванова Анна", synthetic(2), "мать"]
FATHER = ["Иванов Олег", synthetic(3), "отец"]


def parse(*rows: Row, header: Row = TITLES) -> Roster:
    return parse_roster(csv_of(header, *rows), name="a.csv")


def test_one_pupil_in_two_rows_has_the_parents_of_both() -> None:
    roster = parse([*BOY, *MOTHER], [*BOY, *FATHER])

    assert [(row.number, [parent.relation for parent in row.parents]) for row in roster.rows] == [
        (2, ["mother", "father"])
    ]
    assert [(warning.number, "строке 2" in warning.message) for warning in roster.warnings] == [(3, True)]
    assert not roster.errors


def test_the_same_row_twice_changes_nothing_and_is_told() -> None:
    roster = parse([*BOY, *MOTHER], [*BOY, *MOTHER])

    assert roster.rows == parse([*BOY, *MOTHER]).rows
    assert len(roster.warnings) == 1


def test_namesakes_without_a_mark_to_tell_them_apart_are_an_error() -> None:
    roster = parse(NO_MARKS, NO_MARKS)

    assert [(error.number, error.column) for error in roster.errors] == [(3, "ФИО")]
    assert len(roster.rows) == 1


def test_one_number_on_two_pupils_is_an_error_of_the_later() -> None:
    roster = parse(BOY, ["Котов Олег", "5А", "", synthetic(1), ""])

    assert [row.number for row in roster.rows] == [2]
    assert [(error.number, error.column, "строке 2" in error.message) for error in roster.errors] == [
        (3, "СНИЛС", True)
    ]
    assert synthetic(1) not in roster.errors[0].message


def test_one_certificate_on_two_pupils_is_an_error_of_the_later() -> None:
    roster = parse(["Котов Олег", "5А", "", "", "I-АБ 123456"], ["Котов Илья", "5А", "", "", "1-АБ 123456"])

    assert [(error.number, error.column) for error in roster.errors] == [(3, "Свидетельство о рождении")]


def test_twins_are_two_pupils() -> None:
    roster = parse(["Котов Олег", "5А", "01.02.2014"], ["Котов Илья", "5А", "01.02.2014"])

    assert len(roster.rows) == 2
    assert not roster.errors
    assert not roster.warnings


def test_a_mother_named_again_as_legal_representative_is_one_person() -> None:
    header = ["ФИО", "Класс", "Законный представитель", "ФИО матери", "СНИЛС матери"]
    roster = parse(["Иванов Иван", "5А", "ИВАНОВА АННА", "Иванова Анна", synthetic(2)], header=header)

    (parent,) = roster.rows[0].parents
    assert (parent.surname, parent.relation, parent.snils) == ("ИВАНОВА", "mother", synthetic(2))


def test_two_parents_with_one_number_are_an_error() -> None:
    roster = parse([*BOY, *MOTHER], [*BOY, "Петров Олег", synthetic(2), "отец"])

    assert [(error.number, "у двух родителей" in error.message.casefold()) for error in roster.errors] == [(3, True)]
    assert len(roster.rows[0].parents) == 1


def test_two_parents_with_one_number_in_one_row_are_an_error_of_the_row() -> None:
    header = ["ФИО", "Класс", "Мать", "СНИЛС матери", "Отец", "СНИЛС отца"]
    roster = parse(["Иванов Иван", "5А", "Иванова Анна", synthetic(2), "Иванов Олег", synthetic(2)], header=header)

    assert not roster.rows
    assert [error.column for error in roster.errors] == ["СНИЛС отца"]
