import re

from hypothesis import example, given
from hypothesis import strategies as st

from schools.identifiers import birth_certificate, roman
from schools.identifiers.birth_certificate import Kind
from schools.identifiers.errors import InvalidIdentifier

ROMAN = st.integers(1, 89).map(roman.numeral)
LETTERS = st.text("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", min_size=2, max_size=2)
NUMBER = st.from_regex(r"[0-9]{6,7}", fullmatch=True)
GOSUSLUGI_SERIES = re.compile(r"[MDCLXIV]+-[а-яА-Я]{2}")
TO_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


@given(
    ROMAN, LETTERS, NUMBER, st.sampled_from(["-", "–", " ", " - ", "", "\u2011"]), st.sampled_from([" ", " № ", "-"])
)
def test_every_russian_certificate_comes_to_its_canonical_form(
    numeral: str, letters: str, number: str, dash: str, gap: str
) -> None:
    expected = f"{numeral}-{letters} {number}"

    for typed in (numeral + dash + letters, numeral + dash + letters.translate(TO_LOOKALIKES)):
        assert str(birth_certificate.parse(typed + gap + number)) == expected


TYPED = st.text("IVXLCDMNOilхсмпш1203456789АБЁЄФabKZ- №–._/", max_size=20) | st.text(max_size=20)


@given(TYPED)
@example("AB N N 1234")
@example("AN-1234")
@example("1 2 34 56")
def test_what_is_read_reads_to_the_same_again(text: str) -> None:
    try:
        certificate = birth_certificate.parse(text)
    except InvalidIdentifier:
        return
    assert birth_certificate.parse(str(certificate)) == certificate
    assert certificate.kind is Kind.FOREIGN or GOSUSLUGI_SERIES.fullmatch(certificate.series)
