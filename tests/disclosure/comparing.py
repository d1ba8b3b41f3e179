"""What one person meets in a world, and what tells two worlds apart."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import time_machine
from django.db import transaction

from tests.disclosure.script import walk
from tests.disclosure.strangers import Settlers, Stranger
from tests.disclosure.town import Person, Town, build_town
from tests.disclosure.walk import Exchange
from tests.people import NOON

AN_HOUR = timedelta(hours=1)
Seen = tuple[list[Exchange], list[str]]
"""Every exchange, and every letter."""


def town_of(person: Person) -> Town:
    with time_machine.travel(NOON - AN_HOUR, tick=False):
        town = build_town()
        person.known(town)
    return town


def seen_with(all_of_them: tuple[Stranger, ...], person: Person, town: Town) -> Seen:
    """What the person meets where these strangers live; the town is as before afterwards."""
    return seen_after(lambda: Settlers(town).settle(all_of_them), person, town)


def seen_after(come: Callable[[], tuple[UUID, ...]], person: Person, town: Town) -> Seen:
    """The same after others came; `come` gives ids of theirs to knock with."""
    with transaction.atomic():
        with time_machine.travel(NOON, tick=False) as clock:
            keys = come()
            clock.move_to(NOON + AN_HOUR)
            seen = walk(person, town, keys, clock=clock)
        transaction.set_rollback(True)
    return seen


def differences(one: Seen, other: Seen) -> list[str]:
    """What tells the worlds apart, request by request, then letters."""
    told = [
        f"{mine.asked}: {part}"
        for mine, theirs in zip(one[0], other[0], strict=False)
        for part in different_parts(mine, theirs)
    ]
    if len(one[0]) != len(other[0]):
        told.append(f"{len(one[0])} requests and {len(other[0])}")
    return told + [f"letter: {one[1]} / {other[1]}"] * (one[1] != other[1])


def different_parts(one: Exchange, other: Exchange) -> Iterator[str]:
    for part in vars(one):
        mine, theirs = getattr(one, part), getattr(other, part)
        if mine != theirs:
            yield f"{part}: {mine!r} / {theirs!r}"
