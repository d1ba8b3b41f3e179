"""What is made of ESIA's JSON: field by field, and nothing of what nobody verified."""

from datetime import date

import pytest

from accounts.claims import Document, DocumentKind, Gender, Level, Verification, VerifiedClaims
from accounts.esia.claims import Gathered, claims_of
from accounts.oidc.errors import ScopeDenied
from schools.identifiers.birth_certificate import BirthCertificate, Kind
from tests.accounts.esia.esia import PERSON, birth_certificate
from tests.accounts.oidc.jose import Json

FOREIGN: Json = {"type": "FID_BRTH_CERT", "vrfStu": "VERIFIED", "number": "AB 1234567"}


def claims(gathered: Gathered) -> VerifiedClaims:
    return claims_of(gathered, issuer="http://esia.example/", subject="1", level=Level.CONFIRMED)


def of(**changed: object) -> VerifiedClaims:
    kept = {name: value for name, value in {**PERSON, **changed}.items() if value is not None}
    return claims(Gathered(person=kept))


FIELDS: dict[str, tuple[Json, str, object]] = {
    "no patronymic": ({"middleName": None}, "patronymic", ""),
    "a patronymic that is no text": ({"middleName": 7}, "patronymic", ""),
    "spaces around": ({"lastName": "  Ковалёва-Петрова "}, "surname", "Ковалёва-Петрова"),
    "born": ({"birthDate": "01.02.2010"}, "birth_date", date(2010, 2, 1)),
    "no birth date": ({"birthDate": None}, "birth_date", None),
    "a birth date that is not": ({"birthDate": "31.02.2010"}, "birth_date", None),
    "a birth date as ISO": ({"birthDate": "2010-02-01"}, "birth_date", None),
    "a birth date as a number": ({"birthDate": 1265}, "birth_date", None),
    "a man": ({"gender": "M"}, "gender", Gender.MALE),
    "no gender": ({"gender": None}, "gender", None),
    "another gender": ({"gender": "X"}, "gender", None),
    "no snils": ({"snils": None}, "snils", None),
    "a snils without its digits": ({"snils": "000-000"}, "snils", None),
}


@pytest.mark.parametrize(("changed", "name", "expected"), FIELDS.values(), ids=FIELDS.keys())
def test_a_field(changed: Json, name: str, expected: object) -> None:
    assert getattr(of(**changed), name) == expected


@pytest.mark.parametrize("name", ["lastName", "firstName"])
def test_without_names_nobody_is_vouched_for(name: str) -> None:
    with pytest.raises(ScopeDenied):
        of(**{name: None})


DOCUMENTS: dict[str, tuple[list[Json], str | None]] = {
    "verified": ([birth_certificate("123456")], "IV-АБ 123456"),
    "not verified": ([birth_certificate("123456", state="NOT_VERIFIED")], None),
    "being verified": ([{**birth_certificate("123456", state="NOT_VERIFIED"), "vrfValStu": "VERIFYING"}], None),
    "no state at all": ([{"type": "RF_BRTH_CERT", "series": "IV-АБ", "number": "123456"}], None),
    "Soviet": ([birth_certificate("123456", kind="OLD_BRTH_CERT")], "IV-АБ 123456"),
    "the former name": ([birth_certificate("123456", kind="BRTH_CERT")], "IV-АБ 123456"),
    "foreign": ([FOREIGN], "AB 1234567"),
    "a passport": ([birth_certificate("123456", kind="RF_PASSPORT")], None),
    "a Russian one before a foreign one": ([FOREIGN, birth_certificate("123456")], "IV-АБ 123456"),
    "the later of two": (
        [birth_certificate("222222") | {"issueDate": "02.01.2020"}, birth_certificate("111111")],
        "IV-АБ 222222",
    ),
    "no date before a date": ([birth_certificate("222222") | {"issueDate": None}, birth_certificate("1" * 6)], "1"),
    "a number that cannot be read": ([birth_certificate("№")], None),
    "none": ([], None),
}


