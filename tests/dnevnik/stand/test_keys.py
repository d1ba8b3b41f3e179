"""The signing key: its name, its public half, the file it is kept in."""

import base64
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dnevnik.stand.keys import KeyRing, SigningKey, load_or_make
from dnevnik.stand.misconfiguration import Misconfigured
from dnevnik.stand.tokens import id_token
from tests.dnevnik.stand.test_grants import GRANT, NOW

SHORT = 1024  # the least that the library makes, and less than the stand takes


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return load_or_make(None)


def pem(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_the_public_half_holds_no_secret(key: SigningKey) -> None:
    assert set(key.public_jwk) == {"kty", "n", "e", "kid", "use", "alg"}
    modulus = base64.urlsafe_b64decode(key.public_jwk["n"] + "==")
    assert int.from_bytes(modulus, "big") == key.private.public_key().public_numbers().n
    assert key.public_jwk["e"] == "AQAB"


def test_two_keys_have_two_names(key: SigningKey) -> None:
    assert key.kid != load_or_make(None).kid


def test_an_id_token_is_verified_by_the_published_key(key: SigningKey) -> None:
    token = id_token(GRANT, issuer="http://127.0.0.1:8001", access_token="t", key=key, now=NOW)
    claims = jwt.decode(
        token,
        jwt.PyJWK.from_dict(key.public_jwk),
        algorithms=["RS256"],
        audience="dnevnik",
        options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )
    assert claims["sub"] == GRANT.subject
    assert claims["exp"] > claims["iat"] == NOW
    assert jwt.get_unverified_header(token)["kid"] == key.kid


def test_a_kept_key_survives_a_restart_and_is_nobody_else_s(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    made = load_or_make(path)
    assert load_or_make(path).kid == made.kid
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\xff junk", id="junk"),
        pytest.param(pem(rsa.generate_private_key(public_exponent=65537, key_size=SHORT)), id="a short key"),
        pytest.param(pem(ec.generate_private_key(ec.SECP256R1())), id="another kind of key"),
    ],
)
def test_a_file_without_a_fit_key_stops_the_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(Misconfigured, match="^STAND_KEY_FILE "):
        load_or_make(path)


def test_a_place_where_no_file_can_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="^STAND_KEY_FILE "):
        load_or_make(tmp_path / "no folder" / "key.pem")


def test_a_ring_shows_its_public_half_and_rotates_for_a_while(tmp_path: Path) -> None:
    ring = KeyRing.at(tmp_path / "key.pem", shown_in=tmp_path / "public.pem")
    assert (tmp_path / "public.pem").read_bytes() == ring.kept.public_pem
    assert ring.kept.public_pem.startswith(b"-----BEGIN PUBLIC KEY-----")
    assert ring.key(rotated=False) is ring.kept
    assert ring.key(rotated=True).kid == ring.key(rotated=True).kid != ring.kept.kid


def test_a_public_key_that_cannot_be_shown_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="^STAND_ESIA_PUBLIC_KEY_FILE"):
        KeyRing.at(None, shown_in=tmp_path / "nowhere" / "public.pem")
