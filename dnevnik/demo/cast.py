"""The cast: everybody who may sign in at the rehearsal Gosuslugi, one for every way that a sign-in can end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from accounts.matching.profile import Band
from dnevnik.demo.people import Numbers
from dnevnik.demo.personas import Author, Persona, Scene, as_entry, as_expected
from dnevnik.demo.scenes import adults, beginners, five_families, parents, siblings, teenagers, troubles, young

BEGINNERS = "Кто начинает"
BY_BAND = {
    Band.PARENT: "Родители",
    Band.UNDER_14: "Ученики до 14 лет",
    Band.FROM_14: "Ученики 14–17 лет",
    Band.ADULT: "Ученики от 18 лет",
}
# A scene and the heading of its people; those without one stand under their age.
ACTS: tuple[tuple[Callable[[Author], tuple[Scene, ...]], str], ...] = (
    (beginners.scenes, BEGINNERS),
    (siblings.scenes, ""),
    (parents.scenes, ""),
    (young.scenes, ""),
    (teenagers.scenes, ""),
    (adults.scenes, ""),
    (troubles.scenes, "Сбои и отказы"),
    (five_families.scenes, "Пять семей"),
)


def scenes(*, numbers: Numbers, on: date) -> tuple[Scene, ...]:
    """The families of the cast as of that day."""
    author = Author(numbers, on)
    return tuple(_under(heading, scene) for write, heading in ACTS for scene in write(author))


def personas_of(cast: tuple[Scene, ...]) -> tuple[Persona, ...]:
    """Everybody in the order in which they are introduced."""
    return tuple(sorted((persona for scene in cast for persona in scene.personas), key=lambda each: each.number))


def as_document(personas: tuple[Persona, ...]) -> dict[str, list[dict[str, Any]]]:
    """cast.json, as the rehearsal provider reads it."""
    return {"personas": list(map(as_entry, personas))}


def as_expectations(personas: tuple[Persona, ...]) -> dict[str, list[dict[str, Any]]]:
    """expected.json: what should happen to each of them, in codes."""
    return {"personas": list(map(as_expected, personas))}


def _under(heading: str, scene: Scene) -> Scene:
    grouped = [replace(each, group=heading or BY_BAND[each.band]) for each in scene.personas]
    return replace(scene, personas=tuple(grouped))
