"""A person's cabinet: own data are checked before the portal sees them, access is withdrawn for good."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.dnevnik.stand.running import CAST, KIRILL, MARIA, RunningStand, SignIn, running_stand
from tests.dnevnik.stand.visitor import Visitor

PROFILE = f"/cabinet/{MARIA}/"
FORM = f"/cabinet/{MARIA}/change"
CONSENTS = f"/cabinet/{MARIA}/consents"
TYPED = {
    "family_name": "Петрова",
    "given_name": "Мария",
    "middle_name": "Петровна",
    "snils": "000-000-001 01",
}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder, told={"STAND_NOTEBOOK": str(folder / "notebook.json")}) as answering:
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")


def token(stand: RunningStand, subject: str = MARIA) -> str:
    sign_in = SignIn(stand)
    held: str = sign_in.exchange(sign_in.code(subject)).json()["access_token"]
    return held


def userinfo(stand: RunningStand, held: str) -> requests.Response:
    return stand.get("/userinfo", headers={"Authorization": f"Bearer {held}"})


def claims(stand: RunningStand) -> dict[str, Any]:
    told: dict[str, Any] = userinfo(stand, token(stand)).json()
    return told


def test_a_change_is_checked_and_then_told_to_the_portal(stand: RunningStand) -> None:
    visitor = Visitor(stand)
    page = visitor.send(FORM, TYPED).text
    assert "Новые данные проверяются" in page
    assert claims(stand)["family_name"] == "Иванова"
    page = visitor.send(PROFILE, {"end": "failed"}, to=f"{FORM}/end").text
    assert "Новые данные не подтвердились" in page
    assert claims(stand)["family_name"] == "Иванова"
    visitor.send(FORM, TYPED)
    page = visitor.send(PROFILE, {"end": "passed"}, to=f"{FORM}/end").text
    assert "Петрова Мария Петровна" in page
    assert "проверяются" not in page
    assert claims(stand)["family_name"] == "Петрова"
    assert "Петрова" in (Path(stand.cast).parent / "notebook.json").read_text(encoding="utf-8")
    assert "Петрова" not in stand.cast.read_text(encoding="utf-8")
    assert "проверяются" not in visitor.send(FORM, TYPED).text, "nothing new is no change"


@pytest.mark.parametrize(("end", "status"), [("failed", "failed"), ("passed", "verified")])
def test_a_certificate_that_is_being_checked_comes_to_an_end(stand: RunningStand, end: str, status: str) -> None:
    """It came so with the cast; whoever is told that it failed corrects it, and it is checked again."""
    maria, kirill = CAST["personas"]
    subject = f"{KIRILL}-{end}"
    cast = {"personas": [maria, kirill, kirill | {"subject": subject, "birth_certificate_status": "verifying"}]}
    stand.cast.write_text(json.dumps(cast), encoding="utf-8")
    assert status_of_certificate(stand, subject) == "verifying"
    visitor, profile = Visitor(stand), f"/cabinet/{subject}/"
    page = visitor.get(profile).text
    assert page.count("IV-АБ № 123456") == 1
    assert "проверяется" in page
    visitor.send(profile, {"end": end}, to=f"{profile}change/end")
    assert status_of_certificate(stand, subject) == status
    visitor.send(
        f"{profile}change", {"family_name": "Иванов", "given_name": "К", "birth_certificate": "IV-АБ № 123456"}
    )
    visitor.send(profile, {"end": "passed"}, to=f"{profile}change/end")
    assert status_of_certificate(stand, subject) == "verified"


def status_of_certificate(stand: RunningStand, subject: str) -> str:
    sign_in = SignIn(stand, {"scope": "openid birth_cert_doc"})
    held = sign_in.exchange(sign_in.code(subject)).json()["access_token"]
    told: str = userinfo(stand, held).json()["birth_certificate_status"]
    return told


def test_a_slip_is_told_and_nothing_is_changed(stand: RunningStand) -> None:
    page = Visitor(stand).send(FORM, {**TYPED, "given_name": "", "snils": "12"}).text
    assert "Заполните это поле." in page
    assert "В СНИЛС 11 цифр" in page
    assert 'value="12"' in page


def test_a_withdrawn_consent_opens_nothing(stand: RunningStand) -> None:
    held, kirills = token(stand), token(stand, KIRILL)
    visitor = Visitor(stand)
    page = visitor.get(CONSENTS).text
    assert "Просмотр вашего СНИЛС" in page
    assert userinfo(stand, held).status_code == 200
    page = visitor.send(CONSENTS, {"client_id": "dnevnik"}, to=f"{CONSENTS}/withdraw").text
    assert "Пока никому" in page
    assert userinfo(stand, held).status_code == 401
    assert userinfo(stand, kirills).status_code == 200


@pytest.mark.parametrize("page", ["", "change", "consents", "family", "family/child", "family/binding"])
def test_nobody_has_no_cabinet(stand: RunningStand, page: str) -> None:
    assert stand.get(f"/cabinet/nobody/{page}").status_code == 404


def test_everybody_s_cabinet_can_be_opened(stand: RunningStand) -> None:
    page = stand.get("/cabinet/").text
    assert f'href="{PROFILE}"' in page
    assert "Иванов Кирилл" in page


def test_changes_survive_a_restart(tmp_path: Path) -> None:
    told = {"STAND_NOTEBOOK": str(tmp_path / "notebook.json")}
    with running_stand(tmp_path, told=told) as stand:
        visitor = Visitor(stand)
        visitor.send(FORM, TYPED)
        visitor.send(PROFILE, {"end": "passed"}, to=f"{FORM}/end")
    with running_stand(tmp_path, told=told) as stand:
        assert claims(stand)["family_name"] == "Петрова"
