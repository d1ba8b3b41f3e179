"""Every request to `/aas/oauth2/v2/ac` is shown, or refused with ESIA's own code and word."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from dnevnik.stand.authorization import AuthorizationRequest, Dialect, RefusedRequest, UntrustedRequest
from dnevnik.stand.environment import read_environment
from dnevnik.stand.esia.authorization import MANDATORY, read_request
from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.parameters import Parameters
from tests.dnevnik.stand.esia.system import RETURN, SCOPE, Changes, request_of, signed, timestamp, told
from tests.dnevnik.stand.test_environment import TOLD
from tests.dnevnik.stand.test_pkce import CHALLENGE

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> EsiaClient:
    folder: Path = tmp_path_factory.mktemp("client")
    found = read_environment({**TOLD, **told(folder)}).esia
    assert found is not None
    return found


def parameters_of(changes: Changes) -> dict[str, list[str]]:
    asked = request_of({"timestamp": timestamp(NOW), **changes})
    return {name: [value] for name, value in asked.items()}


def read(parameters: Parameters, client: EsiaClient) -> AuthorizationRequest:
    return read_request(parameters, client=client, now=int(NOW.timestamp()))


def refusal_of(parameters: Parameters, client: EsiaClient) -> RefusedRequest:
    with pytest.raises(RefusedRequest) as caught:
        read(parameters, client)
    return caught.value


def test_a_good_request_is_read(client: EsiaClient) -> None:
    state = str(uuid4())
    wanted = read(parameters_of({"state": state}), client)
    assert (wanted.dialect, wanted.state, wanted.redirect_uri) == (Dialect.ESIA, state, RETURN)
    assert (" ".join(wanted.scopes), wanted.nonce, wanted.code_challenge) == (SCOPE, "", "")


def test_scopes_of_an_organisation_are_signed_where_they_are_sent(client: EsiaClient) -> None:
    at, state = timestamp(NOW), str(uuid4())
    secret = signed(f"DNEVNIK{SCOPE}org_shortname{at}{state}{RETURN}")
    sent = {"state": state, "timestamp": at, "scope_org": "org_shortname", "client_secret": secret}
    assert read(parameters_of(sent), client).state == state


@pytest.mark.parametrize("name", [name for name in MANDATORY if name not in {"client_id", "redirect_uri"}])
def test_a_mandatory_parameter_is_missed_by_name(client: EsiaClient, name: str) -> None:
    parameters = parameters_of({})
    del parameters[name]
    refusal = refusal_of(parameters, client)
    assert refusal.error == "invalid_request"
    assert refusal.description == (f"ESIA-007014: The request doesn`t contain the mandatory parameter [{name}].")


@pytest.mark.parametrize(
    ("changes", "word", "code"),
    [
        pytest.param({"timestamp": "2026-11-29T12:00:00Z"}, "invalid_request", "007014", id="another form of time"),
        pytest.param({"timestamp": "2026.13.29 12:00:00 +0000"}, "invalid_request", "007014", id="no such month"),
        pytest.param({"timestamp": "2026.11.29 12:00:00  0000"}, "invalid_request", "007014", id="a lost plus"),
        pytest.param({"timestamp": timestamp(NOW - timedelta(seconds=301))}, "invalid_request", "007015", id="late"),
        pytest.param({"timestamp": timestamp(NOW + timedelta(seconds=301))}, "invalid_request", "007015", id="early"),
        pytest.param({"timestamp": "0001.01.01 00:00:00 +2359"}, "invalid_request", "00701", id="before all time"),
        pytest.param({"state": "abc"}, "invalid_request", "007003", id="a state that is no UUID"),
        pytest.param({"response_type": "token"}, "unsupported_response_type", "007009", id="implicit flow"),
        pytest.param({"access_type": "always"}, "invalid_request", "007003", id="an unknown access type"),
        pytest.param({"scope": "openid vehicles"}, "invalid_scope", "007006", id="a scope that is not granted"),
        pytest.param({"scope": "snils"}, "invalid_scope", "007006", id="no openid"),
        pytest.param({"client_certificate_hash": "A" * 64}, "access_denied", "007053", id="another certificate"),
        pytest.param({"client_secret": signed("something else")}, "access_denied", "007053", id="another string"),
        pytest.param({"client_secret": "***"}, "access_denied", "007053", id="not base64url"),
        pytest.param({"client_secret": "ы"}, "access_denied", "007053", id="Cyrillic"),
        pytest.param({"code_challenge": CHALLENGE}, "invalid_request", "007003", id="PKCE without a method"),
        pytest.param({"code_challenge_method": "S256"}, "invalid_request", "007003", id="a method without PKCE"),
    ],
)
def test_a_wrong_request_gets_its_code(client: EsiaClient, changes: Changes, word: str, code: str) -> None:
    refusal = refusal_of(parameters_of(changes), client)
    assert refusal.error == word
    assert refusal.description.startswith(f"ESIA-{code}")
    assert refusal.redirect_uri == RETURN
    assert bool(refusal.state) is ("state" not in changes)


def test_five_minutes_are_forgiven(client: EsiaClient) -> None:
    for seconds in (-300, 300):
        assert read(parameters_of({"timestamp": timestamp(NOW + timedelta(seconds=seconds))}), client)


def test_moscow_time_is_the_same_moment(client: EsiaClient) -> None:
    assert read(parameters_of({"timestamp": "2026.11.29 15:00:00 +0300"}), client)


def test_pkce_is_welcome(client: EsiaClient) -> None:
    pkce = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    assert read(parameters_of(pkce), client).code_challenge == CHALLENGE


@pytest.mark.parametrize("name", ["state", "scope", "timestamp", "client_secret", "scope_org"])
def test_a_repeated_parameter_is_malformed(client: EsiaClient, name: str) -> None:
    parameters = parameters_of({})
    refusal = refusal_of({**parameters, name: [*parameters.get(name, ["a"]), "b"]}, client)
    assert refusal.description.startswith("ESIA-007003")


@pytest.mark.parametrize(
    "changes",
    [{"client_id": "ANOTHER"}, {"redirect_uri": "http://evil.example/"}, {"redirect_uri": None}],
    ids=str,
)
def test_a_stranger_is_not_answered(client: EsiaClient, changes: Changes) -> None:
    with pytest.raises(UntrustedRequest):
        read(parameters_of(changes), client)
