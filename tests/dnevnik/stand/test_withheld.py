"""A person who does not grant everything that the portal asks for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dnevnik.stand.esia.conftest import OF_MARIA
from tests.dnevnik.stand.running import CAST, MARIA, RunningStand, SignIn, running_stand

NOT_GRANTED = '{} <span class="hint">не предоставлено</span>'
PROFILE = "Просмотр вашего имени, даты рождения и пола"
NAMES = ("family_name", "given_name")
SNILS = "Просмотр вашего СНИЛС"


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder) as answering:
        yield answering


def withhold(stand: RunningStand, *scopes: str) -> SignIn:
    """A sign-in that asks for the profile and SNILS, of a Maria who withholds `scopes`."""
    first, *rest = CAST["personas"]
    cast = {"personas": [{**first, "withholds": scopes}, *rest]}
    stand.cast.write_text(json.dumps(cast), encoding="utf-8")
    return SignIn(stand, {"scope": "openid profile snils"})


def test_the_rights_screen_says_what_is_not_granted(stand: RunningStand) -> None:
    page = withhold(stand, "snils").choose(MARIA).text
    assert NOT_GRANTED.format(SNILS) in page
    assert NOT_GRANTED.format(PROFILE) not in page
    assert PROFILE in page


def test_the_rights_screen_says_what_is_granted_in_part(stand: RunningStand) -> None:
    page = withhold(stand, "birthdate").choose(MARIA).text
    assert f'{PROFILE} <span class="hint">предоставлено не полностью</span>' in page
    assert "не предоставлено" not in page


@pytest.mark.parametrize(
    ("withheld", "granted", "claims"),
    [
        pytest.param(
            [],
            "openid profile snils",
            {"assurance", "family_name", "given_name", "middle_name", "birthdate", "gender", "snils"},
            id="nothing",
        ),
        pytest.param(["profile"], "openid snils", {"assurance", "snils"}, id="names"),
        pytest.param(["profile", "snils"], "openid", {"assurance"}, id="everything"),
        pytest.param(
            ["fullname"],
            "openid profile snils",
            {"assurance", "birthdate", "gender", "snils"},
            id="names alone, though the profile would open them",
        ),
    ],
)
def test_the_portal_does_not_get_it(stand: RunningStand, withheld: list[str], granted: str, claims: set[str]) -> None:
    sign_in = withhold(stand, *withheld)
    told = sign_in.exchange(sign_in.code()).json()
    assert told["scope"] == granted
    answer = stand.get("/userinfo", headers={"Authorization": f"Bearer {told['access_token']}"})
    assert set(answer.json()) == {"sub", *claims}


@pytest.mark.parametrize(
    ("withheld", "told"),
    [
        pytest.param(
            [],
            {
                *("family_name", "given_name", "birthdate", "gender", "snils"),
                *("birth_certificate", "birth_certificate_status"),
            },
            id="nothing",
        ),
        pytest.param(
            ["kid_snils", "kid_birth_cert_doc"], {"family_name", "given_name", "birthdate", "gender"}, id="some"
        ),
        pytest.param(["kids"], None, id="children at all"),
    ],
)
def test_of_children_too_the_portal_gets_what_is_granted(
    stand: RunningStand, withheld: list[str], told: set[str] | None
) -> None:
    first, *rest = CAST["personas"]
    cast = {"personas": [{**first, "withholds": withheld, "children": OF_MARIA["children"]}, *rest]}
    stand.cast.write_text(json.dumps(cast), encoding="utf-8")
    sign_in = SignIn(stand, {"scope": "openid kids"})
    token = sign_in.exchange(sign_in.code()).json()["access_token"]
    claims = stand.get("/userinfo", headers={"Authorization": f"Bearer {token}"}).json()
    assert (set(claims["children"][0]) if "children" in claims else None) == told
