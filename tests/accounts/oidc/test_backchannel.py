"""Back-channel logout: a token checked like an ID token ends a person's sessions, and nothing else does.

The ids of the first eight are those of the OpenID Foundation's tests (security.md 1a).
"""

import json
import time
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.actions import sessions
from accounts.models import ExternalIdentity, ProviderSession, UsedState, User
from accounts.oidc import backchannel
from accounts.oidc.bulkhead import Bulkhead
from accounts.oidc.logout_token import EVENT
from schools.models import AuditEvent, Region
from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import ATTACKER, HOUR, public_pem
from tests.accounts.oidc.provider import SUBJECT, IdentityProvider, Reply

pytestmark = pytest.mark.django_db


class SignedIn:
    """A citizen with an open session, and the provider that sends a word about them."""

    def __init__(self, op: IdentityProvider, region: Region) -> None:
        self.op = op
        self.user = User.objects.create(username="citizen")
        self.identity = ExternalIdentity.objects.create(issuer=op.base, subject=SUBJECT, region=region, user=self.user)
        self.client = Client()
        self.client.force_login(self.user, backend="accounts.backends.CitizenBackend")

    @property
    def is_in(self) -> bool:
        request = self.client.get("/oidc/callback/").wsgi_request
        return bool(request.user.is_authenticated)

    def token(self, **changed: Any) -> str:
        """A good logout token, with `changed` claims; None takes one away."""
        now = int(time.time())
        claims = {
            "iss": self.op.base,
            "aud": self.op.client_id,
            "sub": SUBJECT,
            "iat": now,
            "exp": now + 120,
            "jti": "one",
            "events": {EVENT: {}},
            **changed,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jose.token(self.op.header, kept, self.op.sign)

    def told(self, token: str) -> int:
        """What the portal answers to the provider's server, which has no cookie of ours and no CSRF token."""
        answer = Client(enforce_csrf_checks=True).post("/oidc/backchannel/op/", {"logout_token": token})
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert answer.content == (
            b"" if answer.status_code == 200 else json.dumps({"error": "invalid_request"}).encode()
        )
        return answer.status_code


@pytest.fixture
def person(op: IdentityProvider, portal: Settings, region: Region) -> SignedIn:
    return SignedIn(op, region)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="oidcc-client-test-rp-backchannel-rpinitlogout"),
        pytest.param({"sid": "s-1"}, id="sub and sid"),
        pytest.param({"aud": ["dnevnik"]}, id="aud a list of us alone"),
        pytest.param({"events": {EVENT: {"reason": "x"}, "urn:other": {}}}, id="an event beside ours"),
    ],
)
@pytest.mark.parametrize("typ", ["logout+jwt", "JWT", None])
def test_a_good_token_ends_every_session(person: SignedIn, changed: dict[str, Any], typ: str | None) -> None:
    second = Client()
    second.force_login(person.user, backend="accounts.backends.CitizenBackend")
    person.op.header |= {"typ": typ} if typ else {}
    assert person.is_in
    assert person.told(person.token(**changed)) == 200
    assert not person.is_in
    assert not second.get("/oidc/callback/").wsgi_request.user.is_authenticated
    [event] = AuditEvent.objects.filter(kind="sessions_ended")
    assert (event.by, event.subject_id) == ("back-channel logout", str(person.identity.pk))


