"""A refused person beside the school's record: what is the same, what is not, and of what kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.matching.verdict import Field, Kind
from accounts.models import MismatchCase
from accounts.texts.words import field_name

KINDS = {
    Kind.CASE: _("регистр букв"),
    Kind.YO: _("ё и е"),
    Kind.HYPHEN_OR_SPACE: _("дефис или пробел"),
    Kind.LATIN_LOOKALIKE: _("латинская буква вместо русской"),
    Kind.PATRONYMIC_ABSENT: _("отчество записано только с одной стороны"),
    Kind.TYPO: _("похоже на опечатку"),
    Kind.DIFFERENT: _("другое слово"),
    Kind.VALUE: _("другое значение"),
    Kind.TWO_RECORDS: _("у человека в школе есть ещё одна запись"),
    Kind.MISPLACED: _("номер записан у другого человека"),
}
NAMES = (Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)
NUMBERS = (Field.SNILS, Field.CERTIFICATE)


@dataclass(frozen=True)
class Row:
    """One line of the card: values as far as they may be shown, and what differs."""

    field: str
    verified: str
    recorded: str
    differs: str


def told(field: str, kinds: Iterable[str]) -> str:
    """A difference in words: «фамилия: похоже на опечатку»."""
    words = told_kinds(kinds)
    name = field_name(field) if field in set(Field) else field
    return f"{name}: {words}" if words else name


def told_kinds(kinds: Iterable[str]) -> str:
    """The kinds of a difference in words."""
    return ", ".join(str(KINDS[Kind(kind)]) if kind in set(Kind) else kind for kind in kinds)


def compared(case: MismatchCase) -> Iterator[Row]:
    """The lines of a case's card: names on both sides in full, numbers masked, other fields only when they differ."""
    verified = getattr(case.identity, "verified", None)
    record = case.student or case.parent
    causes = {cause.field: told_kinds(cause.kinds) for cause in case.causes.all()}
    for field in NAMES:
        yield Row(field_name(field), _value(verified, field), _value(record, field), causes.get(field, ""))
    for field in NUMBERS:
        yield Row(field_name(field), _masked(verified, field), _masked(record, field), causes.get(field, ""))
    for field in (Field.BIRTH_DATE, Field.GENDER):
        if field in causes:
            yield Row(field_name(field), "", "", causes[field])


def _value(side: Any, field: Field) -> str:
    return str(getattr(side, field)) if side is not None else ""


def _masked(side: Any, field: Field) -> str:
    mask = getattr(side, f"{field}_masked", None)
    return mask() if mask else ""
