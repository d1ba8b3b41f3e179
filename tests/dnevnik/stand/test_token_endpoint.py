"""The token and userinfo endpoints, as a portal's server meets them."""

import pytest
from requests.auth import _basic_auth_str

from tests.dnevnik.stand.running import CALLBACK, CLIENT_ID, CLIENT_SECRET, RunningStand, SignIn


@pytest.mark.parametrize("auth", [None, (CLIENT_ID, CLIENT_SECRET)], ids=["client_secret_post", "client_secret_basic"])
def test_a_code_becomes_tokens(stand: RunningStand, auth: tuple[str, str] | None) -> None:
    sign_in = SignIn(stand)
    answer = sign_in.exchange(sign_in.code(), auth=auth)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert set(told) == {"access_token", "token_type", "expires_in", "scope", "id_token"}
    assert told["token_type"] == "Bearer"
    assert told["scope"] == "openid fullname snils"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"code": "junk"}, "invalid_grant", id="a code nobody issued"),
        pytest.param({"code_verifier": "x" * 43}, "invalid_grant", id="another verifier"),
        pytest.param({"code_verifier": "х" * 43}, "invalid_grant", id="a verifier in Cyrillic"),
        pytest.param({"redirect_uri": f"{CALLBACK}x"}, "invalid_grant", id="another return address"),
        pytest.param({"grant_type": "password"}, "unsupported_grant_type", id="another grant type"),
        pytest.param({"code_verifier": None}, "invalid_request", id="no verifier"),
        pytest.param({"code": None}, "invalid_request", id="no code"),
    ],
)
def test_a_wrong_exchange_is_refused_in_json(stand: RunningStand, changes: dict[str, str | None], error: str) -> None:
    sign_in = SignIn(stand)
    answer = sign_in.exchange(sign_in.code(), changes=changes)
    assert answer.status_code == 400
    assert answer.json()["error"] == error
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"client_secret": "a guess"}, id="wrong secret"),
        pytest.param({"client_secret": "догадка"}, id="wrong secret in Cyrillic"),
        pytest.param({"client_id": "somebody"}, id="wrong name"),
        pytest.param({"client_secret": None}, id="no secret"),
    ],
)
def test_a_stranger_gets_401_and_the_code_lives_on(stand: RunningStand, changes: dict[str, str | None]) -> None:
    sign_in = SignIn(stand)
    code = sign_in.code()
    answer = sign_in.exchange(code, changes=changes)
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert sign_in.exchange(code).status_code == 200


def test_a_code_works_once_and_a_second_try_takes_the_token_back(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    code = sign_in.code()
    bearer = {"Authorization": f"Bearer {sign_in.exchange(code).json()['access_token']}"}
    assert stand.get("/userinfo", headers=bearer).status_code == 200
    assert sign_in.exchange(code).json()["error"] == "invalid_grant"
    assert stand.get("/userinfo", headers=bearer).status_code == 401


def test_a_parameter_given_twice_is_refused(stand: RunningStand) -> None:
    sent = [("grant_type", "authorization_code"), ("code", "a"), ("code", "b")]
    answer = stand.post("/token", data=sent, auth=(CLIENT_ID, CLIENT_SECRET))
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request", "error_description": "code is given more than once"}


def test_two_ways_of_introducing_oneself_are_one_too_many(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    answer = sign_in.exchange(sign_in.code(), auth=(CLIENT_ID, CLIENT_SECRET), changes={"client_secret": CLIENT_SECRET})
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    "header",
    [None, "Bearer", "Bearer junk", "Bearer \u00ff\u00fe", _basic_auth_str(CLIENT_ID, CLIENT_SECRET)],
    ids=["no header", "no token", "junk", "not ASCII", "another scheme"],
)
def test_userinfo_wants_a_living_token(stand: RunningStand, header: str | None) -> None:
    answer = stand.get("/userinfo", headers={"Authorization": header.encode("latin-1")} if header else {})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("path", ["/token", "/inbox/deliver", "/authorize/answer"])
def test_what_changes_things_is_not_to_be_had_by_get(stand: RunningStand, path: str) -> None:
    assert stand.get(path).status_code == 405


def test_discovery_describes_what_is_there(stand: RunningStand) -> None:
    told = stand.get("/.well-known/openid-configuration").json()
    assert told["issuer"] == stand.issuer
    assert told["response_types_supported"] == ["code"]
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["id_token_signing_alg_values_supported"] == ["RS256"]
    for name, address in told.items():
        if name.endswith(("_endpoint", "jwks_uri")):
            assert stand.get(address.removeprefix(stand.issuer)).status_code != 404


def test_the_published_key_is_the_public_half(stand: RunningStand) -> None:
    (key,) = stand.get("/jwks").json()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
