"""Everybody as of now: found by subject, by login and password, by a document."""

import json
from pathlib import Path

import pytest

from dnevnik.stand.notebook import Notebook
from dnevnik.stand.people import People
from tests.dnevnik.stand.cast_of_tests import NOW, SECONDS, people
from tests.dnevnik.stand.esia.conftest import OF_MARIA
from tests.dnevnik.stand.running import CAST, KIRILL, MARIA


@pytest.fixture
def everybody(tmp_path: Path) -> People:
    first, *rest = CAST["personas"]
    path = tmp_path / "cast.json"
    path.write_text(json.dumps({"personas": [{**first, **OF_MARIA}, *rest]}))
    return people(path, Notebook())


@pytest.mark.parametrize(
    "login",
    [
        "maria@gosuslugi.example",
        " Maria@Gosuslugi.EXAMPLE ",
        "+70000000001",
        "8 (000) 000-00-01",
        "000-000-001 01",
        "00000000101",
    ],
)
def test_a_login_is_a_telephone_an_email_or_a_snils(everybody: People, login: str) -> None:
    found = everybody.signs_in(login, "uchebny", now=NOW)
    assert found is not None
    assert found.subject == MARIA


@pytest.mark.parametrize(
    ("login", "password"),
    [
        pytest.param("maria@gosuslugi.example", "Uchebny", id="another password"),
        pytest.param("maria@gosuslugi.example", "", id="no password"),
        pytest.param("", "uchebny", id="no login"),
        pytest.param("ivan@gosuslugi.example", "uchebny", id="another login"),
        pytest.param("\x00", "\ud800", id="junk"),
    ],
)
def test_nobody_else_signs_in(everybody: People, login: str, password: str) -> None:
    assert everybody.signs_in(login, password, now=NOW) is None


def test_who_has_no_password_does_not_sign_in_by_an_empty_one(everybody: People) -> None:
    assert everybody.signs_in("000-000-002 02", "", now=NOW) is None


@pytest.mark.parametrize(
    ("paper", "number", "subject"),
    [
        pytest.param("snils", "00000000101", MARIA, id="SNILS"),
        pytest.param("passport", "0000 № 000001", MARIA, id="a passport"),
        pytest.param("inn", "000000001", MARIA, id="INN"),
        pytest.param("inn", "0000000001", None, id="the passport's digits are no INN"),
        pytest.param("snils", "", None, id="nothing typed"),
        pytest.param("snils", "номер", None, id="no digits"),
        pytest.param("library card", "1", None, id="an unknown paper"),
    ],
)
def test_a_document_has_one_holder(everybody: People, paper: str, number: str, subject: str | None) -> None:
    found = everybody.holder_of(paper, number, now=NOW)
    assert (found.subject if found else None) == subject


def test_changes_and_new_accounts_are_seen_by_everybody(everybody: People) -> None:
    mother = everybody.find(MARIA, now=NOW)
    assert mother is not None
    everybody.changes.propose(mother, {"given_name": "Марина"}, now=NOW)
    number = everybody.families.write_down(mother, {"given_name": "Пётр"}, now=NOW)
    later = {one.subject: one for one in everybody.everybody(now=NOW + SECONDS)}
    assert list(later) == [MARIA, KIRILL, number]
    assert later[MARIA].name == "Иванова Марина Петровна"
    assert later[MARIA].children[-1].subject == number
    assert everybody.find("nobody", now=NOW) is None


def test_a_bound_child_is_listed_as_the_state_knows_it_now(everybody: People) -> None:
    kirill = everybody.find(KIRILL, now=NOW)
    assert kirill is not None
    for child in (KIRILL, "1000300099"):
        everybody.families.bind(MARIA, child)
    everybody.changes.propose(kirill, {"given_name": "Кир"}, now=NOW)
    mother = everybody.find(MARIA, now=NOW + SECONDS)
    assert mother is not None
    assert [kid.name for kid in mother.children] == ["Иванов Кирилл", "Олег", "Иванов Кир"]
    assert mother.children[-1].subject == KIRILL
