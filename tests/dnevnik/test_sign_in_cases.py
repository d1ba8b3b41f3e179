"""How a sign-in ends in a session, or in none, through the whole portal (the last cases of docs/security-cases.md)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from accounts.models import ExternalIdentity, User
from tests.accounts.oidc.provider import PERSON, IdentityProvider, running
from tests.accounts.oidc.test_parallel import all_at_once
from tests.dnevnik.test_entrance import ended, family, give_everything
from tests.factories import synthetic_snils
from tests.people import claims

SOKOLOVA = {
    **PERSON,
    "sub": "1000300001",
    "family_name": "Соколова",
    "given_name": "Анна",
    "middle_name": "Петровна",
    "birthdate": "1988-05-02",
    "snils": synthetic_snils(17),
    "email": "anna@example.com",
    "email_verified": True,
}


@pytest.fixture
def op(db: None, settings: Settings) -> Iterator[IdentityProvider]:
    """A provider that vouches for the mother of the family in the register. (issuer, subject) is her only key."""
    family()
    with running() as provider:
        provider.person = dict(SOKOLOVA)
        provider.claims["sub"] = SOKOLOVA["sub"]
        settings.IDENTITY_PROVIDERS = {"stand": provider.settings(scopes="openid profile snils email")}
        yield provider


def press(client: Client, op: IdentityProvider) -> dict[str, str]:
    """Press the button and agree at the provider: the query of the way back."""
    return op.authorize(client.post("/oidc/start/", {"region": "RU-RYA"}).headers["Location"])


def come_in(client: Client, op: IdentityProvider) -> Any:
    answer = client.get("/oidc/callback/", press(client, op))
    assert answer.status_code == 302
    return answer


def first_time(client: Client, op: IdentityProvider) -> None:
    """All the way to the diary, consents included."""
    come_in(client, op)
    give_everything(client)
    assert is_in(client)


def is_in(client: Client) -> bool:
    return client.get("/diary/").status_code == 200


def key(client: Client) -> str:
    return client.cookies["dnevnik_session"].value


def test_session_id_rotates_at_login(client: Client, op: IdentityProvider) -> None:
    """A key that somebody planted before the sign-in is worth nothing after it."""
    first_time(client, op)
    before = Client()
    before.cookies["dnevnik_session"] = "planted0000000000000000000000000"
    come_in(before, op)
    assert is_in(before)
    assert key(before) != "planted0000000000000000000000000"
    thief = Client()
    thief.cookies["dnevnik_session"] = "planted0000000000000000000000000"
    assert not is_in(thief)


def test_session_id_rotates_at_re_login_of_same_user(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    old = key(client)
    come_in(client, op)
    assert is_in(client)
    assert key(client) != old
    thief = Client()
    thief.cookies["dnevnik_session"] = old
    assert not is_in(thief)


def test_deactivated_user_live_session_dies(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    User.objects.update(is_active=False)
    assert not is_in(client)


def test_deactivated_user_cannot_sign_in(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    User.objects.update(is_active=False)
    fresh = Client()
    come_in(fresh, op)
    assert not is_in(fresh)


def test_logout_kills_server_session(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    old = key(client)
    client.post("/leave/")
    thief = Client()
    thief.cookies["dnevnik_session"] = old
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=old).exists()


def test_callback_answer_no_store(client: Client, op: IdentityProvider) -> None:
    answer = come_in(client, op)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_another_person_at_the_same_browser_takes_nothing_over(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    op.person |= {"sub": "1000300777", "snils": synthetic_snils(777)}
    op.claims["sub"] = "1000300777"
    come_in(client, op)
    assert ended(client) == "NOT_FOUND"
    assert not is_in(client)


def test_e_mail_match_takes_over_another_subjects_account(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    op.person |= {"sub": "1000300777", "snils": synthetic_snils(777)}
    op.claims["sub"] = "1000300777"
    other = Client()
    come_in(other, op)
    assert not is_in(other)
    assert ExternalIdentity.objects.filter(user=None).count() == 1


@pytest.mark.parametrize("verified", [False, True, "true", None])
def test_email_of_a_member_of_staff(client: Client, op: IdentityProvider, verified: object) -> None:
    """«email_verified=false takes over»: nor does a verified one, the superuser's least of all."""
    boss = User.objects.create(username="b", email="anna@example.com", kind="staff", is_staff=True, is_superuser=True)
    op.person["email_verified"] = verified
    first_time(client, op)
    assert client.get("/diary/").wsgi_request.user != boss
    assert client.get("/admin/").status_code == 302


def test_same_subject_e_mail_changed_at_idp(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    op.person["email"] = "new@example.com"
    other = Client()
    come_in(other, op)
    assert is_in(other)
    assert User.objects.count() == 1


def test_no_e_mail_at_all(client: Client, op: IdentityProvider) -> None:
    del op.person["email"], op.person["email_verified"]
    first_time(client, op)


def test_same_subject_of_another_issuer_is_somebody_else(client: Client, op: IdentityProvider) -> None:
    first_time(client, op)
    ExternalIdentity.objects.update(issuer="https://old.example")
    other = Client()
    come_in(other, op)
    assert not is_in(other)


def test_nothing_the_provider_calls_a_role_is_one(client: Client, op: IdentityProvider) -> None:
    op.person |= {"roles": ["admin"], "is_staff": True, "is_superuser": True, "kind": "staff", "groups": ["admin"]}
    first_time(client, op)
    assert not User.objects.filter(is_staff=True).exists()


def test_no_token_is_kept(client: Client, op: IdentityProvider) -> None:
    """oidcc-client-test-refresh-token: there is none to use. Nothing of an exchange is in any row or cookie."""
    kept: list[str] = []

    def edit(answer: dict[str, object]) -> dict[str, object]:
        kept.append(str(answer["id_token"]))
        return {**answer, "refresh_token": "refresh-canary"}

    op.edit_token = edit
    op.claims["sid"] = "sid-canary"
    away = client.post("/oidc/start/", {"region": "RU-RYA"}).headers["Location"]
    nonce = parse_qs(urlsplit(away).query)["nonce"][0]
    query = op.authorize(away)
    client.get("/oidc/callback/", query)
    give_everything(client)
    secrets = ["refresh-canary", "sid-canary", op.access_token, query["code"], query["state"], nonce, *kept]
    rows = [str(row) for model in apps.get_models() for row in model._base_manager.values()]
    rows += [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(rows) > 50
    assert [secret for secret in secrets if any(secret in row for row in rows)] == []


@pytest.mark.django_db(transaction=True)
def test_first_login_twice_in_parallel(op: IdentityProvider) -> None:
    """8 parallel first logins of one subject: one identity, and everybody gets a page."""
    people = [Client() for _ in range(8)]
    queries = [press(person, op) for person in people]
    codes: list[int] = []

    def back(person: Client, query: dict[str, str]) -> None:
        codes.append(person.get("/oidc/callback/", query).status_code)

    all_at_once([partial(back, person, query) for person, query in zip(people, queries, strict=True)])
    assert codes == [302] * 8
    assert ExternalIdentity.objects.count() == 1
    assert {ended(person) for person in people} == {"CONSENT_SELF"}


def test_the_provider_of_these_cases_vouches_for_the_mother_of_the_register() -> None:
    assert (claims().subject, claims().snils) == (SOKOLOVA["sub"], SOKOLOVA["snils"])
