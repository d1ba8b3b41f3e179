"""What the two doors and the pages around them make of a provider that speaks ESIA's dialect."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.cache import cache
from pytest_django import Settings

from accounts.esia.provider import EsiaProvider
from accounts.esia.signers import child
from accounts.oidc import availability, dialects, views
from accounts.oidc.bulkhead import Bulkhead
from accounts.oidc.provider import problems
from dnevnik.settings.base import content_security_policy
from tests.accounts.esia.conftest import Journal, Visitor
from tests.accounts.esia.esia import CLIENT, SCOPES, Esia, refusal
from tests.accounts.oidc import hooks
from tests.accounts.oidc.provider import Reply

NOON = datetime(2026, 9, 1, 9, 0, 7, tzinfo=UTC)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = "/aas/oauth2/v3/te"


def test_the_request_is_complete(visitor: Visitor) -> None:
    """Neither nonce nor PKCE: ESIA returns no nonce and publishes no method (docs/adr/0012)."""
    with time_machine.travel(NOON, tick=False):
        location = visitor.start()
    assert location.startswith(f"{visitor.esia.base}/aas/oauth2/v2/ac?")
    assert "timestamp=2026.09.01+12%3A00%3A07+%2B0300" in location
    query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    assert UUID.fullmatch(query.pop("state"))
    assert re.fullmatch(r"[A-Za-z0-9_-]{342}", query.pop("client_secret"))
    assert re.fullmatch(r"[0-9A-F]{64}", query.pop("client_certificate_hash"))
    assert query == {
        "client_id": CLIENT,
        "scope": SCOPES,
        "timestamp": "2026.09.01 12:00:07 +0300",
        "redirect_uri": "http://testserver/oidc/callback/",
        "response_type": "code",
        "access_type": "online",
    }


def test_scopes_of_an_organisation_are_sent_and_signed(visitor: Visitor) -> None:
    visitor.change_settings(scope_org="org_name")
    location = visitor.start()
    assert "scope_org=org_name" in location
    assert "ESIA-007053" in visitor.esia.authorize(location)["error_description"]  # it signs without them here


def test_a_signature_that_cannot_be_made_gives_a_page(visitor: Visitor, journal: Journal) -> None:
    visitor.change_settings(signer={"kind": "rsa", "certificate": "/nowhere", "key": "/nowhere"})
    answer = visitor.client.post("/oidc/start/", {"region": "RU-RYA"})
    assert answer.status_code == 403
    assert (hooks.told[-1].reason, journal.code) == ("provider_error", "signer_file")


ANSWERS = {
    "in its own words": (None, True),
    "some other complaint": (lambda: refusal("ESIA-007053"), True),
    "unavailable, in its own words": (lambda: refusal("ESIA-007008"), False),
    "unavailable with 503": (lambda: refusal("ESIA-007007", 503), False),
    "a stub of the network": (lambda: Reply(b"<html>"), False),
    "a stub with 500": (lambda: Reply(b"<html>", 500), False),
    "a redirect": (lambda: Reply(b"", 302, headers={"Location": "/"}), False),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("reply", "is_up"), ANSWERS.values(), ids=ANSWERS.keys())
def test_whether_it_answers_again(provider: EsiaProvider, esia: Esia, reply: object, *, is_up: bool) -> None:
    cache.clear()
    if callable(reply):
        esia.replies[TOKEN] = reply
    assert availability.answers(provider, at=NOON) is is_up
    assert availability.answers(provider, at=NOON + timedelta(minutes=4)) is is_up
    assert esia.asked == [TOKEN]


def test_the_way_out(provider: EsiaProvider) -> None:
    url = dialects.of(provider).leave_url(back="http://testserver/", state="s")
    assert url == (
        f"{provider.base}/idp/ext/Logout?client_id=DNEVNIK&redirect_url=http%3A%2F%2Ftestserver%2F%3Fstate%3Ds"
    )


def test_the_form_may_lead_there() -> None:
    """CSP `form-action`: the button posts to us and is redirected to ESIA."""
    esia = {"dialect": "esia", "base": "https://esia.example/path"}
    policy = content_security_policy({"a": esia, "b": {"authorization_endpoint": "https://op.example/authorize"}})
    assert policy["DIRECTIVES"]["form-action"] == ["'self'", "https://esia.example", "https://op.example"]


@pytest.mark.parametrize(
    "told",
    [
        {"dialect": "esia"},
        {"issuer": "https://op.example"},
        {"dialect": "esia", "base": 5},
        {"dialect": ["esia"], "base": "https://esia.example"},
        {"authorization_endpoint": "op.example"},
        {"authorization_endpoint": "https://; script-src *"},
        "https://op.example",
    ],
)
def test_a_slip_in_the_settings_is_left_to_the_check(told: object) -> None:
    """Else the very command that explains slips would end in a stack trace; and no slip becomes a directive."""
    assert list(problems(told))
    assert content_security_policy({"op": told})["DIRECTIVES"]["form-action"] == ["'self'"]


def test_a_crowd_that_only_begins_keeps_nobody_out_who_comes_back(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have something signed, by so many programs at once: a robot at the button must not take them all."""
    query = visitor.query()
    assert views.starts.places < child.PLACES
    crowd = Bulkhead(places=1, patience=0)
    monkeypatch.setattr(views, "starts", crowd)
    with crowd.place():
        assert visitor.client.post("/oidc/start/", {"region": "RU-RYA"}).status_code == 403
        assert hooks.told[-1].reason == "provider_down"
        assert visitor.come_back(query).claims is not None


def test_a_gateway_and_esia_side_by_side(visitor: Visitor, portal: Settings) -> None:
    """Which dialect is spoken is the region's provider's matter."""
    portal.IDENTITY_PROVIDERS = {**portal.IDENTITY_PROVIDERS, "op": {"issuer": "https://op.example"}}
    assert visitor.sign_in().claims is not None
