"""The promise: a court's act goes with the child into another school, whatever that school's list says.

Family 4 of real-life.md.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from accounts.models import Notice
from consents.models import ConsentRequest
from schools.models import ParentChildLink
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.citizens import Citizen, Persona
from tests.journeys.conftest import Portal
from tests.journeys.office import Office
from tests.journeys.registers import Row, enter, found_school

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MARINA = Persona(name="Третьякова Марина Олеговна", born=date(1991, 6, 2), gender="female", number=141)
VIKTOR = Persona(name="Третьяков Виктор Павлович", born=date(1988, 12, 9), gender="male", number=268)
ARTYOM = Persona(name="Третьяков Артём Викторович", born=date(2016, 2, 29), gender="male", number=395, level="child")
ADDRESS = "viktor@example.ru"
CLOSED, NOT_FOUND, IN_PERSON = "Войдите ещё раз", "Мы вас не нашли", "Этот вопрос решается лично"


@dataclass
class Story:
    calendar: Calendar
    folder: Path
    old: Office
    new: Office
    mother: Citizen
    father: Citizen
    son: Citizen

    def enter_everybody(self, office: Office) -> str:
        """The school's list, with both parents in it."""
        row = Row(child=ARTYOM, of_class="5 «А»", mother=MARINA, father=VIKTOR)
        return enter(office.school, row, folder=self.folder)


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """6 September: the whole family is in the diary of school 12; the father has said where to write."""
    calendar.turn_to(2027, 9, 6)
    portal.cast(MARINA.card(), VIKTOR.card(), ARTYOM.card())
    told = Story(
        calendar,
        tmp_path,
        old=Office(portal, found_school("Школа № 12", code="school-12")),
        new=Office(portal, found_school("Школа № 31", code="school-31")),
        mother=Citizen(portal, MARINA),
        father=Citizen(portal, VIKTOR),
        son=Citizen(portal, ARTYOM),
    )
    told.enter_everybody(told.old)
    for one in (told.mother, told.father, told.son):
        one.signs_in()
        assert ARTYOM.name in one.agrees()
    told.father.walker.follow("Куда вам сообщать о новостях")
    told.father.confirms(ADDRESS)
    return told


def test_the_act_goes_with_the_child_into_another_school(story: Story) -> None:
    the_act_shuts_the_fathers_open_diary(story)
    the_new_schools_list_opens_nothing_to_anybody(story)
    the_new_school_decides(story)
    the_mother_and_the_son_are_in(story)
    nothing_came_to_the_father(story)
    the_father_asks_and_cannot_be_linked_even_by_mistake(story)


def the_act_shuts_the_fathers_open_diary(story: Story) -> None:
    assert ARTYOM.name in story.father.looks()
    before = story.mother.looks()
    office = story.old
    office.finds("schools/student", "Третьяков")
    office.walker.follow("Внести ограничение…")
    office.walker.select("adult", VIKTOR.name)
    office.walker.choose("act", "court")
    typed = {"act_number": "2-241/2027", "act_date": "01.09.2027", "act_issuer": "Советский районный суд"}
    for name, value in {**typed, "valid_from": "03.09.2027"}.items():
        office.walker.fill(name, value)
    office.walker.tick("permanent")
    office.walker.press("Внести ограничение")
    assert "Ограничение внесено и уже действует." in office.page
    assert CLOSED in story.father.looks()
    page = story.father.signs_in()
    assert IN_PERSON in page
    assert "Артём" not in page
    assert story.mother.looks() == before


def the_new_schools_list_opens_nothing_to_anybody(story: Story) -> None:
    """4 October: gone from school 12, in the list of school 31 with both parents, and nobody is linked."""
    story.calendar.turn_to(2027, 10, 4)
    for card, name in (("student", "Третьяков Артём"), ("parent", MARINA.name), ("parent", VIKTOR.name)):
        story.old.finds(f"schools/{card}", name)
        story.old.walker.fill("left_on", "01.10.2027")
        story.old.walker.press("Сохранить")
    assert "ограничений передано с переводом: 1" in story.enter_everybody(story.new)
    worker.works_through_the_night()
    assert not ParentChildLink.objects.filter(school=story.new.school).exists()
    for adult in (story.mother, story.father):
        page = adult.signs_in()
        assert NOT_FOUND in page
        assert "Артём" not in page
    assert "Некому дать согласие" in story.son.signs_in()
    assert not ConsentRequest.objects.exists()


