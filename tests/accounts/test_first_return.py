"""Whom a new subject proves to be: a table of every doubt (L16; real-life.md, Identity provider over years)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from accounts.claims import Level
from accounts.first_return import Kept, Known, denies, folded, returned
from tests.factories import synthetic_snils
from tests.people import claims

OLD, OTHER = UUID(int=1), UUID(int=2)
BORN = date(1988, 5, 2)
ANNA = folded("Соколова", "Анна", "Петровна")
ME = Known(identity=OLD, level=Level.CONFIRMED, name=ANNA, birth_date=BORN, may_move=True)
RIVAL = replace(ME, identity=OTHER)
OUTGROWN = replace(ME, identity=OTHER, level=Level.CHILD)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        pytest.param([ME], {}, id="the same in everything"),
        pytest.param([ME], {"surname": "СОКОЛОВА", "patronymic": "петровна"}, id="folded"),
        pytest.param([replace(ME, name=folded("Соколова", "Анна", ""))], {"patronymic": "нет"}, id="no patronymic"),
        pytest.param([replace(ME, birth_date=None)], {}, id="the birth date was not known before"),
        pytest.param([ME], {"birth_date": None}, id="the birth date is not told now"),
        pytest.param([ME, OUTGROWN], {}, id="beside the account of one's own childhood"),
    ],
)
def test_it_is_the_same_person(known: list[Known], told: dict[str, Any]) -> None:
    assert returned(claims(**told), known) == OLD


@pytest.mark.parametrize(
    ("known", "told"),
    [
        pytest.param([], {}, id="nobody has the number"),
        pytest.param([ME], {"level": Level.OTHER}, id="an account that nobody confirmed"),
        pytest.param([ME], {"level": Level.CHILD}, id="a child's account"),
        pytest.param([ME], {"snils": None}, id="no number"),
        pytest.param([replace(ME, level=Level.OTHER)], {}, id="the old account was never confirmed"),
        pytest.param([replace(ME, level=Level.CHILD)], {}, id="the old account was a child's"),
        pytest.param([ME], {"surname": "Воронова"}, id="another surname"),
        pytest.param([ME], {"given_name": "Анця"}, id="a slip in the name"),
        pytest.param([ME], {"patronymic": ""}, id="the patronymic on one side alone"),
        pytest.param([ME], {"birth_date": date(1988, 5, 3)}, id="another birth date"),
        pytest.param([ME, RIVAL], {}, id="two accounts fit"),
        pytest.param([ME, replace(RIVAL, name=folded("Белова", "Ольга", ""))], {}, id="somebody else has the number"),
        pytest.param([ME, replace(RIVAL, may_move=False)], {}, id="one has moved already"),
        pytest.param([replace(ME, may_move=False)], {}, id="moved already, or not within the change"),
        pytest.param([ME, replace(OUTGROWN, name=folded("Соколова", "Вера", ""))], {}, id="her child has her number"),
        pytest.param([ME, replace(OUTGROWN, birth_date=date(2015, 1, 1))], {}, id="a child of the same name"),
    ],
)
def test_any_doubt_moves_nobody(known: list[Known], told: dict[str, Any]) -> None:
    assert returned(claims(**told), known) is None


MINE = Kept(snils=claims().snils, name=ANNA, birth_date=BORN)
NUMBERLESS = replace(MINE, snils=None)
CHILD = {"given_name": "Пётр", "birth_date": date(2015, 3, 14)}


@pytest.mark.parametrize(
    ("kept", "told", "is_denied"),
    [
        pytest.param(MINE, {}, False, id="the same in everything"),
        pytest.param(MINE, {"snils": synthetic_snils(18)}, True, id="another number and nothing else"),
        pytest.param(MINE, CHILD, False, id="the same number, whatever else is told"),
        pytest.param(NUMBERLESS, {}, False, id="no number was known before"),
        pytest.param(MINE, {"snils": None}, False, id="no number is told now"),
        pytest.param(NUMBERLESS, CHILD, True, id="no number, and another name and birthday"),
        pytest.param(MINE, CHILD | {"snils": None}, True, id="so it is where none is told"),
        pytest.param(NUMBERLESS, {"birth_date": date(1988, 5, 3)}, False, id="a birthday corrected"),
        pytest.param(NUMBERLESS, {"given_name": "Алла", "surname": "Орлова"}, False, id="another name"),
        pytest.param(NUMBERLESS, CHILD | {"birth_date": None}, False, id="another name, no birthday"),
        pytest.param(replace(NUMBERLESS, birth_date=None), CHILD, False, id="no birthday known before"),
        pytest.param(NUMBERLESS, {"given_name": "АННА", "birth_date": CHILD["birth_date"]}, False, id="folded"),
    ],
)
def test_who_cannot_be_the_one_whom_the_list_names(kept: Kept, told: dict[str, Any], is_denied: bool) -> None:  # noqa: FBT001
    assert denies(claims(**told), kept) is is_denied
