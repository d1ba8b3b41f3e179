"""The exact strings that ESIA wants signed, and how it writes times, states and bytes. Plain rules: no clock, no I/O.

Both requests join their parts without separators, unencoded, in UTF-8; `scope` holds its words with single spaces.
"""

import base64
import re
from datetime import datetime

TIMESTAMP = "%Y.%m.%d %H:%M:%S %z"
BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
OID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
SIGNATURE_BYTES = 64
"""GOST R 34.10-2012 with a key of 256 bits: s, then r, 32 bytes each, the highest byte first."""


def timestamp(at: datetime) -> str:
    """`2025.09.02 13:00:29 +0300`; `at` must be aware. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a naive time names no moment")
    return at.strftime(TIMESTAMP)


def to_sign(
    *, client_id: str, scope: str, scope_org: str, timestamp: str, state: str, redirect_uri: str, code: str = ""
) -> bytes:
    """What `client_secret` signs: of `/aas/oauth2/v2/ac`, and with the code after it of `/aas/oauth2/v3/te`."""
    return f"{client_id}{scope}{scope_org}{timestamp}{state}{redirect_uri}{code}".encode()


def encoded(data: bytes) -> str:
    """Base64url without padding (RFC 7515 section 2): 86 characters for 64 bytes."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError for any other text."""
    if not BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
