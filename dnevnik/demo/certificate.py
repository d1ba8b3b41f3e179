"""Key and certificate by which the demo's portal introduces itself in ESIA's dialect, made at the first start."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

BITS = 2048
YEARS = 10


def keep_certificate(*, key: Path, certificate: Path, name: str, at: datetime) -> None:
    """Make both files unless both are there; `name` is the client's mnemonic, `at` the moment the certificate begins.

    The key is readable by nobody else, and both are written whole or not at all.
    """
    if key.exists() and certificate.exists():
        return
    private = generate_private_key(public_exponent=65537, key_size=BITS)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    ends = at + timedelta(days=365 * YEARS)
    unsigned = x509.CertificateBuilder(called, called, private.public_key(), x509.random_serial_number(), at, ends)
    _write(certificate, unsigned.sign(private, SHA256()).public_bytes(Encoding.PEM))
    _write(key, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def now() -> datetime:
    """The moment with a day in hand, for clocks that disagree."""
    return datetime.now(UTC) - timedelta(days=1)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = path.with_suffix(".new")
    with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    begun.replace(path)
