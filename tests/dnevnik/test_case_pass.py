"""A pass opens one session: a copy of a spent one opens nothing."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import UsedState
from dnevnik import case_pass
from dnevnik.case_pass import CasePass
from schools.models import AuditEvent
from tests.accounts.oidc.test_parallel import all_at_once, copy_of
from tests.dnevnik.test_entrance import arrive, ended, family, give_everything
from tests.people import NOON

NO_PASS = "no pass"


def visitor_with(value: str) -> Client:
    """Another browser that holds a copy of somebody's pass."""
    client = Client()
    client.cookies[case_pass.COOKIE] = value
    return client


def pass_of(client: Client) -> str:
    return client.cookies[case_pass.COOKIE].value


def give_own(client: Client) -> None:
    own = client.get("/enter/outcome/").context["asks"][0]
    client.post("/enter/consent/", {"ask": own.key, "text": own.text.pk})


def read(value: str) -> CasePass | None:
    request = RequestFactory().get("/")
    request.COOKIES[case_pass.COOKIE] = value
    return case_pass.read(request)


def issued() -> str:
    response = case_pass.issue(HttpResponse(), CasePass(outcome="NOT_FOUND"))
    return response.cookies[case_pass.COOKIE].value


@pytest.mark.django_db
def test_two_passes_are_never_the_same() -> None:
    first, second = read(issued()), read(issued())
    assert first is not None
    assert second is not None
    assert first.nonce != second.nonce
    assert len(first.nonce) >= 22


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"outcome": "NOT_FOUND"}, id="of an older portal, without a nonce"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": ""}, id="with an empty nonce"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "more": 1}, id="of a newer portal"),
        pytest.param({"outcome": "GONE", "nonce": "x"}, id="an outcome that is no more"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "band": "gone"}, id="a band that is no more"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "certificate": "gone"}, id="a state that is no more"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "identity": "17"}, id="another kind of key"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "case": "17"}, id="another kind of case key"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": "x", "school": "31"}, id="another kind of school"),
        pytest.param({"outcome": ["NOT_FOUND"], "nonce": "x"}, id="a list for a word"),
        pytest.param({"outcome": "NOT_FOUND", "nonce": 7}, id="a number for a nonce"),
        pytest.param(["NOT_FOUND"], id="no pass at all"),
    ],
)
def test_a_pass_that_cannot_be_spent_or_understood_is_none(said: object) -> None:
    assert read(signing.dumps(said, salt=case_pass.SALT, compress=True)) is None


@pytest.mark.django_db
def test_a_pass_is_spent_once_and_the_row_outlives_it() -> None:
    held = read(issued())
    assert held is not None
    assert case_pass.spend(held, at=NOON)
    assert not case_pass.spend(held, at=NOON)
    row = UsedState.objects.get()
    assert row.expires_at == NOON + timedelta(minutes=15)
    assert held.nonce not in row.digest


@pytest.mark.django_db
def test_reading_spends_nothing(client: Client) -> None:
    family()
    arrive(client)
    give_own(client)
    assert ended(client) == ended(client) == "CONSENT_SELF"
    assert not UsedState.objects.exists()
    assert client.post("/enter/open/").headers["Location"] == "/diary/"


@pytest.mark.django_db
@pytest.mark.parametrize("leaves", [True, False], ids=["after leaving", "while the session lives"])
def test_a_copy_of_a_spent_pass_opens_nothing(client: Client, leaves: bool) -> None:  # noqa: FBT001  a table's column
    family()
    arrive(client)
    copied = pass_of(client)
    give_everything(client)
    if leaves:
        client.post("/leave/")
    thief = visitor_with(copied)
    assert thief.post("/enter/open/").headers["Location"] == "/enter/outcome/"
    assert ended(thief) == NO_PASS
    assert thief.get("/diary/").headers["Location"] == "/"


@pytest.mark.django_db
def test_a_copy_of_a_spent_pass_gives_no_consent(client: Client) -> None:
    family()
    arrive(client)
    copied = pass_of(client)
    give_own(client)
    [_own, child] = client.get("/enter/outcome/").context["asks"]
    client.post("/enter/open/")
    visitor_with(copied).post("/enter/consent/", {"ask": child.key, "text": child.text.pk})
    assert "дневник закрыт" in client.get("/diary/").text


@pytest.mark.django_db
def test_leaving_spends_the_pass(client: Client) -> None:
    family()
    arrive(client)
    give_own(client)
    copied = pass_of(client)
    client.post("/leave/")
    thief = visitor_with(copied)
    assert thief.post("/enter/open/").headers["Location"] == "/enter/outcome/"
    assert Session.objects.count() == 0


@pytest.mark.django_db
def test_the_second_of_two_clicks_finds_the_desk(client: Client) -> None:
    """The browser shows the answer to the second click alone; by then the first one has opened the session."""
    family()
    arrive(client)
    give_own(client)
    copied = pass_of(client)
    client.post("/enter/open/")
    client.cookies[case_pass.COOKIE] = copied
    assert client.post("/enter/open/", follow=True).redirect_chain == [("/enter/outcome/", 302), ("/diary/", 302)]


@pytest.mark.django_db(transaction=True)
def test_one_pass_eight_times_at_once_opens_one_session(client: Client) -> None:
    family()
    arrive(client)
    give_own(client)
    told: list[str] = []

    def open_the_door(browser: Client) -> None:
        told.append(browser.post("/enter/open/").headers["Location"])

    all_at_once([partial(open_the_door, copy_of(client)) for _ in range(8)])
    assert Counter(told) == {"/diary/": 1, "/enter/outcome/": 7}
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_a_door_that_fails_half_way_leaves_the_pass_unspent(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a trace tell of somebody who did not come in; the next press opens."""
    family()
    arrive(client)
    give_own(client)
    [child] = [ask for ask in client.get("/enter/outcome/").context["asks"] if not ask.given]
    with monkeypatch.context() as patch:
        patch.setattr(auth, "login", failing)
        with pytest.raises(OperationalError):
            client.post("/enter/consent/", {"ask": child.key, "text": child.text.pk})
    assert not UsedState.objects.exists()
    assert not AuditEvent.objects.filter(kind="signed_in").exists()
    assert client.post("/enter/open/").headers["Location"] == "/diary/"


def failing(*_args: object, **_kwargs: object) -> None:
    raise OperationalError
