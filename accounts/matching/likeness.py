"""What makes a record look like the person at the door: it explains and suggests, and never links (rule 2)."""

from enum import StrEnum

from accounts.matching.anchors import Sameness, sameness
from accounts.matching.fields import name_differences
from accounts.matching.person import Claimed, Record
from accounts.matching.verdict import Field, Kind
from schools.identifiers import names

NUMBER_DIGITS = 9
"""The digits of a SNILS before its two check digits, which follow from them."""


class Trait(StrEnum):
    """What speaks for a record or against it, the strongest first."""

    SAME_CERTIFICATE = "same_certificate"
    SNILS_SLIP = "snils_slip"
    SAME_NAME = "same_name"
    NO_PATRONYMIC = "no_patronymic"
    NAME_SLIP = "name_slip"
    OTHER_SURNAME = "other_surname"
    OTHER_PATRONYMIC = "other_patronymic"
    SAME_BIRTH_DATE = "same_birth_date"
    SNILS_MISSING = "snils_missing"
    OTHER_BIRTH_DATE = "other_birth_date"
    OTHER_SNILS = "other_snils"


ENOUGH = frozenset(
    {
        Trait.SAME_CERTIFICATE,
        Trait.SNILS_SLIP,
        Trait.SAME_NAME,
        Trait.NO_PATRONYMIC,
        Trait.NAME_SLIP,
        Trait.OTHER_SURNAME,
        Trait.OTHER_PATRONYMIC,
    }
)
"""One of these makes a record worth showing to the school; the others only say more about it."""
GRAVE = frozenset({Kind.PATRONYMIC_ABSENT, Kind.TYPO, Kind.DIFFERENT})


def alike(claimed: Claimed, record: Record, *, ours: str | None, theirs: str | None) -> tuple[Trait, ...]:
    """What makes the record look like the person, the strongest first; nothing if it does not.

    `ours` and `theirs` are the SNILS of both in canonical form, for one wrong digit is not seen in blind indexes.
    """
    found = {_certificates(claimed, record), _numbers(ours, theirs), _names(claimed, record), _dates(claimed, record)}
    return tuple(trait for trait in Trait if trait in found) if found & ENOUGH else ()


def one_slip_apart(ours: str, theirs: str) -> bool:
    """Whether one wrong digit, or two neighbours swapped, makes one number of the other.

    The check digits are left out where the rest differs: whoever mistypes a number and is told so «mends» them too.
    """
    a, b = _digits(ours), _digits(theirs)
    head_a, head_b = a[:NUMBER_DIGITS], b[:NUMBER_DIGITS]
    if len(a) != len(b) or a == b:
        return False
    wrong = [place for place, (one, other) in enumerate(zip(head_a, head_b, strict=True)) if one != other]
    if len(wrong) <= 1:
        return True
    first, *rest = wrong
    return rest == [first + 1] and head_a[first : first + 2] == head_b[first : first + 2][::-1]


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _certificates(claimed: Claimed, record: Record) -> Trait | None:
    same = sameness(claimed.certificate, record.certificate) is Sameness.EQUAL
    return Trait.SAME_CERTIFICATE if same else None


def _numbers(ours: str | None, theirs: str | None) -> Trait | None:
    if not theirs:
        return Trait.SNILS_MISSING
    if not ours or ours == theirs:
        return None
    return Trait.SNILS_SLIP if one_slip_apart(ours, theirs) else Trait.OTHER_SNILS


def _dates(claimed: Claimed, record: Record) -> Trait | None:
    if not claimed.birth_date or not record.birth_date:
        return None
    return Trait.SAME_BIRTH_DATE if claimed.birth_date == record.birth_date else Trait.OTHER_BIRTH_DATE


def _names(claimed: Claimed, record: Record) -> Trait | None:
    found = {field: kinds[-1] for field, kinds in name_differences(claimed, record).items() if kinds}
    differing = {field: kind for field, kind in found.items() if kind in GRAVE}
    if not differing:
        return Trait.SAME_NAME
    if set(differing.values()) == {Kind.PATRONYMIC_ABSENT}:
        return Trait.NO_PATRONYMIC
    if Kind.DIFFERENT not in differing.values():
        return Trait.NAME_SLIP
    if differing.keys() == {Field.PATRONYMIC}:
        return Trait.OTHER_PATRONYMIC
    both_have_one = not names.is_absent(claimed.patronymic) and not names.is_absent(record.patronymic)
    return Trait.OTHER_SURNAME if differing.keys() == {Field.SURNAME} and both_have_one else None
