"""The honest way through."""

from datetime import date

from accounts.claims import Gender, Level, VerifiedClaims
from tests.accounts.oidc.conftest import Visitor
from tests.accounts.oidc.provider import SNILS, SUBJECT, IdentityProvider


def test_a_person_arrives_as_the_provider_describes_them(visitor: Visitor, op: IdentityProvider) -> None:
    told = visitor.sign_in(next_path="/desk/")

    assert told.claims == VerifiedClaims(
        issuer=op.base,
        subject=SUBJECT,
        level=Level.CONFIRMED,
        surname="Ковалёва",
        given_name="Анна",
        patronymic="Игоревна",
        birth_date=date(1985, 3, 14),
        gender=Gender.FEMALE,
        snils=SNILS,
    )
    assert told.start is not None
    assert (told.start.region, told.start.provider, told.start.next, told.start.door) == (
        "RU-RYA",
        "op",
        "/desk/",
        "citizen",
    )
