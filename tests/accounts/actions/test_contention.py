"""A lost race is looked at again; a constraint that is simply broken is not hidden."""

import pytest
from django.db import IntegrityError

from accounts.actions.contention import ATTEMPTS, settled


class Races:
    """An action that loses `losses` times before it wins."""

    def __init__(self, losses: int) -> None:
        self.losses, self.runs = losses, 0

    def __call__(self) -> str:
        self.runs += 1
        if self.runs <= self.losses:
            raise IntegrityError
        return "won"


@pytest.mark.parametrize("losses", range(ATTEMPTS))
def test_it_wins_in_the_end(losses: int) -> None:
    race = Races(losses)
    assert settled(race) == "won"
    assert race.runs == losses + 1


def test_it_gives_up_with_the_database_s_own_words() -> None:
    race = Races(ATTEMPTS)
    with pytest.raises(IntegrityError):
        settled(race)
    assert race.runs == ATTEMPTS
