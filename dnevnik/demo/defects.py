"""What happens to a list on its way through hands and spreadsheets.

One slip of real lists cannot be shown here: a wrong check digit, because the demo's numbers lie in the block
where the official rule does not look at check digits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from dnevnik.demo.lines import Entry, Line

# A hand that slips to the neighbouring language: the same shape, another letter.
LATIN_DOUBLES = str.maketrans("СОАЕРТ", "COAEPT")
NO_SUCH_DAY = "31.02.{:%Y}"
Slip = Callable[[Entry, Random], Entry]


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How a school keeps its list: shares of the people it happens to."""

    parents_without_snils: float
    pupils_without_snils: float
    no_yo: float
    slips: float
    hyphen_as_space: float


def typo(written: Entry, rng: Random) -> Entry:
    """Two neighbouring letters of the surname change places."""
    name = written.surname
    at = rng.choice([at for at in range(1, len(name) - 1) if name[at] != name[at + 1] and "-" not in name[at : at + 2]])
    return replace(written, surname=name[:at] + name[at + 1] + name[at] + name[at + 2 :])


def latin(written: Entry, _rng: Random) -> Entry:
    """The capital letter of the surname is a Latin one, where it looks the same."""
    return replace(written, surname=written.surname[0].translate(LATIN_DOUBLES) + written.surname[1:])


def double_space(written: Entry, _rng: Random) -> Entry:
    return replace(written, given_name=f" {written.given_name} ")


def capitals(written: Entry, _rng: Random) -> Entry:
    return replace(written, surname=written.surname.upper())


def no_patronymic(written: Entry, _rng: Random) -> Entry:
    return replace(written, patronymic="-")


SLIPS: tuple[Slip, ...] = (typo, latin, double_space, capitals, no_patronymic)


@dataclass(frozen=True)
class Clerk:
    """Somebody who types a list; `spared` are the numbers of people whose story must stay as written."""

    habits: Habits
    rng: Random
    spared: frozenset[str]

    def retype(self, lines: Iterable[Line]) -> list[Line]:
        """The list as it looks afterwards. A parent of several children is typed the same way every time."""
        typed: dict[str, Entry] = {}
        return [self.line(line, typed) for line in lines]

    def line(self, line: Line, typed: dict[str, Entry]) -> Line:
        return replace(
            line,
            pupil=self.person(line.pupil, typed, without_snils=self.habits.pupils_without_snils),
            mother=self.parent(line.mother, typed),
            father=self.parent(line.father, typed),
        )

    def parent(self, written: Entry | None, typed: dict[str, Entry]) -> Entry | None:
        if written is None:
            return None
        return self.person(written, typed, without_snils=self.habits.parents_without_snils)

    def person(self, written: Entry, typed: dict[str, Entry], *, without_snils: float) -> Entry:
        if not written.snils or written.snils in self.spared:
            return written
        if written.snils not in typed:
            typed[written.snils] = self.slipped(written, without_snils=without_snils)
        return typed[written.snils]

    def slipped(self, written: Entry, *, without_snils: float) -> Entry:
        entry = written
        if self.chance(self.habits.no_yo):
            entry = replace(
                entry, **{part: plain_e(getattr(entry, part)) for part in ("surname", "given_name", "patronymic")}
            )
        if self.chance(self.habits.hyphen_as_space):
            entry = replace(entry, surname=entry.surname.replace("-", " "))
        if self.chance(self.habits.slips):
            entry = self.rng.choice(SLIPS)(entry, self.rng)
        return replace(entry, snils="") if self.chance(without_snils) else entry

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def plain_e(text: str) -> str:
    return text.translate(str.maketrans("ёЁ", "еЕ"))


def mothers_number(line: Line) -> Line:
    """The mother's SNILS stands in the child's card too."""
    number = line.mother.snils if line.mother else ""
    return replace(line, pupil=replace(line.pupil, snils=number or line.pupil.snils))


def impossible_birthday(line: Line) -> Line:
    return replace(line, pupil=replace(line.pupil, born=NO_SUCH_DAY.format(line.pupil.born)))


def doubled_digit(line: Line) -> Line:
    """The pupil's SNILS has twelve digits."""
    return replace(line, pupil=replace(line.pupil, snils=line.pupil.snils + line.pupil.snils[-1]))
