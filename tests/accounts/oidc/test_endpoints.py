"""Token and key endpoints that fail: always a page, never an error of ours (security.md 1, 16.5.2)."""

import itertools

import pytest
from pytest_django import Settings

from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import Arrange, replies
from tests.accounts.oidc.provider import IdentityProvider, Reply, as_json

HTML = Reply(b"<h1>Error</h1>", 500, "text/html")
CANARY = "canary-of-the-provider"


def resets(path: str) -> Arrange:
    """The line ends before the answer: a body shorter than was promised."""
    return replies(path, lambda: Reply([], headers={"Content-Length": "100"}))


def redirects(status: int) -> Arrange:
    def arrange(op: IdentityProvider) -> None:
        op.replies["/token"] = lambda: Reply(b"", status, headers={"Location": f"{op.base}/thief"})

    return arrange


FAULTS = {
    "jwks not JSON": (replies("/jwks", lambda: Reply(b"<html>")), "provider_down", "keys_not_json"),
    "jwks without keys": (replies("/jwks", lambda: as_json({})), "provider_down", "keys_missing"),
    "jwks 404": (replies("/jwks", lambda: Reply(b"", 404)), "provider_down", "http_404"),
    "jwks 500 HTML": (replies("/jwks", lambda: HTML), "provider_down", "http_500"),
    "token 400 invalid_grant": (
        replies("/token", lambda: as_json({"error": "invalid_grant", "error_description": CANARY}, 400)),
        "provider_error",
        "invalid_grant",
    ),
    "token 400, its error a canary": (
        replies("/token", lambda: as_json({"error": CANARY}, 400)),
        "provider_error",
        "http_400",
    ),
    "token 400 HTML": (
        replies("/token", lambda: Reply(CANARY.encode(), 400, "text/html")),
        "provider_error",
        "http_400",
    ),
    "token 429": (replies("/token", lambda: Reply(b"", 429)), "provider_down", "http_429"),
    "token 500 HTML": (replies("/token", lambda: HTML), "provider_down", "http_500"),
    "token 201": (replies("/token", lambda: as_json({}, 201)), "provider_down", "http_201"),
    "token 200 []": (replies("/token", lambda: as_json([])), "provider_down", "not_json"),
    "token 200 empty": (replies("/token", lambda: Reply(b"")), "provider_down", "not_json"),
    "token 200 not UTF-8": (replies("/token", lambda: Reply(b'{"a": "\xff"}')), "provider_down", "not_json"),
    "token 200 NaN": (replies("/token", lambda: Reply(b'{"expires_in": NaN}')), "provider_down", "not_json"),
    "token connection reset": (resets("/token"), "provider_down", "ProtocolError"),
    "token compressed": (
        replies("/token", lambda: Reply(b"{}", headers={"Content-Encoding": "gzip"})),
        "provider_down",
        "compressed",
    ),
    "token endless": (replies("/token", lambda: Reply(itertools.repeat(b" " * 65536))), "provider_down", "oversized"),
    "token redirects (302)": (redirects(302), "provider_down", "http_302"),
    "token redirects (307 would post the secret again)": (redirects(307), "provider_down", "http_307"),
}


@pytest.mark.parametrize(("arrange", "reason", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_failing_endpoint_gives_a_page(
    visitor: Visitor,
    journal: Journal,
    caplog: pytest.LogCaptureFixture,
    arrange: Arrange,
    reason: str,
    code: str,
) -> None:
    """«error message carries no token/secret»: nor does any line of any log."""
    arrange(visitor.provider)
    told = visitor.sign_in()
    assert (told.claims, told.reason, journal.code) == (None, reason, code)
    assert "/thief" not in visitor.provider.asked
    assert not [secret for secret in (CANARY, visitor.provider.secret) if secret in caplog.text]


@pytest.mark.parametrize("path", ["/token", "/jwks", "/userinfo"])
def test_a_silent_endpoint_costs_no_more_than_the_deadline(
    visitor: Visitor, journal: Journal, portal: Settings, path: str
) -> None:
    portal.IDENTITY_PROVIDERS = {"op": visitor.provider.settings(deadline_seconds=0.4)}
    visitor.provider.replies[path] = lambda: Reply(b"{}", head_pause=3)
    told = visitor.sign_in()
    assert (told.reason, journal.code) == ("provider_down", "deadline")


def test_nobody_listens(visitor: Visitor, journal: Journal, portal: Settings) -> None:
    query = visitor.query()
    described = visitor.provider.settings(token_endpoint="http://127.0.0.1:9/token")
    portal.IDENTITY_PROVIDERS = {"op": described}
    assert visitor.come_back(query).reason == "provider_down"
    assert journal.code == "unreachable"


@pytest.mark.parametrize("client_auth", ["client_secret_post", "client_secret_basic"])
def test_the_client_proves_itself(visitor: Visitor, portal: Settings, client_auth: str) -> None:
    """oidcc-client-test-client-secret-basic: a secret with + / & and nothing of it in the other place."""
    portal.IDENTITY_PROVIDERS = {"op": visitor.provider.settings(client_auth=client_auth)}
    assert visitor.sign_in().claims is not None
    assert visitor.provider.client_auth == client_auth


def test_a_wrong_secret_is_the_providers_refusal(visitor: Visitor, journal: Journal) -> None:
    visitor.provider.secret = "changed at the provider"
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == "invalid_client"


def test_a_provider_gone_from_the_settings_gives_a_page(visitor: Visitor, portal: Settings, journal: Journal) -> None:
    query = visitor.query()
    portal.IDENTITY_PROVIDERS = {}
    assert visitor.come_back(query).reason == "provider_error"
    assert journal.code == "provider_unknown"
