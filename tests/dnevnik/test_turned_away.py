"""What somebody who was turned away reads, and what it becomes while the pass lives."""

import time
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.claims import Level
from accounts.models import CaseCause, MismatchCase
from accounts.oidc import provider as providers
from accounts.oidc.breaker import breaker_of
from accounts.oidc.errors import Refusal
from accounts.outcomes import Outcome
from consents.models import ConsentRequest
from schools.models import Parent, ParentChildLink, School, Student
from tests.dnevnik.test_entrance import arrive, ended, family, give_everything, refuse
from tests.factories import create_parent, create_region, create_school, create_student
from tests.households import MOTHERS, child_claims
from tests.restricted import restrict

pytestmark = pytest.mark.django_db
CLOCK = "ждём школу, 1-й день"


def page(client: Client) -> str:
    return " ".join(client.get("/enter/outcome/").text.split())


def number() -> str:
    return str(MismatchCase.for_system(by="test").get().number)


def misspelt() -> None:
    create_parent(school=create_school(name="Школа № 31"), snils=MOTHERS, surname="Соклова")


def test_a_number_is_told_once_a_school_has_the_case(client: Client) -> None:
    school = create_school(name="Школа № 31")
    arrive(client)
    assert number() not in page(client)
    MismatchCase.for_system(by="test").update(school=school, role="parent", sent_at=timezone.now())
    told = page(client)
    assert f"Передано: Школа № 31, номер {number()}." in told
    assert CLOCK in told


def test_saying_that_the_school_is_wrong_hands_the_clock_to_the_school(client: Client) -> None:
    misspelt()
    arrive(client)
    assert CLOCK not in page(client)
    client.post("/enter/case/wrong/")
    told = page(client)
    assert "мы передали школе, что в её записи ошибка" in told
    assert CLOCK in told
    assert 'action="/enter/case/wrong/"' not in told


def test_it_is_me_opens_the_case_and_shows_its_number(client: Client) -> None:
    create_student(school=create_school(name="Школа № 31"), snils=MOTHERS)
    arrive(client)
    assert not MismatchCase.for_system(by="test").exists()
    assert "Школа № 31" not in page(client)
    client.post("/enter/case/me/")
    assert ended(client) == Outcome.WRONG_ROLE
    told = page(client)
    assert number() in told
    assert "Школа проверит записи" in told


def test_no_it_is_not_me_leads_out_of_the_account(client: Client) -> None:
    create_student(school=create_school(), snils=MOTHERS)
    arrive(client)
    assert 'action="/leave/"' in page(client)


def test_the_page_follows_its_case(client: Client) -> None:
    misspelt()
    arrive(client)
    CaseCause.objects.update(field="certificate", kinds=["value"])
    assert ended(client) == Outcome.CERTIFICATE_DIFFERS
    MismatchCase.for_system(by="test").update(kind=MismatchCase.Kind.AMBIGUOUS)
    assert ended(client) == Outcome.AMBIGUOUS


def test_a_case_that_ended_otherwise_says_come_again(client: Client) -> None:
    misspelt()
    arrive(client)
    MismatchCase.for_system(by="test").update(close_reason="declined", closed_at=timezone.now())
    told = page(client)
    assert "кое-что изменилось" in told
    assert "Данные совпали" not in told


def test_parents_have_been_asked_by_the_time_the_child_reads_so(client: Client) -> None:
    create_region(has_notice_channel=True)
    family()
    arrive(Client())
    arrive(client, **child_claims(date(2016, 3, 14)))
    assert ended(client) == Outcome.CONSENT_PARENT
    assert ConsentRequest.for_system(by="test").count() == 1
    assert "Согласия уже запрошены автоматически" in page(client)


def test_nothing_is_promised_to_a_child_whose_parents_never_came(client: Client) -> None:
    create_region(has_notice_channel=True)
    family()
    arrive(client, **child_claims(date(2016, 3, 14)))
    assert not ConsentRequest.for_system(by="test").exists()
    assert "Согласия уже запрошены" not in page(client)


