"""What is switched on for everybody and for one person, and what a person meets of it."""

from dataclasses import replace

import pytest

from dnevnik.stand.notebook import Notebook
from dnevnik.stand.switches import DEFAULT_SECONDS, EVERYBODY, LONGEST_SECONDS, Switchboard
from dnevnik.stand.troubles import OF_KEYS, Trouble
from tests.dnevnik.stand.cast_of_tests import maria
from tests.dnevnik.stand.running import MARIA


def test_a_person_meets_ones_own_everybodys_and_what_the_cast_says() -> None:
    board = Switchboard(Notebook())
    board.turn(Trouble.DRIP, target=EVERYBODY, on=True)
    board.turn(Trouble.EXPIRED, target=MARIA, on=True)
    board.turn(Trouble.HUGE, target="somebody", on=True)
    troubled = replace(maria(), trouble=Trouble.SLOW)
    assert board.around(troubled) == {Trouble.DRIP, Trouble.EXPIRED, Trouble.SLOW}
    assert set(board.targets()) == {MARIA, "somebody"}


def test_a_switch_goes_off_and_all_go_off() -> None:
    board = Switchboard(Notebook())
    for _twice in range(2):
        board.turn(Trouble.DRIP, target=MARIA, on=True)
    board.turn(Trouble.JUNK, target=MARIA, on=True)
    board.turn(Trouble.DRIP, target=MARIA, on=False)
    assert board.of(MARIA) == {Trouble.JUNK}
    board.turn_all_off()
    assert (board.of(MARIA), board.targets()) == (frozenset(), ())


@pytest.mark.parametrize("trouble", sorted(OF_KEYS))
def test_keys_are_everybodys(trouble: Trouble) -> None:
    board = Switchboard(Notebook())
    board.turn(trouble, target=MARIA, on=True)
    assert board.of(EVERYBODY) == {trouble}
    assert board.of(MARIA) == frozenset()


def test_a_trouble_of_a_later_stand_is_passed_over() -> None:
    notebook = Notebook()
    with notebook.writing("switches") as page:
        page[EVERYBODY] = ["unheard_of", "drip"]
    assert Switchboard(notebook).of(EVERYBODY) == {Trouble.DRIP}


@pytest.mark.parametrize(("asked", "kept"), [(0, 1), (30, 30), (10_000, LONGEST_SECONDS)])
def test_slowness_has_its_bounds(asked: int, kept: int) -> None:
    board = Switchboard(Notebook())
    assert board.seconds == DEFAULT_SECONDS
    board.set_seconds(asked)
    assert board.seconds == kept
