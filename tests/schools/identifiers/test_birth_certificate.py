import pytest

from schools.identifiers import birth_certificate
from schools.identifiers.birth_certificate import BirthCertificate, Kind
from schools.identifiers.errors import InvalidIdentifier


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("IV-АБ 123456", id="canonical"),
        pytest.param("iv-аб 123456", id="lower case"),
        pytest.param("IV-АБ-123456", id="a hyphen before the number"),
        pytest.param("IV-АБ № 123456", id="number sign"),
        pytest.param("IV-АБ №123456", id="number sign close to the number"),
        pytest.param("IV-АБ N 123456", id="Latin N for the number sign"),
        pytest.param("IV-АБ No.123456", id="No. for the number sign"),
        pytest.param("IV АБ 123456", id="spaces alone"),
        pytest.param("IVАБ123456", id="nothing between"),
        pytest.param("IV – АБ 123 456", id="a dash, spaces round it, spaces in the number"),
        pytest.param("IV_АБ 12-34-56", id="underscore, hyphens in the number"),
        pytest.param("  IV\u2011АБ\u00a0123456\n", id="no-break hyphen and space"),
        pytest.param("1V-АБ 123456", id="one for I"),
        pytest.param("lV-АБ 123456", id="small L for I among capitals"),
        pytest.param("|V-АБ 123456", id="a bar for I"),
        pytest.param("ІУ-АБ 123456", id="Ukrainian I and Cyrillic U"),
        pytest.param("1У-АБ 123456", id="one and Cyrillic U"),
        pytest.param("Ⅳ-АБ 123456", id="the one-character numeral"),
        pytest.param("4-АБ 123456", id="an Arabic number"),
        pytest.param("04-АБ 123456", id="an Arabic number with a zero"),
        pytest.param("серия IV-АБ номер 123456", id="words"),
        pytest.param("Свидетельство о рождении: серия IV-АБ, № 123456", id="a whole phrase"),
        pytest.param("св-во о рожд. сер. IV-АБ ном. 123456", id="abbreviations"),
    ],
)
def test_parse_reads_a_russian_certificate_as_people_type_it(text: str) -> None:
    assert birth_certificate.parse(text) == BirthCertificate(Kind.RUSSIAN, "IV-АБ", "123456")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param("I-MЮ 1234567", "I-МЮ 1234567", id="Latin M in the letters, seven digits"),
        pytest.param("XXI-CT 123456", "XXI-СТ 123456", id="Latin letters that look Cyrillic"),
        pytest.param("ХХ1-СТ 123456", "XXI-СТ 123456", id="Cyrillic letters that look Roman"),
        pytest.param("П-АБ 123456", "II-АБ 123456", id="Cyrillic Pe for II"),
        pytest.param("УП-АБ 123456", "VII-АБ 123456", id="Cyrillic U and Pe for VII"),
        pytest.param("ХУШ-АБ 123456", "XVIII-АБ 123456", id="Cyrillic Sha for III"),
        pytest.param("2-АБ 123456", "II-АБ 123456", id="Arabic two"),
        pytest.param("12-АБ 123456", "XII-АБ 123456", id="Arabic twelve"),
        pytest.param("11-АБ 123456", "II-АБ 123456", id="two ones are two strokes"),
        pytest.param("111-АБ 123456", "III-АБ 123456", id="three ones are three strokes"),
        pytest.param("XСМВ123456", "XC-МВ 123456", id="the last two letters before the number are the letters"),
        pytest.param("xl-аб 123456", "XL-АБ 123456", id="small L in a lower-case text stays fifty"),
        pytest.param("I-ЁЖ 123456", "I-ЕЖ 123456", id="Gosuslugi knows no Ё in a series"),
        pytest.param("XVII-ШЮ 222222", "XVII-ШЮ 222222", id="Sha among the letters stays Sha"),
    ],
)
def test_parse_canonical_form(text: str, canonical: str) -> None:
    certificate = birth_certificate.parse(text)

    assert (certificate.kind, str(certificate)) == (Kind.RUSSIAN, canonical)


