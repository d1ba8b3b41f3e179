from collections.abc import Sequence

import pytest

from schools.roster.errors import RosterRefused
from schools.roster.headers import STUDENT, Owner, find_header, looks_like_roster
from schools.roster.table import Table, table_of
from schools.roster.titles import Field, Role

MOTHER, FATHER, PARENT = Owner(Role.MOTHER), Owner(Role.FATHER), Owner(Role.PARENT)


def table(*rows: Sequence[object]) -> Table:
    return table_of(rows)


def places(*rows: Sequence[object]) -> dict[tuple[Owner, Field], int]:
    return {key: column.index for key, column in find_header(table(*rows)).columns.items()}


def test_titles_of_the_document_stand_above_the_header() -> None:
    header = find_header(
        table(
            ["МБОУ СОШ № 5"],
            [],
            ["Список учащихся 5А класса"],
            ["№", "ФИО", "Класс", "Телефон"],
            [1, "Иванов Иван", "5А"],
        )
    )

    assert header.height == 3
    assert header.ignored == ("№", "Телефон")
    assert header.title(STUDENT, Field.FULL_NAME) == "ФИО"


def test_a_header_of_two_rows_with_merged_cells() -> None:
    upper = ["ФИО", "Класс", "Мать", None, None, "Отец", None, "Примечание"]
    lower = [None, None, "ФИО", "СНИЛС", "Телефон", "ФИО", "СНИЛС", None]

    assert places(upper, lower) == {
        (STUDENT, Field.FULL_NAME): 0,
        (STUDENT, Field.CLASS): 1,
        (MOTHER, Field.FULL_NAME): 2,
        (MOTHER, Field.SNILS): 3,
        (FATHER, Field.FULL_NAME): 5,
        (FATHER, Field.SNILS): 6,
    }
    header = find_header(table(upper, lower))
    assert (header.height, header.ignored) == (2, ("Мать Телефон", "Примечание"))
    assert header.title(MOTHER, Field.SNILS) == "Мать СНИЛС"


def test_a_row_of_a_mother_under_a_header_of_one_row_is_no_second_header() -> None:
    header = find_header(
        table(["ФИО", "Класс", "ФИО родителя", "Статус"], ["Иванов Иван", "5А", "Иванова Анна", "мать"])
    )

    assert header.height == 1


def test_the_line_of_column_numbers_is_stepped_over() -> None:
    assert find_header(table(["№", "ФИО", "Класс"], [1, 2, 3], [1, "Иванов Иван", "5А"])).height == 2


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param(
            ["Фамилия", "Имя", "Отчество", "Параллель", "Литера"],
            [(STUDENT, Field.SURNAME), (STUDENT, Field.GIVEN_NAME), (STUDENT, Field.PATRONYMIC)]
            + [(STUDENT, Field.GRADE), (STUDENT, Field.LETTER)],
            id="names and class in parts",
        ),
        pytest.param(
            ["ФИО", "СНИЛС", "Класс", "ФИО матери", "СНИЛС", "ФИО отца", "СНИЛС"],
            [(STUDENT, Field.FULL_NAME), (STUDENT, Field.SNILS), (STUDENT, Field.CLASS), (MOTHER, Field.FULL_NAME)]
            + [(MOTHER, Field.SNILS), (FATHER, Field.FULL_NAME), (FATHER, Field.SNILS)],
            id="a repeated bare title belongs to the person before it",
        ),
        pytest.param(
            ["ФИО", "Класс", "ФИО родителя", "Степень родства", "ФИО родителя", "Степень родства"],
            [(STUDENT, Field.FULL_NAME), (STUDENT, Field.CLASS), (PARENT, Field.FULL_NAME), (PARENT, Field.RELATION)]
            + [(Owner(Role.PARENT, 1), Field.FULL_NAME), (Owner(Role.PARENT, 1), Field.RELATION)],
            id="two parents with their relations",
        ),
        pytest.param(
            ["Степень родства", "ФИО родителя", "ФИО ученика", "Класс"],
            [(PARENT, Field.RELATION), (PARENT, Field.FULL_NAME), (STUDENT, Field.FULL_NAME), (STUDENT, Field.CLASS)],
            id="a relation before its parent, a parent before the pupil",
        ),
        pytest.param(
            ["ФИО матери", "ФИО", "СНИЛС", "Класс"],
            [(MOTHER, Field.FULL_NAME), (STUDENT, Field.FULL_NAME), (STUDENT, Field.SNILS), (STUDENT, Field.CLASS)],
            id="a bare name after a mother is the pupil's, and so is what follows",
        ),
    ],
)
def test_whose_column_it_is(titles: list[str], expected: list[tuple[Owner, Field]]) -> None:
    assert list(places(titles)) == expected


@pytest.mark.parametrize(
    ("titles", "message"),
    [
        pytest.param(["Телефон", "Адрес"], "Не нашли строку", id="no header"),
        pytest.param(["ФИО", "СНИЛС"], "«Класс»", id="no class"),
        pytest.param(["Фамилия", "Класс"], "«Имя ученика»", id="no given name"),
        pytest.param(["ФИО матери", "Класс"], "«ФИО ученика»", id="no pupil"),
        pytest.param(["ФИО", "Класс", "СНИЛС матери"], "«ФИО матери»", id="a mother's number without her name"),
        pytest.param(["ФИО", "ФИО", "Класс"], "дважды", id="two bare names"),
        pytest.param(["ФИО", "Класс", "ФИО матери", "ФИО матери"], "дважды", id="two mothers"),
        pytest.param(["ФИО", "Класс", "ФИО матери", "СНИЛС"], "Непонятно, чей столбец «СНИЛС»", id="whose number"),
    ],
)
def test_headers_refused(titles: list[str], message: str) -> None:
    with pytest.raises(RosterRefused, match=message):
        find_header(table(titles))


def test_looks_like_roster() -> None:
    assert looks_like_roster(table(["Списки"], ["ФИО", "Класс"]))
    assert not looks_like_roster(table(["Инструкция"], ["Впишите ФИО и класс"]))
