"""From ESIA's JSON to `VerifiedClaims`: its names of fields and its ways of writing end here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.claims import BIRTH_CERTIFICATES, Document, DocumentKind, Level, Verification, VerifiedClaims
from accounts.oidc.claims import CERTIFICATE, CHILDREN, STATUS, document, verified_claims
from accounts.oidc.strict_json import Object

VERIFIED = "VERIFIED"
BIRTH_CERTIFICATE = "BRTH_CERT"
"""In the name of every kind: RF_BRTH_CERT, FID_BRTH_CERT, OLD_BRTH_CERT and the former BRTH_CERT."""
RUSSIAN_CERTIFICATE = "RF_BRTH_CERT"
KINDS = {
    "FID_BRTH_CERT": DocumentKind.FOREIGN_BIRTH_CERTIFICATE,
    "OLD_BRTH_CERT": DocumentKind.SOVIET_BIRTH_CERTIFICATE,
    "RF_PASSPORT": DocumentKind.PASSPORT,
    "FID_DOC": DocumentKind.FOREIGN_IDENTITY,
}
CHECKS = {"VERIFYING": Verification.VERIFYING, "VERIFICATION_FAILED": Verification.FAILED}
GENDERS = {"M": "male", "F": "female"}
EMAIL, MOBILE = "EML", "MBT"
NO_DATE = date.min
LONGEST_CONTACT = 254


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What ESIA answered about one person. `children` come with their documents; None is what was not granted."""

    person: Object
    documents: Sequence[Object] | None = None
    contacts: Sequence[Object] = ()
    children: Sequence[tuple[Object, Sequence[Object]]] | None = None


def claims_of(gathered: Gathered, *, issuer: str, subject: str, level: Level) -> VerifiedClaims:
    """One person. Raises ScopeDenied when the surname or the given name is missing."""
    children = None if gathered.children is None else [_child(*told) for told in gathered.children]
    told = {**_told(gathered.person), "assurance": level.value, CHILDREN: children}
    return replace(
        verified_claims(told, issuer=issuer, subject=subject, claim_names={}),
        documents=_documents(gathered.documents),
        email=_verified_contact(gathered.contacts, EMAIL),
        phone=_verified_contact(gathered.contacts, MOBILE),
    )


def _told(person: Object) -> dict[str, object]:
    """ESIA's fields under our names of claims (`accounts.oidc.claims`); absent ones stay absent."""
    born = _date(person.get("birthDate"))
    return {
        "family_name": person.get("lastName"),
        "given_name": person.get("firstName"),
        "middle_name": person.get("middleName"),
        "birthdate": born.isoformat() if born else None,
        "gender": GENDERS.get(str(person.get("gender"))),
        "snils": person.get("snils"),
    }


def _child(child: Object, documents: Sequence[Object]) -> dict[str, object]:
    """With the verified certificate or none: parents type the list of their children themselves."""
    verified = (one for one in _ordered(documents) if _state(one) is Verification.VERIFIED)
    certificate = next((_number(one) for one in verified if _kind(one) in BIRTH_CERTIFICATES), None)
    status = Verification.VERIFIED.value if certificate else None
    return {**_told(child), CERTIFICATE: certificate, STATUS: status}


def _documents(documents: Sequence[Object] | None) -> tuple[Document, ...] | None:
    if documents is None:
        return None
    return tuple(document(_kind(one), _state(one), number=_number(one)) for one in _ordered(documents))


def _ordered(documents: Sequence[Object]) -> list[Object]:
    """Russian birth certificates before everything else, the latest before earlier ones."""
    return sorted(documents, key=_standing, reverse=True)


def _kind(told: Object) -> DocumentKind:
    name = str(told.get("type"))
    otherwise = DocumentKind.BIRTH_CERTIFICATE if BIRTH_CERTIFICATE in name else DocumentKind.OTHER
    return KINDS.get(name, otherwise)


def _state(told: Object) -> Verification:
    """`vrfStu` says whether the document counts; where it does not, `vrfValStu` says how far the check has got."""
    if told.get("vrfStu") == VERIFIED:
        return Verification.VERIFIED
    return CHECKS.get(str(told.get("vrfValStu")), Verification.UNVERIFIED)


def _number(told: Object) -> str:
    return " ".join(str(told.get(part) or "") for part in ("series", "number")).strip()


def _standing(document: Object) -> tuple[bool, date]:
    return document.get("type") == RUSSIAN_CERTIFICATE, _date(document.get("issueDate")) or NO_DATE


def _verified_contact(contacts: Sequence[Object], kind: str) -> str:
    """The first of that kind that the state has verified, or ""."""
    values = (told.get("value") for told in contacts if told.get("type") == kind and told.get("vrfStu") == VERIFIED)
    return next((value for value in values if isinstance(value, str) and _is_contact(value)), "")


def _is_contact(value: str) -> bool:
    return 0 < len(value) <= LONGEST_CONTACT and value.isprintable()


def _date(text: object) -> date | None:
    """`dd.MM.yyyy`."""
    try:
        return datetime.strptime(str(text), "%d.%m.%Y").date()  # noqa: DTZ007  a date of a document has no zone
    except ValueError:
        return None
