"""The page «Неисправности»: a switch does what it says, for everybody or for one, until everything is mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dnevnik.stand.troubles import Trouble
from tests.dnevnik.stand.running import KIRILL, MARIA, RunningStand, SignIn, running_stand
from tests.dnevnik.stand.visitor import Visitor


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder) as answering:
        yield answering
    assert "Traceback" not in answering.log.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _mended(stand: RunningStand) -> Iterator[None]:
    yield
    if ">Починить всё</button>" in stand.get("/faults/").text:
        Visitor(stand).send("/faults/", {}, to="/faults/mend")


def turn(stand: RunningStand, trouble: str, *, target: str = "", on: bool = True) -> str:
    sent = {"for": target, "trouble": trouble, "turn": "on" if on else "off"}
    return Visitor(stand).send(f"/faults/?for={target}", sent, to="/faults/switch").text


def token_status(stand: RunningStand, subject: str) -> int:
    sign_in = SignIn(stand)
    return sign_in.exchange(sign_in.code(subject)).status_code


def test_every_trouble_has_its_switch(stand: RunningStand) -> None:
    page = stand.get("/faults/").text
    for trouble in Trouble:
        assert trouble.sentence in page
        assert f'name="trouble" value="{trouble}"' in page


def test_a_switch_is_for_everybody_or_for_one(stand: RunningStand) -> None:
    page = turn(stand, "html_500", target=MARIA)
    assert ">Выключить</button>" in page
    assert (token_status(stand, MARIA), token_status(stand, KIRILL)) == (500, 200)
    assert "Иванова Мария Петровна</a>" in stand.get("/faults/").text
    turn(stand, "unavailable")
    assert (token_status(stand, MARIA), token_status(stand, KIRILL)) == (503, 503)
    assert Trouble.UNAVAILABLE.sentence in SignIn(stand).choose(KIRILL).text
    assert "Только для всех сразу." in stand.get(f"/faults/?for={KIRILL}").text
    turn(stand, "unavailable", on=False)
    Visitor(stand).send("/faults/", {}, to="/faults/mend")
    assert (token_status(stand, MARIA), token_status(stand, KIRILL)) == (200, 200)


def test_keys_are_rotated_and_back(stand: RunningStand) -> None:
    def kid() -> str:
        name: str = stand.get("/jwks").json()["keys"][0]["kid"]
        return name

    kept = kid()
    turn(stand, "keys_rotated")
    assert kid() != kept
    turn(stand, "keys_rotated", on=False)
    assert kid() == kept
    turn(stand, "keys_down")
    assert stand.get("/jwks").status_code == 503


def test_a_slow_answer_takes_as_long_as_was_set(stand: RunningStand) -> None:
    visitor = Visitor(stand)
    page = visitor.send("/faults/", {"for": "", "seconds": "1"}, to="/faults/pace").text
    assert 'value="1"' in page
    turn(stand, "slow_answer")
    sign_in = SignIn(stand)
    assert sign_in.exchange(sign_in.code()).elapsed.total_seconds() >= 1


@pytest.mark.parametrize(
    ("to", "sent"),
    [
        ("switch", {"trouble": "unheard_of"}),
        ("switch", {"trouble": "drip", "for": "nobody"}),
        ("switch", {}),
        ("pace", {"seconds": "-1"}),
        ("pace", {"seconds": "²"}),
        ("pace", {"seconds": "9" * 5000}),
    ],
)
def test_junk_switches_nothing(stand: RunningStand, to: str, sent: dict[str, str]) -> None:
    assert Visitor(stand).send("/faults/", sent, to=f"/faults/{to}").status_code == 400
    assert ">Починить всё</button>" not in stand.get("/faults/").text


def test_an_unknown_person_means_everybody(stand: RunningStand) -> None:
    assert "<h2>Для всех</h2>" in stand.get("/faults/?for=nobody").text