@pytest.mark.parametrize(("documents", "expected"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_only_a_verified_certificate_counts(documents: list[Json], expected: str | None) -> None:
    found = claims(Gathered(person=PERSON, documents=documents)).certificate
    if expected is None:
        assert found is None
    else:
        assert expected in str(found)


def test_a_foreign_certificate_is_one() -> None:
    assert claims(Gathered(person=PERSON, documents=[FOREIGN])).certificate == BirthCertificate(
        Kind.FOREIGN, "AB", "1234567"
    )


KINDS = {
    "RF_BRTH_CERT": DocumentKind.BIRTH_CERTIFICATE,
    "BRTH_CERT": DocumentKind.BIRTH_CERTIFICATE,
    "KID_RF_BRTH_CERT": DocumentKind.BIRTH_CERTIFICATE,
    "FID_BRTH_CERT": DocumentKind.FOREIGN_BIRTH_CERTIFICATE,
    "OLD_BRTH_CERT": DocumentKind.SOVIET_BIRTH_CERTIFICATE,
    "RF_PASSPORT": DocumentKind.PASSPORT,
    "FID_DOC": DocumentKind.FOREIGN_IDENTITY,
    "MDCL_PLCY": DocumentKind.OTHER,
    "": DocumentKind.OTHER,
}
STATES: dict[str, tuple[Json, Verification]] = {
    "verified": ({"vrfStu": "VERIFIED"}, Verification.VERIFIED),
    "verified, and looked at again": ({"vrfStu": "VERIFIED", "vrfValStu": "VERIFYING"}, Verification.VERIFIED),
    "being checked": ({"vrfStu": "NOT_VERIFIED", "vrfValStu": "VERIFYING"}, Verification.VERIFYING),
    "refused": ({"vrfStu": "NOT_VERIFIED", "vrfValStu": "VERIFICATION_FAILED"}, Verification.FAILED),
    "never checked": ({"vrfStu": "NOT_VERIFIED"}, Verification.UNVERIFIED),
    "an unknown check": ({"vrfStu": "NOT_VERIFIED", "vrfValStu": "VERIFIED"}, Verification.UNVERIFIED),
    "an unknown state": ({"vrfStu": "verified"}, Verification.UNVERIFIED),
    "no text": ({"vrfStu": ["VERIFIED"], "vrfValStu": {}}, Verification.UNVERIFIED),
    "nothing": ({}, Verification.UNVERIFIED),
}


def paper(kind: object, **state: object) -> Json:
    return {"type": kind, "series": "IV-АБ", "number": "123456", "issueDate": "01.01.2020", **state}


def documents_of(*papers: Json) -> tuple[Document, ...] | None:
    return claims(Gathered(person=PERSON, documents=papers)).documents


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS.keys())
def test_kinds_of_documents(name: str, kind: DocumentKind) -> None:
    found = documents_of(paper(name, vrfStu="VERIFIED"))
    assert found is not None
    assert [one.kind for one in found] == [kind]


@pytest.mark.parametrize(("told", "state"), STATES.values(), ids=STATES.keys())
@pytest.mark.parametrize("kind", ["RF_BRTH_CERT", "RF_PASSPORT"])
def test_a_number_comes_with_a_verified_birth_certificate_alone(kind: str, told: Json, state: Verification) -> None:
    found = documents_of(paper(kind, **told))
    assert found is not None
    [one] = found
    assert one.state is state
    assert (one.certificate is not None) is (kind == "RF_BRTH_CERT" and state is Verification.VERIFIED)
    assert one.certificate is not None or "123456" not in repr(one)


def test_documents_that_were_not_granted_are_none_and_no_documents_are_none_of_them() -> None:
    assert claims(Gathered(person=PERSON)).documents is None
    assert documents_of() == ()


def test_the_certificate_that_counts_comes_first() -> None:
    later = birth_certificate("222222") | {"issueDate": "02.01.2020"}
    found = claims(Gathered(person=PERSON, documents=[FOREIGN, birth_certificate("111111"), paper("FID_DOC"), later]))
    numbers = [str(one.certificate) for one in found.documents or () if one.certificate]
    assert numbers == ["IV-АБ 222222", "IV-АБ 111111", "AB 1234567"]


CHILD: Json = {"id": 7, "firstName": "Пётр", "lastName": "Ковалёв"}
CHILDREN: dict[str, tuple[list[tuple[Json, list[Json]]], int]] = {
    "verified": ([(CHILD, [birth_certificate("123456")])], 1),
    "not verified": ([(CHILD, [birth_certificate("123456", state="NOT_VERIFIED")])], 0),
    "a passport alone": ([(CHILD, [birth_certificate("123456", kind="RF_PASSPORT")])], 0),
    "no documents": ([(CHILD, [])], 0),
    "no names": ([({"id": 7}, [birth_certificate("123456")])], 0),
    "one of two": ([(CHILD, []), (CHILD, [birth_certificate("123456")])], 1),
    "none": ([], 0),
}


@pytest.mark.parametrize(("children", "count"), CHILDREN.values(), ids=CHILDREN.keys())
def test_only_children_with_a_verified_certificate_count(children: list[tuple[Json, list[Json]]], count: int) -> None:
    """Parents type the list themselves."""
    found = claims(Gathered(person=PERSON, children=children)).children
    assert found is not None
    assert len(found) == count


def test_a_list_that_was_not_granted_is_none() -> None:
    assert claims(Gathered(person=PERSON)).children is None


CONTACTS: dict[str, tuple[list[Json], str, str]] = {
    "both": (
        [
            {"type": "EML", "vrfStu": "VERIFIED", "value": "a@example.com"},
            {"type": "MBT", "vrfStu": "VERIFIED", "value": "+7(000)0000006"},
        ],
        "a@example.com",
        "+7(000)0000006",
    ),
    "not verified": ([{"type": "EML", "vrfStu": "NOT_VERIFIED", "value": "a@example.com"}], "", ""),
    "of work": ([{"type": "CEM", "vrfStu": "VERIFIED", "value": "a@example.com"}], "", ""),
    "the first": (
        [{"type": "EML", "vrfStu": "VERIFIED", "value": f"{name}@example.com"} for name in "ab"],
        "a@example.com",
        "",
    ),
    "no text": ([{"type": "EML", "vrfStu": "VERIFIED", "value": 7}], "", ""),
    "a line end": ([{"type": "EML", "vrfStu": "VERIFIED", "value": "a@example.com\nBcc: b"}], "", ""),
    "endless": ([{"type": "EML", "vrfStu": "VERIFIED", "value": "a" * 300}], "", ""),
}


@pytest.mark.parametrize(("contacts", "email", "phone"), CONTACTS.values(), ids=CONTACTS.keys())
def test_only_verified_contacts_count(contacts: list[Json], email: str, phone: str) -> None:
    found = claims(Gathered(person=PERSON, contacts=contacts))
    assert (found.email, found.phone) == (email, phone)
