"""Keys and certificates on disk, read again as soon as the file changes: a rotation needs no restart."""

import base64
import ssl
from functools import lru_cache
from pathlib import Path

from cryptography import x509

from accounts.esia.signers.signer import SignerFailed

LONGEST = 64 * 1024
PEM = b"-----BEGIN "


def content(path: str) -> bytes:
    """The file as it is now. Raises SignerFailed (`signer_file`)."""
    try:
        about = Path(path).stat()
        return _kept(path, about.st_mtime_ns, about.st_size)
    except OSError:
        raise SignerFailed("signer_file") from None


def pem(path: str) -> bytes:
    """A public key or a certificate as PEM; a certificate may lie there in DER, as ESIA's `.cer` files do."""
    data = content(path)
    return data if PEM in data else ssl.DER_cert_to_PEM_cert(data).encode()


def der(path: str) -> bytes:
    """The certificate in DER: what is hashed. Raises SignerFailed (`signer_certificate`)."""
    data = content(path)
    if PEM not in data:
        return data
    try:
        _before, _begin, rest = data.partition(b"-----BEGIN CERTIFICATE-----")
        return base64.b64decode(b"".join(rest.partition(b"-----END")[0].split()), validate=True)
    except ValueError:
        raise SignerFailed("signer_certificate") from None


def certificate(path: str) -> x509.Certificate:
    """For its dates; the key inside may be of GOST. Raises SignerFailed (`signer_certificate`)."""
    try:
        return x509.load_der_x509_certificate(der(path))
    except ValueError:
        raise SignerFailed("signer_certificate") from None


@lru_cache(maxsize=64)
def _kept(path: str, _changed: int, size: int) -> bytes:
    if size > LONGEST:
        raise SignerFailed("signer_file")
    return Path(path).read_bytes()
