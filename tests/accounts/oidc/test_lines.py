"""Lines to providers: who is cut when, and what is left behind."""

import socket
import time
from contextlib import suppress
from threading import Event
from typing import Any

import pytest

from accounts.oidc.errors import ProviderDown
from accounts.oidc.http import fetch
from accounts.oidc.lines import Guard, Line
from tests.accounts.oidc.test_http import raw_server, soon

HANDSHAKE = b"\x16\x03\x03\x3f\xff" + b"\x02\x00\x3f\xfb"
"""A TLS record of 16 KB, which may come byte by byte."""


def is_cut(line: Line, *, within: float = 2) -> bool:
    """Whether the guard cuts it in that time. Ends it."""
    mine, other = socket.socketpair()
    with mine, other:
        line.hold(mine)
        other.settimeout(within)
        with suppress(TimeoutError):
            other.recv(1)
        try:
            line.end()
        except ProviderDown:
            return True
    return False


def test_what_is_due_sooner_is_cut_sooner() -> None:
    guard, later, sooner = Guard(), Line(soon(60)), Line(soon(0.1))
    for line in (later, sooner):
        guard.watch(line)
    assert is_cut(sooner)
    assert not is_cut(later, within=0.1)


def test_a_line_that_ended_in_time_lets_its_socket_serve_another() -> None:
    guard, ended, mine = Guard(), Line(soon(0.05)), socket.socketpair()
    ended.hold(mine[0])
    guard.watch(ended)
    ended.end()
    time.sleep(0.15)
    mine[0].sendall(b"x")
    assert mine[1].recv(1) == b"x"
    for each in mine:
        each.close()


def test_what_comes_after_the_cut_is_shut_too() -> None:
    """The socket may be there only when the time is over."""
    line = Line(soon(-1))
    line.cut()
    assert is_cut(line, within=0.5)


def test_tls_that_drips_is_cut_at_the_deadline() -> None:
    hung_up = Event()

    def talk(line: socket.socket) -> None:
        with suppress(OSError):
            line.recv(4096)
            for byte in HANDSHAKE + bytes(1000):
                line.sendall(bytes([byte]))
                time.sleep(0.05)
        hung_up.set()

    with raw_server(talk) as url:
        begun = time.monotonic()
        with pytest.raises(ProviderDown, match="deadline"):
            fetch("GET", url.replace("http:", "https:"), deadline=soon())
        assert time.monotonic() - begun < 2
        assert hung_up.wait(5)


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the line that it opens in the end is closed."""
    answered, said = Event(), []
    resolve, hung_up = socket.getaddrinfo, Event()

    def hanging(*args: Any, **kwargs: Any) -> Any:
        answered.wait(10)
        return resolve(*args, **kwargs)

    def talk(line: socket.socket) -> None:
        said.append(line.recv(4096))
        hung_up.set()

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    with raw_server(talk) as url:
        begun = time.monotonic()
        with pytest.raises(ProviderDown, match="deadline"):
            fetch("GET", url, deadline=soon(0.2))
        assert time.monotonic() - begun < 2
        answered.set()
        assert hung_up.wait(5)
    assert said == [b""]


def test_a_name_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_args: Any, **_kwargs: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(ProviderDown, match="unreachable"):
        fetch("GET", "http://127.0.0.1:9/", deadline=soon())


def test_a_refused_handshake_leaves_no_socket_open(recwarn: pytest.WarningsRecorder) -> None:
    """Neither the first handle nor the second: a provider that speaks no TLS must not use up our files."""
    with raw_server(lambda line: line.sendall(b"no TLS here\r\n")) as url, pytest.raises(ProviderDown):
        fetch("GET", url.replace("http:", "https:"), deadline=soon(2))
    assert not [told for told in recwarn if issubclass(told.category, ResourceWarning)]
