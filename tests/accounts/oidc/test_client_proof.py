"""The portal proves itself by a signature (RFC 7523): short-lived, once, to the right address."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from pytest_django import Settings

from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def written(key: Private, path: Path) -> str:
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(path)


def signs(visitor: Visitor, portal: Settings, file: str, **more: str) -> None:
    """The portal's settings, and what the provider knows of the client."""
    described = visitor.provider.settings(client_auth="private_key_jwt", client_key={"file": file, **more})
    del described["client_secret"]
    portal.IDENTITY_PROVIDERS = {"op": described}
    visitor.provider.client_algorithm = more.get("algorithm", "RS256")


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("RS256", jose.rsa_key("client")),
        ("PS256", jose.rsa_key("client")),
        ("ES256", jose.ec_key("client")),
    ],
    ids=["RS256", "PS256", "ES256"],
)
def test_the_portal_signs_as_agreed(
    visitor: Visitor, portal: Settings, tmp_path: Path, algorithm: str, key: Private
) -> None:
    signs(visitor, portal, written(key, tmp_path / "client.pem"), algorithm=algorithm, kid="portal-1")
    visitor.provider.client_key = key.public_key()
    assert visitor.sign_in().claims is not None
    assert visitor.provider.client_auth == "private_key_jwt"
    [said] = visitor.provider.assertions
    assert (said["kid"], said["iss"], said["sub"]) == ("portal-1", "dnevnik", "dnevnik")
    assert int(str(said["exp"])) - int(str(said["iat"])) == 60


def test_the_issuer_may_be_addressed_instead(visitor: Visitor, portal: Settings, tmp_path: Path) -> None:
    key = jose.rsa_key("client")
    signs(visitor, portal, written(key, tmp_path / "client.pem"), audience="issuer")
    visitor.provider.client_key = key.public_key()
    visitor.provider.assertion_audience = visitor.provider.base
    assert visitor.sign_in().claims is not None
    assert "kid" not in visitor.provider.assertions[0]


def test_no_assertion_is_used_twice(visitor: Visitor, portal: Settings, tmp_path: Path) -> None:
    key = jose.rsa_key("client")
    signs(visitor, portal, written(key, tmp_path / "client.pem"))
    visitor.provider.client_key = key.public_key()
    for _ in range(3):
        visitor.sign_in()
    assert len({said["jti"] for said in visitor.provider.assertions}) == 3


def test_a_changed_file_is_read_anew(visitor: Visitor, portal: Settings, tmp_path: Path) -> None:
    path = tmp_path / "client.pem"
    signs(visitor, portal, written(jose.rsa_key("client"), path))
    visitor.provider.client_key = jose.rsa_key("client next").public_key()
    assert visitor.sign_in().reason == "provider_error"
    written(jose.rsa_key("client next"), path)
    os.utime(path, ns=(1, 1))
    assert visitor.sign_in().claims is not None


@pytest.mark.parametrize(
    ("content", "algorithm", "code"),
    [
        pytest.param(None, "RS256", "client_key_unreadable", id="no file"),
        pytest.param(b"", "RS256", "client_key_unreadable", id="empty"),
        pytest.param(b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n", "RS256", "", id="garbage"),
        pytest.param(jose.rsa_key("client"), "ES256", "client_key_unsuited", id="RSA for ES256"),
        pytest.param(jose.ec_key("client"), "PS256", "client_key_unsuited", id="EC for PS256"),
        pytest.param(jose.rsa_key("weak", 1024), "RS256", "client_key_unsuited", id="1024 bits"),
    ],
)
def test_a_key_that_cannot_sign_gives_a_page_and_calls_nobody(
    visitor: Visitor,
    portal: Settings,
    journal: Journal,
    tmp_path: Path,
    content: bytes | Private | None,
    algorithm: str,
    code: str,
) -> None:
    path = tmp_path / "client.pem"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        written(content, path)
    signs(visitor, portal, str(path), algorithm=algorithm)
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == (code or "client_key_unreadable")
    assert visitor.provider.asked == []


def test_a_key_locked_with_a_password_is_unreadable(
    visitor: Visitor, portal: Settings, journal: Journal, tmp_path: Path
) -> None:
    locked = jose.rsa_key("client").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"p"))
    (tmp_path / "client.pem").write_bytes(locked)
    signs(visitor, portal, str(tmp_path / "client.pem"))
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == "client_key_unreadable"
