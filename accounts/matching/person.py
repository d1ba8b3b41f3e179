"""The two sides of a match: what the state vouches for, and what a school wrote down."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from accounts.claims import Gender, Level


class Role(StrEnum):
    """In which of its two registers a school keeps a record."""

    STUDENT = "student"
    PARENT = "parent"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What both sides know of a person.

    Numbers are compared for equality alone, so both sides may bring blind indexes in place of clear
    numbers, as long as they bring the same kind. A number, date or gender that is unknown is None (an
    empty number counts as unknown too); how a missing patronymic is written does not matter.
    Representations hide every value: a traceback must not carry personal data.
    """

    surname: str = field(repr=False)
    given_name: str = field(repr=False)
    patronymic: str = field(repr=False, default="")
    birth_date: date | None = field(repr=False, default=None)
    gender: Gender | None = field(repr=False, default=None)
    snils: str | None = field(repr=False, default=None)
    certificate: str | None = field(repr=False, default=None)


@dataclass(frozen=True, kw_only=True)
class Claimed(Identity):
    """The person at the door, as the identity provider vouches, and how sure it is of the account."""

    level: Level


@dataclass(frozen=True, kw_only=True)
class Record(Identity):
    """One pupil or one parent in one school's register."""

    record_id: UUID
    role: Role
