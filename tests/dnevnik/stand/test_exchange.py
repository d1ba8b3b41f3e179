"""Who may introduce oneself as the portal, header by header."""

from base64 import b64encode

import pytest

from dnevnik.stand.environment import read_environment
from dnevnik.stand.exchange import ExchangeRefused, bearer_token, exchange
from dnevnik.stand.grants import GrantStore
from tests.dnevnik.stand.test_environment import TOLD
from tests.dnevnik.stand.test_grants import GRANT, NOW
from tests.dnevnik.stand.test_pkce import VERIFIER

CLIENT = read_environment({**TOLD, "STAND_CLIENT_SECRET": "p+s:w d%"})


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


def attempt(authorization: str, **changes: list[str]) -> str:
    """The error of an otherwise good exchange, "" when it succeeds."""
    grants = GrantStore()
    sent = {
        "grant_type": ["authorization_code"],
        "code": [grants.issue_code(GRANT, now=NOW)],
        "redirect_uri": [GRANT.redirect_uri],
        "code_verifier": [VERIFIER],
        **changes,
    }
    try:
        exchange(sent, authorization=authorization, client=CLIENT, grants=grants, now=NOW)
    except ExchangeRefused as refusal:
        return refusal.error
    return ""


@pytest.mark.parametrize(
    ("authorization", "changes", "error"),
    [
        pytest.param(basic("dnevnik:p%2Bs%3Aw+d%25"), {}, "", id="form-encoded inside Basic, RFC 6749, 2.3.1"),
        pytest.param(basic("dnevnik:p%2Bs%3Aw+d%25").replace("Basic", "bAsIc"), {}, "", id="schemes know no case"),
        pytest.param(basic("dnevnik:p+s:w d%"), {}, "invalid_client", id="not form-encoded: the plus is a space"),
        pytest.param("", {"client_id": ["dnevnik"], "client_secret": ["p+s:w d%"]}, "", id="in the body"),
        pytest.param("", {}, "invalid_client", id="nowhere"),
        pytest.param("Basic", {}, "invalid_client", id="an empty header"),
        pytest.param("Basic ы", {}, "invalid_client", id="a header that is no base64"),
        pytest.param(basic("dnevnik"), {}, "invalid_client", id="no colon"),
        pytest.param("Bearer " + basic("dnevnik:p%2Bs%3Aw+d%25")[6:], {}, "invalid_client", id="another scheme"),
        pytest.param("Basic " + b64encode(b"\xff:\xff").decode(), {}, "invalid_client", id="not UTF-8"),
        pytest.param(basic("dnevnik:p%2Bs%3Aw+d%25"), {"client_id": ["dnevnik"]}, "", id="the name in both places"),
        pytest.param(basic("dnevnik:p%2Bs%3Aw+d%25"), {"client_id": ["x"]}, "invalid_request", id="two names"),
        pytest.param(basic("dnevnik:p%2Bs%3Aw+d%25"), {"client_secret": ["x"]}, "invalid_request", id="two secrets"),
    ],
)
def test_introductions(authorization: str, changes: dict[str, list[str]], error: str) -> None:
    assert attempt(authorization, **changes) == error


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Bearer", ""), ("Basic abc", ""), ("", ""), ("abc", "")],
)
def test_a_bearer_token(header: str, token: str) -> None:
    assert bearer_token(header) == token
