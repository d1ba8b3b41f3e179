"""People as hypothesis invents them: few values, so that they collide, and spellings that are nearly alike."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from accounts.claims import Gender, Level
from accounts.matching.match import match_identity
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import FOLDING_KINDS, Band, Profile
from accounts.matching.verdict import Verdict
from tests.accounts.matching.people import ON

SNILS = ["000-000-101 04", "000-000-102 05", None]
CERTIFICATES = ["IV-АБ 123456", "IV-АБ 654321", None]
STRANGE_SNILS, STRANGE_CERTIFICATE = "000-000-301 10", "II-ВГ 222222"

# The letters written as escapes are Latin and look Cyrillic.
ALIKE: dict[str, list[Any]] = {
    "surname": ["Королёв", "Королев", "КОРОЛЁВ", "Кор\u006fлёв", "Королёв-Ким", "Королёв Ким", "Королёвв", "Гущин"],
    "given_name": ["Артём", "Артем", "артём", "\u0041ртём", "Артёмм", "Ольга", "Анна-Мария", "Анна Мария"],
    "patronymic": ["Сергеевич", "СЕРГЕЕВИЧ", "Сергеевичь", "Петровна", "", "нет", "-"],
    "birth_date": [None, date(1988, 5, 17), date(2008, 9, 1), date(2008, 9, 2), date(2012, 9, 1), date(2012, 9, 2)],
    "gender": [None, *Gender],
}
# What a record holds in place of the person's own numbers.
OTHER_NUMBERS: list[dict[str, Any]] = [
    {},
    {"snils": None},
    {"snils": ""},
    {"snils": "000-000-103 06"},
    {"certificate": None},
    {"certificate": ""},
    {"certificate": "III-АБ 111111"},
    {"snils": "000-000-103 06", "certificate": None},
    {"snils": None, "certificate": "III-АБ 111111"},
]


@dataclass(frozen=True)
class Encounter:
    """Somebody at the door of a small school of one region; the records are mostly about the same person."""

    claimed: Claimed
    records: list[Record]
    profiles: dict[Band, Profile]

    @property
    def verdict(self) -> Verdict:
        return match_identity(self.claimed, self.records, profiles=self.profiles, on=ON)


def fields_of(values: dict[str, list[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({field: st.sampled_from(choices) for field, choices in values.items()})


def a_few_spelled_otherwise() -> st.SearchStrategy[dict[str, Any]]:
    several = st.sets(st.sampled_from(sorted(ALIKE)), max_size=3)
    return several.flatmap(lambda fields: fields_of({field: ALIKE[field] for field in sorted(fields)}))


profiles = st.fixed_dictionaries(
    {
        band: st.builds(
            Profile,
            certificate_is_anchor=st.booleans(),
            minimum_level=st.sampled_from(Level),
            equal_kinds=st.just(FOLDING_KINDS) | st.sets(st.sampled_from(sorted(FOLDING_KINDS))).map(frozenset),
            certificate_blocks=st.booleans(),
            snils_required=st.booleans(),
            birth_date_blocks=st.booleans(),
            gender_blocks=st.booleans(),
        )
        for band in Band
    }
)


@st.composite
def encounters(draw: st.DrawFn) -> Encounter:
    """Draw a person whose account is confirmed, and records that differ from the person in a few fields."""
    person = draw(fields_of({**ALIKE, "snils": SNILS, "certificate": CERTIFICATES}))
    changes = draw(st.lists(a_few_spelled_otherwise(), min_size=1, max_size=4))
    records = [
        Record(
            record_id=UUID(int=number),
            role=draw(st.sampled_from(Role)),
            **{**person, **change, **draw(st.sampled_from(OTHER_NUMBERS))},
        )
        for number, change in enumerate(changes, start=1)
    ]
    claimed = Claimed(level=draw(st.sampled_from([Level.CONFIRMED, Level.CHILD])), **person)
    return Encounter(claimed, draw(st.permutations(records)), draw(profiles))
