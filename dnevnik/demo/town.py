"""The whole demo as plain data: who lives there, what the schools wrote down, the files, the cast."""

from dataclasses import dataclass
from datetime import date
from random import Random

from dnevnik.demo import defects
from dnevnik.demo.cast import Persona, personas_of, scenes
from dnevnik.demo.families import Town
from dnevnik.demo.lines import Line, line
from dnevnik.demo.people import Family, Numbers, dice, pupils_of
from dnevnik.demo.schools import SCHOOLS, DemoSchool

SEED = 43
PUPILS = 600
MOTHERS_NUMBERS = 2
# Lines that no school can take as they are: they are shown with their errors and left out.
UNTAKEN = (defects.impossible_birthday, defects.doubled_digit)


@dataclass(frozen=True)
class Demo:
    """`files` go by name; they hold `PUPILS` pupils that can be taken and a few that cannot."""

    families: tuple[Family, ...]
    personas: tuple[Persona, ...]
    files: dict[str, bytes]


def invent(*, on: date, seed: int = SEED) -> Demo:
    """The demo of one day; the same day and seed give the same people and lists."""
    rng = dice(seed)
    numbers = Numbers(rng)
    cast = scenes(numbers=numbers, on=on)
    actors = [scene.family for scene in cast]
    extras = PUPILS + len(UNTAKEN) * len(SCHOOLS) - sum(len(family.children) for family in actors)
    town = Town(rng=rng, numbers=numbers, on=on, schools=len(SCHOOLS))
    families = [*actors, *town.families(pupils=extras)]
    personas = personas_of(cast)
    slips = {persona.person.snils: persona.slip for persona in personas}
    spared = frozenset(person.snils for family in actors for person in family.members)
    press = Press(families, slips, spared, rng, on)
    files = {school.file: press.file(index, school) for index, school in enumerate(SCHOOLS)}
    return Demo(tuple(families), personas, files)


@dataclass(frozen=True)
class Press:
    """Turns families into the lists that schools send. `spared` are the numbers of the cast and their families."""

    families: list[Family]
    slips: dict[str, dict[str, str]]
    spared: frozenset[str]
    rng: Random
    on: date

    def file(self, index: int, school: DemoSchool) -> bytes:
        return school.export(self.lines(index, school), school, self.on)

    def lines(self, index: int, school: DemoSchool) -> list[Line]:
        clerk = defects.Clerk(school.habits, self.rng, self.spared)
        honest = [line(child, family, self.slips) for child, family in pupils_of(self.families, school=index)]
        return self.damaged(clerk.retype(honest))

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
