import pytest

from schools.identifiers.errors import InvalidIdentifier
from schools.roster.name_cells import LOOKALIKE, FullName, read_full_name, read_parts
from schools.roster.table import Cell


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        pytest.param("Иванов Иван Иванович", ("Иванов", "Иван", "Иванович"), id="three words"),
        pytest.param("  Иванов   Иван\u00a0Иванович ", ("Иванов", "Иван", "Иванович"), id="careless spaces"),
        pytest.param("Иванов Иван", ("Иванов", "Иван", ""), id="no patronymic"),
        pytest.param("Иванов Иван -", ("Иванов", "Иван", ""), id="a dash for the patronymic"),
        pytest.param("Иванов Иван (нет)", ("Иванов", "Иван", ""), id="a word for the patronymic"),
        pytest.param("Салтыков - Щедрин Иван", ("Салтыков-Щедрин", "Иван", ""), id="spaces round the hyphen"),
        pytest.param("Семе\u0308нов Пётр", ("Семёнов", "Пётр", ""), id="yo of two characters"),
        pytest.param("Мамедов Али Гасан оглы", ("Мамедов", "Али", "Гасан оглы"), id="a patronymic of two words"),
        pytest.param("О'Нил Анна-Мария Петровна", ("О'Нил", "Анна-Мария", "Петровна"), id="apostrophe and hyphen"),
    ],
)
def test_full_names(cell: Cell, name: tuple[str, str, str]) -> None:
    reading = read_full_name(cell)

    assert (reading.value, reading.warning) == (FullName(*name), "")


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        pytest.param("Иванов Иван Мария Петрович", "где кончается имя", id="four words"),
        pytest.param("Ивaнов Иван Иванович", LOOKALIKE, id="a Latin a"),
    ],
)
def test_names_that_ask_for_a_look(cell: Cell, part: str) -> None:
    assert part in read_full_name(cell).warning


@pytest.mark.parametrize(
    "cell",
    [None, "", "Иванов", "Иванов И.И.", "Иванов И. И.", "0льга Иванова", "Иванов, Иван", "Иванова Анна (мать)", "=A1 Б"]
    + [101, "- -", "Иванов\x00 Иван", "А" * 101 + " Иван"],
)
def test_full_names_refused(cell: Cell) -> None:
    with pytest.raises(InvalidIdentifier, match="полностью|лишний текст"):
        read_full_name(cell)


def test_names_of_three_cells() -> None:
    assert read_parts("Ван Дейк", "Анна", "отсутствует").value == FullName("Ван Дейк", "Анна", "")


@pytest.mark.parametrize(("surname", "given_name"), [("Иванов", None), (None, "Иван"), ("Иванов", "И."), ("-", "Иван")])
def test_names_of_three_cells_refused(surname: Cell, given_name: Cell) -> None:
    with pytest.raises(InvalidIdentifier):
        read_parts(surname, given_name, "Иванович")
