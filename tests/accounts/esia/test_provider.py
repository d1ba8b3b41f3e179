"""Settings of an ESIA that must not be trusted stop the start, and the sign-in if nobody looked at the start."""

import pytest
from pytest_django import Settings

from accounts.esia.provider import GOST, EsiaProvider
from accounts.esia.signers.command import OutsideCommand
from accounts.esia.signers.openssl import OpenSSL
from accounts.esia.signers.rsa import Rsa
from accounts.oidc.checks import identity_providers
from accounts.oidc.provider import ProviderUnusable, get, problems

SIGNER = {"kind": "openssl", "certificate": "/keys/client.pem", "key": "/keys/client.key"}
COMMAND: dict[str, object] = {"kind": "command", "certificate": "/keys/client.cer", "sign": ["csptest", "{message}"]}
RSA = {**SIGNER, "kind": "rsa"}
GOOD: dict[str, object] = {
    "dialect": "esia",
    "base": "https://esia.example",
    "issuer": "http://esia.example/",
    "client_id": "DNEVNIK",
    "signer": SIGNER,
    "provider_keys": ["/keys/esia.cer"],
}

ALLOWED: list[dict[str, object]] = [
    {},
    {"base": "http://127.0.0.1:8001/esia"},
    {"base": "https://esia.example/"},
    {"issuer": "https://gateway.example"},
    {"algorithms": ["RS256", GOST]},
    {"signer": RSA, "algorithms": ["RS256"]},
    {"signer": {**SIGNER, "openssl": "/opt/openssl"}},
    {"signer": COMMAND},
    {"signer": {**COMMAND, "openssl": "openssl"}},
    {"signer": {**COMMAND, "verify": ["v", "-s={signature}", "{key}"], "hash": ["h"], "reversed": True}},
    {"provider_keys": ["/a", "/b"]},
    {"scopes": "openid"},
    {"scope_org": "org_name"},
    {"checks_code_state": False},
    {"deadline_seconds": 0.5},
    {"notices": {"url": "https://letters.example/", "secret": "s"}},
]

EMPTY: list[dict[str, object]] = [
    {name: value} for name in ("base", "issuer", "client_id", "signer", "provider_keys") for value in ("", None, 7)
]
FORBIDDEN: list[dict[str, object]] = [
    {"base": "http://esia.example"},
    {"base": "https://esia.example?x"},
    {"base": "https://user:password@esia.example"},
    {"issuer": "esia.example"},
    {"issuer": "http:///"},
    {"issuer": "http://[/"},
    {"issuer": "http://esia.example/?x"},
    {"provider_keys": []},
    {"provider_keys": "/keys/esia.cer"},
    {"provider_keys": [""]},
    {"algorithms": []},
    {"algorithms": ["none"]},
    {"algorithms": ["HS256"]},
    {"algorithms": ["PS256"]},
    {"algorithms": "RS256"},
    {"algorithms": [GOST], "signer": RSA},
    {"scopes": "fullname"},
    {"scopes": "openid  fullname"},
    {"scopes": ["openid"]},
    {"scope_org": ["org_name"]},
    {"checks_code_state": "no"},
    {"deadline_seconds": 0},
    {"deadline_seconds": 31},
    {"notices": {"url": "http://letters.example/", "secret": "s"}},
    {"verify_ssl": False},
    {"client_secret": "s"},
    {"signer": "openssl"},
    {"signer": {**SIGNER, "kind": "none"}},
    {"signer": {**SIGNER, "kind": ["openssl"]}},
    {"signer": {**SIGNER, "password": "p"}},
    {"signer": {**SIGNER, "key": ""}},
    {"signer": {**SIGNER, "openssl": ""}},
    {"signer": {**COMMAND, "sign": "csptest -keyset"}},
    {"signer": {**COMMAND, "sign": []}},
    {"signer": {**COMMAND, "openssl": ""}},
    {"signer": {**COMMAND, "verify": "v"}},
    {"signer": {**COMMAND, "verify": ["v", "{key}"]}},
    {"signer": {**COMMAND, "verify": ["v", "{signatur}", "{key}"]}},
    {"signer": {**COMMAND, "verify": ["v", "{signature}"]}},
    {"signer": {**COMMAND, "hash": []}},
    {"signer": {**COMMAND, "reversed": "yes"}},
    {"signer": {**COMMAND, "certificate": ""}},
]


@pytest.mark.parametrize("change", ALLOWED, ids=repr)
def test_what_may_be_trusted(settings: Settings, change: dict[str, object]) -> None:
    settings.IDENTITY_PROVIDERS = {"esia": {**GOOD, **change}}
    assert identity_providers() == []
    assert isinstance(get("esia"), EsiaProvider)


@pytest.mark.parametrize("change", EMPTY + FORBIDDEN, ids=repr)
def test_what_must_not_be_trusted(settings: Settings, change: dict[str, object]) -> None:
    settings.IDENTITY_PROVIDERS = {"esia": {**GOOD, **change}}
    errors = identity_providers()
    assert errors
    for error in errors:
        assert error.id == "accounts.E001"
        assert next(iter(change)) in error.msg
    with pytest.raises(ProviderUnusable, match="provider_misconfigured"):
        get("esia")


@pytest.mark.parametrize("missing", [name for name in GOOD if name != "dialect"])
def test_a_missing_key_is_named(missing: str) -> None:
    described = {name: value for name, value in GOOD.items() if name != missing}
    assert all(missing in problem for problem in problems(described))
    assert any(problems(described))


@pytest.mark.parametrize("dialect", ["saml", "", None, ["esia"]])
def test_a_dialect_that_nobody_speaks(dialect: object) -> None:
    assert list(problems({**GOOD, "dialect": dialect})) == ["dialect must be one of oidc, esia."]


def test_what_is_left_out_has_a_safe_default(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {"esia": GOOD}
    provider = get("esia")
    assert isinstance(provider, EsiaProvider)
    assert (provider.algorithms, provider.deadline_seconds, provider.checks_code_state) == ((GOST,), 5, True)
    assert "kid_birth_cert_doc" in provider.scopes.split()
    assert "email" not in provider.scopes.split()


def test_addresses_are_made_of_the_base(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {"esia": {**GOOD, "base": "https://esia.example/"}}
    provider = get("esia")
    assert isinstance(provider, EsiaProvider)
    assert provider.authorization_endpoint == "https://esia.example/aas/oauth2/v2/ac"
    assert provider.token_endpoint == "https://esia.example/aas/oauth2/v3/te"
    assert provider.person_url("7") == "https://esia.example/rs/prns/7"
    assert provider.logout_url(back="https://dnevnik.example/?a=b") == (
        "https://esia.example/idp/ext/Logout?client_id=DNEVNIK&redirect_url=https%3A%2F%2Fdnevnik.example%2F%3Fa%3Db"
    )


@pytest.mark.parametrize(
    ("signer", "kind"), [(SIGNER, OpenSSL), (COMMAND, OutsideCommand), (RSA, Rsa)], ids=["openssl", "command", "rsa"]
)
def test_the_signer_that_is_named_is_made(settings: Settings, signer: dict[str, object], kind: type) -> None:
    settings.IDENTITY_PROVIDERS = {"esia": {**GOOD, "signer": signer, "algorithms": ["RS256"]}}
    provider = get("esia")
    assert isinstance(provider, EsiaProvider)
    assert isinstance(provider.signer, kind)
    assert provider.signer.certificate == signer["certificate"]
    assert provider.signer.key == signer.get("key", "")
