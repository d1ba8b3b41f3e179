"""The way back: what a provider, or anybody with a link, may put into the address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.oidc.views import CallbackView
from tests.accounts.oidc.conftest import Journal, Visitor

DENIED = "ESIA-007004: The resource owner or authorization server denied the request."

ERRORS = [
    pytest.param({"error": "access_denied"}, "denied", "access_denied", id="error response shown, state consumed"),
    pytest.param({"error": "access_denied", "error_description": DENIED}, "denied", "ESIA-007004", id="«Отказать»"),
    pytest.param(
        {"error": "access_denied", "error_description": "ESIA-007055: unconfirmed"},
        "level_low",
        "ESIA-007055",
        id="level",
    ),
    pytest.param(
        {"error": "access_denied", "error_description": "ESIA-007053: OAuthErrorEnum.clientSecretWrong"},
        "provider_error",
        "ESIA-007053",
        id="access_denied that is our own fault",
    ),
    pytest.param(
        {"error": "server_error", "error_description": "ESIA-007008: busy"},
        "provider_down",
        "ESIA-007008",
        id="ESIA busy",
    ),
    pytest.param({"error": "temporarily_unavailable"}, "provider_down", "temporarily_unavailable", id="busy"),
    pytest.param({"error": "server_error"}, "provider_down", "server_error", id="server error"),
    pytest.param({"error": "invalid_scope"}, "provider_error", "invalid_scope", id="invalid scope"),
    pytest.param({"error": "Иванов Иван"}, "provider_error", "error_unknown", id="an error nobody defined"),
    pytest.param({"error": "ivanov_pyotr"}, "provider_error", "error_unknown", id="a name in small letters"),
    pytest.param({"error": ""}, "provider_error", "error_unknown", id="an empty error"),
    pytest.param({"error": "\x00"}, "provider_error", "error_unknown", id="NUL in error"),
    pytest.param({"error": ["access_denied", "x"]}, "provider_error", "answer_malformed", id="two errors"),
    pytest.param({"error": "access_denied", "code": "c"}, "provider_error", "answer_malformed", id="error and code"),
    pytest.param({}, "provider_error", "answer_malformed", id="neither"),
    pytest.param({"code": "\x00"}, "provider_error", "answer_malformed", id="NUL in code"),
    pytest.param({"code": "c" * 4097}, "provider_error", "answer_malformed", id="over-long code"),
    pytest.param({"code": ""}, "provider_error", "answer_malformed", id="empty code"),
    pytest.param({"code": "код"}, "provider_error", "answer_malformed", id="code in letters of ours"),
    pytest.param({"code": ["a", "b"]}, "provider_error", "answer_malformed", id="two codes"),
    pytest.param(
        {"code": "c", "iss": "https://op.example"}, "provider_error", "iss_of_another", id="mix-up (RFC 9207)"
    ),
    pytest.param(
        {"error": "access_denied", "iss": "https://op.example"}, "provider_error", "iss_of_another", id="mix-up, error"
    ),
]


@pytest.mark.parametrize(("query", "reason", "code"), ERRORS)
def test_an_answer_without_a_code_uses_up_the_state_and_calls_nobody(
    visitor: Visitor, journal: Journal, query: dict[str, str], reason: str, code: str
) -> None:
    state = visitor.query()["state"]
    told = visitor.come_back({**query, "state": state})
    assert (told.reason, journal.code) == (reason, code)
    assert told.start is not None
    assert visitor.come_back({**query, "state": state}).reason == "used"
    assert visitor.provider.asked == []


POLLUTED = {
    "code twice, the same": "code={code}&code={code}&state={state}",
    "code twice, one empty": "code={code}&code=&state={state}",
    "code in another case": "CODE={code}&state={state}",
    "code as a list": "code[]={code}&state={state}",
    "code behind a semicolon": "a=b;code={code}&state={state}",
    "code in the state's place": "state={state}&state=&code={code}",
    "state twice, the same": "code={code}&state={state}&state={state}",
    "state as a list": "code={code}&state[]={state}",
    "state in another case": "code={code}&STATE={state}",
    "state with a space": "code={code}&state={state}%20",
    "state encoded twice": "code={code}&state=%2530{state}",
    "all in one value": "code={code}%26state={state}",
    "an error beside the code": "code={code}&state={state}&error=access_denied",
    "an empty error beside the code": "code={code}&state={state}&error=",
    "tokens instead of a code": "id_token=a.b.c&access_token=t&token_type=Bearer&state={state}",
    "a signed answer instead of a code": "response=a.b.c&state={state}",
    "iss of another beside the code": "code={code}&state={state}&iss=https://evil.example",
    "iss empty": "code={code}&state={state}&iss=",
    "a thousand parameters": "code={code}&code={code}&state={state}" + "&a=b" * 900,
    "a NUL in a name": "code%00={code}&state={state}",
    "bytes that are no text": "code=%ff%fe&state={state}",
    "a line end in the code": "code={code}%0d%0aSet-Cookie:a=b&state={state}",
}


@pytest.mark.parametrize("pattern", POLLUTED.values(), ids=POLLUTED.keys())
def test_a_polluted_answer_calls_nobody(visitor: Visitor, pattern: str) -> None:
    told = visitor.come_back(pattern.format(**visitor.query()))
    assert told.claims is None
    assert visitor.provider.asked == []


EXTRA = {
    "session_state": "session_state=x.y",
    "scope": "scope=openid%20admin",
    "authuser and prompt": "authuser=0&prompt=none",
    "tokens beside the code": "id_token=a.b.c&access_token=t",
    "what a form would carry": "next=//evil.example&region=RU-XXX",
    "an address of an error": "error_uri=https://evil.example&error_description=x",
}


@pytest.mark.parametrize("extra", EXTRA.values(), ids=EXTRA.keys())
def test_what_else_stands_in_the_answer_means_nothing(visitor: Visitor, extra: str) -> None:
    query = visitor.query(next_path="/desk/")
    told = visitor.come_back(f"code={query['code']}&state={query['state']}&{extra}")
    assert told.claims is not None
    assert told.start is not None
    assert (told.start.next, told.start.region) == ("/desk/", "RU-RYA")


def test_what_the_provider_writes_of_an_error_is_nowhere(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="accounts")
    query = {
        "state": visitor.query()["state"],
        "error": "canary<b>",
        "error_description": "canary",
        "error_uri": "canary",
    }
    answer = visitor.client.get("/oidc/callback/", query)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("accounts")]
    assert "canary" not in answer.text
    assert not [line for line in ours if "canary" in line]


def test_the_issuer_in_the_answer_may_be_named(visitor: Visitor) -> None:
    assert visitor.come_back({**visitor.query(), "iss": visitor.provider.base}).claims is not None


def test_the_issuer_may_be_named_once(visitor: Visitor) -> None:
    query, base = visitor.query(), visitor.provider.base
    told = visitor.come_back(f"code={query['code']}&state={query['state']}&iss={base}&iss={base}")
    assert told.reason == "provider_error"


@pytest.mark.parametrize("query", ["error=x", "error=x&state=" + "s" * 43, "code=c", ""])
def test_a_strangers_link_signs_nobody_out(visitor: Visitor, query: str) -> None:
    """security.md 0.5: `GET /oidc/callback/?error=x` ended the session of whoever opened it."""
    user = User.objects.create(username="citizen")
    client = Client()
    client.force_login(user)
    before = client.cookies["dnevnik_session"].value
    client.get(f"/oidc/callback/?{query}")
    assert client.cookies["dnevnik_session"].value == before
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("method", ["post", "head", "put", "delete", "options"])
def test_the_callback_is_read_only(visitor: Visitor, method: str) -> None:
    """response_mode=form_post and fragments never work (security.md 1a)."""
    query = visitor.query()
    answer = getattr(visitor.client, method)("/oidc/callback/", query)
    assert answer.status_code in (200, 405)
    assert visitor.come_back(query).claims is not None


def test_the_answer_keeps_the_address_to_itself(visitor: Visitor) -> None:
    """«callback answer Cache-Control no-store», and no Referer with the code in it."""
    answer = visitor.client.get("/oidc/callback/", visitor.query())
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_nobody_is_signed_in_by_this_package(visitor: Visitor) -> None:
    """Not even by e-mail: an account with the provider's address stays what it was."""
    User.objects.create(username="director", email="anna@example.com", kind="staff", is_staff=True, is_superuser=True)
    visitor.provider.person |= {"email": "anna@example.com", "email_verified": True}
    answer = visitor.client.get("/oidc/callback/", visitor.query())
    assert answer.wsgi_request.user == AnonymousUser()
    assert "dnevnik_session" not in visitor.client.cookies
    assert User.objects.count() == 1


def test_doors_without_a_roof_do_not_open(visitor: Visitor) -> None:
    request = RequestFactory().get("/oidc/callback/")
    with pytest.raises(ImproperlyConfigured):
        CallbackView.as_view()(request)


def test_a_failure_of_the_provider_is_louder_than_an_ordinary_day(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.come_back({})
    visitor.provider.claims["iss"] = "https://op.example"
    visitor.sign_in()
    ours = [record.levelname for record in caplog.records if record.name == "accounts.oidc"]
    assert ours == ["INFO", "WARNING"]
