"""An invented family, and short ways to ask who somebody is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from accounts.claims import Gender, Level
from accounts.matching.match import match_identity
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import Band, Profile, default_profiles
from accounts.matching.verdict import Verdict

ON = date(2026, 9, 1)

SON = Record(
    record_id=UUID(int=1),
    role=Role.STUDENT,
    surname="Королёв",
    given_name="Артём",
    patronymic="Сергеевич",
    birth_date=date(2017, 3, 8),
    gender=Gender.MALE,
    snils="000-000-101 04",
    certificate="IV-АБ 123456",
)
MOTHER = Record(
    record_id=UUID(int=2),
    role=Role.PARENT,
    surname="Королёва",
    given_name="Ольга",
    patronymic="Петровна",
    birth_date=date(1988, 5, 17),
    gender=Gender.FEMALE,
    snils="000-000-102 05",
)
FATHER = Record(
    record_id=UUID(int=3),
    role=Role.PARENT,
    surname="Королёв",
    given_name="Сергей",
    patronymic="Ильич",
    birth_date=date(1986, 11, 2),
    gender=Gender.MALE,
    snils="000-000-103 06",
)


def signs_in(record: Record, **changes: Any) -> Claimed:
    """The person whose data stand in this record, as the provider vouches for them."""
    child = record.role is Role.STUDENT and record.birth_date is not None and record.birth_date > date(2012, 9, 1)
    known = {
        "surname": record.surname,
        "given_name": record.given_name,
        "patronymic": record.patronymic,
        "birth_date": record.birth_date,
        "gender": record.gender,
        "snils": record.snils,
        "certificate": record.certificate,
        "level": Level.CHILD if child else Level.CONFIRMED,
    }
    return Claimed(**{**known, **changes})


def ask(claimed: Claimed, *records: Record, profiles: Mapping[Band, Profile] | None = None, on: date = ON) -> Verdict:
    return match_identity(claimed, records, profiles=profiles or default_profiles(), on=on)


def profiles_with(**changes: Any) -> dict[Band, Profile]:
    """The default profiles with the same change in every band."""
    return {band: replace(profile, **changes) for band, profile in default_profiles().items()}
