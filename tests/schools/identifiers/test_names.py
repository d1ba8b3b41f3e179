import pytest

from schools.identifiers import names
from schools.identifiers.names import Difference, Kind

CASE, YO, HYPHEN, LATIN = Kind.CASE, Kind.YO, Kind.HYPHEN_OR_SPACE, Kind.LATIN_LOOKALIKE
TYPO, DIFFERENT = Kind.TYPO, Kind.DIFFERENT


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("Иванов", "иванов", id="lower case"),
        pytest.param("  Семёнова ", "семенова", id="yo, outer spaces"),
        pytest.param("Семе\u0308нова", "семенова", id="yo of two characters"),
        pytest.param("Андреи\u0306", "андрей", id="short i of two characters"),
        pytest.param("Анна-Мария", "аннамария", id="hyphen"),
        pytest.param("Анна — Мария", "аннамария", id="a dash with spaces"),
        pytest.param("Мамед\u00a0оглы", "мамедоглы", id="no-break space"),
        pytest.param("О\u2019Нил", "онил", id="apostrophe"),
        pytest.param("Ивa\u200bнoв", "иванов", id="Latin a and o, an invisible space"),
        pytest.param("HECTEPOB", "нестеров", id="Latin capitals"),
        pytest.param("Фëдоров", "федоров", id="Latin e with two dots"),
        pytest.param("", "", id="nothing"),
        pytest.param("0льга", "0льга", id="a digit stays: that is a typo"),
        pytest.param("Smith", "sмітн", id="a Latin name keeps letters that look like none of ours"),
    ],
)
def test_normalise(text: str, key: str) -> None:
    assert names.normalise(text) == key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("Иванов", "Иванов", id="the same"),
        pytest.param("Иванов", " Иванов  ", id="outer spaces"),
        pytest.param("Анна Мария", "Анна  Мария", id="a doubled space"),
        pytest.param("Анна Мария", "Анна\u00a0Мария", id="a no-break space"),
        pytest.param("Иванов", "Ива\u00adнов", id="a soft hyphen"),
        pytest.param("Семёнов", "Семе\u0308нов", id="composed and decomposed"),
    ],
)
def test_what_reads_the_same_is_no_difference(a: str, b: str) -> None:
    assert names.difference(a, b) is None


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        pytest.param("ИВАНОВ", "Иванов", (CASE,), id="capitals"),
        pytest.param("Семёнов", "Семенов", (YO,), id="yo and ye"),
        pytest.param("СЕМЕНОВ", "Семёнов", (CASE, YO), id="capitals without yo"),
        pytest.param("Анна-Мария", "Анна Мария", (HYPHEN,), id="hyphen and space"),
        pytest.param("Анна-Мария", "АннаМария", (HYPHEN,), id="hyphen and nothing"),
        pytest.param("Анна-Мария", "Анна - Мария", (HYPHEN,), id="spaces round the hyphen"),
        pytest.param("Анна-Мария", "Анна–Мария", (HYPHEN,), id="a dash"),
        pytest.param("Кызыл-оол", "Кызылоол", (HYPHEN,), id="a Tuvan name"),
        pytest.param("О'Нил", "О’Нил", (HYPHEN,), id="two apostrophes"),
        pytest.param("Ивaнов", "Иванов", (LATIN,), id="Latin a"),
        pytest.param("Алёна-Мaрия", "АЛЕНА МАРИЯ", (CASE, YO, HYPHEN, LATIN), id="all four at once"),
        pytest.param("Ëлкин", "Елкин", (YO, LATIN), id="Latin e with two dots and ye"),
    ],
)
def test_differences_under_an_equal_key(a: str, b: str, kinds: tuple[Kind, ...]) -> None:
    assert names.normalise(a) == names.normalise(b)
    assert names.difference(a, b) == Difference(kind=kinds[-1], kinds=kinds)


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        pytest.param("Иванов", "Ивонов", (TYPO,), id="a letter replaced"),
        pytest.param("Иванов", "Ивано", (TYPO,), id="the last letter lost"),
        pytest.param("Иванов", "Ииванов", (TYPO,), id="a letter doubled"),
        pytest.param("Иванов", "Виванов", (TYPO,), id="a letter added in front"),
        pytest.param("Иванов", "Иваонв", (TYPO,), id="two neighbours swapped"),
        pytest.param("Алсу", "", (DIFFERENT,), id="nothing at all"),
        pytest.param("Наталья", "Наталия", (TYPO,), id="Natalya and Nataliya stay two names"),
        pytest.param("Абдулла", "Габдулла", (TYPO,), id="Abdulla and Gabdulla stay two names"),
        pytest.param("Ольга", "0льга", (TYPO,), id="nought for O"),
        pytest.param("Иванов", "Инваов", (DIFFERENT,), id="two apart swapped"),
        pytest.param("Иванова", "Петрова", (DIFFERENT,), id="another surname"),
        pytest.param("Семёнова", "Семенав", (YO, DIFFERENT), id="yo before two slips"),
        pytest.param("Сёмин", "Семён", (YO, TYPO), id="yo in the common beginning; a slip"),
        pytest.param("ИВАНОВ", "Иванав", (CASE, TYPO), id="capitals and a slip"),
        pytest.param("Анна-Мария", "Анна Марья", (HYPHEN, TYPO), id="hyphen and a slip"),
        pytest.param("Ивaнов", "Ивановы", (LATIN, TYPO), id="Latin a and a letter more"),
        pytest.param("Алёна-Мaрия", "АЛЕНА МАРИЕ", (CASE, YO, HYPHEN, LATIN, TYPO), id="everything and a slip"),
    ],
)
def test_differences_of_the_key_itself(a: str, b: str, kinds: tuple[Kind, ...]) -> None:
    assert names.difference(a, b) == names.difference(b, a) == Difference(kind=kinds[-1], kinds=kinds)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "-", "—", "--", "_", ".", "0", "нет", "Нет", "НЕТ.", "HET", "(нет)", "нету", "«нет»"]
    + ["отсутствует", "Отсутствует.", "без отчества", "б/о", "Б/О", "б.о.", "б / о", "прочерк", "не указано"],
)
def test_absent_patronymics(text: str) -> None:
    assert names.is_absent(text)


@pytest.mark.parametrize("text", ["Иванович", "Бо", "О", "Нетович", "Мамед оглы", "Иван-", "Отсутствие"])
def test_present_patronymics(text: str) -> None:
    assert not names.is_absent(text)
