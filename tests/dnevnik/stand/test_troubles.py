"""What goes wrong on the way back, each trouble as the portal and the person meet it."""

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests

from dnevnik.stand.troubles import DETOURS, Trouble
from tests.dnevnik.stand.running import CALLBACK, CAST, KIRILL, Forms, RunningStand, SignIn, running_stand

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
    troubled = [{**FIRST, "subject": each.value, "trouble": each.value} for each in Trouble]
    with running_stand(folder) as answering:
        cast = {"personas": [*troubled, CAST["personas"][1]]}
        answering.cast.write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")


def granted(sign_in: SignIn, trouble: Trouble) -> requests.Response:
    """The page after «Предоставить» and whatever redirects follow within the stand."""
    sent = {**Forms(sign_in.choose(trouble).text).hidden, "answer": "allow"}
    return sign_in.browser.post(f"{sign_in.stand.issuer}/authorize/answer", data=sent, timeout=10)


def addresses_on(page: requests.Response) -> list[str]:
    return [link for link in Forms(page.text).links if link.startswith(CALLBACK)]


@pytest.mark.parametrize("trouble", Trouble)
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
