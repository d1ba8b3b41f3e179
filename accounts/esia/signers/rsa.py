"""RSA: for the stand alone, where no GOST is to be had. A convention of ours and of no ESIA (docs/adr/0012).

The signature is RSASSA-PKCS1-v1_5 with SHA-256, the certificate's hash is SHA-256 of its DER.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate

from accounts.esia.signers import files
from accounts.esia.signers.signer import SignerFailed
from accounts.oidc.keys import RSA_BITS


@dataclass(frozen=True, kw_only=True)
class Rsa:
    """`certificate` and `key` are paths."""

    certificate: str
    key: str

    def sign(self, message: bytes, *, deadline: float) -> bytes:
        """See Signer; as many bytes as the key has. It asks nobody, so no deadline can be missed."""
        del deadline
        return _private_key(files.content(self.key)).sign(message, PKCS1v15(), SHA256())

    def verify(self, message: bytes, signature: bytes, *, key: bytes | None = None, deadline: float) -> bool:
        """See Signer."""
        del deadline
        public = rsa_key(files.pem(self.certificate) if key is None else key)
        return public is not None and is_signed(message, signature, key=public)

    def certificate_hash(self, *, deadline: float) -> str:
        """See Signer. SHA-256."""
        del deadline
        return hashlib.sha256(files.der(self.certificate)).hexdigest().upper()


@lru_cache(maxsize=4)
def _private_key(pem: bytes) -> RSAPrivateKey:
    """Kept, because the library proves a key's numbers each time it reads it, and that takes longer than signing."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SignerFailed("signer_key") from None
    if not isinstance(key, RSAPrivateKey):
        raise SignerFailed("signer_key")
    return key


def rsa_key(pem: bytes) -> RSAPublicKey | None:
    """The RSA key in PEM, alone or in a certificate; None for a weak one, another kind, or no key at all."""
    try:
        is_certificate = b"BEGIN CERTIFICATE" in pem
        key = load_pem_x509_certificate(pem).public_key() if is_certificate else load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size in RSA_BITS else None


def is_signed(message: bytes, signature: bytes, *, key: RSAPublicKey) -> bool:
    """RS256 (RFC 7518 section 3.3)."""
    try:
        key.verify(signature, message, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
