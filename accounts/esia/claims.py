"""From ESIA's JSON to `VerifiedClaims`: its names of fields and its ways of writing end here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts.claims import Level, VerifiedClaims
from accounts.oidc import claims as oidc
from accounts.oidc.claims import CHILDREN, STATUS, verified_claims
from accounts.oidc.strict_json import Object

VERIFIED = "VERIFIED"
BIRTH_CERTIFICATE = "BRTH_CERT"
"""In the name of every kind: RF_BRTH_CERT, FID_BRTH_CERT, OLD_BRTH_CERT and the former BRTH_CERT."""
RUSSIAN_CERTIFICATE = "RF_BRTH_CERT"
GENDERS = {"M": "male", "F": "female"}
EMAIL, MOBILE = "EML", "MBT"
NO_DATE = date.min
LONGEST_CONTACT = 254


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What ESIA answered about one person. `children` come with their documents; None is a list not granted."""

    person: Object
    documents: Sequence[Object] = ()
    contacts: Sequence[Object] = ()
    children: Sequence[tuple[Object, Sequence[Object]]] | None = None


def claims_of(gathered: Gathered, *, issuer: str, subject: str, level: Level) -> VerifiedClaims:
    """One person. Raises ScopeDenied when the surname or the given name is missing."""
    children = None if gathered.children is None else [_told(*child) for child in gathered.children]
    told = {**_told(gathered.person, gathered.documents), "assurance": level.value, CHILDREN: children}
    return replace(
        verified_claims(told, issuer=issuer, subject=subject, claim_names={}),
        email=_verified_contact(gathered.contacts, EMAIL),
        phone=_verified_contact(gathered.contacts, MOBILE),
    )


def _told(person: Object, documents: Sequence[Object]) -> dict[str, object]:
    """ESIA's fields under our names of claims (`accounts.oidc.claims`); absent ones stay absent.

    The certificate is the verified one or none: parents type the list of their children themselves.
    """
    born, certificate = _date(person.get("birthDate")), _certificate(documents)
    return {
        "family_name": person.get("lastName"),
        "given_name": person.get("firstName"),
        "middle_name": person.get("middleName"),
        "birthdate": born.isoformat() if born else None,
        "gender": GENDERS.get(str(person.get("gender"))),
        "snils": person.get("snils"),
        "birth_certificate": certificate,
        STATUS: oidc.VERIFIED if certificate else None,
    }


def _certificate(documents: Sequence[Object]) -> str | None:
    """The number of the verified birth certificate: a Russian one before others, the latest before earlier ones."""
    verified = [
        document
        for document in documents
        if document.get("vrfStu") == VERIFIED and BIRTH_CERTIFICATE in str(document.get("type"))
    ]
    if not verified:
        return None
    chosen = max(verified, key=_standing)
    return " ".join(str(chosen.get(part) or "") for part in ("series", "number")).strip()


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
