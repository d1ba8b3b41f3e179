"""The queries as files: each says what it proves, has words for people, and runs on the database in use."""

import re

import pytest

from dnevnik.invariants import FOLDER, invariants, keys
from dnevnik.invariants.checking import check
from dnevnik.invariants.words import meanings
from tests.households import household
from tests.people import NOON

CODES = [
    "I03", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I13", "I14", "I15", "I16", "I18", "I19",
    "I20",
]  # fmt: skip


def test_there_is_one_query_for_each_invariant() -> None:
    assert [one.code for one in invariants()] == CODES


def test_each_has_words_for_people() -> None:
    assert [*meanings()] == [*CODES, keys.CODE]


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_no_database_is_left_out(vendor: str) -> None:
    names = [path.name.split(".") for path in FOLDER.glob("*.sql")]
    assert sorted(code for code, *words in names if vendor in words or len(words) == 1) == CODES


def test_each_file_begins_with_what_it_proves() -> None:
    for path in FOLDER.glob("*.sql"):
        assert re.match(rf"-- {path.name.split('.')[0]}: [a-z]", path.read_text()), path


@pytest.mark.django_db
def test_a_household_breaks_nothing() -> None:
    household()
    assert {code: offences for code, offences in check(at=NOON).items() if offences} == {}
