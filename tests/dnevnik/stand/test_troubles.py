"""What goes wrong on the way back, each trouble as the portal and the person meet it."""

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests

from dnevnik.stand.troubles import DETOURS, OF_PERSONS, SHELVES, Trouble
from tests.dnevnik.stand.running import CALLBACK, CAST, CLIENT_ID, KIRILL, Forms, RunningStand, SignIn, running_stand

TITLES = {
    Trouble.OTHER_BROWSER: "Ссылка открылась в другом браузере",
    Trouble.SLOW: "Код из СМС задерживается",
    Trouble.TWICE: "Одна ссылка два раза",
}
FIRST = CAST["personas"][0]


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    """A stand whose personas have one trouble each, and a last one who has none."""
    folder: Path = tmp_path_factory.mktemp("stand")
    troubled = [{**FIRST, "subject": each.value, "trouble": each.value} for each in sorted(OF_PERSONS)]
    with running_stand(folder) as answering:
        cast = {"personas": [*troubled, CAST["personas"][1]]}
        answering.cast.write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")
        yield answering
    # One 500 is on purpose; a traceback never is.
    assert "Traceback" not in answering.log.read_text(encoding="utf-8")


def granted(sign_in: SignIn, trouble: Trouble) -> requests.Response:
    """The page after «Предоставить» and whatever redirects follow within the stand."""
    sent = {**Forms(sign_in.choose(trouble).text).hidden, "answer": "allow"}
    return sign_in.browser.post(f"{sign_in.stand.issuer}/authorize/answer", data=sent, timeout=10)


def addresses_on(page: requests.Response) -> list[str]:
    return [link for link in Forms(page.text).links if link.startswith(CALLBACK)]


def test_every_trouble_stands_on_one_shelf() -> None:
    assert [trouble for shelf in SHELVES for trouble in shelf.troubles] == list(Trouble)


@pytest.mark.parametrize("trouble", sorted(OF_PERSONS))
def test_it_is_said_on_the_card_and_on_the_rights_screen(stand: RunningStand, trouble: Trouble) -> None:
    sign_in = SignIn(stand)
    assert trouble.sentence in sign_in.start().text
    assert trouble.sentence in sign_in.choose(trouble).text
    assert trouble.sentence not in sign_in.choose(KIRILL).text


def test_an_unavailable_provider_answers_503_for_that_code_and_no_other(stand: RunningStand) -> None:
    sign_in, other = SignIn(stand), SignIn(stand)
    code = sign_in.code(Trouble.UNAVAILABLE)
    assert sign_in.exchange(code, changes={"client_secret": "a guess"}).status_code == 401
    answer = sign_in.exchange(code)
    assert (answer.status_code, answer.json()) == (503, {"error": "temporarily_unavailable"})
    assert other.exchange(other.code(KIRILL)).status_code == 200


