"""Names of people: the folded key by which they are compared, and what exactly differs between two of them.

Canonical equality is not likeness: case, ё/е, hyphens and spaces, Latin letters that look Cyrillic never make
another person, everything else does. A letter typed as a digit («0льга») is a typo.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from schools.identifiers.characters import (
    APOSTROPHES,
    DASHES,
    INVISIBLE,
    LATIN_CAPITALS_LIKE_CYRILLIC,
    SPACES,
    plain,
)

_Table = dict[int, str | None]

_LATIN_CAPITALS = {**LATIN_CAPITALS_LIKE_CYRILLIC, "I": "І", "Ë": "Ё"}
_LATIN = {**_LATIN_CAPITALS, **{latin.lower(): cyrillic.lower() for latin, cyrillic in _LATIN_CAPITALS.items()}}
_DIAERESIS = "\u0308"
# One table a fold. Each touches characters of its own, so that a fold left out shows its own kind of difference.
_SEPARATORS: _Table = {ord(character): None for character in SPACES + DASHES + APOSTROPHES + INVISIBLE}
_INVISIBLE: _Table = {ord(character): None for character in INVISIBLE}
_LOOKALIKES: _Table = {ord(latin): cyrillic for latin, cyrillic in _LATIN.items()}
_YO: _Table = {ord("ё"): "е", ord("Ё"): "Е", ord(_DIAERESIS): None}
_RUSSIAN: _Table = {ord(letter): letter for letter in "абвгдежзийклмнопрстуфхцчшщъыьэюя"}
_EVERYTHING: _Table = {**_RUSSIAN, **_SEPARATORS, **_LOOKALIKES, **_YO, ord("ë"): "е"}

_NO_LETTERS = re.compile(r"[\W_0]*")
_ABBREVIATED = re.compile(r"\W*б\W+о\W*")
_BRACKETS = "()[]{}<>«»\"'.,;:*/\\!?-_ "
# As folded keys, so without spaces.
_WORDS_FOR_NONE = frozenset(
    {"нет", "нету", "нетотчества", "отчестванет", "безотчества", "отсутствует", "отсутсвует", "отчествоотсутствует"}
    | {"неимеет", "неимеется", "неуказано", "неуказан", "непредусмотрено", "прочерк"}
)


class Kind(StrEnum):
    """Kinds of difference, from the lightest to the gravest; the first four leave the folded keys equal."""

    CASE = "case"
    YO = "yo"
    HYPHEN_OR_SPACE = "hyphen_or_space"
    LATIN_LOOKALIKE = "latin_lookalike"
    TYPO = "typo"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Difference:
    """What differs between two names: the gravest kind, and all kinds found, lightest first."""

    kind: Kind
    kinds: tuple[Kind, ...]


def normalise(text: str) -> str:
    """Return the folded key: lower case, ё as е, no hyphens, spaces or apostrophes, Cyrillic for its Latin doubles.

    Two names are the same name exactly when their keys are equal. The key of a key is the key itself.
    """
    return _composed(_composed(text).casefold().translate(_EVERYTHING))


def difference(a: str, b: str) -> Difference | None:
    """Say what differs between two names, or None when they read the same.

    Outer and doubled spaces, the sort of a space, invisible characters and the Unicode form of a letter are no
    difference: a screen shows none of them. With a typo or another name the lighter kinds are those found in the
    common beginning and the common end.
    """
    grave = _grave_kind(normalise(a), normalise(b))
    pairs = [(a, b)] if grave is None else _common_ends(a, b)
    found = {kind for one, other in pairs for kind in _light_kinds(one, other)}
    kinds = tuple(kind for kind in Kind if kind in found or kind is grave)
    return Difference(kind=kinds[-1], kinds=kinds) if kinds else None


def is_absent(patronymic: str) -> bool:
    """Tell whether the words in the field mean «отчества нет»: empty, a dash, «нет», «отсутствует», «б/о»…"""
    words = plain(patronymic).casefold()
    if _NO_LETTERS.fullmatch(words) or _ABBREVIATED.fullmatch(words):
        return True
    return normalise(words.strip(_BRACKETS)) in _WORDS_FOR_NONE


def _grave_kind(key_a: str, key_b: str) -> Kind | None:
    if key_a == key_b:
        return None
    return Kind.TYPO if _one_slip_apart(key_a, key_b) else Kind.DIFFERENT


def _one_slip_apart(a: str, b: str) -> bool:
    """Tell whether one letter replaced, left out or added, or two neighbours swapped, makes `b` of `a`."""
    start = _common_length(a, b)
    rest_a, rest_b = a[start:], b[start:]
    replaced_or_added = rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]
    swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return replaced_or_added or swapped


def _common_length(a: Sequence[str], b: Sequence[str]) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(a), len(b)))


def _common_ends(a: str, b: str) -> list[tuple[str, str]]:
    """Return the beginnings, then the ends, of the two names that fold to the same letters.

    A first letter belongs to no end: its capital is no difference to a small letter amid the other name.
    """
    pieces_a, pieces_b = _pieces(a), _pieces(b)
    keys_a, keys_b = [normalise(piece) for piece in pieces_a], [normalise(piece) for piece in pieces_b]
    head = _common_length(keys_a, keys_b)
    tail = _common_length(keys_a[max(head, 1) :][::-1], keys_b[max(head, 1) :][::-1])
    return [
        ("".join(pieces_a[:head]), "".join(pieces_b[:head])),
        ("".join(pieces_a[len(pieces_a) - tail :]), "".join(pieces_b[len(pieces_b) - tail :])),
    ]


def _pieces(text: str) -> list[str]:
    """Cut the name into letters, each with the separators before it."""
    pieces, separators = [], ""
    for character in unicodedata.normalize("NFC", text):
        separators += character
        if normalise(character):
            pieces.append(separators)
            separators = ""
    return pieces


def _light_kinds(a: str, b: str) -> set[Kind]:
    """Return the kinds of difference between two texts of one key: a fold was needed if, left out, it is missed."""
    return {kind for kind, fold in _ALL_FOLDS_BUT.items() if fold(a) != fold(b)}


def _all_but_case(text: str) -> str:
    return _composed(text.translate(_SEPARATORS)).translate(_LOOKALIKES).translate(_YO)


def _all_but_yo(text: str) -> str:
    return _composed(text.translate(_SEPARATORS)).casefold().translate(_LOOKALIKES)


def _all_but_separators(text: str) -> str:
    return _composed(_closed_up(text)).casefold().translate(_LOOKALIKES).translate(_YO)


def _all_but_lookalikes(text: str) -> str:
    return _composed(text.translate(_SEPARATORS)).casefold().translate(_YO)


def _closed_up(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_ALL_FOLDS_BUT: dict[Kind, Callable[[str], str]] = {
    Kind.CASE: _all_but_case,
    Kind.YO: _all_but_yo,
    Kind.HYPHEN_OR_SPACE: _all_but_separators,
    Kind.LATIN_LOOKALIKE: _all_but_lookalikes,
}
