"""cast.json: what may stand in it, and what happens when it changes."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dnevnik.stand.cast import CastFile, parse_cast
from dnevnik.stand.entries import InvalidCast
from dnevnik.stand.persona import Check, Paper
from dnevnik.stand.troubles import OF_PERSONS, Trouble
from tests.dnevnik.stand.esia.conftest import OF_MARIA
from tests.dnevnik.stand.running import CAST, KIRILL, MARIA

INN = {"type": "INN", "number": "1"}


def spoiled(changes: dict[str, object]) -> str:
    """The good cast with `changes` in its first persona."""
    first, *rest = CAST["personas"]
    return json.dumps({"personas": [{**first, **changes}, *rest]})


def write(path: Path, text: str, *, at: int) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))


def test_a_good_cast_is_read_in_its_order() -> None:
    maria, kirill = parse_cast(json.dumps(CAST))
    assert (maria.subject, kirill.subject) == (MARIA, KIRILL)
    assert maria.initials == "ИМ"
    assert maria.claims["birthdate"] == "1988-03-04"
    assert "birthdate" not in kirill.claims
    assert (maria.group, maria.withholds, maria.trouble) == ("", (), None)


def test_what_a_persona_may_have_besides() -> None:
    maria, _ = parse_cast(spoiled({"group": "Родители", "withholds": ["snils", "profile"], "trouble": "slow"}))
    assert (maria.group, maria.withholds, maria.trouble) == ("Родители", ("snils", "profile"), Trouble.SLOW)


@pytest.mark.parametrize("trouble", sorted(OF_PERSONS))
def test_every_trouble_has_its_sentence(trouble: Trouble) -> None:
    maria, _ = parse_cast(spoiled({"trouble": trouble.value}))
    assert maria.trouble is trouble
    assert trouble.sentence.endswith(".")


def test_papers_contacts_and_children_are_read() -> None:
    maria, _ = parse_cast(spoiled(OF_MARIA))
    assert (maria.phone, maria.email, maria.password) == ("+70000000001", "maria@gosuslugi.example", "uchebny")
    assert [paper.kind for paper in maria.papers] == [Paper.PASSPORT, Paper.INN]
    kirill, oleg = maria.children
    assert (kirill.name, kirill.subject, kirill.check) == ("Иванов Кирилл", KIRILL, Check.VERIFIED)
    assert (oleg.name, oleg.subject, oleg.check, oleg.is_foreign) == ("Олег", "", Check.FAILED, False)


@pytest.mark.parametrize(
    ("member", "value", "complaint"),
    [
        pytest.param("name", None, ".name: a text of 1 to 200", id="no name"),
        pytest.param("about", " ", ".about: a text of 1 to 200", id="a blank line"),
        pytest.param("expect", "\ud800", ".expect: a text of 1 to 500", id="half a character"),
        pytest.param("subject", 1000300001, ".subject: a text of 1 to 64", id="a number for a subject"),
        pytest.param("subject", "а b", ".subject: a text of 1 to 64", id="a subject in Cyrillic"),
        pytest.param("secret", "x", ": nothing but about, birth_certificate_status, ch", id="an unknown member"),
        pytest.param("claims", [], ".claims: an object", id="claims that are a list"),
        pytest.param("group", None, ".group: a text of 1 to 100", id="null for no group"),
        pytest.param("group", "а" * 101, ".group: a text of 1 to 100", id="an over-long group"),
        pytest.param("withholds", "snils", ".withholds: a list of birth_cert_doc, birthdate", id="a bare scope"),
        pytest.param("withholds", None, ".withholds: a list of", id="null for no list"),
        pytest.param("withholds", ["vehicles"], ".withholds: a list of", id="a scope the stand does not have"),
        pytest.param("withholds", ["openid"], ".withholds: a list of", id="the sign-in itself"),
        pytest.param("withholds", ["snils", "snils"], ".withholds: a list of", id="a scope given twice"),
        pytest.param("withholds", [["snils"]], ".withholds: a list of", id="a list in the list"),
        pytest.param("trouble", "lost", ".trouble: one of busy, code_used, data_down, dr", id="an unknown trouble"),
        pytest.param("trouble", None, ".trouble: one of", id="null for no trouble"),
        pytest.param("trouble", ["slow"], ".trouble: one of", id="a list of troubles"),
        pytest.param("trouble", "keys_down", ".trouble: one of", id="a trouble of everybody's"),
        pytest.param("password", "", ".password: a text of 1 to 64", id="an empty password"),
        pytest.param("contacts", {"fax": "1"}, ".contacts: nothing but email, phone", id="an unknown contact"),
        pytest.param("contacts", {"phone": "8 900"}, ".contacts.phone: +7 and ten digits", id="a short telephone"),
        pytest.param("contacts", {"email": "а@б"}, ".contacts.email: an address", id="an e-mail in Cyrillic"),
        pytest.param("documents", {}, ".documents: a list", id="documents that are no list"),
        pytest.param(
            "documents",
            [{"type": "RF_BRTH_CERT", "number": "1"}],
            ".documents[0].type: one of",
            id="a paper of the claims",
        ),
        pytest.param("birth_certificate_status", "ok", ".birth_certificate_status: one of", id="an unknown check"),
        pytest.param("documents", [{"type": "INN"}], ".documents[0].number: a text", id="a paper without a number"),
        pytest.param(
            "documents",
            [{"type": "INN", "number": "1", "status": "ok"}],
            ".documents[0].status: one of",
            id="an unknown state",
        ),
        pytest.param("children", [1], ".children[0]: an object", id="a child that is a number"),
        pytest.param("children", [{"assurance": "child"}], ".children[0]: nothing but", id="no claim of a child's"),
        pytest.param("children", [{"snils": "1"}], ".children[0].snils: NNN-NNN-NNN NN", id="a child's bad SNILS"),
        pytest.param("children", [{"foreign": "yes"}], ".children[0].foreign: true or false", id="a word for a flag"),
        pytest.param("children", [{"subject": "a b"}], ".children[0].subject: a text", id="a child's bad subject"),
    ],
)
def test_a_bad_persona_is_named_by_its_place(member: str, value: object, complaint: str) -> None:
    with pytest.raises(InvalidCast) as caught:
        parse_cast(spoiled({member: value}))
    assert str(caught.value).startswith(f"personas[0]{complaint}")


@pytest.mark.parametrize(
    ("claim", "value", "wanted"),
    [
        pytest.param("gender", "F", "one of female, male", id="another gender word"),
        pytest.param("assurance", "high", "one of child, confirmed, other", id="another level"),
        pytest.param("snils", "00000000101", "NNN-NNN-NNN NN", id="bare SNILS digits"),
        pytest.param("birthdate", "04.03.1988", "a date as YYYY-MM-DD", id="a Russian date"),
        pytest.param("birthdate", "2025-02-30", "a date as YYYY-MM-DD", id="no such day"),
        pytest.param("birthdate", "19880304", "a date as YYYY-MM-DD", id="a date without dashes"),
        pytest.param("middle_name", None, "a text of 1 to 100 characters", id="null for absent"),
    ],
)
def test_a_bad_claim_is_named_and_not_quoted(claim: str, value: str | None, wanted: str) -> None:
    with pytest.raises(InvalidCast) as caught:
        parse_cast(spoiled({"claims": {claim: value}}))
    assert str(caught.value) == f"personas[0].claims.{claim}: {wanted} belongs here"


def test_an_unknown_claim_is_a_slip() -> None:
    with pytest.raises(InvalidCast, match="claims: nothing but assurance, birth_certificate, birthdate"):
        parse_cast(spoiled({"claims": {"patronymic": "Петровна"}}))


def test_two_people_are_not_one() -> None:
    with pytest.raises(InvalidCast, match="a subject of one's own for each"):
        parse_cast(spoiled({"subject": KIRILL}))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "{}", '{"personas": []}', '{"personas": {}}', '{"personas": [1]}', "[" * 100_000],
    ids=lambda text: repr(text[:20]),
)
def test_a_file_that_is_no_cast(text: str) -> None:
    with pytest.raises(InvalidCast):
        parse_cast(text)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "cast.json"
    write(path, json.dumps(CAST), at=1_000)
    cast = CastFile(path)
    write(path, spoiled({"name": "Петрова Мария"}), at=2_000)
    found = cast.find(MARIA)
    assert found is not None
    assert found.name == "Петрова Мария"


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"\xff")], ids=["gone", "not UTF-8"])
def test_a_broken_change_keeps_the_last_good_cast(
    tmp_path: Path, change: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "cast.json"
    write(path, json.dumps(CAST), at=1_000)
    cast = CastFile(path)
    change(path)
    for _ in range(3):
        assert len(cast.personas()) == 2
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    write(path, spoiled({"subject": "1000300009"}), at=3_000)
    assert cast.find("1000300009") is not None


def test_a_stand_does_not_start_without_its_cast(tmp_path: Path) -> None:
    with pytest.raises(InvalidCast, match="^STAND_CAST: the path of a readable file"):
        CastFile(tmp_path / "cast.json")


def test_nobody_has_an_unknown_subject(tmp_path: Path) -> None:
    path = tmp_path / "cast.json"
    write(path, json.dumps(CAST), at=1_000)
    assert CastFile(path).find("nobody") is None
