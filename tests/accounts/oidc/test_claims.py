"""What becomes of each claim a provider may send."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.claims import (
    MOST_CHILDREN,
    Document,
    DocumentKind,
    Gender,
    Level,
    Verification,
    VerifiedChild,
    VerifiedClaims,
)
from accounts.oidc.claims import CERTIFICATE, CHILDREN, NAMES, STATUS, verified_claims
from accounts.oidc.errors import ScopeDenied
from schools.identifiers.birth_certificate import parse
from tests.people import birth_certificate

NAMED = {"family_name": "Ковалёва", "given_name": "Анна"}
BARE = VerifiedClaims(issuer="i", subject="s", level=Level.OTHER, surname="Ковалёва", given_name="Анна")


def read(raw: dict[str, object], names: dict[str, str] | None = None) -> VerifiedClaims:
    return verified_claims(raw, issuer="i", subject="s", claim_names=names or {})


READABLE = [
    pytest.param("middle_name", "Игоревна", "patronymic", "Игоревна", id="patronymic"),
    pytest.param("middle_name", "  Игоревна \u00a0 кызы ", "patronymic", "Игоревна кызы", id="single spaces"),
    pytest.param("middle_name", "я" * 100, "patronymic", "я" * 100, id="a patronymic as long as its column"),
    pytest.param("birthdate", "1985-03-14", "birth_date", date(1985, 3, 14), id="birth date"),
    pytest.param("birthdate", "2012-02-29", "birth_date", date(2012, 2, 29), id="leap day"),
    pytest.param("gender", "male", "gender", Gender.MALE, id="gender"),
    pytest.param("snils", "00000000101", "snils", "000-000-001 01", id="bare digits of SNILS"),
    pytest.param("birth_certificate", "IV-АБ 123456", "certificate", parse("IV-АБ 123456"), id="birth certificate"),
    pytest.param("assurance", "confirmed", "level", Level.CONFIRMED, id="confirmed account"),
    pytest.param("assurance", "child", "level", Level.CHILD, id="child account"),
]


@pytest.mark.parametrize(("claim", "value", "field", "expected"), READABLE)
def test_a_readable_claim_is_taken(claim: str, value: object, field: str, expected: object) -> None:
    assert getattr(read({**NAMED, claim: value}), field) == expected


UNREADABLE = [
    ("middle_name", "Иго\x00ревна"),
    ("middle_name", "\ud800"),
    ("middle_name", "я" * 101),
    ("middle_name", ["Игоревна"]),
    ("birthdate", "1985"),
    ("birthdate", "0000-03-14"),
    ("birthdate", "1899-12-31"),
    ("birthdate", "2011-02-29"),
    ("birthdate", "19850314"),
    ("birthdate", "1985-W11-4"),
    ("birthdate", "14.03.1985"),
    ("birthdate", "１９８５-03-14"),
    ("birthdate", 19850314),
    ("gender", "other"),
    ("snils", "000-000-001 02 3"),
    ("snils", 101),
    ("snils", {"value": "000-000-001 01"}),
    ("assurance", "trusted"),
    ("assurance", True),
    ("assurance", None),
]


@pytest.mark.parametrize(("claim", "value"), UNREADABLE, ids=repr)
def test_an_unreadable_claim_is_absent_and_stops_nobody(claim: str, value: object) -> None:
    assert read({**NAMED, claim: value}) == BARE


NUMBER = "IV-АБ 123456"
# What a provider says of the certificate, the documents that this makes, and why it does not count.
DOCUMENTS: dict[str, tuple[dict[str, object], tuple[Document, ...] | None, Verification | None]] = {
    "nothing": ({}, None, None),
    "null": ({CERTIFICATE: None, STATUS: None}, None, None),
    "that there is none": ({CERTIFICATE: ""}, (), None),
    "what is no text": ({CERTIFICATE: 123456}, (), None),
    "a number": ({CERTIFICATE: NUMBER}, (birth_certificate(Verification.VERIFIED, parse(NUMBER)),), None),
    "verified": (
        {CERTIFICATE: NUMBER, STATUS: "verified"},
        (birth_certificate(Verification.VERIFIED, parse(NUMBER)),),
        None,
    ),
    "verified and unreadable": (
        {CERTIFICATE: "?", STATUS: "verified"},
        (birth_certificate(Verification.VERIFIED),),
        None,
    ),
    **{
        state.name: ({CERTIFICATE: NUMBER, STATUS: state.value}, (birth_certificate(state),), state)
        for state in Verification
        if state is not Verification.VERIFIED
    },
    "a status alone": (
        {STATUS: "verifying"},
        (birth_certificate(Verification.VERIFYING),),
        Verification.VERIFYING,
    ),
    "an unknown word": (
        {CERTIFICATE: NUMBER, STATUS: "VERIFIED"},
        (birth_certificate(Verification.UNVERIFIED),),
        Verification.UNVERIFIED,
    ),
    "a status that is no word": (
        {CERTIFICATE: NUMBER, STATUS: True},
        (birth_certificate(Verification.UNVERIFIED),),
        Verification.UNVERIFIED,
    ),
    "foreign": (
        {CERTIFICATE: "AB 1234567", STATUS: "failed"},
        (Document(kind=DocumentKind.FOREIGN_BIRTH_CERTIFICATE, state=Verification.FAILED),),
        Verification.FAILED,
    ),
}


@pytest.mark.parametrize(("said", "documents", "unproved"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_the_certificate_is_a_document_with_its_state(
    said: dict[str, object], documents: tuple[Document, ...] | None, unproved: Verification | None
) -> None:
    told = read({**NAMED, **said})
    assert told.documents == documents
    assert told.unproved_certificate is unproved


@pytest.mark.parametrize("missing", NAMED)
@pytest.mark.parametrize("value", [None, "", "   ", 7, "А\x00"], ids=repr)
def test_without_both_names_the_scope_was_denied(missing: str, value: object) -> None:
    with pytest.raises(ScopeDenied):
        read({**NAMED, missing: value})


def test_a_provider_may_name_its_claims_otherwise() -> None:
    raw: dict[str, object] = {"lastName": "Ковалёва", "given_name": "Анна", "СНИЛС": "000-000-001 01"}
    told = read(raw, {"family_name": "lastName", "snils": "СНИЛС"})
    assert (told.surname, told.snils) == ("Ковалёва", "000-000-001 01")


def test_our_name_means_nothing_where_the_provider_uses_another() -> None:
    assert read({**NAMED, "assurance": "confirmed"}, {"assurance": "acr"}).level == Level.OTHER


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


VERA: dict[str, Any] = {
    "family_name": "Ковалёва",
    "given_name": "Вера",
    "middle_name": "Ильинична",
    "birthdate": "2015-03-14",
    "gender": "female",
    "snils": "000-000-001 01",
    "birth_certificate": "IV-АБ 123456",
    "birth_certificate_status": "verified",
}
READ = VerifiedChild(
    surname="Ковалёва",
    given_name="Вера",
    patronymic="Ильинична",
    birth_date=date(2015, 3, 14),
    gender=Gender.FEMALE,
    snils="000-000-001 01",
    certificate=parse("IV-АБ 123456"),
)


@pytest.mark.parametrize(
    ("said", "children"),
    [
        pytest.param([VERA], (READ,), id="a verified child"),
        pytest.param([VERA, VERA | {"given_name": "Анна"}], (READ, replace(READ, given_name="Анна")), id="in order"),
        pytest.param([VERA | {"snils": 7}], (replace(READ, snils=None),), id="a number that is junk is absent"),
        pytest.param([VERA | {"birthdate": "?"}], (replace(READ, birth_date=None),), id="a date that is junk"),
        pytest.param(
            [VERA | {"birth_certificate": "?"}], (replace(READ, certificate=None),), id="a foreign certificate"
        ),
        pytest.param([VERA] * (MOST_CHILDREN + 1), (READ,) * MOST_CHILDREN, id="more than any family has"),
        pytest.param([], (), id="no children"),
        pytest.param([VERA | {STATUS: "not_verified"}], (), id="typed by the parent alone"),
        pytest.param([VERA | {STATUS: True}], (), id="a status that is no word"),
        pytest.param([VERA | {STATUS: "VERIFIED"}], (), id="a status that is another word"),
        pytest.param([{name: VERA[name] for name in NAMES if name in VERA}], (), id="without a status"),
        pytest.param([VERA | {"birth_certificate": ""}], (), id="no certificate to be verified"),
        pytest.param([VERA | {"given_name": None}], (), id="without a given name"),
        pytest.param([VERA | {"family_name": "А\x00"}], (), id="a surname that is junk"),
        pytest.param(["Вера", None, 7, [VERA], VERA], (READ,), id="junk beside a child"),
        pytest.param(VERA, None, id="one object is no list"),
        pytest.param("Вера", None, id="a text is no list"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_children_count_with_a_verified_certificate_alone(said: object, children: object) -> None:
    assert read({**NAMED, CHILDREN: said}).children == children


def test_a_provider_names_children_its_own_way_too() -> None:
    raw: dict[str, object] = {**NAMED, "kids": [{**VERA, "family_name": "", "lastName": "Ковалёва"}]}
    told = read({**raw, "lastName": "Ковалёва"}, {CHILDREN: "kids", "family_name": "lastName"})
    assert told.children == (READ,)


@given(st.fixed_dictionaries(dict.fromkeys((*NAMES, STATUS), JSON)), JSON)
def test_no_json_is_an_error(raw: dict[str, object], children: object) -> None:
    told = read({**raw, **NAMED, CHILDREN: [raw, {**raw, **NAMED}, children]})
    assert read({**raw, **NAMED, CHILDREN: children}).surname == "Ковалёва"
    assert (told.surname, told.given_name) == ("Ковалёва", "Анна")
    assert told.patronymic.isprintable()
