"""The promise: one school's old surname shuts no other school's door, and that school is asked from the desk.

Family 2 of real-life.md: sons in schools 7 and 31, and a daughter in school 12, where the mother was in before.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from accounts.models import DataFinding, MismatchCase
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.citizens import Citizen, Persona
from tests.journeys.conftest import Portal
from tests.journeys.office import Office
from tests.journeys.registers import Row, enter, found_school

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BEFORE = Persona(name="Пономарёва Екатерина Игоревна", born=date(1990, 10, 5), gender="female", number=151)
AFTER = replace(BEFORE, name="Ковалёва Екатерина Игоревна")
VARYA = Persona(name="Пономарёва Варвара Сергеевна", born=date(2012, 4, 4), gender="female", number=278)
ILYA = Persona(name="Пономарёв Илья Сергеевич", born=date(2014, 3, 3), gender="male", number=397)
PETYA = Persona(name="Пономарёв Пётр Сергеевич", born=date(2020, 1, 8), gender="male", number=416)
DIFFERS, ASKED = "Имя записано по-разному", "мы передали школе, что в её записи ошибка"


@dataclass
class Story:
    calendar: Calendar
    mother: Citizen
    school_7: Office


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """In May she comes in to her daughter; in September she has another surname, and school 7 has the old one."""
    calendar.turn_to(2027, 5, 20)
    school_12, school_7, school_31 = (
        found_school(f"Школа № {number}", code=f"school-{number}") for number in (12, 7, 31)
    )
    enter(school_12, Row(child=VARYA, of_class="9 «В»", mother=BEFORE), folder=tmp_path)
    portal.cast(BEFORE.card())
    mother = Citizen(portal, BEFORE)
    mother.signs_in()
    assert VARYA.name in mother.agrees()
    calendar.turn_to(2027, 9, 2)
    enter(school_7, Row(child=ILYA, of_class="7 «Б»", mother=BEFORE), folder=tmp_path)
    enter(school_31, Row(child=PETYA, of_class="1 «А»", mother=AFTER), folder=tmp_path)
    portal.cast(AFTER.card())
    mother.persona = AFTER
    return Story(calendar, mother, Office(portal, school_7))


def test_school_7_corrects_the_surname_while_the_others_are_open(story: Story) -> None:
    she_is_in_where_she_was_and_in_school_31(story.mother)
    she_tells_school_7_of_its_mistake(story.mother)
    story.calendar.turn_to(2027, 9, 3)
    school_7_accepts_it(story.school_7)
    worker.answers_the_bell()
    she_sees_all_three(story.mother)


def she_is_in_where_she_was_and_in_school_31(mother: Citizen) -> None:
    """No question before the door: what was claimed in May survives the surname."""
    page = mother.signs_in()
    for words in ("Здравствуйте, Екатерина!", VARYA.name, "Для этой школы ещё нет вашего согласия."):
        assert words in page
    assert f"Школа № 7: {DIFFERS}" in page
    assert ILYA.name not in page
    mother.walker.follow("Решить сейчас")
    mother.agrees()
    page = mother.looks()
    assert PETYA.name in page
    assert ILYA.name not in page
    assert DataFinding.objects.get(school__code="school-12", closed_at=None).field == "surname"


def she_tells_school_7_of_its_mistake(mother: Citizen) -> None:
    mother.walker.press("Что можно сделать")
    assert "Отличается: фамилия" in mother.page
    for others in ("Пономарёва", "Школа № 12", "Школа № 31"):
        assert others not in mother.page
    mother.walker.press("Ошибка в школе")
    for words in (ASKED, "Школа № 7", MismatchCase.objects.get().number):
        assert words in mother.page
    mother.walker.follow("Вернуться в дневник")
    page = mother.page
    assert ASKED in page
    for son_or_daughter, is_seen in ((VARYA, True), (PETYA, True), (ILYA, False)):
        assert (son_or_daughter.name in page) is is_seen


def school_7_accepts_it(office: Office) -> None:
    page = office.takes_up("Просят исправить запись: 1", "Решить…")
    for words in ("Исправить запись?", "Пономарёва", "Ковалёва"):
        assert words in page
    office.walker.press("Исправить запись")
    assert "Запись исправлена." in office.page


def she_sees_all_three(mother: Citizen) -> None:
    page = mother.signs_in()
    assert DIFFERS not in page
    mother.walker.follow("Решить сейчас")
    mother.agrees()
    page = mother.looks()
    for child in (VARYA, PETYA, ILYA):
        assert child.name in page
    assert MismatchCase.objects.get().close_reason == "matched"
