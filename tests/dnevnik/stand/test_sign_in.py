"""From the portal to the stand and back, as a browser goes."""

from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests

from dnevnik.stand.tokens import at_hash
from tests.dnevnik.stand.running import CALLBACK, CAST, CLIENT_ID, KIRILL, MARIA, PORTAL, Forms, RunningStand, SignIn


def claims_of(stand: RunningStand, access_token: str) -> dict[str, str]:
    answer = stand.get("/userinfo", headers={"Authorization": f"Bearer {access_token}"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    claims: dict[str, str] = answer.json()
    return claims


def test_the_login_page_shows_the_whole_cast(stand: RunningStand) -> None:
    page = SignIn(stand).start()
    assert page.status_code == 200
    for persona in CAST["personas"]:
        for words in ("name", "about", "expect"):
            assert persona[words] in page.text


def test_the_rights_screen_names_only_what_is_asked(stand: RunningStand) -> None:
    page = SignIn(stand).choose(MARIA).text
    assert "Дневник запрашивает следующие права:" in page
    asked = [line for line in ("Проведение входа в систему", "фамилии, имени и отчества", "СНИЛС") if line in page]
    assert len(asked) == 3
    assert "даты рождения" not in page
    assert "свидетельства" not in page


def test_from_the_rights_screen_one_may_choose_again(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    links = Forms(sign_in.choose(MARIA).text).links
    again = stand.get(next(link for link in links if link.startswith("/login?")))
    assert again.status_code == 200
    assert "Кто входит?" in again.text


def test_a_grant_returns_code_state_and_issuer(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    answered = sign_in.answer(sign_in.choose(MARIA), "allow")
    assert set(answered) == {"code", "state", "iss"}
    assert answered["state"] == "the portal's state"
    assert answered["iss"] == stand.issuer


@pytest.mark.parametrize("refused_at", ["login page", "rights screen"])
def test_a_refusal_returns_esia_s_own_words(stand: RunningStand, refused_at: str) -> None:
    sign_in = SignIn(stand)
    page = sign_in.start() if refused_at == "login page" else sign_in.choose(MARIA)
    assert sign_in.answer(page, "deny") == {
        "error": "access_denied",
        "error_description": "ESIA-007004: The resource owner or authorization server denied the request.",
        "state": "the portal's state",
        "iss": stand.issuer,
    }


def test_a_return_address_keeps_its_own_query(stand: RunningStand) -> None:
    sign_in = SignIn(stand, {"redirect_uri": f"{PORTAL}/other/?kept=1"})
    answered = sign_in.answer(sign_in.choose(MARIA), "allow")
    assert answered["kept"] == "1"
    assert answered["code"]


def test_the_id_token_is_signed_and_complete(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    told = sign_in.exchange(sign_in.code()).json()
    keys = jwt.PyJWKSet.from_dict(stand.get("/jwks").json())
    kid = jwt.get_unverified_header(told["id_token"])["kid"]
    claims = jwt.decode(told["id_token"], keys[kid], algorithms=["RS256"], audience=CLIENT_ID, issuer=stand.issuer)
    assert set(claims) == {"iss", "sub", "aud", "exp", "iat", "nbf", "auth_time", "nonce", "at_hash"}
    assert claims["sub"] == MARIA
    assert claims["nonce"] == "the portal's nonce"
    assert claims["at_hash"] == at_hash(told["access_token"])
    assert claims["auth_time"] <= claims["iat"] == claims["nbf"] < claims["exp"]


def test_userinfo_tells_what_was_granted_and_no_more(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    told = sign_in.exchange(sign_in.code()).json()
    assert claims_of(stand, told["access_token"]) == {
        "sub": MARIA,
        "family_name": "Иванова",
        "given_name": "Мария",
        "middle_name": "Петровна",
        "snils": "000-000-001 01",
        "assurance": "confirmed",
    }


def test_a_field_nobody_has_is_absent(stand: RunningStand) -> None:
    sign_in = SignIn(stand, {"scope": "openid profile snils birth_cert_doc"})
    told = sign_in.exchange(sign_in.code(KIRILL)).json()
    assert claims_of(stand, told["access_token"]) == {
        "sub": KIRILL,
        "family_name": "Иванов",
        "birth_certificate": "IV-АБ 123456",
        "birth_certificate_status": "verified",
        "assurance": "child",
    }


def test_a_form_without_its_cookie_is_not_believed(stand: RunningStand) -> None:
    sent = {**Forms(SignIn(stand).choose(MARIA).text).hidden, "answer": "allow"}
    answer = stand.post("/authorize/answer", data=sent)
    assert answer.status_code == 403
    assert "Ответ не принят" in answer.text


def test_a_forged_ticket_gives_no_code(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    sent = {**Forms(sign_in.choose(MARIA).text).hidden, "answer": "allow"}
    spoiled = {**sent, "ticket": sent["ticket"][:-1] + ("A" if sent["ticket"][-1] != "A" else "B")}
    answer = sign_in.browser.post(stand.issuer + "/authorize/answer", data=spoiled, timeout=10, allow_redirects=False)
    assert answer.status_code == 400
    assert "Страница устарела" in answer.text


@pytest.mark.parametrize("subject", ["1000399999", ""], ids=["somebody else", "nobody"])
def test_only_the_cast_may_sign_in(stand: RunningStand, subject: str) -> None:
    sign_in = SignIn(stand)
    sent = {**Forms(sign_in.choose(MARIA).text).hidden, "answer": "allow", "subject": subject}
    answer = sign_in.browser.post(stand.issuer + "/authorize/answer", data=sent, timeout=10, allow_redirects=False)
    assert answer.status_code == 404
    assert "Такого человека в списке нет" in answer.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"response_type": "token"}, "unsupported_response_type", id="implicit flow"),
        pytest.param({"scope": "fullname"}, "invalid_scope", id="no openid"),
        pytest.param({"nonce": None}, "invalid_request", id="no nonce"),
        pytest.param({"code_challenge": None}, "invalid_request", id="no PKCE"),
        pytest.param({"code_challenge_method": "plain"}, "invalid_request", id="plain PKCE"),
    ],
)
def test_a_wrong_request_goes_back_with_an_error(
    stand: RunningStand, changes: dict[str, str | None], error: str
) -> None:
    answer = SignIn(stand, changes).start()
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{CALLBACK}?")
    told = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
    assert told["error"] == error
    assert told["error_description"]
    assert told["state"] == "the portal's state"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"client_id": "somebody"}, id="another client"),
        pytest.param({"redirect_uri": f"{CALLBACK}x"}, id="almost the return address"),
        pytest.param({"redirect_uri": None}, id="no return address"),
    ],
)
def test_a_stranger_is_sent_nowhere(stand: RunningStand, changes: dict[str, str | None]) -> None:
    answer: requests.Response = SignIn(stand, changes).start()
    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert "Запрос на вход составлен неверно" in answer.text
