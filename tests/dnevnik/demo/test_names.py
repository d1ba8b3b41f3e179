"""Names are formed as Russian forms them."""

import pytest

from dnevnik.demo.names import BOYS, FATHERS, GIRLS, MOTHERS, SURNAMES, Table, feminine, patronymic, table
from dnevnik.demo.people import dice


@pytest.mark.parametrize(
    ("father", "sons", "daughters"),
    [
        pytest.param("Иван", "Иванович", "Ивановна", id="hard consonant"),
        pytest.param("Андрей", "Андреевич", "Андреевна", id="й after a vowel"),
        pytest.param("Юрий", "Юрьевич", "Юрьевна", id="ий becomes a soft sign"),
        pytest.param("Дмитрий", "Дмитриевич", "Дмитриевна", id="ий stays after two consonants"),
        pytest.param("Игорь", "Игоревич", "Игоревна", id="soft sign"),
        pytest.param("Илья", "Ильич", "Ильинична", id="я"),
        pytest.param("Никита", "Никитич", "Никитична", id="а"),
        pytest.param("Лев", "Львович", "Львовна", id="a vowel that flees"),
        pytest.param("Пётр", "Петрович", "Петровна", id="ё becomes е"),
        pytest.param("Михаил", "Михайлович", "Михайловна", id="и becomes й"),
    ],
)
def test_a_patronymic_comes_from_the_fathers_name(father: str, sons: str, daughters: str) -> None:
    assert patronymic(father, of_woman=False) == sons
    assert patronymic(father, of_woman=True) == daughters


@pytest.mark.parametrize("father", FATHERS.names)
def test_every_father_of_the_table_gives_a_patronymic_of_the_usual_shape(father: str) -> None:
    assert patronymic(father, of_woman=False).endswith(("вич", "ьич", "тич"))
    assert patronymic(father, of_woman=True).endswith(("вна", "ична"))


@pytest.mark.parametrize(
    ("mans", "womans"),
    [
        pytest.param("Иванов", "Иванова", id="ов"),
        pytest.param("Королёв", "Королёва", id="ёв"),
        pytest.param("Никитин", "Никитина", id="ин"),
        pytest.param("Вишневский", "Вишневская", id="ский"),
        pytest.param("Толстой", "Толстая", id="ой"),
        pytest.param("Цой", "Цой", id="ой that is no ending"),
        pytest.param("Черных", "Черных", id="ых"),
        pytest.param("Шевченко", "Шевченко", id="ко"),
        pytest.param("Мельник", "Мельник", id="a consonant"),
        pytest.param("Орлов-Чернов", "Орлова-Чернова", id="both parts of a double one"),
    ],
)
def test_a_womans_surname(mans: str, womans: str) -> None:
    assert feminine(mans) == womans


@pytest.mark.parametrize("names", [SURNAMES, BOYS, GIRLS, FATHERS, MOTHERS])
def test_a_table_names_everybody_once(names: Table) -> None:
    assert len(set(names.names)) == len(names.names)


def test_the_heavier_a_name_the_oftener_it_comes() -> None:
    rng = dice(1)
    drawn = [table({9: "Анна", 1: "Зоя"}).pick(rng) for _ in range(1000)]
    assert 850 < drawn.count("Анна") < 950
