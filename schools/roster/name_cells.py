"""Names in the cells of a roster: three in one cell or each in its own. Readers raise InvalidIdentifier."""

import re
import unicodedata
from dataclasses import dataclass

from schools.identifiers import names
from schools.identifiers.errors import InvalidIdentifier
from schools.roster.cells import Reading
from schools.roster.table import Cell, as_text

LONGEST_NAME = 100
LOOKALIKE = "русские и латинские буквы в одном слове, проверьте"
_HYPHEN_IN_SPACES = re.compile(r"(?<=[^\W\d_]) ?- ?(?=[^\W\d_])")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f '’ʼ`-])*")
_MIXED = re.compile(r"[а-яё]-?[a-z]|[a-z]-?[а-яё]", re.IGNORECASE)
_PARTICLES = {"оглы", "оглу", "кызы", "гызы", "углы", "уулу", "заде", "угли", "кизи"}
_USUAL_WORDS = 3


@dataclass(frozen=True)
class FullName:
    """Surname, given name, patronymic; the last is empty when the person has none."""

    surname: str
    given_name: str
    patronymic: str


def read_full_name(cell: Cell) -> Reading[FullName]:
    """Read «Фамилия Имя Отчество» of one cell: the third word and all after it are the patronymic."""
    words = _written(cell).split()
    if len(words) < 2:
        raise InvalidIdentifier("full_name", "Впишите фамилию, имя и отчество полностью, через пробел.")
    patronymic = " ".join(words[2:])
    name = FullName(_checked(words[0]), _checked(words[1]), _patronymic(patronymic))
    long = len(words) > _USUAL_WORDS and words[-1].casefold() not in _PARTICLES
    where = "не ясно, где кончается имя и начинается отчество: проверьте или разнесите по трём столбцам"
    return Reading(name, where if long and name.patronymic else _lookalike_warning(name))


def read_parts(surname: Cell, given_name: Cell, patronymic: Cell) -> Reading[FullName]:
    """Read the three names of three cells; the patronymic may be absent in any of the usual words."""
    first, second = _written(surname), _written(given_name)
    if not first or not second:
        raise InvalidIdentifier("full_name", "Впишите и фамилию, и имя: без них строку не загрузить.")
    name = FullName(_checked(first), _checked(second), _patronymic(_written(patronymic)))
    return Reading(name, _lookalike_warning(name))


def is_nobody(cell: Cell) -> bool:
    """Tell whether the cell says that there is no such person: empty, a dash, «нет»."""
    return names.is_absent(as_text(cell))


def _written(cell: Cell) -> str:
    return _HYPHEN_IN_SPACES.sub("-", unicodedata.normalize("NFC", as_text(cell)))


def _patronymic(text: str) -> str:
    return "" if names.is_absent(text) else _checked(text)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InvalidIdentifier(
            "characters",
            "В имени бывают только буквы, дефис и апостроф. Впишите его полностью, без цифр, точек и скобок.",
        )
    if len(name) > LONGEST_NAME:
        raise InvalidIdentifier("length", "Имя длиннее 100 букв. Проверьте, не попал ли в ячейку лишний текст.")
    return name


def _lookalike_warning(name: FullName) -> str:
    return LOOKALIKE if any(map(_MIXED.search, (name.surname, name.given_name, name.patronymic))) else ""
