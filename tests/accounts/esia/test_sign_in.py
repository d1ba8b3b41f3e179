"""A person comes through ESIA, and everything it vouched for comes with them."""

from dataclasses import replace
from datetime import date

from accounts.claims import Gender, Level, VerifiedChild, VerifiedClaims
from schools.identifiers import birth_certificate
from tests.accounts.esia.conftest import Visitor
from tests.accounts.esia.esia import OID, SCOPES, SNILS

PETR = VerifiedChild(
    surname="Ковалёв",
    given_name="Пётр",
    birth_date=date(2015, 6, 10),
    gender=Gender.MALE,
    certificate=birth_certificate.parse("IV-АБ 701701"),
)
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
