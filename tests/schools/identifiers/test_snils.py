import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.identifiers import snils
from schools.identifiers.errors import InvalidIdentifier


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("112-233-445 95", id="as printed on the card"),
        pytest.param("11223344595", id="digits alone"),
        pytest.param("  112-233-445 95\n", id="spaces and a line end around it"),
        pytest.param("112 233 445 95", id="spaces"),
        pytest.param("112\u00a0233\u202f445\u200995", id="no-break, narrow and thin spaces"),
        pytest.param("112\u2013233\u2014445\u221295", id="dashes and a minus"),
        pytest.param("112\u2010233\u2011445-95", id="typographic hyphens"),
        pytest.param("112.233.445.95", id="dots"),
        pytest.param("\ufeff\u202a112-233-445\u00ad 95\u202c", id="invisible marks of copying"),
        pytest.param("112 - - -233 - - - -445 - - - -95", id="careless separators"),
    ],
)
def test_parse_reads_what_people_type(text: str) -> None:
    assert snils.parse(text) == "112-233-445 95"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param(" - ", "empty", id="separators alone"),
        pytest.param("112-233-445 9", "length", id="a digit lost at the end"),
        pytest.param("1-001-001 12", "length", id="leading zeros lost: only the import may pad"),
        pytest.param("112-233-445 955", "length", id="a digit too many"),
        pytest.param("СНИЛС 112-233-445 95", "characters", id="a word before it"),
        pytest.param("112-23З-445 95", "characters", id="the letter Ze for three"),
        pytest.param("11223344595.0", "length", id="a spreadsheet's float"),
        pytest.param("1.1223344595E+10", "characters", id="a spreadsheet's exponent"),
        pytest.param("١١٢-٢٣٣-٤٤٥ ٩٥", "characters", id="Arabic-Indic digits"),
        pytest.param("１１２２３３４４５９５", "characters", id="full-width digits"),
        pytest.param("112-233-445 9²", "characters", id="a superscript is no digit"),
        pytest.param("112-233-445\x0095", "characters", id="a zero byte"),
        pytest.param("112-233-445 96", "checksum", id="wrong check digits"),
        pytest.param("122-133-445 95", "checksum", id="two digits swapped"),
        pytest.param("111-111-111 11", "checksum", id="ones"),
        pytest.param("000-000-000 00", "placeholder", id="zeros"),
        pytest.param("000-000-000 01", "placeholder", id="the number zero with other check digits"),
    ],
)
def test_parse_refuses_with_a_code_and_never_repeats_the_value(text: str, code: str) -> None:
    with pytest.raises(InvalidIdentifier) as caught:
        snils.parse(text)

    assert caught.value.code == code
    assert len(text) < 5 or text not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("000-000-001 77", id="the first number with any check digits"),
        pytest.param("001-001-997 77", id="below the bound with any check digits"),
        pytest.param("001-001-998 77", id="the bound itself is not verified"),
        pytest.param("001-001-999 65", id="the first verified number with its own"),
    ],
)
def test_check_digits_are_not_verified_up_to_the_official_bound(text: str) -> None:
    assert snils.parse(text) == text


def test_check_digits_are_verified_from_the_first_number_above_the_bound() -> None:
    with pytest.raises(InvalidIdentifier, match="Контрольные цифры"):
        snils.parse("001-001-999 77")


@pytest.mark.parametrize(
    ("number", "control"),
    [
        pytest.param("112233445", "95", id="sum below 100 stands as it is"),
        pytest.param("100018999", "00", id="sum of 100 gives 00"),
        pytest.param("086754303", "00", id="sum of 201 leaves 100, gives 00"),
        pytest.param("087654303", "00", id="sum of 202 leaves 0"),
        pytest.param("116973385", "89", id="sum of 190"),
        pytest.param("001001001", "12", id="small sum"),
        pytest.param("000000001", "01", id="one digit is padded"),
    ],
)
def test_check_digits(number: str, control: str) -> None:
    assert snils.check_digits(number) == control


@pytest.mark.parametrize("number", ["", "12345678", "1234567890", "12345678x", "١٢٣٤٥٦٧٨٩"])
def test_check_digits_ask_for_nine_digits(number: str) -> None:
    with pytest.raises(InvalidIdentifier, match="ровно девять"):
        snils.check_digits(number)


def test_mask_shows_only_the_third_group() -> None:
    assert snils.mask("112-233-445 95") == "•••-•••-445 ••"


NUMBERS = st.integers(min_value=1, max_value=999_999_999).map(lambda number: f"{number:09d}")


@given(NUMBERS)
def test_a_number_with_its_check_digits_parses_to_a_canonical_form_that_parses_to_itself(number: str) -> None:
    canonical = snils.parse(number + snils.check_digits(number))

    assert canonical.replace("-", "").replace(" ", "")[:9] == number
    assert snils.parse(canonical) == canonical


@given(NUMBERS.filter(lambda number: number > "001001998"), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes_above_the_bound(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    same_control = snils.check_digits(wrong) == snils.check_digits(number)

    assert not same_control or {snils.check_digits(number)} == {"00"}


@given(st.text(max_size=30))
def test_any_text_is_canonical_or_refused(text: str) -> None:
    try:
        canonical = snils.parse(text)
    except InvalidIdentifier:
        return
    assert snils.parse(canonical) == canonical
