"""`client_secret` and `client_certificate_hash`: who signs, and whether it is the registered certificate (ESIA, 2.2).

RSA is this stand's own convention: RSASSA-PKCS1-v1_5 with SHA-256, and SHA-256 of the certificate. GOST is ESIA's:
64 raw bytes of GOST R 34.10-2012 over Streebog-256, and Streebog-256 of the certificate; OpenSSL's gost engine does it.
"""

import hashlib
import re
import shutil
import subprocess
import tempfile
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from typing import Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")
SECONDS = 10.0


class Verifier(Protocol):
    """Knows one certificate; `certificate_hash` is upper-case hex."""

    @property
    def certificate_hash(self) -> str: ...

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the certificate's key signed exactly `message`."""


def same_hash(given: str, expected: str) -> bool:
    """Hashes are compared as ESIA's examples write them: in upper case."""
    return compare_digest(given.encode("utf-8", errors="replace"), expected.encode())


def signature_in(client_secret: str) -> bytes:
    """The signature in a `client_secret`, base64url; no bytes for anything else."""
    if not BASE64URL.fullmatch(client_secret):
        return b""
    bare = client_secret.rstrip("=")
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except NotBase64:
        return b""


@dataclass(frozen=True)
class Rsa:
    """The stand's own convention."""

    key: RSAPublicKey
    certificate_hash: str

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Raises ValueError."""
        certificate = load_pem_x509_certificate(pem)
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            raise ValueError("the certificate holds no RSA key")  # noqa: TRY004  a wrong file, not a wrong type
        return cls(key, hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper())

    def verifies(self, signature: bytes, message: bytes) -> bool:
        try:
            self.key.verify(signature, message, PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Gost:
    """ESIA's own, by a child process for each question; `public_key` is PEM."""

    public_key: bytes
    certificate_hash: str

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Raises ValueError, also where OpenSSL has no gost engine."""
        der = _openssl("x509", "-outform", "DER", told=pem)
        # Streebog is printed as «…= hex».
        printed = _openssl("dgst", "-engine", "gost", "-md_gost12_256", told=der).decode()
        return cls(
            _openssl("x509", "-engine", "gost", "-noout", "-pubkey", told=pem),
            printed.rpartition("=")[2].strip().upper(),
        )

    def verifies(self, signature: bytes, message: bytes) -> bool:
        with tempfile.TemporaryDirectory(prefix="stand-gost-") as folder:
            key, signed = Path(folder, "key"), Path(folder, "signature")
            key.write_bytes(self.public_key)
            signed.write_bytes(signature)
            asked = ("-engine", "gost", "-md_gost12_256", "-verify", str(key), "-signature", str(signed))
            try:
                return b"Verified OK" in _openssl("dgst", *asked, told=message)
            except ValueError:
                return False


def _openssl(*arguments: str, told: bytes) -> bytes:
    program = shutil.which("openssl")
    if program is None:
        raise ValueError("there is no openssl here")
    try:
        ended = subprocess.run([program, *arguments], input=told, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603  fixed words
    except (subprocess.SubprocessError, OSError) as failed:
        raise ValueError("openssl refused") from failed
    return ended.stdout
