"""The way out: from a click to the right provider."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from accounts.models import UsedState
from accounts.oidc.views import safe_next
from tests.accounts.oidc import hooks
from tests.accounts.oidc.conftest import Visitor
from tests.accounts.oidc.provider import IdentityProvider


def asked(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_the_request_is_complete(visitor: Visitor, op: IdentityProvider) -> None:
    """«PKCE S256 sent by default», oidcc-client-test-scope-userinfo-claims."""
    location = visitor.start()
    assert location.startswith(f"{op.base}/authorize?")
    query = asked(location)
    assert len(query.pop("state")) == len(query.pop("nonce")) == len(query.pop("code_challenge")) == 43
    assert query == {
        "response_type": "code",
        "scope": "openid profile snils",
        "client_id": "dnevnik",
        "redirect_uri": "http://testserver/oidc/callback/",
        "code_challenge_method": "S256",
    }


def test_secrets_are_fresh_each_time(visitor: Visitor) -> None:
    """oidcc-client-test-nonce-unless-code-flow: «nonce is sent, fresh each time»."""
    first, second = asked(visitor.start()), asked(visitor.start())
    assert not {first[name] for name in ("state", "nonce", "code_challenge")} & set(second.values())


def test_a_provider_with_a_query_of_its_own(visitor: Visitor, portal: Settings) -> None:
    endpoint = f"{visitor.provider.base}/authorize?realm=ryazan"
    portal.IDENTITY_PROVIDERS = {"op": visitor.provider.settings(authorization_endpoint=endpoint, scopes="openid kids")}
    query = asked(visitor.start())
    assert (query["realm"], query["scope"]) == ("ryazan", "openid kids")


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_a_sign_in_begins_with_a_click(visitor: Visitor, method: str) -> None:
    """ASVS 7.6.2: no link and no image can begin one."""
    assert getattr(visitor.client, method)("/oidc/start/?region=RU-RYA").status_code == 405


def test_the_click_was_on_our_page(visitor: Visitor) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/oidc/start/", {"region": "RU-RYA"}).status_code == 403


@pytest.mark.parametrize("code", ["", "RU-XXX", "ru-rya", "RU-RYA\x00", "'; --", "Рязань", "RU-" + "X" * 5000])
def test_an_unknown_region_is_not_found(visitor: Visitor, code: str) -> None:
    answer = visitor.client.post("/oidc/start/", {"region": code})
    assert answer.status_code == 404
    assert hooks.told == []


@pytest.mark.parametrize("providers", [{}, {"op": {"issuer": "http://op.example"}}], ids=["missing", "misconfigured"])
def test_a_region_whose_provider_cannot_be_used_gives_a_page(
    visitor: Visitor, portal: Settings, providers: dict[str, object]
) -> None:
    portal.IDENTITY_PROVIDERS = providers
    assert visitor.client.post("/oidc/start/", {"region": "RU-RYA"}).status_code == 403
    assert hooks.told[-1].reason == "provider_error"


def test_a_bot_leaves_no_rows(visitor: Visitor) -> None:
    """O5: fifty starts, no session and no state in the database."""
    for _ in range(50):
        visitor.start()
    assert not Session.objects.exists()
    assert not UsedState.objects.exists()


def test_the_answer_is_not_kept(visitor: Visitor) -> None:
    answer = visitor.client.post("/oidc/start/", {"region": "RU-RYA"})
    assert "no-store" in answer.headers["Cache-Control"]


ELSEWHERE = {
    "next #1 'https://evil.example/'": "https://evil.example/",
    "next #2 '//evil.example'": "//evil.example",
    "next #3 '/\\\\evil.example'": "/\\evil.example",
    "next #4 'https:evil.example'": "https:evil.example",
    "next #5 'javascript:alert(1)'": "javascript:alert(1)",
    "next #6 'http://testserver@evil.example'": "http://testserver@evil.example",
    "next #7 '///evil.example'": "///evil.example",
    "next #8 '/%0d%0aLocation:evil'": "/%0d%0aLocation:evil",
    "upper case of #8": "/%0D%0ALocation:evil",
    "a tab between the slashes": "/\t/evil.example",
    "a line end": "/desk/\r\nLocation: evil",
    "NUL": "/\x00",
    "our own address, absolute": "http://testserver/desk/",
    "not from the root": "desk/",
    "letters that are not encoded": "/дневник/",
    "longer than a cookie may carry": "/" + "a" * 200,
}


@pytest.mark.parametrize("path", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_nobody_is_sent_elsewhere_afterwards(visitor: Visitor, path: str) -> None:
    told = visitor.sign_in(next_path=path)
    assert told.start is not None
    assert told.start.next == ""


@pytest.mark.parametrize("path", ["/", "/desk/", "/desk/?week=2026-09-01#mon", "/%D1%8F/", "/" + "a" * 199])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert safe_next(path) == path
