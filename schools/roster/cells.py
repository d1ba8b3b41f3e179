"""What the cells of a roster mean, names and numbers apart. Every reader raises InvalidIdentifier."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from schools.identifiers import names
from schools.identifiers.characters import LATIN_CAPITALS_LIKE_CYRILLIC
from schools.identifiers.errors import InvalidIdentifier
from schools.roster.rows import Gender, Relation
from schools.roster.table import EXCEL_EPOCH, Cell, as_text

T = TypeVar("T")


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The value of a cell, with a warning that is empty when there is nothing to look at."""

    value: T
    warning: str = ""


YEARS = range(1900, 2101)
EXCEL_DAYS = range(10_000, 73_000)
"""The days of 1927–2099 as Excel counts them, of 1931–2103 in a Mac's book: no year, no short number among them."""
_EXCEL_DAY = re.compile(r"[0-9]{5}")

_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})(?: ?г\.?)?(?: 0?0:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?:[ T]00:00(?::00)?)?")

_GENDERS: dict[str, Gender] = {
    "м": "male", "муж": "male", "мужской": "male", "мужчина": "male", "мальчик": "male", "юноша": "male",
    "ж": "female", "жен": "female", "женский": "female", "женщина": "female", "девочка": "female", "девушка": "female",
    "m": "male", "male": "male", "f": "female", "female": "female",
}  # fmt: skip

_RELATIONS: list[tuple[Relation, str]] = [
    ("guardian", r"опекун|попечител|приемн"),
    ("mother", r"мать|мама|матер"),
    ("father", r"отец|отца|папа"),
    ("parent", r"родител|законн|представител"),
]

_WORD_CLASS = re.compile(r"КЛАСС|(?<![А-Я])КЛ(?![А-Я])")
_AROUND_LETTER = re.compile(r"(?<![0-9])[\s\"'«»„“”‘’`´.,_-]+|[\s\"'«»„“”‘’`´.,_-]++(?![0-9])")
"""What stands between two digits stays, so that 1.1 is not taken for 11."""
_CLASS = re.compile(r"0?(?P<grade>[1-9]|1[0-2])(?P<letter>[А-ЯЁ][А-ЯЁ0-9]{0,9})?")
_TO_CYRILLIC = str.maketrans(LATIN_CAPITALS_LIKE_CYRILLIC)


def read_birth_date(cell: Cell, *, epoch: date = EXCEL_EPOCH) -> Reading[date | None]:
    """Read a date cell, `dd.mm.yyyy`, `yyyy-mm-dd` or the day number that Excel leaves where the format is lost.

    `epoch` is the day from which the book counts.
    """
    born = cell if isinstance(cell, date) else _date_of_text(as_text(cell), epoch=epoch)
    if born and born.year not in YEARS:
        raise InvalidIdentifier("birth_date", "Такого года рождения не бывает. Проверьте дату.")
    return Reading(born)


def read_gender(cell: Cell) -> Reading[Gender]:
    """Read «м», «муж.», «женский», «девочка»…; an empty cell is an empty text."""
    word = as_text(cell).casefold().strip(". ")
    if names.is_absent(word):
        return Reading("")
    if word not in _GENDERS:
        raise InvalidIdentifier("gender", "Пол запишите буквой: «м» или «ж».")
    return Reading(_GENDERS[word])


def read_relation(cell: Cell) -> Reading[Relation]:
    """Read «мать», «отец», «опекун», «законный представитель»…; an empty cell is a parent."""
    words = as_text(cell).casefold().replace("ё", "е")
    found = next((relation for relation, stems in _RELATIONS if re.search(rf"\b(?:{stems})", words)), None)
    if not found and not names.is_absent(words):
        raise InvalidIdentifier("relation", "Напишите, кем приходится ребёнку: мать, отец, опекун или родитель.")
    return Reading(found or "parent")


def read_class(cell: Cell, letter: Cell) -> Reading[tuple[int, str]]:
    """Read «5 „А“», «5а», «05-А класс», or the number and the letter from two cells; letters come out Cyrillic."""
    written = _class_text(cell)
    if written.isdigit() and not names.is_absent(as_text(letter)):
        written += _class_text(letter)
    parts = _CLASS.fullmatch(written)
    if not parts or isinstance(cell, date):
        raise InvalidIdentifier("class", "Класс запишите числом от 1 до 12 и русской буквой, например 5А.")
    return Reading((int(parts["grade"]), parts["letter"] or ""))


def _date_of_text(text: str, *, epoch: date) -> date | None:
    if names.is_absent(text):
        return None
    if _EXCEL_DAY.fullmatch(text) and int(text) in EXCEL_DAYS:
        return epoch + timedelta(days=int(text))
    parts = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"])) if parts else _refuse_date()
    except ValueError:
        return _refuse_date()


def _refuse_date() -> date:
    raise InvalidIdentifier("birth_date", "Дату запишите числами: день, месяц и год, например 01.09.2015.")


def _class_text(cell: Cell) -> str:
    return _AROUND_LETTER.sub("", _WORD_CLASS.sub("", as_text(cell).upper().translate(_TO_CYRILLIC)))
