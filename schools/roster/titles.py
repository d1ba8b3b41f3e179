"""What the title of one column means: whose it is and which field it holds.

Every word of a title has to be understood: «Фамилия классного руководителя» is not a pupil's surname, and
«Дата выдачи свидетельства» is not the certificate. A title with a word of its own is left alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from schools.identifiers.characters import plain
from schools.identifiers.names import normalise


class Field(StrEnum):
    """What a column may hold."""

    FULL_NAME = "full_name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    SNILS = "snils"
    RELATION = "relation"
    CLASS = "class"
    GRADE = "grade"
    LETTER = "letter"
    CERTIFICATE = "certificate"
    CERTIFICATE_SERIES = "certificate_series"
    CERTIFICATE_NUMBER = "certificate_number"


class Role(StrEnum):
    """Whom a column may tell of; `parent` is one whose relation the title does not say."""

    STUDENT = "student"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    PARENT = "parent"


@dataclass(frozen=True)
class Title:
    """A title understood: `role` is None when it names nobody; `number` tells «Родитель 1» from «Родитель 2»."""

    field: Field
    role: Role | None = None
    number: int = 0


LONGEST_TITLE = 200
_WORD = re.compile(r"[^\W\d_]+|\d")
_SPLIT_WORDS = [(re.compile(r"\bф и о\b"), "фио"), (re.compile(r"\b(св|отч) (?:во|ва)\b"), r"\1во")]

_STUDENT_WORDS = (
    r"учени(?:к|ка|ку|ки|ков|ца|цы)|(?:уча|обучаю)щ(?:ий|его|ая|ей|ие|их)ся"
    r"|ребен(?:ок|ка|ку)|дет(?:и|ей)|школьник(?:а|и|ов)?|воспитанник(?:а|и|ов)?"
)
_ROLES = [
    (Role.MOTHER, r"мать|матери|матерью|мам[аыуе]"),
    (Role.FATHER, r"отец|отца|отцу|пап[аыуе]"),
    (Role.GUARDIAN, r"опекун[ау]?|попечител[ьяю]|усыновител[ьяю]"),
    (Role.PARENT, r"родител[ьяюи]|родителей|представител[ьяюи]|представителей"),
    (Role.STUDENT, _STUDENT_WORDS),
]
_ROLE_PATTERNS = [(role, re.compile(rf"\b(?:{words})\b")) for role, words in _ROLES]
_SEVERAL_PEOPLE = re.compile(r"\bродители|\bродителей|\bпредставители|\bпредставителей")

_ROLE_WORDS = "|".join(words for _, words in _ROLES)
_FIELD_WORDS = (
    r"фио|фам|фамили[яи]|имя|имени|отч|отчество|отчества|отчво|д|р|др|дата|даты|рожд|рождения|рождении|месяц|год|число"
    r"|пол|снилс|класс[ае]?|параллел[ьи]|литера?|буква|степень|родств[оа]|кем|приходится|отношение|тип|статус|вид"
    r"|свид|свво|свидетельств[оа]|сер|серия|серии|ном|номера?"
)
_FILLERS = (
    r"полностью|полное|полная|при|наличии|если|есть|о|об|и|или|к|с|на|по|дд|мм|гг|гггг|м|ж|муж|жен|мужской|женский"
    r"|законн(?:ый|ого|ому|ые|ых)|обучения|группа|данные|сведения|информация|личные|страхово[йе]|страхового"
    r"|индивидуального|лицевого|счета|документа?|\d"
)
_KNOWN_WORD = re.compile(f"{_ROLE_WORDS}|{_FIELD_WORDS}|{_FILLERS}")
_WORD_OF_ROLE = re.compile(rf"{_ROLE_WORDS}|законн(?:ый|ого|ому|ые|ых)|и|или|\d")

_CERTIFICATE = re.compile(r"\bсв(?:ид|во)")
_NOT_THE_CERTIFICATE = re.compile(r"\bдат|\bстрахов")
_FIELDS = [
    (Field.FULL_NAME, re.compile(r"\bфио\b")),
    (Field.RELATION, re.compile(r"\bродств|\bкем приходится|\bотношение|\b(?:тип|статус|вид) (?:законн\w+ )?предст")),
    (Field.SNILS, re.compile(r"\bснилс\b")),
    (Field.BIRTH_DATE, re.compile(r"\bдат\w* рожд|\bрожд\w* дат|\bд ?р\b|\bмесяц год рожд")),
    (Field.GENDER, re.compile(r"\bпол\b")),
    (Field.GRADE, re.compile(r"\bпараллел")),
    (Field.LETTER, re.compile(r"\bлитер|\bбукв")),
    (Field.CLASS, re.compile(r"\bкласс")),
]

_NAME_WORD = re.compile(r"\b(?:фам|им(?=я|ени)|отч)")
_NAMES = {
    ("фам",): Field.SURNAME,
    ("им",): Field.GIVEN_NAME,
    ("отч",): Field.PATRONYMIC,
    ("фам", "им"): Field.FULL_NAME,
    ("фам", "им", "отч"): Field.FULL_NAME,
}
"""Which names one column holds, in which order; other orders and pairs are not read."""


def understand(title: str) -> Title | None:
    """Return the meaning of a column title, or None when it has none here or holds a word that is not understood."""
    words = _words(title) if len(title) <= LONGEST_TITLE else ""
    if not words or not all(_KNOWN_WORD.fullmatch(word) for word in words.split()):
        return None
    role, field = _role(words), _field(words)
    if field is None and _names_one_person(words, role):
        field = Field.FULL_NAME
    if field is Field.RELATION:
        role = None
    return Title(field, role, _number(words) if role in (Role.PARENT, Role.GUARDIAN) else 0) if field else None


def _words(title: str) -> str:
    """Return the words in lower case, Latin doubles made Cyrillic, abbreviations put together."""
    words = " ".join(normalise(word) for word in _WORD.findall(plain(title).replace("№", " номер ")))
    for split, joined in _SPLIT_WORDS:
        words = split.sub(joined, words)
    return words


def _role(words: str) -> Role | None:
    return next((role for role, pattern in _ROLE_PATTERNS if pattern.search(words)), None)


def _field(words: str) -> Field | None:
    if _CERTIFICATE.search(words) and "снилс" not in words:
        return _certificate_field(words)
    found = next((field for field, pattern in _FIELDS if pattern.search(words)), None)
    return found or _NAMES.get(tuple(_NAME_WORD.findall(words)))


def _certificate_field(words: str) -> Field | None:
    if _NOT_THE_CERTIFICATE.search(words):
        return None
    series, number = "сер" in words, "ном" in words
    if series == number:
        return Field.CERTIFICATE
    return Field.CERTIFICATE_SERIES if series else Field.CERTIFICATE_NUMBER


def _names_one_person(words: str, role: Role | None) -> bool:
    several = role is Role.PARENT and _SEVERAL_PEOPLE.search(words)
    return role is not None and not several and all(_WORD_OF_ROLE.fullmatch(word) for word in words.split())


def _number(words: str) -> int:
    return next((int(word) for word in words.split() if word.isdigit()), 0)
