"""The gates in order: what each arrival ends in, and what the pass lets its holder do."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.claims import Level
from accounts.models import ExternalIdentity, MismatchCase, User
from accounts.oidc.errors import Refusal
from accounts.oidc.start import Start
from accounts.outcomes import Outcome
from accounts.sessions import SessionStore
from dnevnik import case_pass, entrance
from schools.models import Region
from tests.factories import create_link, create_parent, create_school, create_student, synthetic_snils
from tests.households import CHILDS, MOTHERS, child_claims
from tests.people import claims

pytestmark = pytest.mark.django_db


def start(region: str = "RU-RYA") -> Start:
    return Start.fresh(region=region, provider="stand", next_path="", started_at=0)


def arrive(client: Client, **fields: object) -> HttpResponse:
    """Come back from the provider in this client's browser."""
    request = RequestFactory().get("/oidc/callback/")
    request.session = SessionStore()
    request.user = User()
    response = entrance.arrive(request, start=start(), claims=claims(**fields))
    client.cookies.update(response.cookies)
    if not request.session.is_empty():
        request.session.save()
        client.cookies["dnevnik_session"] = str(request.session.session_key)
    return response


def refuse(client: Client, reason: Refusal, *, begun: bool, remembered: str = "") -> HttpResponse:
    """A sign-in stops in this client's browser; `begun`: the visitor had started it; `remembered`: the last region."""
    request = RequestFactory().get("/oidc/callback/")
    request.COOKIES[entrance.REGION_COOKIE] = remembered
    session = client.cookies.get("dnevnik_session")
    request.session = SessionStore(session.value if session else None)
    request.user = get_user(request)
    response = entrance.refuse(request, reason=reason, start=start() if begun else None)
    client.cookies.update(response.cookies)
    return response


def ended(client: Client) -> str:
    """The outcome that the page of this client's pass names."""
    page = client.get("/enter/outcome/")
    assert page.status_code == 200
    return str(page.context["shown"].outcome) if "shown" in page.context else "no pass"


def family(*, born: date = date(2016, 3, 14), linked: bool = True) -> None:
    school = create_school(name="Школа № 31")
    mother = create_parent(school=school, snils=MOTHERS)
    child = create_student(school=school, snils=CHILDS, birth_date=born)
    if linked:
        create_link(parent=mother, student=child)


def give_everything(client: Client) -> Any:
    response: Any = None
    for ask in client.get("/enter/outcome/").context["asks"]:
        response = client.post("/enter/consent/", {"ask": ask.key, "text": ask.text.pk})
    return response


def test_a_mother_gives_her_consents_and_is_in(client: Client) -> None:
    family()
    arrive(client)
    assert ended(client) == Outcome.CONSENT_SELF
    assert Session.objects.count() == 0
    response = give_everything(client)
    assert response.headers["Location"] == "/diary/"
    assert "Здравствуйте, Анна!" in client.get("/diary/").text


def test_the_second_time_nobody_asks(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    assert arrive(Client()).headers["Location"] == "/diary/"


def test_own_consent_is_enough_to_go_on(client: Client) -> None:
    family()
    arrive(client)
    own = client.get("/enter/outcome/").context["asks"][0]
    client.post("/enter/consent/", {"ask": own.key, "text": own.text.pk})
    assert client.post("/enter/open/").headers["Location"] == "/diary/"
    assert "дневник закрыт" in client.get("/diary/").text


def test_the_pass_alone_opens_nothing(client: Client) -> None:
    family()
    arrive(client)
    assert client.post("/enter/open/").headers["Location"] == "/enter/outcome/"
    assert client.get("/diary/").headers["Location"] == "/"


def test_a_child_waits_for_a_parent_and_then_enters(client: Client) -> None:
    family()
    child = child_claims(date(2016, 3, 14))
    arrive(client, **child)
    assert ended(client) == Outcome.CONSENT_PARENT
    assert "Для входа в дневник нужно согласие одного из родителей" in client.get("/enter/outcome/").text
    mother = Client()
    arrive(mother)
    give_everything(mother)
    assert arrive(client, **child).headers["Location"] == "/diary/"
    assert "Мой дневник" in client.get("/diary/").text


def test_a_child_without_a_linked_parent_is_not_told_of_requests(client: Client) -> None:
    family(linked=False)
    arrive(client, **child_claims(date(2016, 3, 14)))
    assert ended(client) == Outcome.NO_PARENT


def test_a_typo_is_explained_with_a_number_and_no_value(client: Client) -> None:
    create_parent(school=create_school(name="Школа № 31"), snils=MOTHERS, surname="Соклова")
    arrive(client)
    text = client.get("/enter/outcome/").text
    assert ended(client) == Outcome.DIFFERS
    assert "фамилия (похоже на опечатку)" in text
    assert MismatchCase.objects.get().number in text
    assert "Школа №\u00a031" in text
    assert "Соклова" not in text


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        pytest.param({"snils": synthetic_snils(999)}, Outcome.NOT_FOUND, id="nobody knows the number"),
        pytest.param({"level": Level.OTHER}, Outcome.LEVEL_LOW, id="an unconfirmed account is told nothing else"),
        pytest.param({"level": Level.OTHER, "snils": synthetic_snils(999)}, Outcome.LEVEL_LOW, id="known or not"),
    ],
)
def test_other_endings(client: Client, fields: dict[str, object], outcome: Outcome) -> None:
    family()
    arrive(client, **fields)
    assert ended(client) == outcome
    assert client.get("/diary/").status_code == 302


