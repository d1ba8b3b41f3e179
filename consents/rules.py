"""When a consent stands: plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.matching.profile import FULL_AGE, age

ENTITLED = frozenset({"mother", "father", "parent", "guardian", "foster", "institution"})
"""Relations whose holder decides for a child under 18; a trusted person sees marks and decides nothing."""


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
