"""The network is off in the suite: a test that would need it fails here and not on somebody's train."""

import socket
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.network import NetworkIsOff

SOMEWHERE = "192.0.2.1"  # RFC 5737: reserved for documents, answers nobody
NAMED = "dnevnik.example"  # RFC 2606


@pytest.mark.parametrize("address", [(SOMEWHERE, 443), ("2001:db8::1", 443, 0, 0)], ids=str)
def test_a_stranger_is_out_of_reach(address: tuple[object, ...]) -> None:
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with closing(socket.socket(family)) as probe, pytest.raises(NetworkIsOff):
        probe.connect(address)


def test_a_stranger_gets_no_datagram() -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe, pytest.raises(NetworkIsOff):
        probe.sendto(b"?", (SOMEWHERE, 53))


def test_nobody_is_looked_up_by_name() -> None:
    with pytest.raises(NetworkIsOff):
        socket.getaddrinfo(NAMED, 443)


def test_a_library_meets_the_same_wall() -> None:
    with pytest.raises(NetworkIsOff):
        requests.get(f"https://{NAMED}/", timeout=1)


def test_this_machine_answers() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server, closing(socket.socket()) as visitor:
        visitor.connect(server.getsockname())
        assert visitor.getpeername() == server.getsockname()


def test_unix_sockets_answer(tmp_path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as server, closing(socket.socket(socket.AF_UNIX)) as visitor:
        server.bind(str(tmp_path / "s"))
        server.listen()
        visitor.connect(str(tmp_path / "s"))
