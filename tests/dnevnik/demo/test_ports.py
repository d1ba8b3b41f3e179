"""A wrong or busy port ends in advice, not in a traceback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dnevnik.demo.ports import PortUnusable, answers, check_free, chosen_port, elsewhere
from tests.servers import free_port


@pytest.mark.parametrize(
    ("given", "port"),
    [
        pytest.param({}, 8000, id="nothing said"),
        pytest.param({"PORT": ""}, 8000, id="an empty word"),
        pytest.param({"PORT": "8100"}, 8100, id="a port"),
        pytest.param({"PORT": "65534"}, 65534, id="the last with a neighbour"),
    ],
)
def test_the_port_is_chosen_by_the_environment(given: dict[str, str], port: int) -> None:
    assert chosen_port(given) == port


@pytest.mark.parametrize("given", ["0", "65535", "-1", "80 00", "восемь", "8e3", "٨٠٠٠"])
def test_what_is_no_port_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(PortUnusable, match="make run PORT=8100"):
        chosen_port({"PORT": given})


def test_a_free_port_is_no_obstacle() -> None:
    check_free(free_port())


def test_a_busy_port_names_another() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortUnusable, match=f"Порт {port} уже занят.*PORT={elsewhere(port)}"):
            check_free(port)


@pytest.mark.parametrize(
    ("port", "another"),
    [
        pytest.param(8000, 8100, id="a hundred further"),
        pytest.param(80, 8100, id="from the administrator's ports to anybody's"),
        pytest.param(65530, 8100, id="back from the end"),
    ],
)
def test_another_port_is_worth_trying(port: int, another: int) -> None:
    assert elsewhere(port) == another


class Page(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class BrokenPage(Page):
    status = 500


@pytest.fixture(params=[(Page, True), (BrokenPage, False)], ids=["a page", "a page that breaks"])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[int, bool]]:
    handler, is_answer = request.param
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, is_answer
        server.shutdown()


def test_a_server_answers_when_its_first_page_does(served: tuple[int, bool]) -> None:
    port, is_answer = served
    assert answers(port) is is_answer


def test_nobody_answers_at_a_free_port() -> None:
    assert not answers(free_port())
