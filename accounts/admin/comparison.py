"""A refused person beside the school's record: what is the same, what is not, and of what kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actions import corrections
from accounts.matching.verdict import Field, Kind
from accounts.models import MismatchCase, VerifiedIdentity
from accounts.texts.words import field_name
from schools.models import Parent, Student

KINDS = {
    Kind.CASE: _("регистр букв"),
    Kind.YO: _("ё и е"),
    Kind.HYPHEN_OR_SPACE: _("дефис или пробел"),
    Kind.LATIN_LOOKALIKE: _("латинская буква вместо русской"),
    Kind.PATRONYMIC_ABSENT: _("отчество записано только с одной стороны"),
    Kind.TYPO: _("похоже на опечатку"),
    Kind.DIFFERENT: _("другое слово"),
    Kind.VALUE: _("другое значение"),
    Kind.ABSENT: _("в школе не записан"),
    Kind.TWO_RECORDS: _("у человека в школе есть ещё одна запись"),
    Kind.MISPLACED: _("номер записан у другого человека"),
}
NAMES = (Field.SURNAME, Field.GIVEN_NAME, Field.PATRONYMIC)
NUMBERS = (Field.SNILS, Field.CERTIFICATE)


@dataclass(frozen=True)
class Row:
    """One line of the card: values of both sides, what differs, and the code of the field if it is a number."""

    field: str
    verified: str
    recorded: str
    differs: str
    number: str = ""


@dataclass(frozen=True)
class Change:
    """One field of a record that a decision writes: what stands there now, and what will."""

    field: str
    now: str
    then: str


def told(field: str, kinds: Iterable[str]) -> str:
    """A difference in words: «фамилия: похоже на опечатку»."""
    words = told_kinds(kinds)
    name = field_name(field) if field in set(Field) else field
    return f"{name}: {words}" if words else name


def told_kinds(kinds: Iterable[str]) -> str:
    """The kinds of a difference in words."""
    return ", ".join(str(KINDS[Kind(kind)]) if kind in set(Kind) else kind for kind in kinds)


def compared(case: MismatchCase) -> Iterator[Row]:
    """The lines of a case's card, for the school alone (rule 5 is about citizens); numbers are masked."""
    verified = getattr(case.identity, "verified", None)
    record = case.student or case.parent
    causes = {cause.field: told_kinds(cause.kinds) for cause in case.causes.all()}
    for field in Field:
        number = str(field) if field in NUMBERS else ""
        yield Row(field_name(field), value(verified, field), value(record, field), causes.get(field, ""), number)


def changes(record: Student | Parent, verified: VerifiedIdentity, fields: Sequence[str]) -> list[Change]:
    """What accepting would do to these fields of a record; those that stay as they are are left out."""
    names = [Field(field) for field in corrections.to_copy(record, verified, fields)]
    return [Change(field_name(name), value(record, name), value(verified, name)) for name in names]


def value(side: Any, field: Field) -> str:
    """What one side says of a field, as the school may read it."""
    if side is None or not hasattr(side, field):
        return ""
    if field in NUMBERS:
        return str(getattr(side, f"{field}_masked")())
    if field == Field.GENDER:
        return str(side.get_gender_display())
    if field == Field.BIRTH_DATE:
        return f"{side.birth_date:%d.%m.%Y}" if side.birth_date else ""
    return str(getattr(side, field))
