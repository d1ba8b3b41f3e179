"""Signatures and certificate hashes: the stand's RSA convention, and what is no signature."""

from base64 import urlsafe_b64encode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from dnevnik.stand.esia.signature import Gost, Rsa, signature_in
from tests.dnevnik.stand.esia.system import certificate, certificate_hash, pem, signed

MESSAGE = "DNEVNIKopenid2026.11.29 12:00:00 +0000"


def test_the_certificate_s_key_verifies_its_own_signature_alone() -> None:
    verifier = Rsa.from_pem(pem())
    assert verifier.certificate_hash == certificate_hash()
    signature = signature_in(signed(MESSAGE))
    assert verifier.verifies(signature, MESSAGE.encode())
    assert not verifier.verifies(signature, f"{MESSAGE} ".encode())
    assert not verifier.verifies(signature[:-1], MESSAGE.encode())
    assert not verifier.verifies(b"", MESSAGE.encode())


@pytest.mark.parametrize("length", range(1, 7))
def test_base64url_is_read_with_and_without_padding(length: int) -> None:
    data = bytes(range(250, 250 + length)) if length < 6 else b"\xfb\xff" * 3
    padded = urlsafe_b64encode(data).decode()
    assert signature_in(padded) == signature_in(padded.rstrip("=")) == data


@pytest.mark.parametrize("text", ["", "a+b/", "a b", "ы", "=", "a", "ab==c"])
def test_what_is_no_base64url_is_no_signature(text: str) -> None:
    assert signature_in(text) == b""


def test_a_certificate_with_another_key_is_refused() -> None:
    key = generate_private_key(SECP256R1())
    like = certificate()
    unsigned = x509.CertificateBuilder(
        like.subject, like.subject, key.public_key(), 2, like.not_valid_before_utc, like.not_valid_after_utc
    )
    with pytest.raises(ValueError, match="no RSA key"):
        Rsa.from_pem(unsigned.sign(key, SHA256()).public_bytes(Encoding.PEM))


@pytest.mark.parametrize("verifier", [Rsa, Gost])
def test_junk_is_no_certificate(verifier: type[Rsa] | type[Gost]) -> None:
    with pytest.raises(ValueError, match=r"."):
        verifier.from_pem(b"junk")
