"""How personal numbers are kept: sealed for reading, indexed for finding. Plain Python over `cryptography`.

AES-256-GCM (NIST SP 800-38D) seals a value to its place, so a ciphertext moved to another row or column
does not open. HMAC-SHA256 (RFC 2104) under one key of its own gives the blind index: equal numbers have
equal indexes in every table, and without the key the index says nothing about the number.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed value does not open: an unknown key, a changed text, or a value moved from another place."""


@dataclass(frozen=True)
class Keyring:
    """Secrets of any length by key id; `current` seals, every key opens; `index_secret` makes blind indexes."""

    secrets: Mapping[str, str]
    current: str
    index_secret: str

    @cached_property
    def ciphers(self) -> dict[str, AESGCM]:
        return {key_id: AESGCM(sha256(secret.encode()).digest()) for key_id, secret in self.secrets.items()}

    @cached_property
    def index_key(self) -> bytes:
        return sha256(self.index_secret.encode()).digest()


def seal(text: str, *, keyring: Keyring, place: str) -> str:
    """`text` sealed under the current key to its `place`: a constant of the column, and the row's key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    body = keyring.ciphers[keyring.current].encrypt(nonce, text.encode(), place.encode())
    return f"{keyring.current}:{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(sealed: str, *, keyring: Keyring, place: str) -> str:
    """The text that `seal` was given. Raises SealBroken, whose text holds neither the value nor the place."""
    key_id, _, body = sealed.partition(":")
    cipher = keyring.ciphers.get(key_id)
    if cipher is None:
        raise SealBroken("unknown key id")
    try:
        raw = base64.urlsafe_b64decode(body)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken(type(error).__name__) from None


def blind_index(text: str, *, keyring: Keyring, purpose: str) -> str:
    """43 base64url characters that are equal for equal texts of one purpose, in every table and school."""
    digest = hmac.digest(keyring.index_key, f"{purpose}\0{text}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def proof_key(*, keyring: Keyring, purpose: str) -> bytes:
    """32 bytes for message authentication, of one purpose alone: never the index key itself (RFC 5869, expand)."""
    return hmac.digest(keyring.index_key, f"proof\0{purpose}\1".encode(), "sha256")
