"""ESIA's dialect as a system with a certificate meets it: from the first request to the person's data."""

import hashlib
from base64 import urlsafe_b64encode
from pathlib import Path
from uuid import uuid4

import jwt
import pytest

from tests.dnevnik.stand.esia.system import MNEMONIC, RETURN, Changes, EsiaSignIn, returned
from tests.dnevnik.stand.running import KIRILL, MARIA, RunningStand

VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}


def claims_of(stand: RunningStand, token: str, *, audience: str | None = None) -> dict[str, object]:
    """The claims of a token, by the public key that the stand shows to its operator."""
    pem = (Path(stand.cast).parent / "esia-public.pem").read_bytes()
    claims: dict[str, object] = jwt.decode(
        token,
        pem,
        algorithms=["RS256"],
        issuer=f"{stand.issuer}/",
        audience=audience,
        options={"verify_sub": False},
    )
    return claims


def test_authorization_leads_to_the_login_page(stand: RunningStand) -> None:
    answer = EsiaSignIn(stand).start()
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login?ticket=")


def test_the_rights_screen_lists_every_scope(stand: RunningStand) -> None:
    page = EsiaSignIn(stand).rights(MARIA).text
    for line in ("Проведение входа", "вашей фамилии", "вашего СНИЛС", "СНИЛС ваших детей", "о рождении ваших детей"):
        assert line in page
    assert "мобильного" not in page


def test_a_grant_returns_a_code_and_the_state_and_nothing_else(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand)
    told = sign_in.answer(sign_in.rights(MARIA))
    assert set(told) == {"code", "state"}
    assert told["state"] == sign_in.parameters["state"]
    assert jwt.get_unverified_header(told["code"])["sbt"] == "authorization_code"
    assert len(told["code"]) > 700


def test_a_refusal_is_007004(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand)
    assert sign_in.answer(sign_in.rights(MARIA), "deny") == {
        "error": "access_denied",
        "error_description": "ESIA-007004: The resource owner or authorization server denied the request.",
        "state": sign_in.parameters["state"],
    }


def test_a_wrong_request_goes_back_with_esia_s_code(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand, {"client_secret": "c2lnbmF0dXJl"})
    assert returned(sign_in.start()) == {
        "error": "access_denied",
        "error_description": "ESIA-007053: OAuthErrorEnum.clientSecretWrong",
        "state": sign_in.parameters["state"],
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"client_id": "ANOTHER"}, "client_id", id="another mnemonic"),
        pytest.param({"redirect_uri": "http://evil.example/"}, "ESIA-007023", id="a domain that is not registered"),
        pytest.param({"redirect_uri": None}, "ESIA-007023", id="no address"),
    ],
)
def test_a_stranger_is_sent_nowhere(stand: RunningStand, changes: Changes, words: str) -> None:
    answer = EsiaSignIn(stand, changes).start()
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert words in answer.text


def test_a_code_becomes_tokens(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand)
    state = str(uuid4())
    answer = sign_in.exchange(sign_in.code(MARIA), {"state": state})
    told = answer.json()
    assert answer.status_code == 200
    assert set(told) == {"state", "token_type", "expires_in", "access_token", "id_token"}
    assert (told["state"], told["token_type"], told["expires_in"]) == (state, "Bearer", 3600)
    access = claims_of(stand, told["access_token"])
    assert jwt.get_unverified_header(told["access_token"]) == {
        "ver": 1,
        "typ": "JWT",
        "sbt": "access",
        "alg": "RS256",
    }
    assert (access["urn:esia:sbj_id"], access["client_id"]) == (int(MARIA), MNEMONIC)
    assert str(access["scope"]).startswith(f"openid fullname?oid={MARIA} birthdate?oid={MARIA}")
    identity = claims_of(stand, told["id_token"], audience=MNEMONIC)
    assert identity["sub"] == int(MARIA)
    assert "nonce" not in identity
    assert identity["urn:esia:sbj"] == {
        "urn:esia:sbj:oid": int(MARIA),
        "urn:esia:sbj:nam": f"OID.{MARIA}",
        "urn:esia:sbj:typ": "P",
        "urn:esia:sbj:is_tru": True,
        "urn:esia:sbj:lvl": "PR",
    }


