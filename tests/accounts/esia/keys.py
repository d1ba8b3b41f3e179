"""Keys and certificates of the day, as files: RSA for every day, GOST where the engine is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from tests.accounts.oidc import jose

Write = Callable[[str, bytes], str]


def certificate(key: jose.RsaKey, *, begins: timedelta, ends: timedelta) -> x509.Certificate:
    """Self-signed; both in relation to now."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dnevnik test client")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    return made.not_valid_before(now + begins).not_valid_after(now + ends).sign(key, SHA256())


def certificate_pem(
    key: jose.RsaKey, *, begins: timedelta = timedelta(days=-1), ends: timedelta = timedelta(days=300)
) -> bytes:
    return certificate(key, begins=begins, ends=ends).public_bytes(Encoding.PEM)


def private_pem(key: jose.RsaKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key: jose.RsaKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def writer(folder: Path) -> Write:
    """Puts a file into `folder`, for this user alone, and tells its path."""

    def write(name: str, data: bytes) -> str:
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(data)
        return str(path)

    return write
