"""The promise: through ESIA itself a parent is found or told why, is vouched for by the state's list, and gets out.

The portal speaks ESIA's dialect, and so does the stand, each by a reading of its own: here they meet.
"""

from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from accounts.actions.proposals import child_key
from accounts.models import ExternalIdentity, LinkProposal, MismatchCase
from accounts.oidc import availability
from accounts.oidc import provider as providers
from accounts.outcomes import Outcome
from schools.models import ParentChildLink, Region
from tests.journeys import worker
from tests.journeys.calendars import Calendar
from tests.journeys.cast_walk import Walk
from tests.journeys.citizens import REGION, Citizen, Persona
from tests.journeys.conftest import Portal
from tests.journeys.office import Office
from tests.journeys.registers import Row, enter, found_school

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

VERIFIED_BY_THE_LIST = "подтверждает список детей на Госуслугах"
INNA = Persona(name="Лосева Инна Юрьевна", born=date(1990, 6, 2), gender="female", number=401)
ARTUR = Persona(name="Лосев Артур Глебович", born=date(1987, 2, 11), gender="male", number=402)
DINA = Persona(name="Лосева Дина Артуровна", born=date(2018, 3, 9), gender="female", number=403)
MARK = Persona(name="Лосев Марк Артурович", born=date(2019, 11, 30), gender="male", number=404)


@dataclass
class Story:
    portal: Portal
    calendar: Calendar
    office: Office
    father: Citizen


@pytest.fixture
def story(portal: Portal, calendar: Calendar, tmp_path: Path) -> Story:
    """A Thursday in a region that goes through ESIA; the school's list has the daughter and her mother alone."""
    calendar.turn_to(2027, 9, 2, 10)
    school = found_school("Школа № 43", code="school-43")
    goes_through_esia()
    enter(school, Row(child=DINA, of_class="3 «Б»", mother=INNA), folder=tmp_path)
    portal.cast(ARTUR.card() | {"children": [listed(DINA, "verified"), listed(MARK, "not_verified")]})
    return Story(portal, calendar, Office(portal, school), Citizen(portal, ARTUR))


def goes_through_esia() -> None:
    """The region signs its people in through ESIA, and writes to them there."""
    region = Region.objects.filter(code=REGION)
    assert region.update(provider="stand-esia", has_notice_channel=True) == 1


def listed(child: Persona, status: str) -> dict[str, str]:
    """A child in «Семья и дети», and how far the state's check of the certificate got."""
    claims = {name: value for name, value in child.card()["claims"].items() if name != "assurance"}
    return claims | {"birth_certificate": f"IV-АБ 000{child.number}", "birth_certificate_status": status}


def test_the_father_is_vouched_for_and_gets_in_and_out(story: Story) -> None:
    number = the_father_chooses_his_daughter(story.father)
    identity = ExternalIdentity.objects.get()
    assert (identity.issuer, identity.subject) == (f"{story.portal.stand.issuer}/", ARTUR.card()["subject"])

    story.calendar.turn_to(2027, 9, 3, 11)
    the_school_believes_the_list(story.office, number)
    worker.answers_the_bell()
    assert "Теперь можно войти" in story.portal.stand.get(f"/inbox/{identity.subject}/").text

    assert "Для входа в дневник необходимо согласие." in story.father.signs_in()
    page = story.father.agrees()
    for words in ("Здравствуйте, Артур!", "Лосева Дина Артуровна", "Класс 3 «Б»"):
        assert words in page
    he_leaves_gosuslugi_too(story)


def the_father_chooses_his_daughter(father: Citizen) -> str:
    """He is not found, and names the school and the child whom the state lists; his unverified son is not offered."""
    assert "Мы вас не нашли" in father.signs_in()
    for words in ("Передать в школу", "Школа № 43", "Родитель или опекун"):
        father.walker.follow(words)
    assert DINA.name in father.page
    assert "Марк" not in father.page
    surname, given_name, _patronymic = DINA.name.split()
    father.walker.choose("listed", child_key(surname, given_name))
    father.walker.select("school_class", "3 «Б»")
    father.walker.select("relation", "папа")
    father.walker.press("Передать в школу")
    case = MismatchCase.objects.get()
    assert f"Передано: Школа № 43, номер {case.number}." in father.page
    assert LinkProposal.objects.get().strengthened
    return case.number


