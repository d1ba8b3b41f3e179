"""Keys change while people sign in."""

from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import rotate
from tests.accounts.oidc.provider import IdentityProvider


def test_keys_are_not_fetched_at_every_sign_in(visitor: Visitor, op: IdentityProvider) -> None:
    for _ in range(3):
        assert visitor.sign_in().claims is not None
    assert op.asked.count("/jwks") == 1


def test_signing_key_rotation(visitor: Visitor, op: IdentityProvider) -> None:
    """oidcc-client-test-signing-key-rotation."""
    assert visitor.sign_in().claims is not None
    rotate(op)
    assert visitor.sign_in().claims is not None


def test_signing_key_rotation_just_before_signing(visitor: Visitor, op: IdentityProvider) -> None:
    """oidcc-client-test-signing-key-rotation-just-before-signing: the code was given under the old key."""
    visitor.sign_in()
    query = visitor.query()
    rotate(op)
    assert visitor.come_back(query).claims is not None


def test_a_withdrawn_key_with_a_new_kid_of_the_old_name_is_refused(
    visitor: Visitor, op: IdentityProvider, journal: Journal
) -> None:
    op.keys = [jose.jwk(jose.rsa_key("other"), kid="k1")]
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == "InvalidSignatureError"
