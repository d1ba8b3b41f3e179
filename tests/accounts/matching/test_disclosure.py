"""Who may be told what: nothing but a match without a confirmed account, and never a value (rule 5)."""

import traceback
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from accounts.claims import Level
from accounts.matching.person import Record, Role
from accounts.matching.verdict import (
    Ambiguous,
    Differs,
    Field,
    FieldDifference,
    Finding,
    Kind,
    Matched,
    NotFound,
    Verdict,
    WrongRole,
)
from schools.identifiers import names
from tests.accounts.matching.people import MOTHER, SON, ask, signs_in

TWICE = replace(SON, record_id=MOTHER.record_id, snils=None)
TYPO = FieldDifference(Field.SURNAME, (Kind.TYPO,))
MISPLACED = Finding(MOTHER.record_id, Field.SNILS, (Kind.MISPLACED,))
SLIP = Finding(SON.record_id, Field.SNILS, (Kind.VALUE,))
LEFT_OUT = Finding(TWICE.record_id, Field.SNILS, (Kind.ABSENT,))
SPELLING = Finding(SON.record_id, Field.SURNAME, (Kind.CASE,))

# What a school's records would answer to the boy with a confirmed account.
ANSWERS = [
    pytest.param([replace(SON, surname="Королёвв")], Differs(SON.record_id, (TYPO,)), id="differs"),
    pytest.param([SON, TWICE], Ambiguous((SON.record_id, TWICE.record_id), (LEFT_OUT,)), id="ambiguous"),
    pytest.param([replace(MOTHER, snils=SON.snils)], WrongRole((MOTHER.record_id,), (MISPLACED,)), id="wrong role"),
    pytest.param([replace(SON, snils=MOTHER.snils)], NotFound((SLIP,)), id="not found, with a finding"),
    pytest.param([MOTHER], NotFound(), id="not found"),
]


@pytest.mark.parametrize("level", [Level.CHILD, Level.CONFIRMED])
@pytest.mark.parametrize(("records", "verdict"), ANSWERS)
def test_a_confirmed_account_is_told(records: list[Record], verdict: Verdict, level: Level) -> None:
    assert ask(signs_in(SON, level=level), *records) == verdict


@pytest.mark.parametrize(("records", "verdict"), ANSWERS)
def test_an_unconfirmed_account_is_told_nothing_and_finds_nothing(records: list[Record], verdict: Verdict) -> None:
    assert ask(signs_in(SON, level=Level.OTHER), *records) == NotFound()


def test_an_unconfirmed_account_may_match_for_the_region_may_admit_it() -> None:
    shouted = replace(SON, surname="КОРОЛЁВ")
    assert ask(signs_in(SON, level=Level.OTHER), shouted) == Matched(SON.record_id, (SPELLING,))


def test_an_unconfirmed_account_is_not_told_that_other_records_fit_too() -> None:
    pupils = [replace(MOTHER, role=Role.STUDENT, record_id=UUID(int=number)) for number in (7, 8)]
    verdict = ask(signs_in(MOTHER, level=Level.OTHER), MOTHER, *pupils)
    assert isinstance(verdict, Matched)
    assert (verdict.record, verdict.undecided) == (MOTHER.record_id, ())


def test_a_snils_that_differs_sounds_the_same_as_a_school_without_the_person() -> None:
    assert ask(signs_in(SON), replace(SON, snils="000-000-201 07", certificate=None)) == ask(signs_in(SON), MOTHER)


@pytest.mark.parametrize("empty", [None, ""])
def test_a_number_that_nobody_has_ties_nobody(empty: str | None) -> None:
    without = replace(SON, snils=empty, certificate=empty)
    assert ask(signs_in(without), without) == NotFound()


@pytest.mark.parametrize("written", ["", " ", "-", "–", "нет", "Нет", "отсутствует"])
def test_an_absent_patronymic_is_equal_however_it_is_written(written: str) -> None:
    assert ask(signs_in(SON, patronymic=""), replace(SON, patronymic=written)) == Matched(SON.record_id)
    assert ask(signs_in(SON, patronymic=written), replace(SON, patronymic="нет")) == Matched(SON.record_id)


def test_sides_show_no_value_in_a_traceback() -> None:
    for side in (SON, signs_in(SON)):
        shown = "".join(traceback.format_exception_only(ValueError(side)))
        assert not [value for value in values(side) if value in shown]


def values(side: object) -> list[str]:
    """Every value of a person that must never be shown, as it would be shown."""
    kept = {name: value for name, value in vars(side).items() if name not in {"record_id", "role", "level"}}
    dates = [value.isoformat() for value in kept.values() if isinstance(value, date)]
    return [text for value in kept.values() if value for text in (str(value), repr(value))] + dates


def test_every_kind_of_difference_of_names_has_its_code_here() -> None:
    assert {kind.value for kind in names.Kind} < {kind.value for kind in Kind}


def test_codes_are_words_that_columns_keep() -> None:
    assert [field.value for field in Field] == [
        "surname", "given_name", "patronymic", "birth_date", "gender", "snils", "certificate",
    ]  # fmt: skip
    assert [kind.value for kind in Kind] == [
        "case", "yo", "hyphen_or_space", "latin_lookalike", "patronymic_absent", "typo", "different", "value",
        "absent", "two_records", "misplaced",
    ]  # fmt: skip


def test_verdicts_are_values() -> None:
    matched, differs = Matched(SON.record_id, (SPELLING,)), Differs(SON.record_id, (TYPO,))
    others = Ambiguous((SON.record_id,)), WrongRole((SON.record_id,)), NotFound((SLIP,))
    assert len({matched, differs, *others}) == 5
