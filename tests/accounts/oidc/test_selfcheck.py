"""The self-check: a provider that is not who the settings say is found out before anybody comes to its door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.accounts.oidc import jose
from tests.accounts.oidc.faults import Arrange, keys, ours, replies
from tests.accounts.oidc.provider import IdentityProvider, Reply, as_json
from tests.accounts.oidc.test_client_proof import written

DISCOVERY = "/.well-known/openid-configuration"


def describes(**changed: object) -> Arrange:
    """The provider publishes a description, true but for `changed`; None takes a member away."""

    def arrange(op: IdentityProvider) -> None:
        names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        said: dict[str, object] = {
            **{name: op.settings()[name] for name in names},
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "scopes_supported": ["openid", "profile", "snils"],
            **changed,
        }
        kept = {name: value for name, value in said.items() if value is not None}
        op.replies[DISCOVERY] = lambda: as_json(kept)

    return arrange


def undescribed(op: IdentityProvider) -> None:
    op.replies[DISCOVERY] = lambda: Reply(b"", 404)


def its_clock(wrong_by: timedelta) -> Arrange:
    """The keys come with a date of the provider's clock."""

    def arrange(op: IdentityProvider) -> None:
        describes()(op)
        date = format_datetime(datetime.now(UTC) + wrong_by, usegmt=True)
        answer = as_json({"keys": op.keys})
        op.replies["/jwks"] = lambda: Reply(answer.body, headers={"Date": date})

    return arrange


Run = Callable[..., str]


@pytest.fixture
def run(op: IdentityProvider, portal: Settings) -> Run:
    """What the command writes; for a failure, with what it ends with."""

    def told(*names: str, **described: object) -> str:
        if described:
            portal.IDENTITY_PROVIDERS = {"op": op.settings(deadline_seconds=2, **described)}
        out = StringIO()
        try:
            call_command("oidc_selfcheck", *names, stdout=out)
        except CommandError as failed:
            return f"{out.getvalue()}\nexit {failed.returncode}: {failed}"
        return out.getvalue()

    return told


GOOD = {
    "oidcc-client-test-discovery-openid-config": (describes(), "хорошо  Описание поставщика прочитано"),
    "oidcc-client-test-discovery-jwks-uri-keys": (describes(), "Ключи поставщика прочитаны, для RS256 подходит: 1."),
    "no description, as at ESIA": (undescribed, "действуют адреса из настроек"),
    "silence about PKCE": (describes(code_challenge_methods_supported=None), "О PKCE поставщик молчит"),
    "silence about scopes": (describes(scopes_supported=None), "PKCE S256 поставщик поддерживает"),
    "an address we do not use": (describes(end_session_endpoint="https://op.example/out"), "token_endpoint: тот же"),
    "a clock 59 s ahead": (its_clock(timedelta(seconds=59)), "Часы сходятся"),
    "a clock that says nothing": (describes(), "Часы не сверить"),
    "a clock that says junk": (
        lambda op: [describes()(op), replies("/jwks", lambda: junk_date(op))(op)],
        "Часы не сверить",
    ),
}

