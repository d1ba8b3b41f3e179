"""The library's backend under our rules: its settings do not reach it and its own way in is shut."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from pytest_django import Settings

from accounts.models import User
from accounts.oidc.backend import RelyingParty
from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor, standard_provider
from tests.accounts.oidc.faults import Arrange, all_of, header, keys, ours, signed_by
from tests.accounts.oidc.provider import IdentityProvider

CURVE = jose.ec_key("current")

ALGORITHMS = {
    "RS256": header(),
    "PS256": all_of(header(alg="PS256"), keys(ours(alg="PS256")), signed_by(lambda op: jose.ps256(op.key))),
    "ES256": all_of(
        header(alg="ES256"), keys(lambda _op: jose.ec_jwk(CURVE, kid="k1")), signed_by(lambda _op: jose.es256(CURVE))
    ),
}


@pytest.mark.parametrize(("algorithm", "arrange"), ALGORITHMS.items(), ids=ALGORITHMS.keys())
def test_a_provider_signs_as_agreed(visitor: Visitor, portal: Settings, algorithm: str, arrange: Arrange) -> None:
    portal.IDENTITY_PROVIDERS = {"op": visitor.provider.settings(algorithms=[algorithm])}
    arrange(visitor.provider)
    assert visitor.sign_in().claims is not None


def test_at_hash_is_optional_and_then_true(visitor: Visitor) -> None:
    visitor.provider.access_token = "dNZX1hEZ9wBCzNL40Upu646bdzQA"
    # Half of SHA-256 of the token above, computed apart from the code under test.
    visitor.provider.claims["at_hash"] = "wfgvmE9VxjAudsl9lc6TqA"
    assert visitor.sign_in().claims is not None


def test_settings_of_the_library_change_nothing(visitor: Visitor, portal: Settings, journal: Journal) -> None:
    portal.OIDC_ALLOW_UNSECURED_JWT = True
    portal.OIDC_USE_NONCE = False
    portal.OIDC_VERIFY_KID = False
    portal.OIDC_RP_SIGN_ALGO = "HS256"
    visitor.provider.header = {"alg": "none"}
    visitor.provider.sign = lambda _message: b""
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == "alg_forbidden"


def test_the_librarys_own_way_in_is_shut(db: None, op: IdentityProvider, portal: Settings) -> None:
    user = User.objects.create(username="citizen")
    backend: OIDCAuthenticationBackend = RelyingParty(standard_provider())
    request = RequestFactory().get("/oidc/callback/", {"code": "c", "state": "s"})
    assert backend.authenticate(request, nonce="n", code_verifier="v") is None
    assert backend.get_user(user.pk) is None
    assert op.asked == []


def test_a_setting_without_a_value_here_is_an_error(op: IdentityProvider, portal: Settings) -> None:
    backend = RelyingParty(standard_provider())
    assert backend.get_settings("OIDC_CREATE_USER", "default") == "default"
    with pytest.raises(ImproperlyConfigured):
        backend.get_settings("OIDC_CREATE_USER")


def test_no_person_and_no_secret_in_any_log(visitor: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    """G9: with every logger at its most talkative, through an arrival and a refusal."""
    caplog.set_level("DEBUG")
    op = visitor.provider
    query = visitor.query()
    visitor.come_back(query)
    op.person["sub"] = "another"
    visitor.sign_in()
    secrets = [
        op.secret,
        op.access_token,
        query["code"],
        query["state"],
        "Ковалёва",
        "1985",
        "000-000-001",
        "1000299654",
    ]
    assert [secret for secret in secrets if secret in caplog.text] == []
