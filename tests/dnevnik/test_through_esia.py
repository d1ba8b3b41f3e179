"""The whole portal with ESIA itself behind it: in, turned away, waiting, and out again."""

from datetime import date
from pathlib import Path

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import ExternalIdentity, ListedChild, VerifiedIdentity
from accounts.outcomes import Outcome
from dnevnik.case_pass import COOKIE, SALT
from tests.accounts.esia.conftest import esia
from tests.accounts.esia.esia import OID, SNILS, Esia, birth_certificate, refusal
from tests.accounts.esia.keys import writer
from tests.dnevnik.test_entrance import ended, give_everything
from tests.factories import create_link, create_parent, create_school, create_student
from tests.households import CHILDS

__all__ = ["esia"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _region_goes_through(esia: Esia, settings: Settings, tmp_path: Path) -> None:
    settings.IDENTITY_PROVIDERS = {"stand": esia.settings(writer(tmp_path))}
    cache.clear()


def family() -> None:
    school = create_school(name="Школа № 31")
    names = {"surname": "Ковалёва", "given_name": "Анна", "patronymic": "Игоревна"}
    mother = create_parent(school=school, snils=SNILS, **names)
    create_link(parent=mother, student=create_student(school=school, snils=CHILDS, birth_date=date(2016, 3, 14)))


def come(client: Client, esia: Esia) -> None:
    location = client.post("/oidc/start/", {"region": "RU-RYA"}).headers["Location"]
    answer = client.get("/oidc/callback/", esia.authorize(location))
    assert answer.headers["Location"] == "/enter/outcome/"


def test_a_mother_comes_in(client: Client, esia: Esia) -> None:
    family()
    come(client, esia)
    identity = ExternalIdentity.objects.get()
    assert (identity.issuer, identity.subject) == ("http://esia.example/", OID)
    assert [child.given_name for child in ListedChild.for_system(by="test").all()] == ["Пётр"]
    assert ended(client) == Outcome.CONSENT_SELF
    assert give_everything(client).headers["Location"] == "/diary/"
    assert "Здравствуйте, Анна!" in client.get("/diary/").text


def test_a_pupil_waits_for_the_check_of_his_certificate(
    client: Client, esia: Esia, caplog: pytest.LogCaptureFixture
) -> None:
    """The school has that very certificate; until it is verified nobody is looked for by it, and nobody keeps it."""
    caplog.set_level("DEBUG")
    create_student(school=create_school(), certificate="IV-АБ 765432", birth_date=date(2010, 3, 14))
    esia.person["birthDate"] = "14.03.2010"
    paper = birth_certificate("765432", state="NOT_VERIFIED") | {"vrfValStu": "VERIFYING"}
    esia.collections["docs"].append(paper)
    come(client, esia)
    for _reload in range(2):
        assert "Свидетельство о рождении на Госуслугах ещё проверяется" in client.get("/enter/outcome/").text
    verified = VerifiedIdentity.for_system(by="test").get()
    assert (verified.certificate, verified.certificate_index) == (None, None)
    assert "765432" not in caplog.text + str(signing.loads(client.cookies[COOKIE].value, salt=SALT))


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("007004", Outcome.DENIED),
        ("007007", Outcome.PROVIDER_DOWN),
        ("007011", Outcome.EXPIRED),
        ("007053", Outcome.PROVIDER_ERROR),
        ("007055", Outcome.LEVEL_LOW),
    ],
)
def test_somebody_turned_away_reads_why(client: Client, esia: Esia, number: str, outcome: Outcome) -> None:
    family()
    esia.replies["/aas/oauth2/v3/te"] = lambda: refusal(f"ESIA-{number}")
    come(client, esia)
    assert ended(client) == outcome
    assert not ExternalIdentity.objects.exists()


def test_an_account_that_nobody_confirmed_is_told_so(client: Client, esia: Esia) -> None:
    family()
    esia.person["trusted"] = False
    come(client, esia)
    assert ended(client) == Outcome.LEVEL_LOW


def test_an_open_page_hears_that_it_answers_again(client: Client, esia: Esia) -> None:
    family()
    come(client, esia)
    assert client.get("/enter/provider/").json()["state"] == "answers"


def test_the_way_out_leads_out_of_gosuslugi_too(client: Client, esia: Esia) -> None:
    family()
    come(client, esia)
    page = client.post("/leave/")
    assert page.context["provider_logout"].startswith(f"{esia.base}/idp/ext/Logout?client_id=DNEVNIK&redirect_url=")
    assert "redirect_url=http%3A%2F%2Ftestserver" in page.text
