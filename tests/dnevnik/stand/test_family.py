"""«Семья и дети» as parents and children walk it: a child account (AG-01), a foreign paper (AG-07), binding (SC-22)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.dnevnik.stand.running import CAST, KIRILL, MARIA, RunningStand, SignIn, running_stand
from tests.dnevnik.stand.visitor import Visitor

MOTHERS = [f"10003001{number:02d}" for number in range(10)]
FATHER, ANNA = "1000300003", "1000300004"
EMAIL = "anna@gosuslugi.example"
BORN = (date.today() - timedelta(days=366 * 8)).isoformat()  # noqa: DTZ011  any day eight years ago
TYPED = {
    "family_name": "Иванов",
    "given_name": "Пётр",
    "birthdate": BORN,
    "gender": "male",
    "origin": "russian",
    "birth_certificate": "V-ЯЯ № 500000",
}
TEENAGER: dict[str, Any] = {
    "subject": ANNA,
    "name": "Иванова Анна",
    "about": "Ученица, 15 лет",
    "expect": "Входит",
    "contacts": {"email": EMAIL},
    "claims": {
        "family_name": "Иванова",
        "given_name": "Анна",
        "birthdate": (date.today() - timedelta(days=366 * 15)).isoformat(),  # noqa: DTZ011  any day fifteen years ago
        "snils": "000-000-004 04",
        "assurance": "confirmed",
    },
}
OTHER_PARENT: dict[str, Any] = {
    **CAST["personas"][0],
    "subject": FATHER,
    "name": "Иванов Олег",
    "claims": {"family_name": "Иванов", "given_name": "Олег", "assurance": "confirmed"},
    "children": [{"family_name": "Иванова", "given_name": "Анна", "snils": "000-000-004 04"}],
}


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder) as answering:
        mothers = [{**CAST["personas"][0], "subject": subject} for subject in MOTHERS]
        people = [*CAST["personas"], *mothers, OTHER_PARENT, TEENAGER]
        answering.cast.write_text(json.dumps({"personas": people}), encoding="utf-8")
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mother:
    """A mother of no children yet, before the stand."""

    stand: RunningStand
    subject: str

    @property
    def family(self) -> str:
        return f"/cabinet/{self.subject}/family"

    @property
    def child(self) -> str:
        return f"{self.family}/child"

    @property
    def children(self) -> list[dict[str, str]]:
        return children_told(self.stand, self.subject)

    def binds(self, visitor: Visitor, email: str = EMAIL) -> str:
        return visitor.send(f"{self.family}/binding", {"email": email}).text


@pytest.fixture(scope="module")
def spare() -> Iterator[str]:
    return iter(MOTHERS)


@pytest.fixture
def mother(stand: RunningStand, spare: Iterator[str]) -> Mother:
    return Mother(stand, next(spare))


def children_told(stand: RunningStand, subject: str) -> list[dict[str, str]]:
    """What the portal is told by the standard dialect."""
    sign_in = SignIn(stand, {"scope": "openid fullname kids"})
    token = sign_in.exchange(sign_in.code(subject)).json()["access_token"]
    told = stand.get("/userinfo", headers={"Authorization": f"Bearer {token}"}).json()
    children: list[dict[str, str]] = told["children"]
    return children


def test_a_child_account_comes_of_a_certificate(stand: RunningStand, mother: Mother) -> None:
    visitor = Visitor(stand)
    assert mother.children == []
    page = visitor.send(mother.child, TYPED).text
    assert "Иванов Пётр" in page
    assert "проверяется" in page
    number = re.findall(r'name="number" value="(\d+)"', page)[0]
    (told,) = mother.children
    assert told == {
        "family_name": "Иванов",
        "given_name": "Пётр",
        "birthdate": BORN,
        "gender": "male",
        "birth_certificate": "V-ЯЯ № 500000",
        "birth_certificate_status": "verifying",
    }
    page = visitor.send(mother.family, {"number": number, "end": "failed"}, to=f"{mother.family}/check/end").text
    assert "не нашлось в реестре ЗАГС" in page
    assert mother.children[0]["birth_certificate_status"] == "failed"
    again = f"{mother.child}?number={number}"
    assert 'value="Пётр"' in visitor.get(again).text
    visitor.send(again, {**TYPED, "birth_certificate": "V-ЯЯ № 500001"})
    page = visitor.send(mother.family, {"number": number, "end": "passed"}, to=f"{mother.family}/check/end").text
    assert f'href="/cabinet/{number}/"' in page
    (told,) = mother.children
    assert (told["birth_certificate"], told["birth_certificate_status"]) == ("V-ЯЯ № 500001", "verified")
    # The child signs in, and there are no children of its own to tell of.
    assert children_told(stand, number) == []
    assert "Раздел открыт тем" in visitor.get(f"/cabinet/{number}/family").text


def test_a_foreign_certificate_leads_to_the_multifunctional_centre(stand: RunningStand, mother: Mother) -> None:
    page = Visitor(stand).send(mother.child, {**TYPED, "origin": "foreign"}).text
    assert "С иностранным свидетельством – в МФЦ" in page
    assert mother.children == []


def test_a_slip_or_a_taken_snils_makes_no_account(stand: RunningStand, mother: Mother) -> None:
    visitor = Visitor(stand)
    assert "Заполните это поле." in visitor.send(mother.child, {**TYPED, "given_name": ""}).text
    taken = visitor.send(mother.child, {**TYPED, "snils": "000-000-004 04"}).text
    assert "Учётная запись с таким СНИЛС уже есть" in taken
    assert mother.children == []


def test_the_section_is_closed_to_accounts_that_are_not_confirmed(stand: RunningStand) -> None:
    page = f"/cabinet/{KIRILL}/family"
    assert "Детскими учётными записями управляет родитель" in stand.get(page).text
    for path in ("child", "binding"):
        assert stand.get(f"{page}/{path}").headers["Location"] == page


def test_an_account_is_bound_by_a_code_and_the_other_parent_is_told(stand: RunningStand, mother: Mother) -> None:
    visitor, child = Visitor(stand), f"/cabinet/{ANNA}/"
    assert "Код привязки" not in visitor.get(child).text
    page = mother.binds(visitor)
    code = re.findall(r'<p class="code">(\d{6})</p>', page)[0]
    assert "Код действует до" in page
    assert "просит привязать" in visitor.get(f"/inbox/{ANNA}/").text
    assert code not in visitor.get(f"/inbox/{ANNA}/").text
    wrong = visitor.send(child, {"code": f"{(int(code) + 1) % 10**6:06d}"}, to=f"{child}code").text
    assert "Код не подошёл или его срок истёк" in wrong
    right = visitor.send(child, {"code": f" {code[:3]} {code[3:]}"}, to=f"{child}code").text
    assert "Учётная запись привязана" in right
    assert "Код привязки" not in right
    assert [one["given_name"] for one in mother.children] == ["Анна"]
    assert "привязал другой родитель (Иванова Мария Петровна)" in visitor.get(f"/inbox/{FATHER}/").text
    assert "Писем пока нет" in visitor.get(f"/inbox/{mother.subject}/").text


@pytest.mark.parametrize("email", ["", "nobody@gosuslugi.example", EMAIL.upper() + "x"])
def test_nobody_s_address_gives_no_code(stand: RunningStand, mother: Mother, email: str) -> None:
    page = mother.binds(Visitor(stand), email)
    assert "Учётной записи ребёнка 14–17 лет с такой почтой нет" in page


def test_an_expired_code_says_to_start_again(tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.json"
    expired = {MARIA: {ANNA: {"code": "000000", "until": 1, "tries": 0}}}
    notebook.write_text(json.dumps({"bindings": expired}))
    with running_stand(tmp_path, told={"STAND_NOTEBOOK": str(notebook)}) as stand:
        stand.cast.write_text(json.dumps({"personas": [*CAST["personas"], TEENAGER]}), encoding="utf-8")
        visitor, mother = Visitor(stand), Mother(stand, MARIA)
        assert "Срок кода истёк. Начните привязку заново." in visitor.get(mother.family).text
        assert "Код привязки" not in visitor.get(f"/cabinet/{ANNA}/").text
        assert '<p class="code">' in mother.binds(visitor)
