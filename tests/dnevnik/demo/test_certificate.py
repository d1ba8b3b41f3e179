"""The portal's certificate for ESIA's dialect: made once, fits its key, and the key is for nobody else to read."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from dnevnik.demo.certificate import keep_certificate
from dnevnik.stand.esia.signature import Rsa

AT = datetime(2026, 11, 29, tzinfo=UTC)


def keep(folder: Path) -> tuple[Path, Path]:
    key, certificate = folder / "secrets" / "esia-key.pem", folder / "secrets" / "esia-certificate.pem"
    keep_certificate(key=key, certificate=certificate, name="DNEVNIK", at=AT)
    return key, certificate


def test_key_and_certificate_fit_and_are_kept(tmp_path: Path) -> None:
    key, certificate = keep(tmp_path)
    before = key.read_bytes(), certificate.read_bytes()
    private = load_pem_private_key(before[0], password=None)
    assert private.public_key() == load_pem_x509_certificate(before[1]).public_key() == Rsa.from_pem(before[1]).key
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert keep(tmp_path) == (key, certificate)
    assert (key.read_bytes(), certificate.read_bytes()) == before


def test_one_without_the_other_is_made_again(tmp_path: Path) -> None:
    key, certificate = keep(tmp_path)
    key.unlink()
    keep(tmp_path)
    private = load_pem_private_key(key.read_bytes(), password=None)
    assert private.public_key() == load_pem_x509_certificate(certificate.read_bytes()).public_key()
