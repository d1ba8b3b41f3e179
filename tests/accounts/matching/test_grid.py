"""Every cell of the anchor table × every difference of names × every band and role (rule 3).

The expectations are the tables below, written by hand; the grid only multiplies them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from accounts.claims import Gender
from accounts.matching.person import Record, Role
from accounts.matching.profile import Band, Profile, default_profiles
from accounts.matching.verdict import (
    Differs,
    Field,
    FieldDifference,
    Finding,
    Kind,
    Matched,
    NotFound,
    Verdict,
)
from tests.accounts.matching.people import SON, ask, profiles_with, signs_in

Cells = Mapping[tuple[str, str], str]

BY_BOTH_NUMBERS: Cells = {
    ("SNILS equal", "certificate equal"): "anchored",
    ("SNILS equal", "certificate differs"): "anchored, finding",
    ("SNILS equal", "certificate absent"): "anchored",
    ("SNILS differs", "certificate equal"): "not this person, finding",
    ("SNILS differs", "certificate differs"): "not this person",
    ("SNILS differs", "certificate absent"): "not this person",
    ("SNILS absent", "certificate equal"): "anchored, SNILS to write down",
    ("SNILS absent", "certificate differs"): "not this person",
    ("SNILS absent", "certificate absent"): "not this person",
}
BY_SNILS_ALONE: Cells = {
    ("SNILS equal", "certificate equal"): "anchored",
    ("SNILS equal", "certificate differs"): "anchored",
    ("SNILS equal", "certificate absent"): "anchored",
    ("SNILS differs", "certificate equal"): "not this person",
    ("SNILS differs", "certificate differs"): "not this person",
    ("SNILS differs", "certificate absent"): "not this person",
    ("SNILS absent", "certificate equal"): "not this person",
    ("SNILS absent", "certificate differs"): "not this person",
    ("SNILS absent", "certificate absent"): "not this person",
}

SNILS_IN_THE_RECORD = {
    "SNILS equal": "000-000-101 04",
    "SNILS differs": "000-000-201 07",
    "SNILS absent": None,
}
CERTIFICATE_IN_THE_RECORD = {
    "certificate equal": "IV-АБ 123456",
    "certificate differs": "IV-АБ 654321",
    "certificate absent": None,
}


@dataclass(frozen=True)
class Who:
    record: Record
    profiles: Mapping[Band, Profile]
    cells: Cells


PERSON = replace(SON, surname="Белых-Королёва", given_name="Анна-Алёна", patronymic="Фёдор-кызы", gender=Gender.FEMALE)


def pupil(born: date) -> Record:
    return replace(PERSON, birth_date=born)


WHO = {
    "pupil of 9": Who(pupil(date(2017, 3, 8)), default_profiles(), BY_BOTH_NUMBERS),
    "pupil of 15": Who(pupil(date(2011, 3, 8)), default_profiles(), BY_BOTH_NUMBERS),
    "pupil of 18": Who(pupil(date(2008, 3, 8)), default_profiles(), BY_BOTH_NUMBERS),
    "pupil of 18, certificates off": Who(
        pupil(date(2008, 3, 8)), profiles_with(certificate_is_anchor=False), BY_SNILS_ALONE
    ),
    "parent": Who(replace(pupil(date(1985, 3, 8)), role=Role.PARENT), default_profiles(), BY_SNILS_ALONE),
}


@dataclass(frozen=True)
class Name:
    """How the record spells one part of the name, and what that means under an anchor."""

    outcome: str
    field: Field = Field.SURNAME
    spelling: str = PERSON.surname
    kinds: tuple[Kind, ...] = ()


# Latin letters are written as escapes, for they look the same: e, A, p.
NAMES = {
    "the same name": Name("same"),
    "surname in capitals": Name("equal", Field.SURNAME, "БЕЛЫХ-КОРОЛЁВА", (Kind.CASE,)),
    "surname with е for ё": Name("equal", Field.SURNAME, "Белых-Королева", (Kind.YO,)),
    "surname with a space": Name("equal", Field.SURNAME, "Белых Королёва", (Kind.HYPHEN_OR_SPACE,)),
    "surname with a Latin letter": Name("equal", Field.SURNAME, "Б\u0065лых-Королёва", (Kind.LATIN_LOOKALIKE,)),
    "surname in all four spellings": Name(
        "equal",
        Field.SURNAME,
        "Б\u0065лых КОРОЛЕВА",
        (Kind.CASE, Kind.YO, Kind.HYPHEN_OR_SPACE, Kind.LATIN_LOOKALIKE),
    ),
    "surname with a typo": Name("differs", Field.SURNAME, "Белых-Королёвв", (Kind.TYPO,)),
    "surname with a typo and in capitals": Name("differs", Field.SURNAME, "БЕЛЫХ-КОРОЛЁВВ", (Kind.CASE, Kind.TYPO)),
    "surname of another": Name("differs", Field.SURNAME, "Гущин", (Kind.DIFFERENT,)),
    "given name in capitals": Name("equal", Field.GIVEN_NAME, "АННА-АЛЁНА", (Kind.CASE,)),
    "given name with е for ё": Name("equal", Field.GIVEN_NAME, "Анна-Алена", (Kind.YO,)),
    "given name with a space": Name("equal", Field.GIVEN_NAME, "Анна Алёна", (Kind.HYPHEN_OR_SPACE,)),
    "given name with a Latin letter": Name("equal", Field.GIVEN_NAME, "\u0041нна-Алёна", (Kind.LATIN_LOOKALIKE,)),
    "given name with a typo": Name("differs", Field.GIVEN_NAME, "Анна-Олёна", (Kind.TYPO,)),
    "given name of another": Name("differs", Field.GIVEN_NAME, "Мирослава", (Kind.DIFFERENT,)),
    "patronymic in small letters": Name("equal", Field.PATRONYMIC, "фёдор-кызы", (Kind.CASE,)),
    "patronymic with е for ё": Name("equal", Field.PATRONYMIC, "Федор-кызы", (Kind.YO,)),
    "patronymic with a space": Name("equal", Field.PATRONYMIC, "Фёдор кызы", (Kind.HYPHEN_OR_SPACE,)),
    "patronymic with a Latin letter": Name("equal", Field.PATRONYMIC, "Фёдо\u0070-кызы", (Kind.LATIN_LOOKALIKE,)),
    "patronymic with a typo": Name("differs", Field.PATRONYMIC, "Фёдор-кыхы", (Kind.TYPO,)),
    "patronymic of another": Name("differs", Field.PATRONYMIC, "Ивановна", (Kind.DIFFERENT,)),
    "patronymic left empty": Name("differs", Field.PATRONYMIC, "", (Kind.PATRONYMIC_ABSENT,)),
    "patronymic written as «нет»": Name("differs", Field.PATRONYMIC, "нет", (Kind.PATRONYMIC_ABSENT,)),
}

GRID = [
    pytest.param(who, cell, name, id=f"{', '.join([who, *cell])}, {name}")
    for who, cell, name in product(WHO, BY_BOTH_NUMBERS, NAMES)
]


def expected(anchor: str, name: Name, record: Record) -> Verdict:
    """Read the tables together."""
    reissued = Finding(record.record_id, Field.CERTIFICATE, (Kind.VALUE,))
    left_out = Finding(record.record_id, Field.SNILS, (Kind.ABSENT,))
    numbers = {"anchored, finding": (reissued,), "anchored, SNILS to write down": (left_out,)}.get(anchor, ())
    spelling = (Finding(record.record_id, name.field, name.kinds),) if name.outcome == "equal" else ()
    match anchor, name.outcome:
        case "not this person", _:
            return NotFound()
        case "not this person, finding", _:
            return NotFound((Finding(record.record_id, Field.SNILS, (Kind.VALUE,)),))
        case _, "differs":
            return Differs(record.record_id, (FieldDifference(name.field, name.kinds),), numbers)
        case _:
            return Matched(record.record_id, spelling + numbers)


def spelled(name: Name) -> dict[str, Any]:
    return {name.field.value: name.spelling}


@pytest.mark.parametrize(("who", "cell", "name"), GRID)
def test_every_cell_with_every_difference_in_every_band(who: str, cell: tuple[str, str], name: str) -> None:
    person, spelling = WHO[who], NAMES[name]
    snils, certificate = SNILS_IN_THE_RECORD[cell[0]], CERTIFICATE_IN_THE_RECORD[cell[1]]
    record = replace(person.record, snils=snils, certificate=certificate, **spelled(spelling))
    verdict = ask(signs_in(person.record), record, profiles=person.profiles)
    assert verdict == expected(person.cells[cell], spelling, record)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", WHO)
def test_it_does_not_matter_which_side_spells_it_so(who: str, name: str) -> None:
    record, spelling = WHO[who].record, NAMES[name]
    claimed = signs_in(record, **spelled(spelling))
    assert ask(claimed, record, profiles=WHO[who].profiles) == expected("anchored", spelling, record)


@pytest.mark.parametrize("cell", BY_BOTH_NUMBERS, ids=", ".join)
@pytest.mark.parametrize("who", WHO)
def test_it_does_not_matter_on_which_side_a_number_is_absent(who: str, cell: tuple[str, str]) -> None:
    record = WHO[who].record
    snils, certificate = SNILS_IN_THE_RECORD[cell[0]], CERTIFICATE_IN_THE_RECORD[cell[1]]
    claimed = signs_in(record, snils=snils, certificate=certificate)
    there_is_nothing_to_write_down = WHO[who].cells[cell].removesuffix(", SNILS to write down")
    assert ask(claimed, record, profiles=WHO[who].profiles) == expected(
        there_is_nothing_to_write_down, NAMES["the same name"], record
    )
