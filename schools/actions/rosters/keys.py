"""What tells that a row of a roster and a record are about one person."""

from __future__ import annotations

from datetime import date

from schools.identifiers.names import normalise
from schools.models import Parent, Student
from schools.models.sealed import index_of
from schools.roster.rows import PersonCells

NameKey = tuple[str, str, str]


def name_key(person: Student | Parent | PersonCells) -> NameKey:
    return normalise(person.surname), normalise(person.given_name), normalise(person.patronymic)


def snils_index(number: str | None) -> str | None:
    return index_of(number, purpose="snils")


def certificate_index(certificate: str | None) -> str | None:
    return index_of(certificate, purpose="certificate")


def same_day(ours: date | None, theirs: date | None) -> bool:
    """Equal dates of birth, as far as they are known."""
    return ours is None or theirs is None or ours == theirs


def contradicts(ours: str | None, theirs: str | None) -> bool:
    """Two numbers are known and differ."""
    return bool(ours and theirs and ours != theirs)
