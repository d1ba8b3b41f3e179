import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from schools.identifiers.names import Kind, difference, is_absent, normalise

LIGHT = {Kind.CASE, Kind.YO, Kind.HYPHEN_OR_SPACE, Kind.LATIN_LOOKALIKE}
ALPHABET = "АаВвЕеЁёИиЙйНнОоAaBbEeËëHhOoYy- –'\u00a0\u200b\u0308\u0306\u0301"
CLOSE = st.text(ALPHABET, max_size=8)
VISIBLE = st.text("АаЕеЁёОоAaEeOo-", max_size=6)
PAIRS = st.tuples(CLOSE, CLOSE) | st.tuples(st.text(max_size=8), st.text(max_size=8))


def variants(text: str) -> st.SearchStrategy[str]:
    """Ways to write the same name that a school and Gosuslugi really differ in."""
    doubles = {"а": "аАaA", "е": "еЕёЁeEëË", "о": "оОoO", "н": "нНhH", "-": "- –"}
    letters = [st.sampled_from(doubles.get(character, character + character.upper())) for character in text]
    return st.tuples(*letters).map("".join)


NAMES = st.text("аенов-", max_size=10)


@given(PAIRS)
def test_keys_are_equal_exactly_when_only_light_kinds_are_found(pair: tuple[str, str]) -> None:
    a, b = pair
    found = difference(a, b)

    assert (normalise(a) == normalise(b)) == (found is None or LIGHT.issuperset(found.kinds))


@given(st.data(), NAMES)
def test_two_ways_to_write_one_name_have_one_key(data: st.DataObject, name: str) -> None:
    a, b = data.draw(variants(name)), data.draw(variants(name))
    found = difference(a, b)

    assert normalise(a) == normalise(b)
    assert found is None or LIGHT.issuperset(found.kinds)


@given(PAIRS)
def test_a_difference_is_symmetric_and_its_kind_the_gravest(pair: tuple[str, str]) -> None:
    found = difference(*pair)

    assert found == difference(pair[1], pair[0])
    if found:
        assert list(found.kinds) == [kind for kind in Kind if kind in found.kinds]
        assert found.kind is found.kinds[-1]


@given(st.text() | CLOSE)
def test_nothing_differs_from_itself_in_any_unicode_form(text: str) -> None:
    assert difference(text, text) is None
    assert difference(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)) is None


@given(VISIBLE, VISIBLE)
def test_whatever_a_screen_shows_differently_is_a_difference(a: str, b: str) -> None:
    assert (difference(a, b) is None) == (a == b)


@given(st.text() | CLOSE)
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.tuples(st.text("абв", max_size=6), st.text("абв", max_size=6)) | PAIRS)
def test_a_typo_is_exactly_one_edit_or_transposition_of_the_keys(pair: tuple[str, str]) -> None:
    found = difference(*pair)

    assert (found is not None and found.kind is Kind.TYPO) == (distance(normalise(pair[0]), normalise(pair[1])) == 1)


@given(st.text(ALPHABET.replace("О", "").replace("о", "") + "Петрович", min_size=1))
def test_a_name_with_letters_is_present(text: str) -> None:
    assert is_absent(text + "евич") is False


def distance(a: str, b: str) -> int:
    """Optimal string alignment distance by the textbook table."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            replaced = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
