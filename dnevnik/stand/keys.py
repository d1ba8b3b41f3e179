"""The keys that sign tokens."""

import hashlib
import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from dnevnik.stand.misconfiguration import Misconfigured

BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """An RSA key and what the world may know of it."""

    private: RSAPrivateKey

    @cached_property
    def public_jwk(self) -> dict[str, str]:
        """The public half as a JWK (RFC 7517)."""
        return {**self._members, "kid": self.kid, "use": "sig", "alg": "RS256"}

    @cached_property
    def public_pem(self) -> bytes:
        """The public half in PEM."""
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @cached_property
    def kid(self) -> str:
        """The key's name: its thumbprint (RFC 7638)."""
        canonical = json.dumps(self._members, sort_keys=True, separators=(",", ":"))
        return _base64url(hashlib.sha256(canonical.encode("ascii")).digest())

    @cached_property
    def _members(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        return {"kty": "RSA", "n": _base64url_number(numbers.n), "e": _base64url_number(numbers.e)}


@dataclass(frozen=True)
class KeyRing:
    """The kept key, and the one that takes its place while a rotation is rehearsed."""

    kept: SigningKey

    @classmethod
    def at(cls, path: Path | None, *, shown_in: Path | None = None) -> "KeyRing":
        """The ring whose key `load_or_make` gives; its public half is written to `shown_in`.

        Raises `Misconfigured`.
        """
        ring = cls(load_or_make(path))
        try:
            if shown_in:
                shown_in.write_bytes(ring.kept.public_pem)
        except OSError as broken:
            raise Misconfigured("STAND_ESIA_PUBLIC_KEY_FILE names a place where no file can be made") from broken
        return ring

    @cached_property
    def next(self) -> SigningKey:
        """A key of this process alone."""
        return load_or_make(None)

    def key(self, *, rotated: bool) -> SigningKey:
        """The key that signs now."""
        return self.next if rotated else self.kept


def load_or_make(path: Path | None) -> SigningKey:
    """The key kept in `path`, made there when there is none; without a path, a key for this process alone.

    Raises `Misconfigured` when the file holds anything but an RSA private key of 2048 bits or more.
    """
    if path is None:
        return SigningKey(generate_private_key(public_exponent=65537, key_size=BITS))
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as broken:
        raise Misconfigured("STAND_KEY_FILE does not hold a private key in PEM without a password") from broken
    if not isinstance(key, RSAPrivateKey) or key.key_size < BITS:
        raise Misconfigured("STAND_KEY_FILE must hold an RSA key of 2048 bits or more")
    return SigningKey(key)


def _make(path: Path) -> None:
    key = generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except OSError as broken:
        raise Misconfigured("STAND_KEY_FILE names a place where no file can be made") from broken


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _base64url_number(number: int) -> str:
    return _base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
