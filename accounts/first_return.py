"""Whether somebody with a new subject is a person whom the former provider vouched for: plain Python (checklist L16).

Only while an issuer is being changed, and only where nothing is in doubt; everybody else is two accounts to us, and
the school decides (L23). What is compared was vouched for in the sign-in that goes on now: no form, no earlier answer
and no other subject's answer can bring it along.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.claims import Level, VerifiedClaims
from schools.identifiers import names

Name = tuple[str, str, str]
"""Folded keys of the surname, the given name and the patronymic; "" for a patronymic that nobody has."""


@dataclass(frozen=True)
class Known:
    """An account with the newcomer's SNILS. `may_move`: within the change, not moved yet or by a wrong list."""

    identity: UUID
    level: Level
    name: Name
    birth_date: date | None
    may_move: bool


def folded(surname: str, given_name: str, patronymic: str) -> Name:
    """A name as it is compared."""
    last = "" if names.is_absent(patronymic) else names.normalise(patronymic)
    return names.normalise(surname), names.normalise(given_name), last


@dataclass(frozen=True)
class Kept:
    """What the former provider last said of somebody whom a list gives a new key."""

    snils: str | None
    name: Name
    birth_date: date | None


def denies(claims: VerifiedClaims, kept: Kept) -> bool:
    """Whether whoever comes first under a key that a list gave cannot be the person whom the list names.

    The SNILS decides where both know it. Where one does not, the given name and the birth date together: either alone
    may be corrected, and a surname changes in a life.
    """
    if claims.snils is not None and kept.snils is not None:
        return claims.snils != kept.snils
    told = folded(claims.surname, claims.given_name, claims.patronymic)
    is_another_day = None not in (claims.birth_date, kept.birth_date) and claims.birth_date != kept.birth_date
    return is_another_day and told[1] != kept.name[1]


def may_prove(claims: VerifiedClaims) -> bool:
    """Whether the account at the door proves anything by itself: confirmed, with a SNILS."""
    return claims.level is Level.CONFIRMED and claims.snils is not None


def returned(claims: VerifiedClaims, known: Iterable[Known]) -> UUID | None:
    """The one account that is this person's, or None if there is none, or any doubt.

    `known` are all accounts, of both providers, that hold the SNILS of `claims`. A child's account that its owner has
    outgrown is no rival; any other second account is. Names must be equal when folded, the birth date where both know
    it, the level confirmed on both sides.
    """
    if not may_prove(claims):
        return None
    mine = folded(claims.surname, claims.given_name, claims.patronymic)
    everybody = list(known)
    grown = [one for one in everybody if one.level is not Level.CHILD]
    if len(grown) != 1 or not all(_is_same(one, mine, claims.birth_date) for one in everybody):
        return None
    [one] = grown
    return one.identity if one.may_move and one.level is Level.CONFIRMED else None


def _is_same(one: Known, name: Name, birth_date: date | None) -> bool:
    dates: Collection[date] = {day for day in (one.birth_date, birth_date) if day is not None}
    return one.name == name and len(dates) < 2
