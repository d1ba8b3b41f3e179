"""Birth certificates: a Russian one is `IV-АБ 123456`, a foreign one whatever its country prints.

Source: the pattern that Gosuslugi checks, Roman numeral, two Russian letters, six or seven digits. Soviet
certificates, wherever issued, look the same and count as Russian: the text cannot tell them apart.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from schools.identifiers import roman
from schools.identifiers.characters import LATIN_CAPITALS_LIKE_CYRILLIC, plain
from schools.identifiers.errors import InvalidIdentifier


class Kind(StrEnum):
    """Whose registry office issued the certificate."""

    RUSSIAN = "russian"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class BirthCertificate:
    """A certificate in canonical form: series `IV-АБ`, number of 6–7 digits; foreign as written, folded."""

    kind: Kind
    series: str
    number: str

    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()


_TO_ROMAN = str.maketrans(
    {"І": "I", "Ӏ": "I", "1": "I", "|": "I", "Х": "X", "С": "C", "М": "M", "У": "V", "Y": "V", "Ѵ": "V"}
    | {"П": "II", "Ш": "III"}
)
_TO_RUSSIAN = str.maketrans(LATIN_CAPITALS_LIKE_CYRILLIC | {"Ё": "Е"})
_RUSSIAN_LETTERS = frozenset("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")
_LARGEST_ARABIC = 50
_LONGEST = 100
_NOT_A_CERTIFICATE = (
    "Не похоже на свидетельство о рождении. Российское запишите так: IV-АБ 123456, иностранное – как в документе."
)

_AROUND = re.compile(r"\b(?:СВИДЕТЕЛЬСТВО|СВИД|СВ-ВО|О РОЖДЕНИИ|О РОЖД|СЕРИЯ|СЕР|НОМЕР|НОМ)\b\.?|[№#:;,_]")
"""What people write around the series and the number."""
_NUMBER_SIGN = re.compile(r"(?<=\w)(?:[ -]NO?[ .]*)+(?=[0-9])")
"""The Latin N in place of №; at the very beginning it may belong to a foreign number, so it stays."""

_ROMAN = r"(?:[IVXLCDMІӀ1|ХСМУYѴПШ]+|[0-9]{1,2})"
_LETTER = r"[А-ЯЁABCEHKMOPTXYЄІЇЎҐӘҒҚҢӨҰҮҲҶӢӮ]"
"""A letter of Russia or, and then the certificate is foreign, of its neighbours."""
_USUAL = re.compile(rf"(?P<roman>{_ROMAN})[ -]*(?P<letters>{_LETTER}{{2}})[ -]*(?P<number>[0-9][0-9 -]*)")

_NOT_FOREIGN = [
    (
        re.compile(rf"{_ROMAN} ?-? ?{_LETTER}{{2}}\b.*"),
        "number",
        "После серии в свидетельстве идёт номер: 6 или 7 цифр и больше ничего. Запишите так: IV-АБ 123456.",
    ),
    (
        re.compile(
            rf"{_ROMAN}[ -]+(?=[0-9]*{_LETTER})(?:{_LETTER}|[0-9]){{1,4}}[ -]+[0-9].*|{_ROMAN}[ -]+{_LETTER}[0-9]+"
        ),
        "letters",
        "После римского числа в серии стоят ровно две русские буквы (не цифры). Запишите так: IV-АБ 123456.",
    ),
    (
        re.compile(r"[IVXІХУПШ1|]*[IVXІХУПШ|][IVXІХУПШ1|]*[ -]+[0-9][0-9 -]*"),
        "letters",
        "В серии после римского числа не хватает двух русских букв. Запишите так: IV-АБ 123456.",
    ),
    (
        re.compile(rf"(?=[A-Z]?[А-ЯЁ]){_LETTER}{{2}}[ -]*[0-9]{{6,7}}"),
        "roman",
        "Не хватает римского числа перед двумя буквами серии. Запишите так: IV-АБ 123456.",
    ),
    (
        re.compile(r"(?:[0-9] ?){6}"),
        "series",
        "Не хватает серии: римского числа и двух русских букв. Запишите так: IV-АБ 123456.",
    ),
    (
        re.compile(r"[0-9]{2} ?[0-9]{2} [0-9]{6}|[0-9]{3}-?[0-9]{3}-?[0-9]{3}[ -]?[0-9]{2}"),
        "other_document",
        "Это похоже на паспорт или СНИЛС. Впишите серию и номер свидетельства о рождении, например IV-АБ 123456.",
    ),
    (
        re.compile(r".*[А-ЯЁ]{4}.*"),
        "words",
        "Оставьте только серию и номер свидетельства, без слов и дат. Запишите так: IV-АБ 123456.",
    ),
]
"""Texts that are a Russian certificate with a slip, or no certificate at all: (shape, code, message)."""

_FOREIGN_LETTER = "A-ZÀ-ÖØ-ÞЀ-ҁҊ-ӿ"
_FOREIGN_CHARACTERS = re.compile(rf"(?=(?:[^0-9]*[0-9]){{4}})[0-9{_FOREIGN_LETTER} /.-]{{4,30}}")
_FOREIGN_WORD = re.compile(rf"(?P<series>[{_FOREIGN_LETTER}]{{2,}})-?(?P<number>[0-9][0-9/-]*)")
_FOREIGN_WORDS = re.compile(r"(?:(?P<series>.+?) )??(?P<number>[0-9]\S*(?: [0-9]\S*)*|\S*[0-9]\S*)")


def parse(text: str) -> BirthCertificate:
    """Return the certificate in canonical form; what `str` makes of it parses to the same again.

    A Russian one may be typed with Latin letters for Russian ones, with Cyrillic letters, ones or an Arabic
    number for the Roman one (`11` is `II`, as people who lack Latin letters type it), with any dashes or none.
    What has another shape is foreign, unless it is a Russian one with a slip.

    Raises InvalidIdentifier: `empty`, `roman`, `letters`, `number`, `series`, `other_document`, `words` or `format`.
    """
    if len(text) > _LONGEST:
        raise InvalidIdentifier("format", _NOT_A_CERTIFICATE)
    folded = _folded(text)
    if not folded:
        raise InvalidIdentifier("empty", "Впишите серию и номер свидетельства о рождении, например IV-АБ 123456.")
    if usual := _USUAL.fullmatch(folded):
        return _usual(usual["roman"], usual["letters"], re.sub(r"[ -]", "", usual["number"]))
    for shape, code, message in _NOT_FOREIGN:
        if shape.fullmatch(folded):
            raise InvalidIdentifier(code, message)
    foreign = _foreign(folded)
    return foreign if str(foreign) == folded else parse(str(foreign))


def mask(certificate: BirthCertificate) -> str:
    """Return what may be shown of a certificate: the last three digits, `••-•• •••456`."""
    return f"••-•• •••{certificate.number[-3:]}"


def _folded(text: str) -> str:
    """Return the text in capitals, without the words around the numbers, hyphens and spaces made plain."""
    among_capitals = text.replace("l", "").isupper()
    folded = _folded_once(text.replace("l", "I") if among_capitals else text)
    while folded != (again := _folded_once(folded)):
        folded = again
    return folded


def _folded_once(text: str) -> str:
    capitals = unicodedata.normalize("NFKC", text.replace("№", " ")).upper()
    bare = _NUMBER_SIGN.sub(" ", _AROUND.sub(" ", plain(capitals)))
    return re.sub(r" ?- ?", "-", plain(bare)).strip("-. ")


def _usual(written: str, letters: str, number: str) -> BirthCertificate:
    numeral = _roman(written)
    if not roman.is_canonical(numeral):
        raise InvalidIdentifier("roman", "Серия начинается с римского числа: I, II, III, IV… Сверьте его с документом.")
    if len(number) not in (6, 7):
        raise InvalidIdentifier("number", f"В номере свидетельства 6 или 7 цифр, а здесь их {len(number)}. Проверьте.")
    letters = letters.translate(_TO_RUSSIAN)
    kind = Kind.RUSSIAN if _RUSSIAN_LETTERS.issuperset(letters) else Kind.FOREIGN
    return BirthCertificate(kind, f"{numeral}-{letters}", number)


def _roman(written: str) -> str:
    """Read the numeral as typed; ones alone are strokes, any other Arabic number up to fifty is a number."""
    if written.isdigit() and set(written) != {"1"}:
        return roman.numeral(int(written)) if int(written) <= _LARGEST_ARABIC else ""
    return written.translate(_TO_ROMAN)


def _foreign(folded: str) -> BirthCertificate:
    """Split into series and number: before the last groups of digits, or where the letters of one word end."""
    parts = _FOREIGN_WORD.fullmatch(folded) or _FOREIGN_WORDS.fullmatch(folded)
    if parts is None or not _FOREIGN_CHARACTERS.fullmatch(folded):
        raise InvalidIdentifier("format", _NOT_A_CERTIFICATE)
    return BirthCertificate(Kind.FOREIGN, parts["series"] or "", parts["number"].replace(" ", ""))
