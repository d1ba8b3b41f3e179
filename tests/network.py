"""The suite speaks to this machine alone.

An audit hook sees every connection that Python code opens, whatever library asks for it, and cannot be undone.
"""

import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any


class NetworkIsOff(Exception):
    """A test reached beyond the loopback: give the code under test a local server or a prepared answer."""


def is_local(host: object) -> bool:
    """Whether a host of a socket address is this machine; the empty one and None mean «here»."""
    if not isinstance(host, str | bytes | None):
        return False
    name = host.decode(errors="replace") if isinstance(host, bytes) else host or ""
    if name in {"", "localhost"}:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _connects_here(family: socket.socket, address: object) -> bool:
    if family.family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    return isinstance(address, tuple) and is_local(address[0])


def _looks_up_here(host: object, *_rest: object) -> bool:
    return is_local(host) or host == socket.gethostname()


PERMITTED: dict[str, Callable[..., bool]] = {
    "socket.connect": _connects_here,
    "socket.sendto": _connects_here,
    "socket.getaddrinfo": _looks_up_here,
    "socket.gethostbyname": _looks_up_here,
}


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """The hook itself. Raises NetworkIsOff."""
    permitted = PERMITTED.get(event)
    if permitted is not None and not permitted(*arguments):
        raise NetworkIsOff


def switch_off() -> None:
    """From now on this process reaches the loopback and unix sockets only."""
    sys.addaudithook(guard)