def test_a_wrong_answer_carries_another_nonce_and_is_good_besides(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    told = sign_in.exchange(sign_in.code(Trouble.WRONG_ANSWER)).json()
    claims = jwt.decode(told["id_token"], options={"verify_signature": False})
    assert claims["sub"] == Trouble.WRONG_ANSWER
    assert claims["nonce"]
    assert claims["nonce"] != sign_in.parameters["nonce"]


@pytest.mark.parametrize("trouble", sorted(DETOURS))
def test_a_detour_is_a_page_that_leads_back_with_a_good_code(stand: RunningStand, trouble: Trouble) -> None:
    sign_in = SignIn(stand)
    page = granted(sign_in, trouble)
    assert page.status_code == 200
    assert f"<h1>{TITLES[trouble]}</h1>" in page.text
    assert FIRST["expect"] in page.text
    told = dict(parse_qsl(urlsplit(addresses_on(page)[0]).query, strict_parsing=True))
    assert (told["state"], told["iss"]) == ("the portal's state", stand.issuer)
    assert sign_in.exchange(told["code"]).status_code == 200


@pytest.mark.parametrize("trouble", sorted(DETOURS))
def test_one_may_come_back_to_a_detour_and_find_the_same_address(stand: RunningStand, trouble: Trouble) -> None:
    page = granted(SignIn(stand), trouble)
    again = requests.get(page.url, timeout=10)
    assert addresses_on(again) == addresses_on(page) != []


@pytest.mark.parametrize("trouble", sorted(DETOURS))
def test_who_refuses_takes_no_detour(stand: RunningStand, trouble: Trouble) -> None:
    sign_in = SignIn(stand)
    assert sign_in.answer(sign_in.choose(trouble), "deny")["error"] == "access_denied"


def test_the_other_browser_s_address_is_printed_to_be_copied(stand: RunningStand) -> None:
    page = granted(SignIn(stand), Trouble.OTHER_BROWSER)
    (address,) = addresses_on(page)
    assert f">{address}</code>" in unescape(page.text)
    assert "в другом браузере или в приватном окне" in page.text


def test_the_slow_one_is_asked_to_wait(stand: RunningStand) -> None:
    page = granted(SignIn(stand), Trouble.SLOW)
    assert "Подождите больше 30 минут" in page.text
    assert len(addresses_on(page)) == 1
    assert ">Продолжить</a>" in page.text


def test_the_same_link_is_given_twice(stand: RunningStand) -> None:
    page = granted(SignIn(stand), Trouble.TWICE)
    first, second = addresses_on(page)
    assert first == second
    assert page.text.index(">Открыть дневник</a>") < page.text.index(">Открыть ту же ссылку ещё раз</a>")


def test_a_forged_detour_leads_nowhere(stand: RunningStand) -> None:
    address = granted(SignIn(stand), Trouble.TWICE).url
    forged = requests.get(address[:-1] + ("A" if address[-1] != "A" else "B"), timeout=10)
    assert forged.status_code == 400
    assert "Страница устарела" in forged.text
    assert addresses_on(forged) == []


@pytest.mark.parametrize(
    ("trouble", "error"),
    [(Trouble.REFUSES, "access_denied"), (Trouble.BUSY, "temporarily_unavailable")],
)
def test_who_grants_is_answered_with_an_error_all_the_same(stand: RunningStand, trouble: Trouble, error: str) -> None:
    sign_in = SignIn(stand)
    told = sign_in.answer(sign_in.choose(trouble), "allow")
    assert (told["error"], told["state"]) == (error, "the portal's state")
    assert "code" not in told


def test_another_state_comes_back(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    assert sign_in.answer(sign_in.choose(Trouble.OTHER_STATE), "allow")["state"] == "not-the portal's state"


def redeemed(stand: RunningStand, trouble: Trouble, **options: Any) -> requests.Response:
    sign_in = SignIn(stand)
    return sign_in.exchange(sign_in.code(trouble), **options)


@pytest.mark.parametrize(
    ("trouble", "status", "content"),
    [
        pytest.param(Trouble.HTML_500, 500, "<h1>Internal Server Error</h1>", id="a page of 500"),
        pytest.param(Trouble.CODE_USED, 400, "invalid_grant", id="a used code"),
        pytest.param(Trouble.REDIRECT, 307, "", id="a redirect"),
        pytest.param(Trouble.JUNK, 200, '{"access_token": "', id="half of a JSON"),
    ],
)
def test_the_token_endpoint_answers_something_else(
    stand: RunningStand, trouble: Trouble, status: int, content: str
) -> None:
    answer = redeemed(stand, trouble)
    assert answer.status_code == status
    assert content in answer.text


def test_a_huge_answer_is_huge(stand: RunningStand) -> None:
    answer = redeemed(stand, Trouble.HUGE, stream=True)
    read = 0
    for chunk in answer.iter_content(1 << 20):
        read += len(chunk)
        if read > 8 << 20:
            break
    answer.close()
    assert read > 8 << 20


def test_a_dripping_answer_begins_at_once_and_does_not_end(stand: RunningStand) -> None:
    answer = redeemed(stand, Trouble.DRIP, stream=True)
    assert next(answer.iter_content(1)) == b"{"
    answer.close()


@pytest.mark.parametrize(
    ("trouble", "refusal"),
    [
        pytest.param(Trouble.WRONG_SIGNATURE, jwt.InvalidSignatureError, id="a stranger's signature"),
        pytest.param(Trouble.UNSIGNED, jwt.InvalidAlgorithmError, id="no signature"),
        pytest.param(Trouble.WRONG_ISSUER, jwt.InvalidIssuerError, id="another issuer"),
        pytest.param(Trouble.WRONG_AUDIENCE, jwt.InvalidAudienceError, id="another audience"),
        pytest.param(Trouble.EXPIRED, jwt.ExpiredSignatureError, id="an expired token"),
        pytest.param(Trouble.FROM_THE_FUTURE, jwt.ImmatureSignatureError, id="a token of the future"),
    ],
)
def test_a_spoiled_token_is_spoiled_in_that_way(
    stand: RunningStand, trouble: Trouble, refusal: type[jwt.InvalidTokenError]
) -> None:
    token = redeemed(stand, trouble).json()["id_token"]
    (published,) = jwt.PyJWKSet.from_dict(stand.get("/jwks").json()).keys
    with pytest.raises(refusal):
        jwt.decode(token, published, algorithms=["RS256"], audience=CLIENT_ID, issuer=stand.issuer)


def test_an_answer_without_an_id_token(stand: RunningStand) -> None:
    assert set(redeemed(stand, Trouble.WITHOUT_IDENTITY).json()) == {
        *("access_token", "token_type", "expires_in", "scope"),
    }


def told_of(stand: RunningStand, trouble: Trouble) -> requests.Response:
    token = redeemed(stand, trouble).json()["access_token"]
    return stand.get("/userinfo", headers={"Authorization": f"Bearer {token}"})


def test_the_data_are_another_persons_or_not_to_be_had(stand: RunningStand) -> None:
    assert told_of(stand, Trouble.OTHER_SUBJECT).json()["sub"] != Trouble.OTHER_SUBJECT
    assert told_of(stand, Trouble.DATA_DOWN).status_code == 503


def test_an_account_is_not_confirmed_or_tells_nothing(stand: RunningStand) -> None:
    assert told_of(stand, Trouble.UNCONFIRMED).json()["assurance"] == "other"
    assert set(told_of(stand, Trouble.WITHHOLDS).json()) == {"sub", "assurance"}
