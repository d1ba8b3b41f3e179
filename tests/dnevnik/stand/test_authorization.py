"""Every authorization request is shown, sent back with an error, or answered here; there is no fourth way."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnevnik.stand.authorization import RefusedRequest, UntrustedRequest, read_request
from dnevnik.stand.environment import read_environment
from tests.dnevnik.stand.test_environment import TOLD
from tests.dnevnik.stand.test_pkce import CHALLENGE

CLIENT = read_environment(TOLD)
CALLBACK = CLIENT.redirect_uris[0]
PARAMETERS_OF_TRUST = ("client_id", "redirect_uri")
GOOD = {
    "client_id": ["dnevnik"],
    "redirect_uri": [CALLBACK],
    "response_type": ["code"],
    "scope": ["openid snils unheard_of fullname"],
    "state": ["s"],
    "nonce": ["n"],
    "code_challenge": [CHALLENGE],
    "code_challenge_method": ["S256"],
}


def test_a_good_request_is_read_and_unknown_scopes_fall_away() -> None:
    wanted = read_request({**GOOD, "display": ["page"], "vendor": ["a", "b"]}, client=CLIENT)
    assert wanted.scopes == ("openid", "fullname", "snils")
    assert (wanted.state, wanted.nonce, wanted.code_challenge) == ("s", "n", CHALLENGE)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param("client_id", [], id="no client"),
        pytest.param("client_id", ["another"], id="another client"),
        pytest.param("client_id", ["dnevnik", "dnevnik"], id="a client given twice"),
        pytest.param("redirect_uri", [], id="no address"),
        pytest.param("redirect_uri", [CALLBACK + "?a=1"], id="an address with more to it"),
        pytest.param("redirect_uri", [CALLBACK.upper()], id="an address in capitals"),
        pytest.param("redirect_uri", [CALLBACK, CALLBACK], id="an address given twice"),
    ],
)
def test_an_untrusted_request_names_its_parameter(name: str, values: list[str]) -> None:
    with pytest.raises(UntrustedRequest, match=f"^{name}$"):
        read_request({**GOOD, name: values}, client=CLIENT)


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        pytest.param({"response_type": []}, "invalid_request", "response_type", id="no response type"),
        pytest.param({"response_type": ["code id_token"]}, "unsupported_response_type", "code", id="hybrid flow"),
        pytest.param({"response_mode": ["fragment"]}, "invalid_request", "response_mode", id="fragment mode"),
        pytest.param({"scope": ["snils"]}, "invalid_scope", "openid", id="no openid"),
        pytest.param({"scope": ["OpenID"]}, "invalid_scope", "openid", id="scopes know their case"),
        pytest.param({"nonce": []}, "invalid_request", "nonce", id="no nonce"),
        pytest.param({"nonce": ["a" * 2049]}, "invalid_request", "nonce", id="an over-long nonce"),
        pytest.param({"code_challenge": []}, "invalid_request", "code_challenge", id="no challenge"),
        pytest.param({"code_challenge_method": []}, "invalid_request", "S256", id="no method means plain"),
        pytest.param({"code_challenge_method": ["plain"]}, "invalid_request", "S256", id="plain"),
        pytest.param({"prompt": ["none"]}, "login_required", "asks", id="a silent sign-in"),
        pytest.param({"request": ["x"]}, "request_not_supported", "request", id="a request object"),
        pytest.param({"request_uri": ["x"]}, "request_uri_not_supported", "request_uri", id="a request by reference"),
        pytest.param({"nonce": ["n", "n"]}, "invalid_request", "nonce is given more", id="a nonce given twice"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_its_state(changes: dict[str, list[str]], error: str, description: str) -> None:
    with pytest.raises(RefusedRequest) as caught:
        read_request({**GOOD, **changes}, client=CLIENT)
    assert caught.value.error == error
    assert description in caught.value.description
    assert caught.value.state == "s"
    assert caught.value.redirect_uri == CALLBACK


@pytest.mark.parametrize("state", [[], [""], ["a", "b"], ["\x00"], ["ы"], ["a" * 2049]])
def test_a_state_that_is_none_is_not_sent_back(state: list[str]) -> None:
    with pytest.raises(RefusedRequest) as caught:
        read_request({**GOOD, "state": state}, client=CLIENT)
    assert caught.value.error == "invalid_request"
    assert caught.value.state == ""


@given(st.dictionaries(st.sampled_from([*GOOD, "prompt", "response_mode"]), st.lists(st.text(), max_size=3)))
def test_there_is_no_fourth_way(spoiled: dict[str, list[str]]) -> None:
    known: Sequence[str] = CLIENT.redirect_uris
    try:
        told = read_request({**GOOD, **spoiled}, client=CLIENT).redirect_uri
    except UntrustedRequest as untrusted:
        told, known = str(untrusted), PARAMETERS_OF_TRUST
    except RefusedRequest as refused:
        told = refused.redirect_uri
    assert told in known
