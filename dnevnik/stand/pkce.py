"""Proof Key for Code Exchange, S256 alone (RFC 7636)."""

import hashlib
import re
from base64 import urlsafe_b64encode
from hmac import compare_digest

VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


def challenge_of(verifier: str) -> str:
    """The S256 challenge of an ASCII verifier (RFC 7636, 4.2)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def is_challenge(text: str) -> bool:
    """Whether `text` has the form of an S256 challenge."""
    return CHALLENGE.fullmatch(text) is not None


def proves(verifier: str, challenge: str) -> bool:
    """Whether `verifier` is well formed and its challenge is `challenge` (RFC 7636, 4.6)."""
    return VERIFIER.fullmatch(verifier) is not None and compare_digest(challenge_of(verifier), challenge)
