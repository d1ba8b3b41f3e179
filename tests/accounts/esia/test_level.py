"""How sure the state is: where two say different things the lower one counts."""

import pytest

from accounts.claims import Level
from accounts.esia.level import level_of

CASES: dict[str, tuple[object, object, object, Level]] = {
    # lvl, is_tru, trusted
    "confirmed, all agree": ("PR", True, True, Level.CONFIRMED),
    "confirmed, trusted not told": ("PR", True, None, Level.CONFIRMED),
    "confirmed by lvl alone": ("PR", None, None, Level.CONFIRMED),
    "older ESIA without lvl": (None, True, True, Level.CONFIRMED),
    "is_tru alone": (None, True, None, Level.CONFIRMED),
    "tokens of 2015": (None, None, True, Level.CONFIRMED),
    "nobody says anything": (None, None, None, Level.OTHER),
    "simplified or standard": ("P", None, False, Level.OTHER),
    "lvl P, yet trusted": ("P", None, True, Level.OTHER),
    "lvl P, yet is_tru": ("P", True, True, Level.OTHER),
    "lvl PR, yet not trusted": ("PR", True, False, Level.OTHER),
    "is_tru, yet not trusted": (None, True, False, Level.OTHER),
    "trusted, yet is_tru false": (None, False, True, Level.OTHER),
    "a lvl nobody described": ("XX", True, True, Level.OTHER),
    "a lvl that is no word": (7, True, True, Level.OTHER),
    "trusted that is a word": ("PR", True, "true", Level.OTHER),
    "is_tru that is a word": (None, "true", None, Level.OTHER),
    "a child's account": ("KD", None, False, Level.CHILD),
    "a child's account, trusted": ("KD", True, True, Level.CHILD),
    "a child's account, trusted not told": ("KD", None, None, Level.CHILD),
}


@pytest.mark.parametrize(("lvl", "is_tru", "trusted", "level"), CASES.values(), ids=CASES.keys())
def test_the_level(lvl: object, is_tru: object, trusted: object, level: Level) -> None:
    assert level_of(lvl=lvl, is_tru=is_tru, trusted=trusted) == level
