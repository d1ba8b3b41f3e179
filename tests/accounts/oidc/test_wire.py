"""What may come over the line instead of HTTP as it should be: an answer, or «down», and never anything else."""

import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import pytest

from accounts.oidc.errors import ProviderDown
from accounts.oidc.http import fetch
from tests.accounts.oidc.provider import IdentityProvider, Reply
from tests.accounts.oidc.test_http import raw_server, soon

OK = b"HTTP/1.1 200 OK\r\n"
GOOD = {
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "no length, closed at the end": OK + b"\r\n{}",
    "100 before it": b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\n{}",
    "chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
    "chunks with a remark and a trailer": OK + b"Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nX-T: y\r\n\r\n",
    "bare line feeds": b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
    "a reason in letters of ours": "HTTP/1.1 200 Хорошо\r\nContent-Length: 2\r\n\r\n{}".encode(),
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}",
    "more than was promised": OK + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\nthief",
    "a folded header": OK + b"X-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}",
}
BAD = {
    "HTTP/0.9": b"{}",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/3.0 in the status line": b"HTTP/3.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "TLS where HTTP is spoken": b"\x15\x03\x01\x00\x02\x02\x46",
    "a status that is no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "status 99": b"HTTP/1.1 99 Early\r\n\r\n",
    "status 1000": b"HTTP/1.1 1000 Late\r\n\r\n",
    "a status line of 70 KB": b"HTTP/1.1 200 " + b"K" * 70_000 + b"\r\n\r\n",
    "100 alone": b"HTTP/1.1 100 Continue\r\n\r\n",
    "101 to something else": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "chunks without an end": OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "a negative chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
    "two lengths that differ": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "random bytes": bytes(range(256)) * 8,
    "nothing but line ends": b"\r\n" * 100,
}


@pytest.mark.parametrize("said", GOOD.values(), ids=GOOD.keys())
def test_an_answer_all_the_same(said: bytes) -> None:
    with raw_server(after_the_request(said)) as url:
        assert fetch("GET", url, deadline=soon(2)).body == b"{}"


@pytest.mark.parametrize("said", BAD.values(), ids=BAD.keys())
def test_no_answer(said: bytes) -> None:
    with raw_server(after_the_request(said)) as url, pytest.raises(ProviderDown):
        fetch("GET", url, deadline=soon(2))


def after_the_request(said: bytes) -> Callable[[socket.socket], None]:
    def talk(line: socket.socket) -> None:
        line.recv(4096)
        with suppress(OSError):
            line.sendall(said)

    return talk


@pytest.mark.parametrize(
    "said", [b"", OK, OK + b"Content-Length: 100\r\n\r\n{"], ids=["at once", "in the head", "in the body"]
)
def test_a_connection_reset(said: bytes) -> None:
    """RST, not a polite end."""

    def talk(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(said)
        time.sleep(0.02)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with raw_server(talk) as url, pytest.raises(ProviderDown):
        fetch("GET", url, deadline=soon(2))


def test_continue_for_ever_is_cut_at_the_deadline() -> None:
    def talk(line: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")

    with raw_server(talk) as url:
        begun = time.monotonic()
        with pytest.raises(ProviderDown):
            fetch("GET", url, deadline=soon(0.3))
        assert time.monotonic() - begun < 2


def test_a_second_answer_in_the_same_breath_is_nobodys() -> None:
    """Whoever smuggles an answer behind another's must not have it read as the next request's."""
    asked = []

    def talk(line: socket.socket) -> None:
        asked.append(line.recv(4096))
        line.sendall(OK + b"Content-Length: 2\r\n\r\n{}" + OK + b"Content-Length: 5\r\n\r\nthief")
        with suppress(OSError):
            if line.recv(4096):
                line.sendall(OK + b"Content-Length: 6\r\n\r\nhonest")

    with raw_server(talk) as url:
        assert fetch("GET", url, deadline=soon(2)).body == b"{}"
        try:
            second = fetch("GET", url, deadline=soon(0.5)).body
        except ProviderDown:
            second = b""
        assert second in (b"", b"honest")


def test_the_sixth_version_of_the_internet() -> None:
    """Where the machine has it; where not, the provider there is down and nothing worse."""
    answers: list[bytes] = []
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        with pytest.raises(ProviderDown, match="unreachable"):
            fetch("GET", "http://[::1]:9/", deadline=soon(2))
        return
    with server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                answers.append(line.recv(4096))
                line.sendall(OK + b"Content-Length: 2\r\n\r\n{}")

        Thread(target=serve, daemon=True).start()
        assert fetch("GET", f"http://[::1]:{server.getsockname()[1]}/", deadline=soon(2)).body == b"{}"
    assert b"Host: [::1]:" in answers[0]


def test_the_clock_of_the_answer_is_kept(op: IdentityProvider) -> None:
    op.replies["/jwks"] = lambda: Reply(b"{}", headers={"Date": "Thu, 01 Oct 2026 09:00:00 GMT"})
    assert fetch("GET", f"{op.base}/jwks", deadline=soon()).date == "Thu, 01 Oct 2026 09:00:00 GMT"
