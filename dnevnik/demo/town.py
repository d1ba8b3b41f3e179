"""The whole demo as plain data: who lives there, what the schools wrote down, the files, the cast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from dnevnik.demo import defects
from dnevnik.demo.cast import personas_of, scenes
from dnevnik.demo.deeds import Deed
from dnevnik.demo.families import Town
from dnevnik.demo.lines import Line, line
from dnevnik.demo.people import Family, Numbers, dice, pupils_of
from dnevnik.demo.personas import Persona
from dnevnik.demo.regions import REGIONS, DemoRegion
from dnevnik.demo.schools import SCHOOLS, DemoSchool

SEED = 43
MOTHERS_NUMBERS = 2
# Lines that no school can take as they are: they are shown with their errors and left out.
UNTAKEN = (defects.impossible_birthday, defects.doubled_digit)


@dataclass(frozen=True)
class Demo:
    """`files` go by name; they hold the regions' pupils and a few who cannot be taken. `deeds` follow the lists."""

    families: tuple[Family, ...]
    personas: tuple[Persona, ...]
    deeds: tuple[Deed, ...]
    files: dict[str, bytes]


def invent(*, on: date, seed: int = SEED) -> Demo:
    """The demo of one day; the same day and seed give the same people and lists."""
    rng = dice(seed)
    numbers = Numbers(rng)
    cast = scenes(numbers=numbers, on=on)
    actors = [family for scene in cast for family in scene.families]
    extras = [extra for region in REGIONS for extra in strangers(region, actors, Places(rng, numbers, on))]
    families = [*actors, *extras]
    spared = frozenset(person.snils for family in actors for person in family.members)
    press = Press(families, spared, rng, on)
    files = {school.file: press.file(index, school) for index, school in enumerate(SCHOOLS)}
    deeds = tuple(deed for scene in cast for deed in scene.deeds)
    return Demo(tuple(families), personas_of(cast), deeds, files)


@dataclass(frozen=True)
class Places:
    """What every place is invented from."""

    rng: Random
    numbers: Numbers
    on: date


def strangers(region: DemoRegion, actors: Sequence[Family], places: Places) -> list[Family]:
    """The families that fill a region's schools beside those of the cast."""
    schools = [index for index, school in enumerate(SCHOOLS) if school.region is region]
    present = sum(child.school in schools for family in actors for child in family.children)
    untaken = len(UNTAKEN) * len(schools) if region.careless else 0
    town = Town(rng=places.rng, numbers=places.numbers, on=places.on, schools=schools)
    return town.families(pupils=region.pupils + untaken - present)


@dataclass(frozen=True)
class Press:
    """Turns families into the lists that schools send. `spared` are the numbers of the cast and their families."""

    families: list[Family]
    spared: frozenset[str]
    rng: Random
    on: date

    def file(self, index: int, school: DemoSchool) -> bytes:
        return school.export(self.lines(index, school), school, self.on)

    def lines(self, index: int, school: DemoSchool) -> list[Line]:
        clerk = defects.Clerk(school.habits, self.rng, self.spared)
        typed = clerk.retype([line(child, family) for child, family in pupils_of(self.families, school=index)])
        return self.damaged(typed) if school.region.careless else typed

    def damaged(self, lines: list[Line]) -> list[Line]:
        """A few lines of strangers go wrong as a whole, and one more is there twice."""
        mishaps = [*UNTAKEN, *[defects.mothers_number] * MOTHERS_NUMBERS]
        twice, *victims = self.rng.sample(self.strangers(lines), 1 + len(mishaps))
        for at, mishap in zip(victims, mishaps, strict=True):
            lines[at] = mishap(lines[at])
        return [*lines[: twice + 1], *lines[twice:]]

    def strangers(self, lines: list[Line]) -> list[int]:
        """Where pupils stand who are not of the cast and have what the mishaps need, one for each mother."""
        by_mother = {
            each.mother.snils: at
            for at, each in enumerate(lines)
            if each.pupil.snils not in {"", *self.spared} and each.mother and each.mother.snils
        }
        return list(by_mother.values())
