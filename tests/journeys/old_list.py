"""The list of a whole school as an old Excel gives it in August: 820 pupils, 1,640 parents, 1,300 without SNILS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import xlwt

from tests.factories import synthetic_snils
from tests.journeys.citizens import Persona
from tests.schools.roster.building import Row
from tests.schools.roster.old_books import Merged, old_book, saved

PUPILS, PARENTS, WITHOUT_SNILS = 820, 1_640, 1_300
MOTHERS_WITH_SNILS = PARENTS - WITHOUT_SNILS
CLASSES = [(grade, letter) for grade in range(1, 12) for letter in "АБВ"]
FIRST_PARTS = ["Бар", "Вер", "Гор", "Дан", "Жар", "Зим", "Кор", "Лун", "Мор", "Нер", "Ост", "Пел", "Руд", "Сав", "Тур"]
SECOND_PARTS = ["ал", "ан", "ат", "ег", "ел", "ен", "ив", "ил", "ин", "ич", "ол", "он", "от", "уб", "ул", "ун", "ут"]
THIRD_PARTS = ["ков", "нов", "шов", "цев"]
BOYS, GIRLS = ["Артём", "Глеб", "Илья", "Марк", "Пётр"], ["Алла", "Вера", "Дарья", "Зоя", "Лада"]
MEN, WOMEN = ["Олег", "Павел", "Роман", "Семён"], ["Анна", "Елена", "Ирина", "Юлия"]
TWO_LINES = ["№ п/п", "Фамилия Имя Отчество ученика", "Дата рождения", "Пол", "СНИЛС ученика", "Класс"]
HEADER: list[Merged] = [
    *[(1, 2, column, column, title) for column, title in enumerate(TWO_LINES)],
    (1, 1, 6, 7, "Мать"),
    (1, 1, 8, 9, "Отец"),
]


@dataclass(frozen=True)
class Family:
    """A child with both parents; `number` counts from 0 and makes every name and number."""

    number: int

    @property
    def surname(self) -> str:
        rest, third = divmod(self.number, len(THIRD_PARTS))
        first, second = divmod(rest, len(SECOND_PARTS))
        return FIRST_PARTS[first] + SECOND_PARTS[second] + THIRD_PARTS[third]

    @property
    def is_boy(self) -> bool:
        return self.number % 2 == 0

    @property
    def child_name(self) -> str:
        if self.is_boy:
            return f"{self.surname} {_in_turn(BOYS, self.number)} Олегович"
        return f"{self.surname}а {_in_turn(GIRLS, self.number)} Олеговна"

    @property
    def place(self) -> tuple[int, str]:
        return CLASSES[self.number % len(CLASSES)]

    @property
    def class_name(self) -> str:
        grade, letter = self.place
        return f"{grade} «{letter}»"

    def mother(self) -> Persona:
        name = f"{self.surname}а {_in_turn(WOMEN, self.number)} Павловна"
        return Persona(name=name, born=date(1988, 5, 2), gender="female", number=somebodys(2 * self.number))

    def father(self) -> Persona:
        name = f"{self.surname} {_in_turn(MEN, self.number)} Ильич"
        return Persona(name=name, born=date(1986, 1, 20), gender="male", number=somebodys(2 * self.number + 1))

    def row(self) -> Row:
        grade, letter = self.place
        born = date(2021 - grade, 9, 1) + timedelta(days=self.number % 360)
        mothers = as_excel_keeps(self.mother().snils) if self.number < MOTHERS_WITH_SNILS else None
        childs = as_excel_keeps(synthetic_snils(somebodys(PARENTS + self.number)))
        child: Row = [self.child_name, born, "м" if self.is_boy else "ж", childs]
        parents: Row = [self.mother().name, mothers, self.father().name, None]
        return [self.number + 1, *child, f"{grade} „{letter}“", *parents]


def _in_turn(names: list[str], number: int) -> str:
    return names[number // 2 % len(names)]


def somebodys(turn: int) -> int:
    """The number of whoever is at this place in the line; neighbours' numbers are no more alike than anybody's."""
    return turn * 7_919 % 990_000 + 10_000


def as_excel_keeps(snils: str) -> int:
    """A number without its leading noughts."""
    return int("".join(filter(str.isdigit, snils)))


def families() -> Iterator[Family]:
    return map(Family, range(PUPILS))


def the_list() -> bytes:
    """The file: a title, merged headings in two lines, a row for each family; on a hidden sheet last year's list."""
    subtitles: Row = [None] * len(TWO_LINES) + ["ФИО", "СНИЛС"] * 2
    rows: list[Row] = [["Список учащихся МБОУ «Школа № 43» и их родителей"], [], subtitles]
    last_year: list[Row] = [["ФИО", "Класс"], ["Выпускников Иван", "11А"]]
    book: xlwt.Workbook = old_book(
        [*rows, *(family.row() for family in families())], last_year, hidden=[1], merged=HEADER
    )
    return saved(book)
