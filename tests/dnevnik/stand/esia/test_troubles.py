"""What goes wrong in ESIA's dialect, in ESIA's words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest

from tests.dnevnik.stand.esia.system import EsiaSignIn, told
from tests.dnevnik.stand.running import KIRILL, MARIA, RunningStand, running_stand
from tests.dnevnik.stand.visitor import Visitor


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    """A stand that is closed to people whose account is not confirmed."""
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder, told={**told(folder), "STAND_ESIA_CONFIRMED_ONLY": "1"}) as answering:
        yield answering
    assert "Traceback" not in answering.log.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _mended(stand: RunningStand) -> Iterator[None]:
    yield
    Visitor(stand).send("/faults/", {}, to="/faults/mend")


def turn(stand: RunningStand, trouble: str, *, target: str = MARIA) -> None:
    sent = {"for": target, "trouble": trouble, "turn": "on"}
    Visitor(stand).send("/faults/", sent, to="/faults/switch")


def exchanged(stand: RunningStand) -> tuple[int, dict[str, Any], str]:
    """Status, answer, and the state of the request."""
    sign_in = EsiaSignIn(stand)
    state = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    answer = sign_in.exchange(sign_in.code(MARIA), {"state": state})
    return answer.status_code, answer.json(), state


def unread(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [("unavailable", 503, "ESIA-007008"), ("code_used", 400, "ESIA-007011")],
)
def test_the_token_endpoint_refuses(stand: RunningStand, trouble: str, status: int, code: str) -> None:
    turn(stand, trouble)
    answered, body, _state = exchanged(stand)
    assert answered == status
    assert body["error_description"].startswith(code)


@pytest.mark.parametrize(("trouble", "code"), [("busy", "ESIA-007008"), ("refuses", "ESIA-007004")])
def test_the_browser_brings_an_error(stand: RunningStand, trouble: str, code: str) -> None:
    turn(stand, trouble)
    sign_in = EsiaSignIn(stand)
    told_back = sign_in.answer(sign_in.rights(MARIA))
    assert told_back["error_description"].startswith(code)
    assert told_back["state"] == sign_in.parameters["state"]


def test_an_unconfirmed_account_is_turned_back(stand: RunningStand) -> None:
    turn(stand, "unconfirmed")
    sign_in = EsiaSignIn(stand)
    assert sign_in.answer(sign_in.rights(MARIA))["error_description"].startswith("ESIA-007055")
    child = EsiaSignIn(stand)
    assert "code" in child.answer(child.rights(KIRILL))


def test_an_answer_of_another_sign_in_has_another_state(stand: RunningStand) -> None:
    turn(stand, "wrong_answer")
    _status, body, state = exchanged(stand)
    assert body["state"] != state


def test_the_access_token_names_somebody_else(stand: RunningStand) -> None:
    turn(stand, "other_subject")
    _status, body, _state = exchanged(stand)
    assert unread(body["id_token"])["sub"] == int(MARIA)
    assert unread(body["access_token"])["urn:esia:sbj_id"] != int(MARIA)


@pytest.mark.parametrize("trouble", ["wrong_signature", "keys_rotated"])
def test_the_signature_does_not_fit_the_shown_key(stand: RunningStand, trouble: str) -> None:
    turn(stand, trouble, target="")
    _status, body, _state = exchanged(stand)
    shown = (Path(stand.cast).parent / "esia-public.pem").read_bytes()
    for name in ("id_token", "access_token"):
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(body[name], shown, algorithms=["RS256"], options={"verify_aud": False, "verify_sub": False})


def test_a_rotated_key_can_be_fetched_by_the_operator(stand: RunningStand) -> None:
    turn(stand, "keys_rotated")
    _status, body, _state = exchanged(stand)
    shown = stand.get("/public/esia.pem").content
    assert jwt.decode(body["access_token"], shown, algorithms=["RS256"])
    turn(stand, "keys_down")
    assert stand.get("/public/esia.pem").status_code == 503


def test_nothing_but_the_sign_in_is_granted(stand: RunningStand) -> None:
    turn(stand, "withholds")
    _status, body, _state = exchanged(stand)
    assert unread(body["access_token"])["scope"] == "openid"


def test_the_data_are_not_to_be_had(stand: RunningStand) -> None:
    turn(stand, "data_down")
    token = EsiaSignIn(stand).token(MARIA)
    assert stand.get(f"/rs/prns/{MARIA}", headers={"Authorization": f"Bearer {token}"}).status_code == 503


def test_a_withdrawn_consent_closes_rest(stand: RunningStand) -> None:
    token = EsiaSignIn(stand).token(MARIA)
    page = f"/cabinet/{MARIA}/consents"
    Visitor(stand).send(page, {"client_id": "DNEVNIK"}, to=f"{page}/withdraw")
    assert stand.get(f"/rs/prns/{MARIA}", headers={"Authorization": f"Bearer {token}"}).status_code == 401