@pytest.mark.parametrize("reason", [Refusal.OTHER_BROWSER, Refusal.EXPIRED, Refusal.PROVIDER_DOWN], ids=str)
def test_one_button_leads_back_with_the_region_remembered(client: Client, reason: Refusal) -> None:
    create_school()
    refuse(client, reason, begun=reason != Refusal.OTHER_BROWSER, remembered="RU-RYA")
    told = page(client)
    assert 'action="/oidc/start/"' in told
    assert '<input type="hidden" name="region" value="RU-RYA">' in told


def test_without_a_region_the_button_leads_to_the_regions(client: Client) -> None:
    refuse(client, Refusal.OTHER_BROWSER, begun=False)
    assert '<a class="button button--big" href="/enter/">' in page(client)


def test_a_broken_cookie_is_no_region(client: Client) -> None:
    refuse(client, Refusal.OTHER_BROWSER, begun=False, remembered="RU\x00'")
    assert 'action="/oidc/start/"' not in page(client)


def test_an_unproved_account_of_a_child_is_spoken_to_as_a_childs(client: Client) -> None:
    create_school()
    arrive(client, **(child_claims(date(2016, 3, 14)) | {"level": Level.OTHER}))
    assert ended(client) == Outcome.LEVEL_LOW
    assert "Покажи эту страницу маме, папе или опекуну." in page(client)
    assert not MismatchCase.for_system(by="test").exists()


@pytest.mark.parametrize(
    ("born", "words"),
    [
        pytest.param(date(1988, 5, 2), "среди родителей, записанных", id="a grown-up is a parent"),
        pytest.param(date(2007, 5, 2), "среди учеников и родителей", id="at nineteen one may be either"),
        pytest.param(date(2012, 5, 2), "не внесла твой СНИЛС", id="a pupil of fourteen"),
    ],
)
def test_somebody_whom_no_school_knows_is_spoken_to_by_age(client: Client, born: date, words: str) -> None:
    create_school()
    arrive(client, birth_date=born)
    assert words in page(client)


def test_the_second_school_of_somebody_who_is_in_is_told_on_the_desk(client: Client) -> None:
    family()
    create_parent(school=create_school(name="Школа № 7"), snils=MOTHERS, surname="Соклова")
    arrive(client)
    give_everything(client)
    told = client.get("/diary/").text
    assert "Школа №\u00a07: Имя записано по-разному" in told
    assert "Соклова" not in told


def test_a_restriction_is_told_to_whoever_once_had_access_and_leads_to_that_school(client: Client) -> None:
    family()
    school = School.objects.get()
    School.objects.update(contact_room="кабинет 12", contact_hours="пн–пт 9:00–17:00")
    link = ParentChildLink.for_system(by="test").select_related("student", "parent").get(school=school)
    restrict(link.student, link.parent)
    arrive(client)
    assert ended(client) == Outcome.RESTRICTED
    told = page(client)
    assert "Куда прийти: Школа № 31, кабинет 12, пн–пт 9:00–17:00." in told
    assert "Номер обращения" not in told


def test_a_restriction_without_access_ever_looks_like_a_missing_link(client: Client) -> None:
    family(linked=False)
    parent, student = Parent.for_system(by="test").get(), Student.for_system(by="test").get()
    restrict(student, parent)
    arrive(client)
    assert ended(client) == Outcome.NO_CHILD


def test_while_gosuslugi_are_left_alone_nobody_is_sent_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The circuit is open: the page of waiting at once, which keeps asking by itself and knows the region."""
    create_school()
    breaker = breaker_of(providers.get("stand"))
    monkeypatch.setattr(breaker, "_is_open", True)
    breaker._starts.rest(time.monotonic())
    assert client.post("/oidc/start/", {"region": "RU-RYA"}).headers["Location"] == "/enter/outcome/"
    assert ended(client) == "IDP_DOWN"
    told = page(client)
    assert "Пока страница открыта, мы пробуем сами" in told
    assert client.cookies["dnevnik_region"].value == "RU-RYA"