def test_a_childs_account_is_of_a_childs_level(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand)
    told = sign_in.exchange(sign_in.code(KIRILL)).json()
    subject = claims_of(stand, told["id_token"], audience=MNEMONIC)["urn:esia:sbj"]
    assert isinstance(subject, dict)
    assert subject["urn:esia:sbj:lvl"] == "KD"
    assert "urn:esia:sbj:is_tru" not in subject


def test_a_code_works_once_and_the_second_try_takes_the_token_back(stand: RunningStand) -> None:
    sign_in = EsiaSignIn(stand)
    code = sign_in.code(MARIA)
    token = sign_in.exchange(code).json()["access_token"]
    second = sign_in.exchange(code)
    assert second.status_code == 400
    assert second.json()["error_description"].startswith("ESIA-007011")
    assert stand.get(f"/rs/prns/{MARIA}", headers={"Authorization": f"Bearer {token}"}).status_code == 401


@pytest.mark.parametrize(
    ("started", "changes", "code"),
    [
        pytest.param(PKCE, {"code_verifier": VERIFIER}, None, id="the right verifier"),
        pytest.param(PKCE, {"code_verifier": "x" * 43}, "007040", id="another verifier"),
        pytest.param(PKCE, {}, "007040", id="no verifier"),
        pytest.param({}, {"code_verifier": VERIFIER}, "007039", id="a verifier without a challenge"),
        pytest.param({}, {"redirect_uri": f"{RETURN}x"}, "007011", id="another address"),
        pytest.param({}, {"grant_type": "refresh_token"}, "007012", id="another grant"),
        pytest.param({}, {"token_type": "MAC"}, "007003", id="another type of token"),
        pytest.param({}, {"state": None}, "007014", id="no state"),
        pytest.param({}, {"client_secret": "c2ln"}, "007053", id="a wrong signature"),
    ],
)
def test_an_exchange_is_checked(stand: RunningStand, started: Changes, changes: Changes, code: str | None) -> None:
    sign_in = EsiaSignIn(stand, started)
    answer = sign_in.exchange(sign_in.code(MARIA), changes)
    told = answer.json()
    assert answer.status_code == (400 if code else 200)
    assert told.get("error_description", "").startswith(f"ESIA-{code}" if code else "")
    assert "error" not in told or bool(told.get("state")) is ("state" not in changes)


def test_json_in_the_body_is_a_request_without_parameters(stand: RunningStand) -> None:
    answer = stand.post("/aas/oauth2/v3/te", json={"client_id": MNEMONIC})
    assert answer.status_code == 400
    assert "mandatory parameter [state, client_id, " in answer.json()["error_description"]


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        pytest.param({"client_id": MNEMONIC, "redirect_url": f"{RETURN}bye"}, f"{RETURN}bye", id="to the system"),
        pytest.param({"client_id": MNEMONIC, "redirect_url": "http://evil.example/"}, None, id="to a stranger"),
        pytest.param({"client_id": "ANOTHER", "redirect_url": RETURN}, None, id="of a stranger"),
        pytest.param({}, None, id="nowhere"),
    ],
)
def test_logout_returns_to_a_registered_domain_alone(
    stand: RunningStand, query: dict[str, str], leads: str | None
) -> None:
    answer = stand.get("/idp/ext/Logout", params=query)
    assert answer.headers.get("Location") == leads
    assert leads or "Вы вышли" in answer.text


def test_the_public_key_is_to_be_had(stand: RunningStand) -> None:
    assert stand.get("/public/esia.pem").content == (Path(stand.cast).parent / "esia-public.pem").read_bytes()
