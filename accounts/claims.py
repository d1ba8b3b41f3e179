"""What an identity provider vouched for, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from schools.identifiers.birth_certificate import BirthCertificate

MOST_CHILDREN = 30
"""So many children of one person are read and kept: more than any family has."""


class Level(StrEnum):
    """How sure the state is of the account (AG-09): `OTHER` is simplified or standard."""

    CONFIRMED = "confirmed"
    CHILD = "child"
    OTHER = "other"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, kw_only=True)
class VerifiedChild:
    """A child in the state's list of a person's children, whose birth certificate the state has verified.

    Parents type that list themselves, so a child without a VERIFIED certificate is not one of these (ESIA, section 6).
    """

    surname: str
    given_name: str
    patronymic: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    snils: str | None = None
    certificate: BirthCertificate | None = None


@dataclass(frozen=True, kw_only=True)
class VerifiedClaims:
    """One person as the provider describes them.

    (issuer, subject) is the only key of a person. `snils` is canonical (`NNN-NNN-NNN NN`).
    A field whose scope was not granted is None, or "" for a text; so is a list of children that was not granted.
    `email` and `phone` are contacts that the state has verified; a provider that is not asked for them gives none.
    """

    issuer: str
    subject: str
    level: Level
    surname: str
    given_name: str
    patronymic: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    snils: str | None = None
    certificate: BirthCertificate | None = None
    children: tuple[VerifiedChild, ...] | None = None
    email: str = ""
    phone: str = ""
    session: str = field(default="", repr=False)
    """What the provider calls its own session with the person (OpenID Connect `sid`), where it calls it anything."""
