"""The promise: an old list without numbers comes in, letters go out, and the numbers come back through Gosuslugi.

Family 5 of real-life.md: Monday, 28 August, an .xls with 1,640 parents, 1,300 without SNILS.
"""

from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import MismatchCase, RecordClaim
from schools.models import AuditEvent, Parent, ParentChildLink, School, Student
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.citizens import Citizen
from tests.journeys.conftest import Portal
from tests.journeys.office import Office
from tests.journeys.old_list import PARENTS, PUPILS, WITHOUT_SNILS, Family, the_list
from tests.journeys.registers import found_school

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.parametrize("newcomers", ["http"], indirect=True),
]

ANNA, OLEG, JULIA = Family(400), Family(501), Family(646)
HEAP = "Родители без СНИЛС: "
LAST_LINES = 1
"""Of what the command says: only the last line tells a preview from the deed."""


@dataclass
class Story:
    calendar: Calendar
    office: Office
    school: School
    list_file: Path
    portal: Portal

    def loads(self, *options: str) -> list[str]:
        """Runs the command on the list; what it says of it."""
        said = StringIO()
        call_command("import_roster", str(self.list_file), "--school", self.school.code, *options, stdout=said)
        return said.getvalue().splitlines()[:-LAST_LINES]


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """Monday, 28 August; the school is new to the diary."""
    calendar.turn_to(2028, 8, 28, 9)
    school = found_school("Школа № 43", code="school-43")
    list_file = tmp_path / "Список 2028.xls"
    list_file.write_bytes(the_list())
    return Story(calendar, Office(portal, school), school, list_file, portal)


def test_from_the_old_list_to_the_diary(story: Story) -> None:
    the_list_comes_in_as_it_was_shown(story)
    the_letters_are_opened_for_print(story)

    parents = [(ANNA, ANNA.mother()), (OLEG, OLEG.father()), (JULIA, JULIA.mother())]
    story.portal.cast(*(persona.card() for _family, persona in parents))
    story.calendar.turn_to(2028, 8, 30, 19)
    people = [Citizen(story.portal, persona) for _family, persona in parents]
    numbers = [a_parent_does_as_the_letter_says(one, family) for one, (family, _) in zip(people, parents, strict=True)]

    story.calendar.turn_to(2028, 8, 31, 10)
    the_number_is_given(story.office, numbers[0], ANNA)
    the_number_is_given(story.office, numbers[1], OLEG)
    the_proposal_is_accepted(story.office, numbers[2], JULIA)
    worker.answers_the_bell()
    assert f"{HEAP}{WITHOUT_SNILS - 3}" in story.office.begins()

    story.calendar.turn_to(2028, 9, 1, 8)
    for one, (family, _persona) in zip(people, parents, strict=True):
        the_door_opens(one, family)


def the_list_comes_in_as_it_was_shown(story: Story) -> None:
    shown = story.loads()
    assert not Student.for_system(by="test").exists()
    assert story.loads("--apply") == shown
    parents = Parent.for_system(by="test")
    assert (Student.for_system(by="test").count(), parents.count()) == (PUPILS, PARENTS)
    assert parents.filter(snils_index=None).count() == WITHOUT_SNILS
    assert parents.filter(snils_index=None, links__valid_to=None, links__student__isnull=False).count() == WITHOUT_SNILS
    held = parents.get(surname=f"{Family(7).surname}а")
    assert held.snils == Family(7).mother().snils


def the_letters_are_opened_for_print(story: Story) -> None:
    page = story.office.takes_up(HEAP, "Письма для печати")
    assert f"Родителей без СНИЛС, которым нужно письмо: {WITHOUT_SNILS} ." in page
    story.office.walker.press(f"{ANNA.class_name}: ")
    sheets = story.office.page
    _surname, given_name, patronymic = ANNA.mother().name.split()
    for words in (f"Здравствуйте, {given_name} {patronymic}", "Рязанская область", "Школа № 43", ANNA.class_name):
        assert words in sheets
    assert ANNA.child_name not in sheets
    opened = AuditEvent.objects.filter(kind=AuditEvent.Kind.LETTER_PRINTED)
    assert opened.count() == sheets.count("Здравствуйте, ")


def a_parent_does_as_the_letter_says(citizen: Citizen, family: Family) -> str:
    """Step by step, in the words of the letter; the number of the case."""
    surname, given_name, _patronymic = family.child_name.split()
    assert "Мы вас не нашли" in citizen.signs_in()
    for words in ("Передать в школу", "Школа № 43", "Родитель или опекун"):
        citizen.walker.follow(words)
    citizen.walker.fill("child_surname", surname)
    citizen.walker.fill("child_given_name", given_name)
    citizen.walker.select("school_class", family.class_name)
    citizen.walker.select("relation", "мама" if citizen.persona.gender == "female" else "папа")
    citizen.walker.press("Передать в школу")
    number = MismatchCase.objects.get(identity__subject=citizen.persona.card()["subject"]).number
    assert f"Передано: Школа № 43, номер {number}." in citizen.page
    return number


def the_number_is_given(office: Office, number: str, family: Family) -> None:
    """The administrator sees whose record it is by the child, and puts the verified number there."""
    card = office.takes_up("Не найдены, переданы в школу", number)
    likeliest = card.partition("Похожие записи вашей школы")[2].partition("Внести СНИЛС в эту запись")[0]
    assert f"дети: {family.child_name}" in likeliest
    office.walker.follow("Внести СНИЛС в эту запись")
    office.walker.press("Внести СНИЛС")
    assert "СНИЛС внесён" in office.page


def the_proposal_is_accepted(office: Office, number: str, family: Family) -> None:
    """The other way to the same end: the answer to what the parent asked."""
    record = Parent.for_system(by="test").get(surname=f"{family.surname}а", snils_index=None)
    office.takes_up("Не найдены, переданы в школу", number, "Решить…")
    office.walker.tick("suggested")
    office.walker.choose("basis", "birth_certificate")
    office.walker.choose("whom", str(record.pk))
    office.walker.press("Дальше")
    assert "В запись взрослого будет внесён СНИЛС" in office.page
    office.walker.press("Связать")
    assert "Связь записана" in office.page


def the_door_opens(citizen: Citizen, family: Family) -> None:
    assert "Для входа в дневник необходимо согласие." in citizen.signs_in()
    page = citizen.agrees()
    for words in ("Здравствуйте, ", family.child_name, f"Класс {family.class_name}"):
        assert words in page
    record = RecordClaim.objects.get(identity__subject=citizen.persona.card()["subject"], closed_at=None).parent
    assert record is not None
    assert record.snils == citizen.persona.snils
    assert ParentChildLink.for_system(by="test").filter(parent=record, valid_to=None).count() == 1
