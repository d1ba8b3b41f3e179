"""What a person keeps to themselves on the page of rights: told apart from what they do not have."""

import pytest

from accounts.oidc.errors import ScopeDenied
from accounts.oidc.tokens import check_granted
from tests.accounts.oidc.conftest import Visitor
from tests.accounts.oidc.jose import Json
from tests.accounts.oidc.provider import IdentityProvider


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        pytest.param({}, "openid snils", id="the provider does not say: all of it"),
        pytest.param({"scope": "openid snils"}, "openid snils", id="all of it"),
        pytest.param({"scope": "openid snils"}, "openid snils gender", id="another right withheld"),
        pytest.param({"scope": "openid"}, "openid fullname", id="never asked for"),
        pytest.param({"scope": ["openid"]}, "openid snils", id="not a text: it says nothing"),
    ],
)
def test_what_was_granted_suffices(answer: Json, asked: str) -> None:
    check_granted(answer, asked=asked)


def test_a_withheld_snils_is_a_refusal_by_the_person() -> None:
    with pytest.raises(ScopeDenied):
        check_granted({"scope": "openid fullname"}, asked="openid fullname snils")


def test_the_person_hears_so_at_the_door(visitor: Visitor, op: IdentityProvider) -> None:
    op.edit_token = lambda answer: {**answer, "scope": "openid profile"}
    told = visitor.sign_in()
    assert (told.claims, str(told.reason)) == (None, "scope_denied")
