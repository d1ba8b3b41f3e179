"""The promise: at fourteen nobody is locked out at midnight, and the own account takes over without a click.

Family 3 of real-life.md: fourteen on 12 September, the passport in November; and a classmate who is late with his.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from accounts.models import RecordClaim
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.citizens import Citizen, Persona
from tests.journeys.conftest import Portal
from tests.journeys.registers import Row, enter, found_school

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BIRTHDAY = date(2013, 9, 12)
LARISA = Persona(name="Тихонова Лариса Михайловна", born=date(1985, 3, 7), gender="female", number=131)
GLEB = Persona(name="Тихонов Глеб Аркадьевич", born=BIRTHDAY, gender="male", number=258, level="child")
RAISA = Persona(name="Гордеева Раиса Львовна", born=date(1984, 8, 1), gender="female", number=374)
TIMUR = Persona(name="Гордеев Тимур Олегович", born=BIRTHDAY, gender="male", number=485, level="child")
GLEBS_OWN, TIMURS_OWN = (replace(boy, account=2, level="confirmed") for boy in (GLEB, TIMUR))
ADDRESS = "gleb@example.ru"
SOON, NOW = "Скоро тебе исполнится 14 лет", "Тебе исполнилось 14 лет, поздравляем!"
LAST_DAY = "До 11 декабря включительно"


@dataclass
class Story:
    calendar: Calendar
    gleb: Citizen
    timur: Citizen
    mothers: tuple[Citizen, Citizen]

    def mothers_see_the_diaries(self) -> None:
        """Both come in that day, are asked nothing, and see their sons."""
        for mother, son in zip(self.mothers, (GLEB, TIMUR), strict=True):
            assert "Здравствуйте" in mother.signs_in()
            assert son.name in mother.page


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """12 August: a month and a day before; both boys are in by their children's accounts."""
    calendar.turn_to(2027, 8, 12)
    rows = (Row(child=GLEB, of_class="7 «А»", mother=LARISA), Row(child=TIMUR, of_class="7 «А»", mother=RAISA))
    enter(found_school("Школа № 43", code="school-43"), *rows, folder=tmp_path)
    portal.cast(*(one.card() for one in (LARISA, GLEB, RAISA, TIMUR, GLEBS_OWN, TIMURS_OWN)))
    mothers = Citizen(portal, LARISA), Citizen(portal, RAISA)
    for mother in mothers:
        mother.signs_in()
        mother.agrees()
    told = Story(calendar, Citizen(portal, GLEB), Citizen(portal, TIMUR), mothers)
    for boy in (told.gleb, told.timur):
        assert "Здравствуй, " in boy.signs_in()
        assert "14 лет" not in boy.page
    return told


def test_fourteen_in_september_and_the_passport_in_november(story: Story) -> None:
    a_month_before_he_reads_of_it(story)
    the_birthday_locks_nobody_out(story)
    a_letter_comes_a_month_before_the_end(story)
    his_own_account_takes_over_without_a_click(story)
    the_late_one_is_told_what_to_do_after_the_last_day(story)


def a_month_before_he_reads_of_it(story: Story) -> None:
    story.calendar.turn_to(2027, 8, 13)
    page = story.gleb.signs_in()
    for words in (SOON, LAST_DAY, "Дневник работает как раньше.", "Хочешь, напомним письмом?"):
        assert words in page
    story.gleb.walker.follow("Куда тебе сообщать о новостях")
    assert f"Сообщаем на {ADDRESS}" in story.gleb.confirms(ADDRESS)
    assert "Напомним за 30 и за 7 дней." in story.gleb.looks()


def the_birthday_locks_nobody_out(story: Story) -> None:
    """He is at the desk when it strikes midnight, and the next day; the night congratulates once."""
    story.calendar.turn_to(2027, 9, 11, 23, 50)
    assert SOON in story.gleb.signs_in()
    story.calendar.turn_to(2027, 9, 12, 0, 10)
    page = story.gleb.looks()
    for words in ("Здравствуй, Глеб!", GLEB.name, NOW, LAST_DAY):
        assert words in page
    for hour in (4, 5):
        story.calendar.turn_to(2027, 9, 12, hour, 30)
        worker.works_through_the_night()
    assert [letter.subject for letter in worker.letters_to(ADDRESS)[1:]] == [NOW]
    story.calendar.turn_to(2027, 9, 12, 18)
    assert NOW in story.gleb.signs_in()
    story.mothers_see_the_diaries()


def a_letter_comes_a_month_before_the_end(story: Story) -> None:
    story.calendar.turn_to(2027, 11, 11, 4, 30)
    worker.works_through_the_night()
    letter = worker.letters_to(ADDRESS)[-1]
    assert letter.subject == "Скоро нужна своя учётная запись"
    assert LAST_DAY in letter.body
    story.calendar.turn_to(2027, 11, 11)
    assert NOW in story.gleb.signs_in()


def his_own_account_takes_over_without_a_click(story: Story) -> None:
    story.calendar.turn_to(2027, 11, 20)
    page = story.gleb.signs_in(GLEBS_OWN)
    for words in ("Здравствуй, Глеб!", GLEB.name, "Класс 7 «А»"):
        assert words in page
    assert "14 лет" not in page
    reasons = RecordClaim.objects.exclude(closed_at=None).values_list("close_reason", flat=True)
    assert list(reasons) == ["age_14"]
    story.gleb.leaves()
    assert "Нужна своя учётная запись" in story.gleb.signs_in(GLEB)
    story.mothers_see_the_diaries()


def the_late_one_is_told_what_to_do_after_the_last_day(story: Story) -> None:
    """The grace lasts to the end of its last day; after it only he waits, and only for his own account."""
    story.calendar.turn_to(2027, 12, 11, 23, 50)
    assert NOW in story.timur.signs_in()
    story.calendar.turn_to(2027, 12, 12, 0, 10)
    assert "Войдите ещё раз" in story.timur.looks()
    page = story.timur.signs_in()
    for words in ("Нужна своя учётная запись", "Получи паспорт.", "Родители видят дневник, как и прежде."):
        assert words in page
    story.mothers_see_the_diaries()
    story.calendar.turn_to(2027, 12, 15)
    assert "Здравствуй, Тимур!" in story.timur.signs_in(TIMURS_OWN)
    assert TIMUR.name in story.timur.page
