"""Settings that must not be trusted stop the start, and the sign-in if nobody looked at the start."""

import pytest
from pytest_django import Settings

from accounts.oidc.checks import identity_providers
from accounts.oidc.provider import ProviderUnusable, get, problems
from tests.accounts.oidc.conftest import standard_provider

GOOD: dict[str, object] = {
    "issuer": "https://op.example",
    "authorization_endpoint": "https://op.example/authorize",
    "token_endpoint": "https://op.example/token",
    "userinfo_endpoint": "https://op.example/userinfo",
    "jwks_uri": "https://op.example/jwks",
    "client_id": "dnevnik",
    "client_secret": "secret",
}

SIGNS = {"client_auth": "private_key_jwt", "client_secret": ""}

ALLOWED: list[dict[str, object]] = [
    {},
    {"algorithms": ["RS256", "PS256", "ES256"]},
    {"client_auth": "client_secret_basic"},
    {"deadline_seconds": 0.5},
    {"scopes": "openid"},
    {"end_session_endpoint": "https://op.example/logout"},
    {"claim_names": {"snils": "СНИЛС"}},
    {"client_key": {"file": "/etc/dnevnik/client.pem"}, **SIGNS},
    {"client_key": {"file": "k.pem", "kid": "1", "algorithm": "PS256", "audience": "issuer"}, **SIGNS},
    {"notices": {}},
    {"notices": {"url": "https://op.example/letters", "secret": "s"}},
    {"issuer": "http://127.0.0.1:8001", "token_endpoint": "http://localhost:8001/t", "jwks_uri": "http://[::1]:8001/k"},
]

EMPTY: list[dict[str, object]] = [{name: value} for name in GOOD for value in ("", None)]
FORBIDDEN: list[dict[str, object]] = [
    {"issuer": "http://op.example"},
    {"token_endpoint": "http://op.example/token"},
    {"jwks_uri": "http://127.0.0.1.example/jwks"},
    {"userinfo_endpoint": "ftp://op.example/userinfo"},
    {"userinfo_endpoint": "//op.example/userinfo"},
    {"userinfo_endpoint": "https:///userinfo"},
    {"userinfo_endpoint": "https://user:password@op.example/userinfo"},
    {"userinfo_endpoint": "https://op.example:99999/userinfo"},
    {"authorization_endpoint": "https://op.example/authorize#part"},
    {"end_session_endpoint": "http://op.example/logout"},
    {"issuer": 7},
    {"client_id": 7},
    {"algorithms": ["HS256"]},
    {"algorithms": ["RS256", "none"]},
    {"algorithms": []},
    {"algorithms": "RS256"},
    {"algorithms": [["RS256"]]},
    {"client_auth": "none"},
    {"client_auth": "client_secret_jwt"},
    {"client_key": {}, **SIGNS},
    {"client_key": {"file": ""}, **SIGNS},
    {"client_key": {"kid": "1"}, **SIGNS},
    {"client_key": "/etc/dnevnik/client.pem", **SIGNS},
    {"client_key": {"file": "k.pem", "algorithm": "HS256"}, **SIGNS},
    {"client_key": {"file": "k.pem", "audience": "https://op.example"}, **SIGNS},
    {"client_key": {"file": "k.pem", "password": "p"}, **SIGNS},
    {"client_key": {"file": "k.pem"}},
    {"scopes": "profile"},
    {"scopes": ["openid"]},
    {"deadline_seconds": 0},
    {"deadline_seconds": 31},
    {"deadline_seconds": float("nan")},
    {"deadline_seconds": True},
    {"deadline_seconds": "5"},
    {"claim_names": ["snils"]},
    {"notices": {"url": "http://op.example/letters", "secret": "s"}},
    {"notices": {"url": "https://op.example/letters"}},
    {"notices": {"url": "https://op.example/letters", "secret": ""}},
    {"notices": "https://op.example/letters"},
    {"verify_ssl": False},
]


@pytest.mark.parametrize("change", ALLOWED, ids=repr)
def test_what_may_be_trusted(settings: Settings, change: dict[str, object]) -> None:
    settings.IDENTITY_PROVIDERS = {"op": {**GOOD, **change}}
    assert identity_providers() == []
    assert get("op").id == "op"


@pytest.mark.parametrize("change", EMPTY + FORBIDDEN, ids=repr)
def test_what_must_not_be_trusted(settings: Settings, change: dict[str, object]) -> None:
    settings.IDENTITY_PROVIDERS = {"op": {**GOOD, **change}}
    errors = identity_providers()
    assert errors
    for error in errors:
        assert error.id == "accounts.E001"
        assert next(iter(change)) in error.msg
    with pytest.raises(ProviderUnusable, match="provider_misconfigured"):
        get("op")


@pytest.mark.parametrize("missing", GOOD)
def test_a_missing_key_is_named(missing: str) -> None:
    described = {name: value for name, value in GOOD.items() if name != missing}
    assert list(problems(described)) == [f"lacks {missing}, a text."]


def test_a_description_that_is_no_mapping() -> None:
    assert list(problems("https://op.example")) == ["must be a mapping."]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"client_id": "of another region"}, []),
        ({"issuer": "https://other.example", "jwks_uri": "https://other.example/jwks"}, []),
        ({"jwks_uri": "https://other.example/jwks"}, ["accounts.W001"]),
    ],
    ids=["the same keys", "two issuers", "other keys"],
)
def test_under_one_issuer_one_owner_signs(settings: Settings, other: dict[str, str], found: list[str]) -> None:
    """A gateway described under another's name could vouch for its people."""
    settings.IDENTITY_PROVIDERS = {"op": GOOD, "other": {**GOOD, **other}}
    assert [warning.id for warning in identity_providers()] == found


def test_unsigned_tokens_are_never_allowed(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {}
    settings.OIDC_ALLOW_UNSECURED_JWT = True
    assert [error.id for error in identity_providers()] == ["accounts.E002"]


def test_what_is_left_out_has_a_safe_default(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {"op": GOOD}
    provider = standard_provider()
    assert (provider.algorithms, provider.client_auth, provider.deadline_seconds) == (
        ("RS256",),
        "client_secret_post",
        5,
    )
    assert provider.scopes == "openid profile snils"


def test_the_secret_is_not_shown(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {"op": {**GOOD, "client_secret": "canary"}}
    assert "canary" not in repr(get("op"))


def test_an_unknown_provider(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {}
    with pytest.raises(ProviderUnusable, match="provider_unknown"):
        get("op")


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("", ""),
        ("https://op.example/out", "https://op.example/out?client_id=dnevnik&post_logout_redirect_uri=b&state=s"),
        (
            "https://op.example/out?a=1",
            "https://op.example/out?a=1&client_id=dnevnik&post_logout_redirect_uri=b&state=s",
        ),
    ],
)
def test_the_way_out(settings: Settings, endpoint: str, address: str) -> None:
    settings.IDENTITY_PROVIDERS = {"op": {**GOOD, "end_session_endpoint": endpoint}}
    assert standard_provider().way_out(back="b", state="s") == address


def test_settings_that_changed_are_looked_through_again(settings: Settings) -> None:
    described = {**GOOD, "algorithms": ["RS256"]}
    settings.IDENTITY_PROVIDERS = {"op": described}
    assert get("op") is get("op")
    described["client_id"] = "another"
    assert get("op").client_id == "another"
    described["algorithms"] = ["none"]
    with pytest.raises(ProviderUnusable):
        get("op")
