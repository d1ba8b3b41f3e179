"""GOST signatures at the stand, with OpenSSL itself as the client: the bytes as they come, and the hash of the DER."""

from pathlib import Path

import pytest

from dnevnik.stand.esia.signature import Gost
from tests.gost import OpenSsl

pytestmark = pytest.mark.gost
MESSAGE = b"DNEVNIKopenid fullname2026.11.29 12:00:00 +0000"


@pytest.fixture
def verifier(openssl: OpenSsl, tmp_path: Path) -> Gost:
    """Of a certificate just made; its key lies in `tmp_path`."""
    key = tmp_path / "key.pem"
    key.write_bytes(openssl("genpkey", "-algorithm", "gost2012_256", "-pkeyopt", "paramset:A"))
    named = ("-subj", "/CN=DNEVNIK", "-days", "365", "-config", "/dev/null")
    return Gost.from_pem(openssl("req", "-x509", "-new", "-key", str(key), "-md_gost12_256", *named))


def signed(openssl: OpenSsl, folder: Path, message: bytes) -> bytes:
    return openssl("dgst", "-md_gost12_256", "-sign", str(folder / "key.pem"), given=message)


def test_what_openssl_signs_is_believed_and_nothing_else(verifier: Gost, openssl: OpenSsl, tmp_path: Path) -> None:
    signature = signed(openssl, tmp_path, MESSAGE)
    assert len(signature) == 64
    assert verifier.verifies(signature, MESSAGE)
    assert not verifier.verifies(signature, MESSAGE + b" ")
    assert not verifier.verifies(signature[::-1], MESSAGE)
    assert not verifier.verifies(b"", MESSAGE)


def test_the_hash_is_streebog_in_upper_case(verifier: Gost) -> None:
    assert len(verifier.certificate_hash) == 64
    assert verifier.certificate_hash == verifier.certificate_hash.upper()