NOW = int(time.time())
REJECTED = {
    "oidcc-client-test-rp-backchannel-no-event": ({"events": None}, "events"),
    "oidcc-client-test-rp-backchannel-with-nonce": ({"nonce": "n"}, "nonce"),
    "oidcc-client-test-rp-backchannel-wrong-aud": ({"aud": "another"}, "aud"),
    "oidcc-client-test-rp-backchannel-wrong-event": ({"events": {"urn:other": {}}}, "events"),
    "oidcc-client-test-rp-backchannel-wrong-iss": ({"iss": "https://op.example"}, "iss"),
    "aud array with untrusted extra": ({"aud": ["dnevnik", "evil"]}, "aud"),
    "aud missing": ({"aud": None}, "aud"),
    "iss missing": ({"iss": None}, "iss"),
    "events a list": ({"events": [EVENT]}, "events"),
    "event not an object": ({"events": {EVENT: True}}, "events"),
    "nonce null counts as there": ({"nonce": ""}, "nonce"),
    "neither sub nor sid": ({"sub": None}, "sub"),
    "sub a number": ({"sub": 1000299654}, "sub"),
    "sub empty": ({"sub": ""}, "sub"),
    "sub > 255 chars": ({"sub": "s" * 256}, "sub"),
    "sub not ASCII": ({"sub": "Анна"}, "sub"),
    "sid a number": ({"sid": 7}, "sid"),
    "sid with NUL": ({"sub": None, "sid": "a\x00"}, "sid"),
    "jti missing": ({"jti": None}, "jti"),
    "jti a number": ({"jti": 7}, "jti"),
    "jti empty": ({"jti": ""}, "jti"),
    "iat missing": ({"iat": None}, "iat"),
    "iat far in future": ({"iat": NOW + 24 * HOUR}, "iat"),
    "exp missing": ({"exp": None}, "exp"),
    "exp in the past": ({"exp": NOW - HOUR}, "exp"),
    "exp in the next century": ({"exp": 1e11}, "exp"),
    "exp beyond any date": ({"exp": 1e300}, "exp"),
    "exp not a number": ({"exp": "never"}, "exp"),
}


@pytest.mark.parametrize(("changed", "code"), REJECTED.values(), ids=REJECTED.keys())
def test_a_lying_token_ends_nothing(person: SignedIn, journal: Journal, changed: dict[str, Any], code: str) -> None:
    assert person.told(person.token(**changed)) == 400
    assert journal.code == code
    assert person.is_in
    assert not UsedState.objects.exists()


@pytest.mark.parametrize(
    ("header", "code"),
    [
        pytest.param({"alg": "none"}, "alg_forbidden", id="oidcc-client-test-rp-backchannel-alg-none"),
        pytest.param({"alg": "HS256"}, "alg_forbidden", id="oidcc-client-test-rp-backchannel-wrong-alg"),
        pytest.param({"typ": "at+jwt"}, "typ", id="typ of an access token"),
        pytest.param({"crit": ["x"]}, "crit", id="unknown crit header"),
    ],
)
def test_a_token_of_another_kind_ends_nothing(
    person: SignedIn, journal: Journal, header: dict[str, Any], code: str
) -> None:
    person.op.header |= header
    if header.get("alg") == "HS256":
        person.op.sign = jose.hs256(public_pem(person.op))
    assert person.told(person.token()) == 400
    assert journal.code == code
    assert person.is_in


def test_a_token_by_another_key_ends_nothing(person: SignedIn) -> None:
    person.op.sign = jose.rs256(ATTACKER)
    assert person.told(person.token()) == 400
    assert person.is_in


def test_an_id_token_is_no_logout_token(person: SignedIn, journal: Journal) -> None:
    """Whoever steals an ID token can sign nobody out with it."""
    assert person.told(person.token(events=None, jti=None, nonce="n")) == 400
    assert person.is_in


def test_a_token_works_once(person: SignedIn, journal: Journal) -> None:
    token = person.token()
    assert person.told(token) == 200
    person.client.force_login(User.objects.get(), backend="accounts.backends.CitizenBackend")
    assert person.told(token) == 400
    assert journal.code == "jti_used"
    assert person.is_in
    assert person.told(person.token(jti="two")) == 200
    assert not person.is_in


def test_somebody_nobody_knows_is_signed_out_already(person: SignedIn) -> None:
    """Section 2.7: success, and no word about who is known here."""
    assert person.told(person.token(sub="1000000001")) == 200
    assert person.is_in


