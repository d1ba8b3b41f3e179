"""The two neighbouring ports of the demo: the portal's and the rehearsal provider's."""

import http.client
import socket
from collections.abc import Mapping
from http import HTTPStatus

DEFAULT_PORT = 8000
LAST_PORT = 65535
FIRST_OF_PEOPLE = 1024
ANSWER_SECONDS = 5.0


class PortUnusable(Exception):
    """The text, in Russian, says which port and what to do."""


def chosen_port(environment: Mapping[str, str]) -> int:
    """The portal's port from PORT. Raises PortUnusable for what is no port, or leaves no room for the next one."""
    given = environment.get("PORT") or str(DEFAULT_PORT)
    if not (given.isascii() and given.isdecimal() and 0 < int(given) < LAST_PORT):
        advice = f"PORT должен быть числом от 1 до {LAST_PORT - 1}, например: make run PORT=8100"
        raise PortUnusable(advice)
    return int(given)


def check_free(port: int) -> None:
    """Raises PortUnusable if somebody listens there or we may not."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass
    except OSError as error:
        reason = "доступен только администратору" if isinstance(error, PermissionError) else "уже занят"
        advice = f"Порт {port} {reason}. Возьмите другой: make run PORT={elsewhere(port)}"
        raise PortUnusable(advice) from None


def elsewhere(port: int) -> int:
    """Another port worth trying."""
    return port + 100 if FIRST_OF_PEOPLE <= port < LAST_PORT - 100 else DEFAULT_PORT + 100


def answers(port: int) -> bool:
    """Whether a web server there serves its first page, whatever it says on it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    finally:
        connection.close()
