"""A list shifted by a row: nobody comes in as anybody else, whoever can prove it as themselves, and undo restores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.actions.issuers import applying, standing
from accounts.actions.issuers.undoing import Undone
from accounts.claims import Level
from accounts.models import ExternalIdentity, IdentityMigration
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    LATER,
    apply,
    keys,
    people,
    person,
    rehearse_map,
    undo,
)
from tests.dnevnik.invariants.offences import found

pytestmark = pytest.mark.django_db
SIX = range(1, 7)


def at_gateway(number: int, **fields: Any) -> Any:
    """Person N comes under the key that the gateway really has for them; who that is to us."""
    return person(number, **{"issuer": GATEWAY, "subject": f"x{number}"} | fields).pk


def shifted() -> IdentityMigration:
    """Rehearsed: in every line of the list stands the new key of the next person; the last one has the first's."""
    return rehearse_map(*(f"old-{number},x{number % 6 + 1}" for number in SIX)).migration


def begun() -> IdentityMigration:
    """The same in the moment before its first batch."""
    migration = shifted()
    applying._begin(migration.pk, by=BY)
    return migration


def half_done() -> IdentityMigration:
    """Killed after three of the six."""
    migration = begun()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(applying, "BATCH", 3)
        applying._move_some(migration.pk, at=LATER, by=BY)
    return migration


def done() -> IdentityMigration:
    return apply(shifted())


MOMENTS = pytest.mark.parametrize("moment", [begun, half_done, done])
ORDERS = pytest.mark.parametrize(
    "order", [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [2, 5, 1, 6, 3, 4], [4, 4, 1, 1]], ids=str
)


@MOMENTS
@ORDERS
def test_everybody_proves_to_be_themselves(moment: Callable[[], IdentityMigration], order: list[int]) -> None:
    mine = {number: person(number).pk for number in SIX}
    before = keys()
    migration = moment()
    for number in order:
        assert at_gateway(number) == mine[number]
        assert found("I19") == []
    assert ExternalIdentity.objects.count() == len(SIX)
    assert {number: at_gateway(number) for number in order} == {number: mine[number] for number in order}
    if moment is not done:
        apply(migration)
        assert found("I19") == []
    undo(migration)
    assert (keys(), found("I19")) == (before, [])


@MOMENTS
@pytest.mark.parametrize("level", [Level.CHILD, Level.OTHER])
def test_who_cannot_prove_anything_is_nobody_else(moment: Callable[[], IdentityMigration], level: Level) -> None:
    """Children: each gets an account of its own, and is who it was as soon as the change is undone."""
    mine = {number: person(number, level=level).pk for number in SIX}
    migration = moment()
    newcomers = {number: at_gateway(number, level=level) for number in SIX}
    assert not set(newcomers.values()) & set(mine.values())
    assert {number: at_gateway(number, level=level) for number in SIX} == newcomers
    assert found("I19") == []
    assert {number: person(number, level=level).pk for number in SIX} == mine
    undone = undo(migration)
    assert (undone, found("I19")) == (Undone(returned=0, stayed=0, newcomers=6), [])
    assert {number: person(number, level=level).pk for number in SIX} == mine


def test_the_operators_see_how_many_lines_were_wrong() -> None:
    people(*SIX)
    migration = done()
    at_gateway(2)
    assert standing.figures(migration.pk) == {
        "moved_by_key": 4, "met": 0, "moved_by_proof": 1, "conflicts": 0, "refuted": 2, "left": 1,
    }  # fmt: skip


def test_undone_in_the_middle_it_is_as_before() -> None:
    mine = {number: person(number).pk for number in SIX}
    before = keys()
    migration = done()
    at_gateway(3)
    assert undo(migration) == Undone(returned=5, stayed=0, newcomers=0)
    assert keys() == before
    assert {number: person(number).pk for number in SIX} == mine


def test_a_line_of_another_list_is_no_word_about_this_one() -> None:
    """The wrong list was undone, the right one is believed."""
    mine = {number: person(number).pk for number in SIX}
    migration = done()
    at_gateway(3, level=Level.CHILD)
    undo(migration)
    ExternalIdentity.objects.filter(issuer=GATEWAY).delete()
    apply(rehearse_map(*(f"old-{number},x{number}" for number in SIX)).migration)
    assert {number: at_gateway(number) for number in SIX} == mine