def test_one_person_at_another_provider_stays_in(person: SignedIn, region: Region) -> None:
    other = User.objects.create(username="other")
    ExternalIdentity.objects.create(issuer="https://op.example", subject=SUBJECT, region=region, user=other)
    assert person.told(person.token()) == 200
    assert list(User.objects.filter(session_round=1)) == [person.user]


def test_a_sid_alone_ends_the_sessions_of_whoever_came_by_it(person: SignedIn, visitor: Visitor) -> None:
    person.op.claims["sid"] = "session-1"
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.session == "session-1"


@pytest.mark.parametrize("sid", ["session-1", "session-2"])
def test_a_sid_that_names_nobody_here_is_no_error(person: SignedIn, sid: str) -> None:
    sessions.note(identity=person.identity, issuer=person.op.base, session="session-1", at=person.identity.created_at)
    assert person.told(person.token(sub=None, sid=sid)) == 200
    assert person.is_in == (sid == "session-2")
    assert "session" not in ProviderSession.objects.get().digest


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"logout_token": ""}, id="empty"),
        pytest.param({"logout_token": ["a.b.c", "a.b.c"]}, id="twice"),
        pytest.param({"logout_token": "\x00"}, id="NUL"),
        pytest.param({"logout_token": "x" * 100_000}, id="long"),
        pytest.param({"logout_token": "е.е.е"}, id="not ASCII"),
    ],
)
def test_junk_is_refused_and_calls_nobody(person: SignedIn, body: dict[str, Any]) -> None:
    answer = Client().post("/oidc/backchannel/op/", body)
    assert answer.status_code == 400
    assert person.op.asked == []


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/jwt", "multipart/form-data"])
def test_another_content_type_is_refused(person: SignedIn, content_type: str) -> None:
    answer = Client().post("/oidc/backchannel/op/", f"logout_token={person.token()}", content_type=content_type)
    assert answer.status_code == 400
    assert person.is_in


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_a_post_is_understood(person: SignedIn, method: str) -> None:
    answer = getattr(Client(), method)(f"/oidc/backchannel/op/?logout_token={person.token()}")
    assert answer.status_code == 405
    assert person.is_in


@pytest.mark.parametrize("provider", ["nobody", "оп", "op%00"])
def test_a_provider_nobody_configured(person: SignedIn, provider: str) -> None:
    answer = Client().post(f"/oidc/backchannel/{provider}/", {"logout_token": person.token()})
    assert answer.status_code == 400
    assert person.is_in


def test_without_the_providers_keys_nothing_is_believed(person: SignedIn, journal: Journal) -> None:
    person.op.replies["/jwks"] = lambda: Reply(b"", 503)
    assert person.told(person.token()) == 400
    assert journal.code == "http_503"
    assert person.is_in


def test_logouts_have_places_of_their_own(person: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Bulkhead(places=1, patience=0)
    monkeypatch.setattr(backchannel, "logouts", full)
    with full.place():
        assert person.told(person.token()) == 400
    assert person.told(person.token()) == 200


def test_its_address_is_what_the_guide_says() -> None:
    assert reverse("oidc:backchannel", args=["esia"]) == "/oidc/backchannel/esia/"


def test_a_slow_sender_takes_nobodys_place(person: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The body is read before a place is taken: whoever drips it keeps a thread, and not all the others out."""
    monkeypatch.setattr(backchannel, "logouts", Bulkhead(places=1, patience=0))
    body = urlencode({"logout_token": person.token()}).encode()

    class Dripping(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with backchannel.logouts.place():
                return super().read(size)

    form, dripping = "application/x-www-form-urlencoded", Dripping(body)
    environment: dict[str, Any] = {"wsgi.input": dripping}
    answer = Client().generic("POST", "/oidc/backchannel/op/", body, form, **environment)
    assert (answer.status_code, dripping.tell()) == (200, len(body))
