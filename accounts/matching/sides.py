"""Whether a record that holds the person's SNILS is somebody else's: a mother's number in her child's card (rule 2)."""

from datetime import date
from enum import Enum, auto

from accounts.claims import Level
from accounts.matching.fields import name_differences
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import FULL_AGE, age
from accounts.matching.verdict import Field, Kind
from schools.identifiers import names

NOT_THE_SAME_NAME = frozenset({Kind.PATRONYMIC_ABSENT, Kind.TYPO, Kind.DIFFERENT})


class Side(Enum):
    ADULT = auto()
    MINOR = auto()


def is_somebody_elses(claimed: Claimed, record: Record, *, on: date) -> bool:
    """Whether a record with the person's SNILS belongs to another person.

    An adult's number on a minor's record, or the reverse, always does. Often one side's age is unknown: a
    region may release names and SNILS alone. Then the name speaks: where it is another person's name, no
    field may be told, so it counts as somebody else's. Whoever it is, the school has the same thing to do.
    """
    ours, theirs = _side_claimed(claimed, on=on), _side_recorded(record, on=on)
    if ours is None or theirs is None:
        return _is_another_name(claimed, record)
    return ours is not theirs


def _side_claimed(claimed: Claimed, *, on: date) -> Side | None:
    """A child's account proves a minor, though never which age band (X-04); other accounts prove nothing."""
    if claimed.birth_date:
        return _side(claimed.birth_date, on=on)
    return Side.MINOR if claimed.level is Level.CHILD else None


def _side_recorded(record: Record, *, on: date) -> Side | None:
    """A parent is an adult unless the birth date says otherwise; a pupil without one may be either."""
    if record.birth_date:
        return _side(record.birth_date, on=on)
    return Side.ADULT if record.role is Role.PARENT else None


def _side(birth_date: date, *, on: date) -> Side:
    return Side.ADULT if age(birth_date, on=on) >= FULL_AGE else Side.MINOR


def _is_another_name(claimed: Claimed, record: Record) -> bool:
    """Whether neither given name nor patronymic agrees, and one of them by more than a slip.

    A patronymic that nobody has confirms nothing. The surname is left out: families share it.
    """
    differences = name_differences(claimed, record)
    given_name, patronymic = set(differences[Field.GIVEN_NAME]), set(differences[Field.PATRONYMIC])
    confirmed = not given_name & NOT_THE_SAME_NAME or not (
        patronymic & NOT_THE_SAME_NAME or names.is_absent(record.patronymic)
    )
    return not confirmed and Kind.DIFFERENT in given_name | patronymic
