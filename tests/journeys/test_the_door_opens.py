"""The promise: a parent whom a typo keeps out reads why, the school corrects it, and the door opens."""

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.actions.staff import NewAdministrator
from accounts.models import MismatchCase
from schools.models import ParentChildLink
from tests.factories import PASSWORD, create_administrator, create_school, synthetic_snils
from tests.journeys.conftest import Portal
from tests.journeys.walkers import Walker
from tests.staff_session import lasting_code

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MOTHERS, CHILDS = synthetic_snils(41), synthetic_snils(42)
ROSTER = f"""ФИО;Дата рождения;Пол;Класс;СНИЛС;ФИО матери;СНИЛС матери
Сорокина Алиса Павловна;14.03.2016;ж;3 «Б»;{CHILDS};Сорокна Мария Игоревна;{MOTHERS}
"""
MARIA: dict[str, Any] = {
    "subject": "1000300041",
    "name": "Сорокина Мария Игоревна",
    "about": "Мама, 36 лет",
    "expect": "Сначала опечатка, потом дневник",
    "claims": {
        "family_name": "Сорокина",
        "given_name": "Мария",
        "middle_name": "Игоревна",
        "birthdate": "1990-02-11",
        "gender": "female",
        "snils": MOTHERS,
        "assurance": "confirmed",
    },
}


@dataclass
class Story:
    """A school that entered its families from a file, its administrator, and a mother whose surname has a typo."""

    portal: Portal
    staff: NewAdministrator
    mother: Walker

    def mother_signs_in(self) -> str:
        """She comes to the door; what she reads."""
        self.mother.open(self.portal.address)
        self.mother.follow("Войти")
        self.mother.choose("region", "RU-RYA")
        self.mother.press("Войти через Госуслуги")
        self.mother.follow(MARIA["name"])
        self.mother.press("Предоставить")
        return self.mother.text()

    def administrator_corrects_the_surname(self) -> None:
        administrator = self.portal.newcomer()
        administrator.open(f"{self.portal.address}/admin/")
        administrator.fill("login", self.staff.user.email)
        administrator.fill("password", PASSWORD)
        administrator.press("Продолжить")
        administrator.fill("code", lasting_code(self.staff.totp_secret))
        administrator.press("Войти")
        administrator.open(f"{self.portal.address}/admin/schools/parent/?q=сорокна")
        administrator.follow("Сорокна")
        administrator.fill("surname", "Сорокина")
        administrator.press("Сохранить")


@pytest.fixture
def story(portal: Portal, tmp_path: Path) -> Story:
    school = create_school(code="door", name="Школа № 43")
    staff = create_administrator(schools=[school])
    roster = tmp_path / "3б.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    call_command("import_roster", str(roster), "--school", "door", "--apply", stdout=StringIO())
    portal.cast(MARIA)
    return Story(portal, staff, portal.newcomer())


def test_from_the_roster_to_the_diary(story: Story) -> None:
    # when she signs in, then she reads what differs, whom to call and a number, and no value of the school's
    refusal = story.mother_signs_in()
    case = MismatchCase.objects.get()
    for words in ("Отличается: фамилия (похоже на опечатку)", case.number, "Школа № 43"):
        assert words in refusal
    assert "Сорокна" not in refusal
    story.mother.open(f"{story.portal.address}/diary/")
    assert "Здравствуйте" not in story.mother.text()

    # when the school's administrator corrects the record, and the night passes
    story.administrator_corrects_the_surname()
    assert ParentChildLink.objects.get().parent.surname == "Сорокина"
    call_command("reconcile_identities", stdout=StringIO())
    case.refresh_from_db()
    assert case.close_reason == "matched"

    # then after her consents she is in
    assert "Для входа в дневник необходимо согласие." in story.mother_signs_in()
    story.mother.press("Даю согласие")
    story.mother.press("Даю согласие")
    for words in ("Здравствуйте, Мария!", "Сорокина Алиса Павловна", "Класс 3 «Б»"):
        assert words in story.mother.text()

    # and the next time nobody asks anything
    story.mother.press("Выйти")
    assert "Здравствуйте, Мария!" in story.mother_signs_in()