BAD = {
    "oidcc-client-test-discovery-issuer-mismatch": (describes(issuer="https://evil.example"), "Так входить нельзя."),
    "issuer with a slash more": (lambda op: describes(issuer=f"{op.base}/")(op), "Так входить нельзя."),
    "issuer missing": (describes(issuer=None), "Так входить нельзя."),
    "issuer in another case": (lambda op: describes(issuer=op.base.upper())(op), "Так входить нельзя."),
    "another token endpoint": (describes(token_endpoint="https://evil.example/t"), "token_endpoint: в настройках"),
    "another address of keys": (describes(jwks_uri="https://evil.example/k"), "jwks_uri: в настройках"),
    "no userinfo": (describes(userinfo_endpoint=None), "userinfo_endpoint: в настройках"),
    "signs with nothing of ours": (describes(id_token_signing_alg_values_supported=["HS256"]), "подписывает: HS256"),
    "does not say how it signs": (describes(id_token_signing_alg_values_supported=None), "подписывает: –"),
    "does not know our proof": (describes(token_endpoint_auth_methods_supported=None), "знает: client_secret_basic"),
    "proofs not a list": (describes(token_endpoint_auth_methods_supported="client_secret_post"), "знает: –"),
    "no codes": (describes(response_types_supported=["id_token"]), "поставщик умеет: id_token"),
    "PKCE plain alone": (describes(code_challenge_methods_supported=["plain"]), "не S256: plain"),
    "does not know a scope": (describes(scopes_supported=["openid", "profile"]), "не знает прав: snils"),
    "a description that is no JSON": (replies(DISCOVERY, lambda: Reply(b"<html>")), "не прочитать: not_json"),
    "a description with a member twice": (
        replies(DISCOVERY, lambda: Reply(b'{"issuer": "a", "issuer": "b"}')),
        "не прочитать: not_json",
    ),
    "a description that is forbidden": (replies(DISCOVERY, lambda: Reply(b"", 403)), "не прочитать: http_403"),
    "a description that redirects": (
        replies(DISCOVERY, lambda: Reply(b"", 302, headers={"Location": "/elsewhere"})),
        "не прочитать: http_302",
    ),
    "a description without end": (replies(DISCOVERY, lambda: Reply([b" " * 65536] * 9)), "не прочитать: oversized"),
    "no keys": (lambda op: [describes()(op), replies("/jwks", lambda: Reply(b"", 503))(op)], "не прочитать: http_503"),
    "no key that fits": (
        lambda op: [describes()(op), keys(ours(use="enc"))(op)],
        "Ни один ключ поставщика не подходит для RS256",
    ),
    "a clock 61 s behind": (its_clock(timedelta(seconds=-62)), "Часы расходятся на 6"),
}


def junk_date(op: IdentityProvider) -> Reply:
    return Reply(as_json({"keys": op.keys}).body, headers={"Date": "yesterday"})


@pytest.mark.parametrize(("arrange", "line"), GOOD.values(), ids=GOOD.keys())
def test_nothing_to_mend(op: IdentityProvider, run: Run, arrange: Arrange, line: str) -> None:
    arrange(op)
    told = run()
    assert line in told
    assert "плохо" not in told
    assert "exit" not in told
    assert "http://testserver/oidc/backchannel/op/" in told


@pytest.mark.parametrize(("arrange", "line"), BAD.values(), ids=BAD.keys())
def test_something_to_mend(op: IdentityProvider, run: Run, arrange: Arrange, line: str) -> None:
    """The bad lines say so, the command says how many, and a script sees it: exit 1."""
    arrange(op)
    told = run()
    bad = [told for told in told.splitlines() if told.startswith("  плохо")]
    assert line in bad[0]
    assert f"exit 1: Исправьте строки с пометкой «плохо»: {len(bad)}." in told
    assert op.secret not in told


def test_our_own_key_is_looked_at(op: IdentityProvider, run: Run, tmp_path: Path) -> None:
    describes(token_endpoint_auth_methods_supported=["private_key_jwt"])(op)
    file = written(jose.ec_key("client"), tmp_path / "client.pem")
    proof = {"client_auth": "private_key_jwt", "client_key": {"file": file, "algorithm": "ES256"}}
    assert "Свой ключ прочитан и подходит для ES256." in run(**proof)
    (tmp_path / "client.pem").unlink()
    assert "Свой ключ (client_key) не годится: client_key_unreadable." in run(**proof)


@pytest.mark.parametrize(
    ("names", "said"), [((), "нет ни одного поставщика"), (("nobody",), "Поставщика «nobody» в настройках")]
)
def test_nothing_to_check_is_a_failure_too(run: Run, portal: Settings, names: tuple[str, ...], said: str) -> None:
    portal.IDENTITY_PROVIDERS = {}
    assert said in run(*names)
