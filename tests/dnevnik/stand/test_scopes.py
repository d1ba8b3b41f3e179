"""A scope opens its claims and no other."""

import pytest

from dnevnik.stand.scopes import RIGHTS, Extent, extent_of, granted_scopes, known_scopes, released

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


@pytest.mark.parametrize(
    ("withheld", "kept_back"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param(["snils"], {"snils"}, id="SNILS"),
        pytest.param(["birthdate"], {"birthdate"}, id="a claim that another scope opens too"),
        pytest.param(["fullname"], {"family_name", "given_name"}, id="names"),
        pytest.param(["profile"], {"family_name", "given_name", "birthdate", "gender"}, id="the whole profile"),
    ],
)
def test_no_claim_of_a_withheld_scope_gets_out(withheld: list[str], kept_back: set[str]) -> None:
    every = [right.scope for right in RIGHTS]
    assert set(CLAIMS) - set(released(CLAIMS, every, withheld=withheld)) == kept_back


@pytest.mark.parametrize(
    ("withheld", "extents"),
    [
        pytest.param([], [Extent.WHOLE, Extent.WHOLE, Extent.WHOLE], id="nothing"),
        pytest.param(["birthdate"], [Extent.WHOLE, Extent.PART, Extent.WHOLE], id="a part of the profile"),
        pytest.param(["profile"], [Extent.NOTHING, Extent.NOTHING, Extent.WHOLE], id="the profile, names with it"),
    ],
)
def test_a_right_says_how_much_of_it_is_left(withheld: list[str], extents: list[Extent]) -> None:
    asked = ["fullname", "profile", "snils"]
    assert [extent_of(right, withheld=withheld) for right in RIGHTS if right.scope in asked] == extents
    left = [scope for scope, extent in zip(asked, extents, strict=True) if extent is not Extent.NOTHING]
    assert list(granted_scopes(asked, withheld=withheld)) == left
