"""The promise: a father whom the school never wrote down names his child, and the school's paper opens the door.

Family 1 of real-life.md.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from accounts.models import MismatchCase, Notice, RecordClaim
from schools.models import ParentChildLink
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.citizens import Citizen, Persona
from tests.journeys.conftest import Portal
from tests.journeys.office import Office
from tests.journeys.registers import Row, enter, found_school

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OLGA = Persona(name="Рогова Ольга Евгеньевна", born=date(1989, 4, 3), gender="female", number=101)
NIKOLAY = Persona(name="Рогов Николай Андреевич", born=date(1986, 1, 20), gender="male", number=217)
GRISHA = Persona(name="Рогов Григорий Николаевич", born=date(2018, 5, 9), gender="male", number=345, level="child")
ADDRESS = "nikolay@example.ru"


@dataclass
class Story:
    portal: Portal
    calendar: Calendar
    office: Office
    mother: Citizen
    father: Citizen


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """Thursday, 2 September; the school's list has the mother alone, and she is in."""
    calendar.turn_to(2027, 9, 2, 10)
    found_school("Школа № 1", code="kasimov-1", town="Касимов")
    school = found_school("Школа № 43", code="school-43")
    enter(school, Row(child=GRISHA, of_class="3 «Б»", mother=OLGA), folder=tmp_path)
    portal.cast(OLGA.card(), NIKOLAY.card())
    told = Story(portal, calendar, Office(portal, school), Citizen(portal, OLGA), Citizen(portal, NIKOLAY))
    told.mother.signs_in()
    told.mother.agrees()
    return told


def seen_by(mother: Citizen) -> tuple[str, str]:
    """Her desk and her consents."""
    return mother.looks("/diary/"), mother.looks("/consents/")


def test_the_father_gets_in_by_the_birth_certificate(story: Story) -> None:
    before = seen_by(story.mother)
    assert "Рогов Григорий Николаевич" in before[0]
    number = the_father_hands_his_case_over(story.father)
    he_says_where_to_answer(story.father)

    story.calendar.turn_to(2027, 9, 3, 11)
    the_school_links_him(story.office, number)
    worker.answers_the_bell()
    letter = worker.letters_to(ADDRESS)[-1]
    assert (letter.subject, number in letter.body) == ("Теперь можно войти в дневник", True)
    assert "Рогов" not in letter.body

    he_comes_in(story.father)
    story.mother.signs_in()
    assert seen_by(story.mother) == before
    assert not Notice.objects.exclude(identity__verified__given_name="Николай").exists()


def the_father_hands_his_case_over(father: Citizen) -> str:
    """He is not found, names the town, the school, the class and the child, and gets a number."""
    page = father.signs_in()
    assert "Мы вас не нашли" in page
    assert "Номер обращения" not in page
    assert "Ольга" not in page
    for words in ("Передать в школу", "Рязань", "Другой город или район", "Рязань", "Школа № 43"):
        father.walker.follow(words)
    father.walker.follow("Родитель или опекун")
    father.names_a_child(GRISHA, of_class="3 «Б»", relation="папа")
    number = MismatchCase.objects.get().number
    for words in ("Передано в школу", f"Передано: Школа № 43, номер {number}."):
        assert words in father.page
    return number


def he_says_where_to_answer(father: Citizen) -> None:
    father.walker.follow("Куда сообщить об ответе")
    assert f"Сообщаем на {ADDRESS}" in father.confirms(ADDRESS)
    father.walker.follow("Назад")
    assert "Мы сообщим на n•••@example.ru" in father.page


def the_school_links_him(office: Office, number: str) -> None:
    """The administrator reads the case, looks at the birth certificate, and links him."""
    card = office.takes_up("Не найдены, переданы в школу: 1", number)
    for words in ("Рогов Николай Андреевич", "Рогов Григорий, 3 «Б», отец"):
        assert words in card
    office.walker.follow("Решить…")
    office.walker.tick("suggested")
    office.walker.choose("basis", "birth_certificate")
    office.walker.choose("whom", "verified")
    office.walker.press("Дальше")
    assert "Рогов Григорий Николаевич" in office.page
    office.walker.press("Связать")
    assert "Связь записана" in office.page
    link = ParentChildLink.objects.select_related("parent").get(relation="father")
    assert (link.basis, link.parent.full_name()) == ("birth_certificate", NIKOLAY.name)
    assert link.parent.snils == NIKOLAY.snils


def he_comes_in(father: Citizen) -> None:
    assert "Для входа в дневник необходимо согласие." in father.signs_in()
    page = father.agrees()
    for words in ("Здравствуйте, Николай!", "Школа № 43", "Рогов Григорий Николаевич", "Класс 3 «Б»"):
        assert words in page
    assert RecordClaim.objects.filter(closed_at=None).count() == 2