def the_new_school_decides(story: Story) -> None:
    """The mother asks; her request cannot be met before the act is decided."""
    ask_for_the_child(story.mother, relation="мама")
    office = story.new
    link_by_the_paper(office, "Третьякова Марина")
    assert "Ученик пришёл с ограничением, и его ещё не решили." in office.page
    office.takes_up("Ограничения ждут решения: 1", ARTYOM.name, "Решить…")
    for words in (VIKTOR.name, "2-241/2027", "Советский районный суд"):
        assert words in office.page
    assert story.old.school.name not in office.page
    office.walker.press("Принять: ограничение действует")
    assert "Ограничение действует." in office.page


def the_mother_and_the_son_are_in(story: Story) -> None:
    link_by_the_paper(story.new, "Третьякова Марина")
    assert "Связь записана" in story.new.page
    worker.answers_the_bell()
    assert "Нужно согласие родителя" in story.son.signs_in()
    assert "Для входа в дневник необходимо согласие." in story.mother.signs_in()
    page = story.mother.agrees()
    for words in ("Здравствуйте, Марина!", "Школа № 31", ARTYOM.name):
        assert words in page
    assert ARTYOM.name in story.son.signs_in()


def nothing_came_to_the_father(story: Story) -> None:
    """He was asked nothing and told nothing, and the list sent once more gives him nothing."""
    asked = ConsentRequest.objects.values_list("giver__verified__given_name", flat=True)
    assert list(asked) == ["Марина"]
    worker.works_through_the_night()
    assert [letter.subject for letter in worker.letters_to(ADDRESS)] == ["Код для дневника"]
    story.enter_everybody(story.new)
    worker.answers_the_bell()
    assert ParentChildLink.objects.get(school=story.new.school).relation == "mother"
    assert NOT_FOUND in story.father.signs_in()


def the_father_asks_and_cannot_be_linked_even_by_mistake(story: Story) -> None:
    ask_for_the_child(story.father, relation="папа")
    office = story.new
    link_by_the_paper(office, "Третьяков Виктор")
    assert "Связь не создана: по решению суда или опеки" in office.page
    office.finds("accounts/linkproposal", "Третьяков Виктор", link="Решить…")
    office.walker.follow("Отказать…")
    office.walker.choose("reason", "in_person")
    office.walker.press("Отказать")
    worker.answers_the_bell()
    assert worker.letters_to(ADDRESS)[-1].subject == "Школа ответила"
    assert Notice.objects.filter(identity__verified__given_name="Виктор").exclude(kind="contact_code").count() == 1
    story.calendar.turn_to(2027, 10, 5)
    page = story.father.signs_in()
    assert "это решается только лично" in page
    assert "Артём" not in page
    assert ARTYOM.name in story.mother.signs_in()


def ask_for_the_child(adult: Citizen, *, relation: str) -> None:
    adult.walker.follow("Передать в школу")
    assert "Другой город" not in adult.page
    adult.walker.follow("Школа № 31")
    adult.walker.follow("Родитель или опекун")
    page = adult.names_a_child(ARTYOM, of_class="5 «А»", relation=relation)
    assert "школа получила просьбу связать вас с ребёнком" in page


def link_by_the_paper(office: Office, adult: str) -> None:
    office.finds("accounts/linkproposal", adult, link="Решить…")
    office.walker.tick("suggested")
    office.walker.choose("basis", "birth_certificate")
    office.walker.choose("whom", "verified")
    office.walker.press("Дальше")
    office.walker.press("Связать")
