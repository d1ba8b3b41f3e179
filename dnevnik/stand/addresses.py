"""Web addresses the stand compares and sends people to."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

PRINTABLE = re.compile(r"[!-\[\]-~]+")  # no spaces, no control characters, no backslash
AUTHORITY = re.compile(r"[a-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9a-f:.]+\](:[0-9]{1,5})?")


def origin_of(address: str) -> str:
    """`scheme://host[:port]` of an absolute http or https address.

    Raises ValueError for everything else, and for what browsers and `urlsplit` read differently
    (backslashes, control characters, user names before the host).
    """
    if not PRINTABLE.fullmatch(address):
        raise ValueError("the address holds characters that have no place in one")
    parts = urlsplit(address)
    authority = parts.netloc.lower()
    if parts.scheme not in {"http", "https"} or not AUTHORITY.fullmatch(authority):
        raise ValueError("the address is not an absolute http or https address")
    return f"{parts.scheme}://{authority}"


def with_parameters(address: str, parameters: Mapping[str, str]) -> str:
    """`address` with `parameters` added to its query; empty values are left out (RFC 6749, 4.1.2)."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"
