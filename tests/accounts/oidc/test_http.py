"""The one way out: on time, small, straight."""

import itertools
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from accounts.oidc.errors import ProviderDown, ProviderRefused
from accounts.oidc.http import fetch
from tests.accounts.oidc.provider import IdentityProvider, Reply, as_json


def soon(seconds: float = 0.4) -> float:
    return time.monotonic() + seconds


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says whatever `talk` says, HTTP or not."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                talk(line)

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def drip(text: bytes) -> Callable[[socket.socket], None]:
    def talk(line: socket.socket) -> None:
        try:
            for byte in text:
                line.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            return

    return talk


SLOW = {
    "drips the status line": b"HTTP/1.1 200 OK" + b"K" * 1000,
    "drips the headers": b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200,
    "drips the body": b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b"x" * 900,
    "drips a body that has no length": b"HTTP/1.1 200 OK\r\n\r\n{}" + b" " * 900,
    "drips the chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW.keys())
def test_a_slow_loris_is_cut_at_the_deadline(text: bytes) -> None:
    with raw_server(drip(text)) as url:
        begun = time.monotonic()
        with pytest.raises(ProviderDown, match="deadline"):
            fetch("GET", url, deadline=soon())
        assert 0.35 < time.monotonic() - begun < 2


def test_a_cut_line_is_shut_for_the_server_too() -> None:
    """The thread behind an abandoned request ends with its socket and does not read on for ever."""
    hung_up = Event()

    def talk(line: socket.socket) -> None:
        drip(SLOW["drips the body"])(line)
        hung_up.set()

    with raw_server(talk) as url:
        with pytest.raises(ProviderDown):
            fetch("GET", url, deadline=soon(0.2))
        assert hung_up.wait(5)


def test_a_deadline_in_the_past_asks_nobody(op: IdentityProvider) -> None:
    with pytest.raises(ProviderDown, match="deadline"):
        fetch("GET", f"{op.base}/jwks", deadline=time.monotonic() - 1)
    assert op.asked == []


@pytest.mark.parametrize(
    "talk", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"], ids=repr
)
def test_what_is_not_a_whole_answer_is_down(talk: bytes) -> None:
    with raw_server(lambda line: line.sendall(talk)) as url, pytest.raises(ProviderDown) as stopped:
        fetch("GET", url, deadline=soon())
    assert "SSH" not in str(stopped.value)


def test_tls_that_stalls_is_cut_at_the_deadline() -> None:
    with raw_server(lambda _line: time.sleep(1)) as url, pytest.raises(ProviderDown, match="deadline"):
        fetch("GET", url.replace("http:", "https:"), deadline=soon())


def test_a_line_is_kept_for_the_next_request(op: IdentityProvider) -> None:
    ports = set()
    for _ in range(3):
        fetch("GET", f"{op.base}/jwks", deadline=soon())
        ports.add(op.peer)
    assert len(ports) == 1


def test_no_cookie_is_kept(op: IdentityProvider) -> None:
    op.replies["/token"] = lambda: Reply(b"{}", headers={"Set-Cookie": "a=b; Path=/"})
    for _ in range(2):
        fetch("GET", f"{op.base}/token", deadline=soon())
    assert "Cookie" not in op.headers


def test_no_proxy_of_the_environment_is_asked(op: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    assert fetch("GET", f"{op.base}/jwks", deadline=soon()).status == 200


def test_the_largest_answer_passes_and_one_byte_more_does_not(op: IdentityProvider) -> None:
    op.replies["/token"] = lambda: Reply(b"x" * 256 * 1024)
    assert len(fetch("GET", f"{op.base}/token", deadline=soon()).body) == 256 * 1024
    op.replies["/token"] = lambda: Reply(b"x" * (256 * 1024 + 1))
    with pytest.raises(ProviderDown, match="oversized"):
        fetch("GET", f"{op.base}/token", deadline=soon())


def test_an_answer_does_not_show_its_body(op: IdentityProvider) -> None:
    op.replies["/token"] = lambda: Reply(b"secret")
    assert "secret" not in repr(fetch("GET", f"{op.base}/token", deadline=soon()))


def test_a_refusal_names_only_a_word_of_the_standards(op: IdentityProvider) -> None:
    words = iter(["invalid_grant", "Иванов", "ivanov_pyotr", 7, "INVALID GRANT", ["invalid_grant"]])
    op.replies["/token"] = lambda: as_json({"error": next(words)}, 400)
    told = []
    for _ in range(6):
        with pytest.raises(ProviderRefused) as refused:
            fetch("POST", f"{op.base}/token", deadline=soon(), form={"a": "b"})
        told.append(str(refused.value))
    assert told == ["invalid_grant", *itertools.repeat("http_400", 5)]
