"""Likeness explains and suggests: one wrong digit, one wrong letter, a new surname; it says nothing of the rest."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.claims import Level
from accounts.matching.likeness import Trait, alike, one_slip_apart
from accounts.matching.person import Claimed, Record, Role
from schools.identifiers.snils import check_digits

NAMES: dict[str, Any] = {"surname": "Соколова", "given_name": "Анна", "patronymic": "Петровна"}
MINE = "000-000-017 00"


def snils(nine: str) -> str:
    return f"{nine[:3]}-{nine[3:6]}-{nine[6:]} {check_digits(nine)}"


def traits(*, theirs: str | None = None, birth_date: date | None = None, **recorded: Any) -> set[Trait]:
    claimed = Claimed(**NAMES, birth_date=date(1988, 5, 2), level=Level.CONFIRMED, certificate="c")
    record = Record(**(NAMES | recorded), birth_date=birth_date, record_id=uuid4(), role=Role.PARENT)
    return set(alike(claimed, record, ours=MINE, theirs=theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "is_slip"),
    [
        pytest.param("000000017", "000000019", True, id="one digit, the check digits follow"),
        pytest.param("000120017", "000210017", True, id="neighbours swapped"),
        pytest.param("000102017", "000201017", False, id="digits swapped that are no neighbours"),
        pytest.param("000000017", "000000071", True, id="a swap at the end"),
        pytest.param("000000017", "000000099", False, id="two digits"),
        pytest.param("000000017", "000000017", False, id="the same number"),
    ],
)
def test_a_slip_of_the_pen_in_a_number(ours: str, theirs: str, is_slip: bool) -> None:  # noqa: FBT001  a table's column
    assert one_slip_apart(snils(ours), snils(theirs)) is is_slip
    assert one_slip_apart(snils(theirs), snils(ours)) is is_slip


def test_wrong_check_digits_alone_are_a_slip() -> None:
    assert one_slip_apart("000-000-017 01", "000-000-017 02")


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        pytest.param({}, {Trait.SAME_NAME, Trait.SNILS_MISSING}, id="the number is missing"),
        pytest.param({"surname": "соколова "}, {Trait.SAME_NAME, Trait.SNILS_MISSING}, id="spelt carelessly"),
        pytest.param({"surname": "Соклова"}, {Trait.NAME_SLIP, Trait.SNILS_MISSING}, id="a typo"),
        pytest.param({"patronymic": ""}, {Trait.NO_PATRONYMIC, Trait.SNILS_MISSING}, id="no patronymic"),
        pytest.param(
            {"surname": "Соклова", "patronymic": ""}, {Trait.NAME_SLIP, Trait.SNILS_MISSING}, id="a typo and none"
        ),
        pytest.param({"surname": "Орлова"}, {Trait.OTHER_SURNAME, Trait.SNILS_MISSING}, id="married"),
        pytest.param({"patronymic": "Ильинична"}, {Trait.OTHER_PATRONYMIC, Trait.SNILS_MISSING}, id="patronymic"),
        pytest.param({"theirs": snils("000000019")}, {Trait.SAME_NAME, Trait.SNILS_SLIP}, id="a slip in the number"),
        pytest.param({"theirs": snils("000000999")}, {Trait.SAME_NAME, Trait.OTHER_SNILS}, id="a namesake"),
        pytest.param(
            {"theirs": snils("000000019"), "surname": "Орлова", "given_name": "Вера"}, {Trait.SNILS_SLIP}, id="number"
        ),
        pytest.param(
            {"birth_date": date(1988, 5, 2)},
            {Trait.SAME_NAME, Trait.SNILS_MISSING, Trait.SAME_BIRTH_DATE},
            id="born the same day",
        ),
        pytest.param(
            {"birth_date": date(1990, 5, 2)},
            {Trait.SAME_NAME, Trait.SNILS_MISSING, Trait.OTHER_BIRTH_DATE},
            id="born another day",
        ),
        pytest.param({"certificate": "c", "given_name": "Вера"}, {Trait.SAME_CERTIFICATE, Trait.SNILS_MISSING}, id="c"),
    ],
)
def test_what_makes_a_record_look_like_the_person(recorded: dict[str, Any], found: set[Trait]) -> None:
    assert traits(**recorded) == found


@pytest.mark.parametrize(
    "recorded",
    [
        pytest.param({"given_name": "Вера"}, id="a sister"),
        pytest.param({"surname": "Орлова", "given_name": "Вера"}, id="another woman with the patronymic"),
        pytest.param({"surname": "Орлова", "patronymic": ""}, id="only the given name"),
        pytest.param({"given_name": "Вера", "birth_date": date(1988, 5, 2)}, id="a twin"),
    ],
)
def test_who_does_not_look_like_the_person(recorded: dict[str, Any]) -> None:
    assert traits(**recorded) == set()
