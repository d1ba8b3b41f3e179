"""People at the door: verified claims of invented persons."""

from datetime import UTC, date, datetime
from typing import Any

from accounts.actions import identities
from accounts.claims import Gender, Level, VerifiedClaims
from accounts.models import VerifiedIdentity
from tests.factories import create_region, synthetic_snils

ISSUER = "https://provider.example"
NOON = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def claims(**fields: Any) -> VerifiedClaims:
    """Анна Петровна Соколова, a confirmed adult with SNILS number 17, unless told otherwise."""
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
    }
    return VerifiedClaims(**(told | fields))


def remember(**fields: Any) -> VerifiedIdentity:
    """The same person, remembered as the sign-in remembers them."""
    return identities.remember(claims=claims(**fields), region=create_region(), at=NOON)
