"""Login and password: the rights screen, or «Неверные логин или пароль» and the way to find them again."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.dnevnik.stand.esia.conftest import OF_MARIA
from tests.dnevnik.stand.running import CAST, MARIA, Forms, RunningStand, SignIn, running_stand
from tests.dnevnik.stand.visitor import Visitor

LOGIN = "maria@gosuslugi.example"


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder) as answering:
        cast = copy.deepcopy(CAST)
        cast["personas"][0].update(OF_MARIA)
        answering.cast.write_text(json.dumps(cast), encoding="utf-8")
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")


def signed_in(stand: RunningStand, login: str, password: str) -> requests.Response:
    visitor = Visitor(stand)
    ticket = Forms(SignIn(stand).start().text).hidden["ticket"]
    typed = {"ticket": ticket, "login": login, "password": password}
    return visitor.send(f"/login?ticket={ticket}", typed, to="/login/password")


def test_the_right_ones_lead_to_the_rights_screen(stand: RunningStand) -> None:
    answer = signed_in(stand, LOGIN, "uchebny")
    assert "Дневник запрашивает следующие права:" in answer.text
    assert parse_qs(urlsplit(answer.url).query)["subject"] == [MARIA]


def test_wrong_ones_are_answered_in_esia_s_words(stand: RunningStand) -> None:
    answer = signed_in(stand, LOGIN, "my own password")
    assert answer.status_code == 200
    assert "Неверные логин или пароль" in answer.text
    assert ">Восстановить</a>" in answer.text
    assert f'value="{LOGIN}"' in answer.text
    assert "my own password" not in answer.text


def test_the_logins_are_printed_for_everybody(stand: RunningStand) -> None:
    page = stand.get("/").text
    assert f"<code>{LOGIN}</code>, пароль: <code>uchebny</code>" in page


def recovered(stand: RunningStand, paper: str, number: str) -> str:
    ticket = Forms(SignIn(stand).start().text).hidden["ticket"]
    typed = {"ticket": ticket, "paper": paper, "number": number}
    return Visitor(stand).send(f"/login/recovery?ticket={ticket}", typed, to="/login/recovery").text


@pytest.mark.parametrize(
    ("paper", "number"), [("snils", "000-000-001 01"), ("passport", "0000000001"), ("inn", "000000001")]
)
def test_a_document_finds_them(stand: RunningStand, paper: str, number: str) -> None:
    page = recovered(stand, paper, number)
    assert "Иванова Мария Петровна" in page
    assert "uchebny" in page


def test_nobody_s_document_is_told_so(stand: RunningStand) -> None:
    page = recovered(stand, "passport", "1234 567890")
    assert "По этим данным никого нет" in page
    assert 'value="1234 567890"' in page
    assert all(words in page for words in ("Паспорт РФ", "ИНН", "СНИЛС", "Продолжить"))


@pytest.mark.parametrize("path", ["/login", "/login/recovery"])
def test_without_a_sign_in_under_way_the_page_is_stale(stand: RunningStand, path: str) -> None:
    answer = stand.get(path, params={"ticket": "junk"})
    assert answer.status_code == 400
    assert "Страница устарела" in answer.text
