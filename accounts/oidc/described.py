"""What may stand in the description of any identity provider, whatever it speaks."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

LONGEST_DEADLINE = 30


def is_channel(described: object) -> bool:
    """Where letters to a person's cabinet go: a `url` and its `secret`, or nothing."""
    if not isinstance(described, Mapping):
        return False
    return not described or (
        set(described) == {"url", "secret"} and all(map(is_text, described.values())) and is_safe(described, "url")
    )


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_deadline(seconds: object) -> bool:
    """Seconds that a person may be kept waiting."""
    return isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds <= LONGEST_DEADLINE


def is_safe(described: Mapping[str, Any], name: str) -> bool:
    """Whether it is https, or http on loopback, with a host. Absent is fine: what must be there is for others."""
    url = described.get(name, "")
    if url == "":
        return True
    try:
        parts = urlsplit(url)
        host, port_is_valid = parts.hostname or "", parts.port != 0
    except (ValueError, TypeError, AttributeError):
        return False
    clean = port_is_valid and not (parts.username or parts.password or parts.fragment)
    return clean and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))) and host != ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
