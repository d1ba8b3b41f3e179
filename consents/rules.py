"""When a consent stands, and from what age a pupil decides: plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.matching.profile import FULL_AGE, OWN_ACCOUNT_AGE, age, birthday

DIARY = "diary"
"""The purpose of letting somebody into the diary: own consent of an adult, a parent's consent about a child."""
GUARDIAN_ACCESS = "guardian_access"
"""The purpose of letting parents go on seeing the diary of a pupil who came of age."""

AHEAD = timedelta(days=60)
"""How long before the 18th birthday its two decisions are offered (real-life.md, Consents and ages)."""
BEFORE_14 = timedelta(days=30)
"""How long before the 14th birthday a pupil with a child's account reads of the account of one's own."""
SEES_VISITORS_AGE = 16


@dataclass(frozen=True)
class Spoken:
    """One decision, as far as it counts: who spoke, and whether they gave or took back."""

    giver: UUID
    gave: bool


def stands(decisions: Iterable[Spoken], *, entitled: frozenset[UUID]) -> bool:
    """Whether a pupil's consent stands: the last word of any person entitled today is a yes (RU-11).

    `decisions` are oldest first. Each takes back only one's own.
    """
    last = {spoken.giver: spoken.gave for spoken in decisions}
    return any(gave for giver, gave in last.items() if giver in entitled)


def decides_for_oneself(birth_date: date | None, *, on: date) -> bool:
    """Whether a pupil gives their own consent: from the 18th birthday; with an unknown birth date a parent does."""
    return birth_date is not None and age(birth_date, on=on) >= FULL_AGE


def soon_of_age(birth_date: date | None, *, on: date) -> bool:
    """Whether the 18th birthday is ahead and near enough for deciding in advance."""
    if birth_date is None:
        return False
    return timedelta(0) < birthday(birth_date, years=FULL_AGE) - on <= AHEAD


def sees_visitors(birth_date: date | None, *, on: date) -> bool:
    """Whether a pupil may see which adults look into the diary: from 16."""
    return birth_date is not None and age(birth_date, on=on) >= SEES_VISITORS_AGE


def outgrows_account(birth_date: date, *, last_day: date, on: date) -> bool:
    """Whether a pupil with a child's account is told of one's own: from a month before 14 to the grace's last day."""
    return birthday(birth_date, years=OWN_ACCOUNT_AGE) - BEFORE_14 <= on <= last_day
