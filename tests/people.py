"""People at the door: verified claims of invented persons."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.actions import identities
from accounts.claims import Document, DocumentKind, Gender, Level, Verification, VerifiedClaims
from accounts.models import VerifiedIdentity
from schools.identifiers.birth_certificate import BirthCertificate
from tests.factories import create_region, synthetic_snils

ISSUER = "https://provider.example"
NOON = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def claims(**fields: Any) -> VerifiedClaims:
    """Анна Петровна Соколова, a confirmed adult with SNILS number 17, unless told otherwise.

    `certificate` is that of her one document.
    """
    certificate = fields.pop("certificate", None)
    told: dict[str, Any] = {
        "issuer": ISSUER,
        "subject": "1000300001",
        "level": Level.CONFIRMED,
        "surname": "Соколова",
        "given_name": "Анна",
        "patronymic": "Петровна",
        "birth_date": date(1988, 5, 2),
        "gender": Gender.FEMALE,
        "snils": synthetic_snils(17),
        "documents": (birth_certificate(Verification.VERIFIED, certificate),) if certificate else None,
    }
    return VerifiedClaims(**(told | fields))


def birth_certificate(state: Verification, certificate: BirthCertificate | None = None) -> Document:
    """As a provider tells of it: only a verified one comes with its number."""
    return Document(kind=DocumentKind.BIRTH_CERTIFICATE, state=state, certificate=certificate)


def remember(**fields: Any) -> VerifiedIdentity:
    """The same person, remembered as the sign-in remembers them."""
    return identities.remember(claims=claims(**fields), region=create_region(), at=NOON)
