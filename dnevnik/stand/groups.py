"""The cast under its headings, as the login page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dnevnik.stand.persona import Persona

FIRST_HEADING = "Кто входит?"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A heading and those who stand under it; `number` counts from 1 down the page."""

    number: int
    heading: str
    personas: tuple[Persona, ...]


def groups_of(cast: Sequence[Persona]) -> tuple[Group, ...]:
    """First those without a group, then the groups in the order of their first appearance; none is empty."""
    shelves: dict[str, list[Persona]] = {"": []}
    for persona in cast:
        shelves.setdefault(persona.group, []).append(persona)
    filled = [(heading or FIRST_HEADING, people) for heading, people in shelves.items() if people]
    return tuple(
        Group(number=number, heading=heading, personas=tuple(people))
        for number, (heading, people) in enumerate(filled, start=1)
    )
