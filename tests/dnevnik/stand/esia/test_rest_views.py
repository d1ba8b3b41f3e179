"""A person's data over REST: to a living token of this very person, within its scopes, in both forms."""

from typing import Any

import pytest
import requests

from tests.dnevnik.stand.esia.system import SCOPE, EsiaSignIn
from tests.dnevnik.stand.running import KIRILL, MARIA, RunningStand, SignIn

FIRST_KID = f"{MARIA}01"


class Reader:
    """Somebody with a token."""

    def __init__(self, stand: RunningStand, scope: str) -> None:
        self.stand = stand
        self.token = EsiaSignIn(stand, {"scope": scope}).token(MARIA)

    def get(self, path: str) -> requests.Response:
        return self.stand.get(f"/rs/prns/{MARIA}{path}", headers={"Authorization": f"Bearer {self.token}"})

    def read(self, path: str) -> dict[str, Any]:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture(scope="module")
def reader(stand: RunningStand) -> Reader:
    return Reader(stand, SCOPE)


def test_the_person(reader: Reader) -> None:
    told = reader.read("")
    facts = ("lastName", "firstName", "middleName", "birthDate", "gender", "snils", "trusted", "status")
    assert [told[name] for name in facts] == [
        *("Иванова", "Мария", "Петровна", "04.03.1988", "F", "000-000-001 01", True, "REGISTERED"),
    ]
    assert told["stateFacts"] == ["EntityRoot"]
    assert "inn" not in told


def test_what_was_not_asked_for_is_absent_or_forbidden(stand: RunningStand) -> None:
    poor = Reader(stand, "openid snils")
    assert {"firstName", "birthDate"}.isdisjoint(poor.read(""))
    assert "documents" not in poor.read("?embed=(documents.elements)")
    for path in ("/ctts", "/docs", "/kids", f"/kids/{FIRST_KID}/docs"):
        answer = poor.get(path)
        assert answer.status_code == 403
        assert answer.json() == {"code": "ESIA-005029", "message": "SecurityErrorEnum.scopeNotAllowed"}


@pytest.mark.parametrize("header", ["", "Bearer junk", "Basic eDp4"])
def test_without_a_living_token_there_is_nothing(stand: RunningStand, header: str) -> None:
    answer = stand.get(f"/rs/prns/{MARIA}", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json() == {"code": "ESIA-005013", "message": "SecurityErrorEnum.expiredToken"}


def test_a_token_opens_one_person_alone(reader: Reader, stand: RunningStand) -> None:
    answer = stand.get(f"/rs/prns/{KIRILL}", headers={"Authorization": f"Bearer {reader.token}"})
    assert answer.status_code == 403


def test_a_token_of_the_other_dialect_is_none_here(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    token = sign_in.exchange(sign_in.code(MARIA)).json()["access_token"]
    assert stand.get(f"/rs/prns/{MARIA}", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_children_are_addresses_or_objects(reader: Reader) -> None:
    links = reader.read("/kids")
    assert (links["stateFacts"], links["size"]) == (["hasSize"], 2)
    path = f"/rs/prns/{MARIA}/kids/"
    assert [link.partition("/rs/")[1:] for link in links["elements"]] == [
        ("/rs/", f"{path[4:]}{FIRST_KID}"),
        ("/rs/", f"{path[4:]}{MARIA}02"),
    ]
    followed = reader.read(links["elements"][0].partition(MARIA)[2])
    (kirill, oleg) = reader.read("/kids?embed=(elements)")["elements"]
    assert kirill == followed
    assert (kirill["id"], kirill["firstName"], kirill["birthDate"]) == (int(FIRST_KID), "Кирилл", "06.05.2017")
    assert "gender" not in kirill
    assert "documents" not in oleg


def test_a_childs_certificate_says_how_its_check_went(reader: Reader) -> None:
    (paper,) = reader.read(f"/kids/{FIRST_KID}/docs?embed=(elements)")["elements"]
    assert [paper[name] for name in ("type", "vrfStu", "series", "number")] == [
        *("RF_BRTH_CERT", "VERIFIED", "IV-АБ", "123456"),
    ]
    assert reader.read(f"/kids/{FIRST_KID}/docs/{paper['id']}") == paper
    _, oleg = reader.read("/kids?embed=(elements,documents.elements)")["elements"]
    (failed,) = oleg["documents"]["elements"]
    assert (failed["vrfStu"], failed["vrfValStu"]) == ("NOT_VERIFIED", "VERIFICATION_FAILED")


def test_everything_at_once(stand: RunningStand) -> None:
    rich = Reader(stand, f"{SCOPE} inn id_doc contacts")
    told = rich.read("?embed=(contacts.elements,documents.elements,kids.elements)")
    assert told["inn"] == "000000001"
    assert [one["value"] for one in told["contacts"]["elements"]] == ["+7(000)0000001", "maria@gosuslugi.example"]
    (passport,) = told["documents"]["elements"]
    assert (passport["type"], passport["id"]) == ("RF_PASSPORT", told["rIdDoc"])
    assert told["kids"]["size"] == 2
    assert rich.read("/docs?embed=(elements)") == told["documents"]
    assert rich.read(f"/docs/{passport['id']}") == passport
    phone = told["contacts"]["elements"][0]
    assert rich.read(f"/ctts/{phone['id']}") == phone
    assert rich.read("/ctts")["elements"][0].endswith(f"/ctts/{phone['id']}")


@pytest.mark.parametrize("path", ["/docs/1", "/kids/1", "/kids/1/docs", f"/kids/{FIRST_KID}/docs/1", "/nothing"])
def test_what_is_not_there(reader: Reader, path: str) -> None:
    assert reader.get(path).status_code == 404


NO_EMBED = ["", "(", "()", "elements", "(elements", "(%00)", "(../..)", "(a)", "(" + "a," * 150 + ")"]


@pytest.mark.parametrize("embed", NO_EMBED)
def test_an_embed_that_is_none_means_addresses(reader: Reader, embed: str) -> None:
    assert isinstance(reader.read(f"/kids?embed={embed}")["elements"][0], str)
