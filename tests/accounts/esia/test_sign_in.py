"""A person comes through ESIA, and everything it vouched for comes with them."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.claims import Document, DocumentKind, Gender, Level, Verification, VerifiedChild, VerifiedClaims
from schools.identifiers.birth_certificate import parse as birth_certificate_of
from tests import people
from tests.accounts.esia.conftest import Visitor
from tests.accounts.esia.esia import CHILDREN, OID, SCOPES, SNILS, birth_certificate
from tests.accounts.oidc.provider import Reply, as_json

PETR = VerifiedChild(
    surname="Ковалёв",
    given_name="Пётр",
    birth_date=date(2015, 6, 10),
    gender=Gender.MALE,
    certificate=birth_certificate_of("IV-АБ 701701"),
)
PASSPORT = Document(kind=DocumentKind.PASSPORT, state=Verification.VERIFIED)
ANNA = VerifiedClaims(
    issuer="http://esia.example/",
    subject=OID,
    level=Level.CONFIRMED,
    surname="Ковалёва",
    given_name="Анна",
    patronymic="Игоревна",
    birth_date=date(1985, 3, 14),
    gender=Gender.FEMALE,
    snils=SNILS,
    documents=(PASSPORT,),
    children=(PETR,),
    email="anna@example.com",
)
ROOT = f"/rs/prns/{OID}"


def test_everything_becomes_one_set_of_claims(visitor: Visitor) -> None:
    """The second child's certificate is not verified, nor is the telephone."""
    assert visitor.sign_in().claims == ANNA
    assert visitor.esia.asked == [
        "/aas/oauth2/v3/te",
        ROOT,
        *(f"{ROOT}/{part}" for part in ("docs", "kids", "kids/701/docs", "kids/702/docs", "ctts")),
    ]


def test_links_are_followed_where_elements_are_links(visitor: Visitor) -> None:
    visitor.esia.embeds = False
    assert visitor.sign_in().claims == ANNA
    assert f"{ROOT}/kids/701/docs/9" in visitor.esia.asked


def test_only_what_was_granted_is_asked_for(visitor: Visitor) -> None:
    def without_children(claims: dict[str, object]) -> dict[str, object]:
        kept = [word for word in SCOPES.split() if not word.startswith(("kid_", "email", "mobile"))]
        return claims | {"scope": " ".join(f"{word}?oid={OID}" for word in kept)}

    visitor.esia.edit_access = without_children
    assert visitor.sign_in().claims == replace(ANNA, children=None, email="")
    assert visitor.esia.asked == ["/aas/oauth2/v3/te", ROOT, f"{ROOT}/docs"]


def test_the_token_request(visitor: Visitor) -> None:
    """In the body, form-encoded, under a state of its own; the code is a JWT of a kilobyte."""
    query = visitor.query()
    visitor.come_back(query)
    form = visitor.esia.token_form
    assert len(query["code"]) > 900
    assert sorted(form) == sorted(
        [
            *("client_id", "client_certificate_hash", "client_secret", "code", "grant_type", "redirect_uri"),
            *("scope", "state", "timestamp", "token_type"),
        ]
    )
    assert (form["code"], form["grant_type"], form["token_type"]) == (query["code"], "authorization_code", "Bearer")
    assert form["state"] != query["state"]


def test_a_text_for_a_subject_is_the_same_person(visitor: Visitor) -> None:
    visitor.esia.edit_id = lambda claims: claims | {"sub": OID}
    assert visitor.sign_in().claims == ANNA


def test_documents_that_come_with_a_child_are_not_asked_for(visitor: Visitor) -> None:
    """As the state's own pages get them; a link among them is followed like any other."""
    petr, vera = visitor.esia.collections["kids"]
    petr["documents"] = {"elements": [birth_certificate("701701")]}
    vera["documents"] = {"elements": [f"{visitor.esia.base}{ROOT}/kids/702/docs/9"]}
    assert visitor.sign_in().claims == ANNA
    assert [path for path in visitor.esia.asked if path.endswith("docs")] == [f"{ROOT}/docs"]


@pytest.mark.parametrize("number", [None, "", "../1", 0, True, "701/docs/9?x"], ids=repr)
def test_a_child_whose_number_is_none_is_asked_nothing(visitor: Visitor, number: object) -> None:
    visitor.esia.collections["kids"] = [{**CHILDREN[0], "id": number}]
    assert visitor.sign_in().claims == replace(ANNA, children=())
    assert not [path for path in visitor.esia.asked if "/kids/" in path]


@pytest.mark.parametrize("code", ["", "ESIA-005029"], ids=["no code", "ESIA-005029"])
@pytest.mark.parametrize("part", ["docs", "ctts", "kids", "kids/701/docs"])
def test_a_part_that_the_token_does_not_open_is_absent(visitor: Visitor, part: str, code: str) -> None:
    visitor.esia.replies[f"{ROOT}/{part}"] = lambda: as_json({"code": code}, 403)
    absent: dict[str, VerifiedClaims] = {
        "docs": replace(ANNA, documents=None),
        "ctts": replace(ANNA, email=""),
        "kids": replace(ANNA, children=None),
        "kids/701/docs": replace(ANNA, children=()),
    }
    assert visitor.sign_in().claims == absent[part]


def test_a_verified_certificate_of_ones_own(visitor: Visitor) -> None:
    visitor.esia.collections["docs"].append(birth_certificate("555555"))
    number = birth_certificate_of("IV-АБ 555555")
    told = visitor.sign_in().claims
    assert told == replace(ANNA, documents=(people.birth_certificate(Verification.VERIFIED, number), PASSPORT))
    assert told.certificate == number


def test_what_was_left_out_stands_in_the_log(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    visitor.esia.replies[f"{ROOT}/kids"] = lambda: Reply(b"", 502)
    visitor.sign_in()
    ours = [record.getMessage() for record in caplog.records if record.name == "accounts.esia"]
    assert ours == ["left out of a sign-in: http_502"]