def the_school_believes_the_list(office: Office, number: str) -> None:
    """The administrator reads what the list says of this very pupil, and links him."""
    assert VERIFIED_BY_THE_LIST in office.takes_up("Не найдены, переданы в школу: 1", number)
    office.walker.follow("Решить…")
    assert "именно этот ученик" in office.page
    office.walker.tick("suggested")
    office.walker.choose("basis", "birth_certificate")
    office.walker.choose("whom", "verified")
    office.walker.press("Дальше")
    office.walker.press("Связать")
    assert "Связь записана" in office.page
    assert ParentChildLink.objects.get(relation="father").parent.snils == ARTUR.snils


def he_leaves_gosuslugi_too(story: Story) -> None:
    father = story.father
    father.leaves()
    assert "Выйти и из Госуслуг" in father.page
    father.walker.follow("Выйти и из Госуслуг")
    assert father.walker.address.startswith(f"{story.portal.address}/leave/done/")
    assert "Вы вышли из дневника и из Госуслуг" in father.page
    assert "Лосева Дина" not in father.looks("/diary/")
    assert father.walker.address == f"{story.portal.address}/"


@pytest.mark.parametrize("newcomers", ["http"], indirect=True)
def test_the_operator_sees_that_everything_fits(portal: Portal) -> None:
    found_school("Школа № 43", code="school-43")
    goes_through_esia()
    said = StringIO()
    call_command("esia_selfcheck", "--provider", "stand-esia", stdout=said)
    assert "Пробный запрос: ЕСИА узнала систему, сертификат и подпись." in said.getvalue()
    cache.clear()  # it is asked once in five minutes
    assert availability.answers(providers.get("stand-esia"), at=timezone.now())


DENY = {"answer": "deny"}
UNCONFIRMED = {"level": "other"}
# What somebody does or meets at the stand, by where the portal then has to bring them.
ENDS: dict[Outcome, tuple[dict[str, Any], ...]] = {
    Outcome.NOT_FOUND: ({}, {"withholds": ["kid_fullname"]}),
    Outcome.DENIED: (DENY, {"trouble": "refuses"}),
    Outcome.LEVEL_LOW: (UNCONFIRMED, {"trouble": "unconfirmed"}),
    Outcome.SCOPE_DENIED: ({"withholds": ["snils"]}, {"withholds": ["fullname"]}, {"trouble": "withholds"}),
    Outcome.OTHER_BROWSER: ({"trouble": "other_browser"}, {"trouble": "other_state"}),
    Outcome.USED: ({"trouble": "twice"},),
    Outcome.EXPIRED: ({"trouble": "slow"}, {"trouble": "code_used"}),
    Outcome.PROVIDER_DOWN: tuple(
        {"trouble": trouble} for trouble in ("busy", "unavailable", "html_500", "redirect", "huge", "junk", "data_down")
    ),
    Outcome.PROVIDER_ERROR: tuple(
        {"trouble": trouble}
        for trouble in (
            *("wrong_answer", "wrong_signature", "unsigned", "wrong_issuer", "wrong_audience"),
            *("expired", "from_the_future", "without_identity", "other_subject"),
        )
    ),
}


@pytest.mark.parametrize("newcomers", ["http"], indirect=True)
def test_whoever_is_turned_away_reads_why(portal: Portal) -> None:
    found_school("Школа № 43", code="school-43")
    goes_through_esia()
    every = [(outcome, told) for outcome, several in ENDS.items() for told in several]
    cards = [somebody(number, told) for number, (_outcome, told) in enumerate(every, start=501)]
    portal.cast(*cards)
    walks = [walk(portal, card, *end) for card, end in zip(cards, every, strict=True)]
    assert [(each.told["what"], each.ending()) for each in walks] == [(told, outcome) for outcome, told in every]


def somebody(number: int, told: dict[str, Any]) -> dict[str, Any]:
    """A parent whom no school knows, and what the stand has to know of them."""
    level = told.get("level", "confirmed")
    person = Persona(name="Ничья Нина Павловна", born=date(1990, 1, 1), gender="female", number=number, level=level)
    return person.card() | {name: value for name, value in told.items() if name in {"withholds", "trouble"}}


def walk(portal: Portal, card: dict[str, Any], outcome: Outcome, told: dict[str, Any]) -> Walk:
    """The way of this person, in the words of expected.json."""
    way = {"answer": "allow", "trouble": "", **told, "what": told, "outcome": outcome}
    return Walk(portal.address, {**way, "subject": card["subject"], "region": REGION})
