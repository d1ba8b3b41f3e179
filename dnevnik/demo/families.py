"""Inventing families until the schools are full; the same seed and day give the same families."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dnevnik.demo import calendar
from dnevnik.demo.names import BOYS, FATHERS, GIRLS, MOTHERS, SURNAMES, Table, feminine, patronymic
from dnevnik.demo.people import FEMALE, MALE, Child, Family, Numbers, Person

CHILDREN = {1: 56, 2: 35, 3: 9}
MOTHER_KNOWN = 0.96
FATHER_KNOWN = 0.72
MAIDEN_NAME = 0.14
TWINS = 0.06
SECOND_SCHOOL = 0.12
BORN_ABROAD = 0.03
LETTERS = "ААБ"
YOUNGEST_MOTHER, OLDEST_MOTHER = 19, 35
FATHER_OLDER_BY = (-1, 8)


@dataclass
class Town:
    """A place where families are invented; `on` is the day on which its `schools` (by number) write their lists."""

    rng: Random
    numbers: Numbers
    on: date
    schools: Sequence[int]

    def families(self, *, pupils: int) -> list[Family]:
        """Families with exactly so many pupils between them, the schools filled evenly."""
        made: list[Family] = []
        filled = dict.fromkeys(self.schools, 0)
        while (already := sum(filled.values())) < pupils:
            emptiest = min(filled, key=filled.__getitem__)
            made.append(self.family(home=emptiest, most=pupils - already))
            for child in made[-1].children:
                filled[child.school] += 1
        return made

    def family(self, *, home: int, most: int) -> Family:
        """One family of at most so many children, living by the school `home`."""
        surname = SURNAMES.pick(self.rng)
        father_name = FATHERS.pick(self.rng)
        children = self.children(surname, father_name, home=home, most=most)
        eldest = min(child.born for child in children)
        mother, father = self.mother(surname, eldest), self.father(surname, father_name, eldest)
        knows_father, knows_mother = self.chance(FATHER_KNOWN), self.chance(MOTHER_KNOWN)
        return Family(
            children=children,
            mother=mother if knows_mother or not knows_father else None,
            father=father if knows_father else None,
        )

    def children(self, surname: str, father_name: str, *, home: int, most: int) -> tuple[Child, ...]:
        count = min(self.rng.choices(list(CHILDREN), list(CHILDREN.values()))[0], most)
        grades = self.rng.sample(range(1, calendar.LAST_GRADE + 1), count)
        births = [self.birthday(grade) for grade in grades]
        if count > 1 and self.chance(TWINS):
            grades[1], births[1] = grades[0], births[0]
        elsewhere = count > 1 and self.chance(SECOND_SCHOOL)
        names: set[str] = set()
        made = []
        for place, (grade, born) in enumerate(zip(grades, births, strict=True)):
            school = self.next_to(home) if elsewhere and place == count - 1 else home
            child = self.child(surname, father_name, grade=grade, born=born, school=school, taken=names)
            names.add(child.given_name)
            made.append(child)
        return tuple(made)

    def next_to(self, school: int) -> int:
        return self.schools[(self.schools.index(school) + 1) % len(self.schools)]

    def child(self, surname: str, father_name: str, *, grade: int, born: date, school: int, taken: set[str]) -> Child:
        gender = self.rng.choice((MALE, FEMALE))
        return Child(
            surname=surname if gender == MALE else feminine(surname),
            given_name=self.unlike(BOYS if gender == MALE else GIRLS, taken),
            patronymic=patronymic(father_name, of_woman=gender == FEMALE),
            gender=gender,
            born=born,
            snils=self.numbers.snils(),
            school=school,
            grade=grade,
            letter=self.rng.choice(LETTERS),
            certificate="" if self.chance(BORN_ABROAD) else self.numbers.certificate(),
        )

    def mother(self, surname: str, eldest: date) -> Person:
        family_name = SURNAMES.pick(self.rng) if self.chance(MAIDEN_NAME) else surname
        return self.parent(feminine(family_name), MOTHERS.pick(self.rng), FEMALE, self.birth_of_mother(eldest))

    def father(self, surname: str, given_name: str, eldest: date) -> Person:
        older = timedelta(days=365 * self.rng.randint(*FATHER_OLDER_BY))
        return self.parent(surname, given_name, MALE, self.birth_of_mother(eldest) - older)

    def parent(self, surname: str, given_name: str, gender: str, born: date) -> Person:
        grandfather = FATHERS.pick(self.rng)
        return Person(
            surname=surname,
            given_name=given_name,
            patronymic=patronymic(grandfather, of_woman=gender == FEMALE),
            gender=gender,
            born=born,
            snils=self.numbers.snils(),
        )

    def birth_of_mother(self, eldest: date) -> date:
        years = self.rng.randint(YOUNGEST_MOTHER, OLDEST_MOTHER)
        return calendar.years_before(eldest, years) - timedelta(days=self.rng.randrange(365))

    def birthday(self, grade: int) -> date:
        first, last = calendar.birthdays(grade, on=self.on)
        return first + timedelta(days=self.rng.randrange((last - first).days + 1))

    def unlike(self, table: Table, taken: set[str]) -> str:
        """A name that no brother or sister has."""
        name = table.pick(self.rng)
        return self.unlike(table, taken) if name in taken else name

    def chance(self, share: float) -> bool:
        return self.rng.random() < share
