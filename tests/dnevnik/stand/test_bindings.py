"""A binding code: shown with its term, good once, for one child, and not to be guessed."""

import pytest

from dnevnik.stand.bindings import DIGITS, MOST_TRIES, Bindings
from dnevnik.stand.notebook import Notebook
from tests.dnevnik.stand.cast_of_tests import NOW

MOTHER, FATHER, CHILD = "1", "2", "3"
TERM = 600


@pytest.fixture
def bindings() -> Bindings:
    return Bindings(Notebook(), seconds=TERM)


def test_a_code_is_good_once(bindings: Bindings) -> None:
    code = bindings.start(MOTHER, CHILD, now=NOW)
    assert (len(code.code), code.until) == (DIGITS, NOW + TERM)
    assert bindings.of_parent(MOTHER) == (code,)
    assert bindings.waiting_for(CHILD, now=NOW)
    assert bindings.use(CHILD, code.code, now=NOW + TERM - 1) == MOTHER
    assert bindings.use(CHILD, code.code, now=NOW) is None
    assert bindings.of_parent(MOTHER) == ()


def test_an_expired_code_is_none_and_one_starts_again(bindings: Bindings) -> None:
    old = bindings.start(MOTHER, CHILD, now=NOW)
    assert bindings.use(CHILD, old.code, now=NOW + TERM) is None
    assert not bindings.waiting_for(CHILD, now=NOW + TERM)
    assert not old.is_good(now=NOW + TERM)
    new = bindings.start(MOTHER, CHILD, now=NOW + TERM)
    assert bindings.of_parent(MOTHER) == (new,)
    assert bindings.use(CHILD, new.code, now=NOW + TERM) == MOTHER


def test_a_code_is_one_child_s(bindings: Bindings) -> None:
    code = bindings.start(MOTHER, CHILD, now=NOW)
    assert bindings.use("4", code.code, now=NOW) is None
    assert not bindings.waiting_for("4", now=NOW)


def test_both_parents_may_bind(bindings: Bindings) -> None:
    codes = {parent: bindings.start(parent, CHILD, now=NOW).code for parent in (MOTHER, FATHER)}
    assert bindings.use(CHILD, codes[FATHER], now=NOW) == FATHER
    assert bindings.use(CHILD, codes[MOTHER], now=NOW) == MOTHER


@pytest.mark.parametrize("wrong", ["", "ы", "12345", "\x00"])
def test_guessing_ends_soon(bindings: Bindings, wrong: str) -> None:
    code = bindings.start(MOTHER, CHILD, now=NOW)
    for _ in range(MOST_TRIES):
        assert bindings.use(CHILD, wrong, now=NOW) is None
    assert bindings.use(CHILD, code.code, now=NOW) is None