def test_an_unconfirmed_account_is_not_even_remembered(client: Client) -> None:
    family()
    arrive(client, level=Level.OTHER)
    assert not ExternalIdentity.objects.exists()


def test_the_mothers_number_in_the_childs_card(client: Client) -> None:
    create_student(school=create_school(), snils=MOTHERS)
    arrive(client)
    text = client.get("/enter/outcome/").text
    assert ended(client) == Outcome.WRONG_ROLE
    assert "Вы вошли на Госуслуги как «Анна С.». Это вы?" in text
    assert "имя (" not in text


def test_fourteen_with_a_childs_account(client: Client) -> None:
    family(born=date(2011, 1, 1))
    arrive(client, **(child_claims(date(2011, 1, 1)) | {"level": Level.CHILD}))
    assert ended(client) == Outcome.AGE_TRANSITION


def test_a_reload_shows_the_same_and_a_forged_pass_shows_nothing(client: Client) -> None:
    create_school()
    arrive(client)
    assert ended(client) == ended(client) == Outcome.NOT_FOUND
    client.cookies[case_pass.COOKIE] = client.cookies[case_pass.COOKIE].value[:-2] + "xx"
    assert ended(client) == "no pass"


def test_a_case_that_closed_says_come_in(client: Client) -> None:
    create_parent(school=create_school(), snils=MOTHERS, surname="Соклова")
    arrive(client)
    MismatchCase.objects.update(close_reason="matched", closed_at="2026-10-01T04:00:00Z")
    assert "Теперь можно войти" in client.get("/enter/outcome/").text


@pytest.mark.parametrize("reason", list(Refusal), ids=str)
def test_every_refusal_has_a_page_and_no_session(client: Client, reason: Refusal) -> None:
    create_school()
    refuse(client, reason, begun=reason != Refusal.OTHER_BROWSER)
    assert ended(client) == entrance.REFUSALS[reason]
    assert Session.objects.count() == 0


@pytest.mark.parametrize("reason", [Refusal.DENIED, Refusal.CODE_EXPIRED], ids=str)
def test_a_refused_child_does_not_find_the_mothers_desk_open(client: Client, reason: Refusal) -> None:
    family()
    arrive(client)
    give_everything(client)
    refuse(client, reason, begun=True)
    assert client.get("/diary/").headers["Location"] == "/"


def test_reloading_the_answer_after_coming_in_leads_to_the_desk(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    assert refuse(client, Refusal.USED, begun=True).headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/diary/"


def test_somebody_elses_link_signs_nobody_out(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    refuse(client, Refusal.OTHER_BROWSER, begun=False)
    assert "Здравствуйте, Анна!" in client.get("/diary/").text


def test_rights_that_end_end_the_session(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    User.objects.filter(kind="citizen").update(is_active=False)
    assert client.get("/diary/").headers["Location"] == "/"


def test_leaving_ends_the_session_and_the_pass(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    Region.objects.get()
    assert "Вы вышли из дневника" in client.post("/leave/").text
    assert client.get("/diary/").status_code == 302
    assert not client.cookies[case_pass.COOKIE].value


def test_an_account_that_lost_its_proof_shuts_the_desk(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    ExternalIdentity.objects.get().verified.__class__.objects.update(level="child")
    assert "Войдите ещё раз" in client.get("/diary/").text
    arrive(client, level=Level.CHILD)
    assert ended(client) == Outcome.LEVEL_LOW


def test_an_account_that_lost_its_proof_elsewhere_shuts_every_desk_that_is_open(client: Client) -> None:
    """The refusal at one browser is remembered, so that the session in another one ends with it."""
    family()
    arrive(client)
    give_everything(client)
    elsewhere = Client()
    arrive(elsewhere, level=Level.OTHER)
    assert ended(elsewhere) == Outcome.LEVEL_LOW
    assert "Войдите ещё раз" in client.get("/diary/").text
    assert not MismatchCase.objects.exists()


def test_a_known_pupil_outgrows_a_childs_account(client: Client) -> None:
    family(born=date(2012, 1, 1))
    pupil = child_claims(date(2012, 1, 1)) | {"level": Level.CONFIRMED}
    arrive(client, **pupil)
    arrive(client, **(pupil | {"level": Level.CHILD}))
    assert ended(client) == Outcome.AGE_TRANSITION
