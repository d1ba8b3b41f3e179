"""Whom a restriction means, and what it leaves of a link (real-life.md, Links, parents, custody)."""

from uuid import UUID

import pytest

from schools.custody import Adult, Bar, effective
from schools.relations import EVERYTHING, TRUSTED_PERSON, Scope

ONE, OTHER = UUID(int=1), UUID(int=2)
FATHER = Adult(ONE, "name", "number")


@pytest.mark.parametrize(
    ("bar", "meant"),
    [
        pytest.param((ONE, None, None), True, id="the very record"),
        pytest.param((ONE, "another", "another"), True, id="the record, corrected since"),
        pytest.param((OTHER, None, None), False, id="another record and nothing else known"),
        pytest.param((OTHER, "name", "number"), True, id="a second record of his with the same number"),
        pytest.param((OTHER, "name", None), True, id="a second record of his known by name"),
        pytest.param((OTHER, "name", "another"), False, id="a namesake with a number of his own"),
        pytest.param((None, "another", "number"), True, id="the number, though the name differs"),
        pytest.param((None, "name", "another"), False, id="another number, though the name is the same"),
        pytest.param((None, "name", None), True, id="the name where the act has no number"),
        pytest.param((None, "another", None), False, id="another name"),
        pytest.param((None, None, None), False, id="nothing known means nobody"),
    ],
)
def test_whom_a_restriction_means(bar: tuple[UUID | None, str | None, str | None], *, meant: bool) -> None:
    assert Bar(*bar, scopes=EVERYTHING).is_about(FATHER) is meant


@pytest.mark.parametrize(
    ("allowed", "bars", "left"),
    [
        pytest.param(EVERYTHING, [], EVERYTHING, id="no restriction"),
        pytest.param(EVERYTHING, [Bar(ONE, None, None, EVERYTHING)], set(), id="everything taken"),
        pytest.param(
            EVERYTHING, [Bar(ONE, None, None, frozenset({Scope.PICKUP}))], EVERYTHING - {Scope.PICKUP}, id="one taken"
        ),
        pytest.param(
            EVERYTHING,
            [Bar(ONE, None, None, frozenset({Scope.PICKUP})), Bar(ONE, None, None, frozenset({Scope.DIARY}))],
            {Scope.CONSENT, Scope.MESSAGES},
            id="two acts add up",
        ),
        pytest.param(TRUSTED_PERSON, [Bar(OTHER, None, None, EVERYTHING)], TRUSTED_PERSON, id="about somebody else"),
        pytest.param(
            EVERYTHING, [Bar(None, "else", None, frozenset(), waiting=True)], set(), id="undecided, whoever is meant"
        ),
    ],
)
def test_what_is_left(allowed: frozenset[Scope], bars: list[Bar], left: set[Scope]) -> None:
    assert effective(allowed, FATHER, bars) == left