@pytest.mark.parametrize(
    ("text", "series", "number"),
    [
        pytest.param("1234567", "", "1234567", id="no series"),
        pytest.param("N1234567", "", "N1234567", id="a letter of the number itself"),
        pytest.param("KZ 123 456", "KZ", "123456", id="spaces in the number"),
        pytest.param("ab123456", "AB", "123456", id="letters and digits in one word"),
        pytest.param("AB  № 123456", "AB", "123456", id="number sign"),
        pytest.param("XO044 555-777", "XO044", "555-777", id="digits in the series"),
        pytest.param("I-FR 0123456", "I-FR", "0123456", id="a Latin letter that no Russian one looks like"),
        pytest.param("І-ЄД 123456", "I-ЄД", "123456", id="a letter of another Cyrillic alphabet"),
        pytest.param("１２３４５６７", "", "1234567", id="full-width digits"),
    ],
)
def test_parse_reads_a_foreign_certificate(text: str, series: str, number: str) -> None:
    assert birth_certificate.parse(text) == BirthCertificate(Kind.FOREIGN, series, number)


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        pytest.param("", "empty", "Впишите", id="nothing"),
        pytest.param(" № ", "empty", "Впишите", id="a sign alone"),
        pytest.param("IV-АБ 12345", "number", "6 или 7", id="a digit lost"),
        pytest.param("IV-АБ 12345678", "number", "6 или 7", id="a digit too many"),
        pytest.param("IV-АБ", "number", "идёт номер", id="no number"),
        pytest.param("IV-АБ 12345О", "number", "идёт номер", id="the letter O in the number"),
        pytest.param("IV-АБ 123456 от 12.05.2015", "number", "больше ничего", id="a date after it"),
        pytest.param("IIII-АБ 123456", "roman", "римского числа", id="no such numeral"),
        pytest.param("IIV-АБ 123456", "roman", "римского числа", id="strokes in the wrong order"),
        pytest.param("99-АБ 123456", "roman", "римского числа", id="too large for a series"),
        pytest.param("0-АБ 123456", "roman", "римского числа", id="nought"),
        pytest.param("АБ 123456", "roman", "Не хватает римского числа", id="letters without a numeral"),
        pytest.param("IV-А 123456", "letters", "две русские буквы", id="one letter"),
        pytest.param("IV-АБВ 123456", "letters", "две русские буквы", id="three letters"),
        pytest.param("ХС-А 123456", "letters", "две русские буквы", id="the hyphen says where the numeral ends"),
        pytest.param("IV-0Б 123456", "letters", "не цифры", id="nought for the letter O"),
        pytest.param("IV 123456", "letters", "не хватает двух русских букв", id="no letters"),
        pytest.param("123456", "series", "Не хватает серии", id="six digits alone"),
        pytest.param("45 10 123456", "other_document", "паспорт", id="a passport"),
        pytest.param("001-001-001 12", "other_document", "СНИЛС", id="a SNILS"),
        pytest.param("00100100112", "other_document", "СНИЛС", id="a SNILS in digits alone"),
        pytest.param("паспорт 1234567", "words", "без слов", id="a word"),
        pytest.param("нет", "format", "Не похоже", id="no"),
        pytest.param("123456 IV-АБ", "format", "Не похоже", id="number first"),
        pytest.param("AB ١٢٣٤٥٦", "format", "Не похоже", id="Arabic-Indic digits"),
        pytest.param("IV-АБ 123456 " * 20, "format", "Не похоже", id="a long text"),
    ],
)
def test_parse_refuses_and_names_the_fix(text: str, code: str, fix: str) -> None:
    with pytest.raises(InvalidIdentifier, match=fix) as caught:
        birth_certificate.parse(text)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "masked"),
    [("IV-АБ 123456", "••-•• •••456"), ("I-МЮ 7654321", "••-•• •••321"), ("KZ 123456789", "••-•• •••789")],
)
def test_mask_shows_the_last_three_digits(text: str, masked: str) -> None:
    assert birth_certificate.mask(birth_certificate.parse(text)) == masked
