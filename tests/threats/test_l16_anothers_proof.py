"""L16: what proves something for one subject proves nothing for another of the same provider."""

import pytest
from django.test import Client

from accounts.actions import contacts
from accounts.models import ContactPoint, ExternalIdentity, MismatchCase
from consents.models import ConsentDecision
from dnevnik import case_pass
from dnevnik.case_pass import CasePass
from dnevnik.pages import case_of
from tests.dnevnik.test_entrance import ended, family, give_everything
from tests.factories import create_parent, create_school, synthetic_snils
from tests.people import NOON
from tests.threats.conftest import Gosuslugi

pytestmark = pytest.mark.django_db
THIEF = {"sub": "1000300777", "snils": synthetic_snils(999)}


def identity(subject: str) -> ExternalIdentity:
    return ExternalIdentity.objects.get(subject=subject)


@pytest.fixture
def browsers(gosuslugi: Gosuslugi) -> tuple[Client, Client]:
    """Анна's, who was refused for a slip of the school, and a stranger's, whom nobody knows."""
    create_parent(school=create_school(), snils=synthetic_snils(17), surname="Соклова")
    anna, thief = Client(), Client()
    gosuslugi.come(anna)
    gosuslugi.come(thief, **THIEF)
    assert (ended(anna), ended(thief)) == ("NAME_DIFF", "NOT_FOUND")
    return anna, thief


def test_l16_her_answer_of_the_provider_in_anothers_browser(
    gosuslugi: Gosuslugi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keycloak, CVE-2026-9087: the thief's own attempt ends with the code that was given to her.

    The provider gives it to whoever asks: the proof must be bound by ourselves.
    """
    family()
    anna, thief = Client(), Client()
    hers, mine = gosuslugi.way_back(anna), gosuslugi.way_back(thief, **THIEF)
    gosuslugi.vouch_for()
    monkeypatch.setattr(gosuslugi.op, "_fits", lambda _grant, _form: True)
    queries = {
        "OTHER_BROWSER": hers,
        "IDP_ERROR": {**mine, "code": hers["code"]},
        "USED": {**hers, "state": mine["state"]},
    }
    for outcome, query in queries.items():
        assert thief.get("/oidc/callback/", query).headers.get("Location") == "/enter/outcome/"
        assert ended(thief) == outcome
    assert not ExternalIdentity.objects.exists()


def test_l16_her_code_of_an_address(browsers: tuple[Client, Client]) -> None:
    _anna, thief = browsers
    code = contacts.send_code(
        identity=identity("1000300001"), channel=ContactPoint.Channel.EMAIL, address="anna@mail.test", at=NOON
    )
    thief.post("/enter/case/contact/", {"act": "confirm", "code": str(code.secret)})
    assert not ContactPoint.objects.exists()


def test_l16_her_case_under_his_own_pass(browsers: tuple[Client, Client]) -> None:
    """Only we sign passes; were one to name another's case it would open nothing of it."""
    _anna, thief = browsers
    hers, his = MismatchCase.objects.get(identity__subject="1000300001"), identity("1000300777")
    mixed = CasePass(outcome="NAME_DIFF", region="RU-RYA", identity=str(his.pk), case=str(hers.pk))
    assert case_of(mixed, his) is None
    assert case_of(mixed, identity("1000300001")) == hers
    thief.post("/enter/case/wrong/")
    assert hers.correctionrequests.count() == 0
    assert thief.post(f"/diary/case/{hers.pk}/").headers.get("Location") == "/"


def test_l16_a_pass_changed_to_name_her_is_no_pass(browsers: tuple[Client, Client]) -> None:
    anna, thief = browsers
    _hers, signed = (browser.cookies[case_pass.COOKIE].value.rpartition(":") for browser in (anna, thief))
    thief.cookies[case_pass.COOKIE] = f"{_hers[0]}:{signed[2]}"
    assert ended(thief) == "no pass"


def test_l16_her_consent_under_his_session(gosuslugi: Gosuslugi) -> None:
    """Two who are in: the form of one, posted by the other, is the other's word about nothing."""
    family()
    anna, other = Client(), Client()
    gosuslugi.come(anna)
    forms = [(ask.key, str(ask.text.pk)) for ask in anna.get("/enter/outcome/").context["asks"]]
    create_parent(school=create_school(), snils=THIEF["snils"])
    gosuslugi.come(other, **THIEF)
    for key, text in forms:
        for door in ("/enter/consent/", "/consents/"):
            other.post(door, {"ask": key, "text": text, "seen": ""})
    assert not ConsentDecision.objects.exists()
    give_everything(anna)
    assert ConsentDecision.objects.count() == 2
