"""People who are nearly each other: neighbouring numbers and twins."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.matching.person import Record, Role
from accounts.matching.verdict import Differs, Field, FieldDifference, Finding, Kind, Matched, NotFound
from tests.accounts.matching.people import MOTHER, SON, ask, signs_in

SNILS = "000-123-456 56"
PLACES = [index for index, character in enumerate(SNILS) if character.isdigit()]
ONE_DIGIT_AWAY = sorted({f"{SNILS[:at]}{digit}{SNILS[at + 1 :]}" for at in PLACES for digit in "0123456789"} - {SNILS})


def swapped(at: int, after: int) -> str:
    digits = list(SNILS)
    digits[at], digits[after] = digits[after], digits[at]
    return "".join(digits)


SWAPPED = sorted({swapped(at, after) for at, after in zip(PLACES, PLACES[1:], strict=False)} - {SNILS})


def test_all_neighbours_are_there() -> None:
    assert len(ONE_DIGIT_AWAY) == 11 * 9
    assert len(SWAPPED) == 8  # of ten: the zeros in front swap into themselves


@pytest.mark.parametrize("neighbour", ONE_DIGIT_AWAY + SWAPPED)
@pytest.mark.parametrize("record", [SON, MOTHER], ids=["pupil", "parent"])
def test_a_neighbouring_snils_is_another_person(record: Record, neighbour: str) -> None:
    record = replace(record, snils=SNILS, certificate=None)
    assert ask(signs_in(record, snils=neighbour), record) == NotFound()


@pytest.mark.parametrize("neighbour", ONE_DIGIT_AWAY + SWAPPED)
def test_an_equal_certificate_does_not_make_up_for_a_neighbouring_snils(neighbour: str) -> None:
    record = replace(SON, snils=SNILS)
    slip = Finding(record.record_id, Field.SNILS, (Kind.VALUE,))
    assert ask(signs_in(record, snils=neighbour), record) == NotFound((slip,))


TWIN_ID = UUID(int=2)
LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюя"


NUMBERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"snils": "000-000-101 04"}, {"snils": "000-000-102 05"}),
    ({"certificate": "IV-АБ 123456"}, {"certificate": "IV-АБ 123457"}),
    (
        {"snils": "000-000-101 04", "certificate": "IV-АБ 123456"},
        {"snils": "000-000-102 05", "certificate": "IV-АБ 123457"},
    ),
]


@st.composite
def twins(draw: st.DrawFn) -> tuple[Record, Record]:
    """Two pupils, alike in all but one letter of the given name (at most) and the numbers that the school has."""
    name = draw(st.text(LETTERS, min_size=2, max_size=8))
    at, letter = draw(st.integers(0, len(name) - 1)), draw(st.sampled_from(LETTERS))
    numbers, others_numbers = draw(st.sampled_from(NUMBERS))
    nameless = replace(SON, snils=None, certificate=None)
    return (
        replace(nameless, given_name=name, **numbers),
        replace(nameless, record_id=TWIN_ID, given_name=name[:at] + letter + name[at + 1 :], **others_numbers),
    )


@given(pair=twins())
def test_each_twin_is_let_in_as_that_twin(pair: tuple[Record, Record]) -> None:
    for twin in pair:
        assert ask(signs_in(twin), *pair) == Matched(twin.record_id)


@given(pair=twins())
def test_a_twin_whom_the_school_did_not_enter_is_not_let_in_as_the_other(pair: tuple[Record, Record]) -> None:
    one, other = pair
    assert ask(signs_in(one), other) == NotFound()


@pytest.mark.parametrize("shared", ["Алина", "Арина"])
def test_twins_whose_numbers_the_school_swapped_are_not_let_in_as_each_other(shared: str) -> None:
    one, other = (
        replace(SON, given_name="Алина"),
        replace(SON, record_id=TWIN_ID, given_name="Арина", snils=MOTHER.snils),
    )
    cards = replace(one, snils=other.snils, certificate=None), replace(other, snils=one.snils, certificate=None)
    person, card = (one, cards[1]) if shared == "Алина" else (other, cards[0])
    typo = FieldDifference(Field.GIVEN_NAME, (Kind.TYPO,))
    assert ask(signs_in(person), *cards) == Differs(card.record_id, (typo,))


def test_a_snils_lent_to_the_twins_card_lets_nobody_in_as_the_twin() -> None:
    one, other = replace(SON, given_name="Алина"), replace(SON, record_id=TWIN_ID, given_name="Арина", certificate=None)
    assert ask(signs_in(one), other) == Differs(TWIN_ID, (FieldDifference(Field.GIVEN_NAME, (Kind.TYPO,)),))


def test_a_father_and_a_son_with_one_full_name_are_two_people() -> None:
    father = replace(SON, record_id=TWIN_ID, role=Role.PARENT, birth_date=None, snils=MOTHER.snils, certificate=None)
    assert ask(signs_in(SON), father, SON) == Matched(SON.record_id)
    assert ask(signs_in(father), father, SON) == Matched(father.record_id)
