"""A scope opens its claims and no other."""

import pytest

from dnevnik.stand.scopes import RIGHTS, known_scopes, released

CLAIMS = {
    "family_name": "Иванова",
    "given_name": "Мария",
    "birthdate": "1988-03-04",
    "gender": "female",
    "snils": "000-000-001 01",
    "birth_certificate": "IV-АБ 123456",
    "assurance": "confirmed",
}


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        pytest.param("openid", {"assurance"}, id="the account alone"),
        pytest.param("fullname", {"family_name", "given_name"}, id="names; an absent patronymic stays absent"),
        pytest.param("profile", {"family_name", "given_name", "birthdate", "gender"}, id="the standard profile"),
        pytest.param("birthdate", {"birthdate"}, id="the birth date"),
        pytest.param("gender", {"gender"}, id="the gender"),
        pytest.param("snils", {"snils"}, id="SNILS"),
        pytest.param("birth_cert_doc", {"birth_certificate"}, id="the birth certificate"),
        pytest.param("email  phone", set(), id="what the stand does not know"),
    ],
)
def test_a_scope_opens_its_claims(asked: str, opened: set[str]) -> None:
    assert set(released(CLAIMS, known_scopes(asked))) == opened


def test_every_claim_can_be_asked_for() -> None:
    assert released(CLAIMS, known_scopes(" ".join(right.scope for right in RIGHTS))) == CLAIMS
