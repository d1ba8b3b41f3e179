"""One referee for a module, and somebody with a browser between it and the portal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urljoin

import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client
from pytest_django import Settings

from tests.accounts.oidc import jose
from tests.factories import synthetic_snils
from tests.referee.installed import FOLDER, NODE
from tests.servers import free_port, running

SECONDS = 10
PORTAL = "http://testserver"
SECRET = "known to the referee and to this suite, nobody else"
PERSON = {
    "sub": "1000300001",
    "family_name": "Соколова",
    "given_name": "Анна",
    "middle_name": "Петровна",
    "birthdate": "1988-05-02",
    "gender": "female",
    "snils": synthetic_snils(17),
    "assurance": "confirmed",
}


@dataclass
class Referee:
    """A running provider; `told` are the logout tokens it has sent, `key` the file with the portal's own key."""

    issuer: str
    key: Path
    told: list[dict[str, str]] = field(default_factory=list)

    def settings(self, client_id: str, **more: Any) -> dict[str, Any]:
        """How the portal describes it, by what it says of itself."""
        found = requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=SECONDS).json()
        names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        described = {name: found[name] for name in (*names, "end_session_endpoint")}
        return {**described, "client_id": client_id, "client_secret": SECRET, **more}

    def rotate(self) -> None:
        requests.post(f"{self.issuer}/control/rotate", timeout=SECONDS).raise_for_status()


@dataclass
class Person:
    """One browser: the portal's cookies in `client`, the provider's in `away`."""

    client: Client = field(default_factory=Client)
    away: requests.Session = field(default_factory=requests.Session)

    def sign_in(self) -> Any:
        """Press the button, walk through the provider, come back; the portal's answer."""
        pressed = self.client.post("/oidc/start/", {"region": "RU-RYA"})
        assert pressed.status_code == 302
        return self.client.get(self.follow(pressed.headers["Location"]))

    def follow(self, address: str) -> str:
        """Go on from page to page of the provider until it sends the person back; where to, without the origin."""
        while not address.startswith(PORTAL):
            answer = self.away.get(address, allow_redirects=False, timeout=SECONDS)
            assert answer.is_redirect, answer.text
            address = urljoin(address, answer.headers["Location"])
        return address.removeprefix(PORTAL)


@pytest.fixture(scope="module")
def referee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Referee]:
    """A provider in one Node.js process. It calls back to a listener that only writes down what it hears."""
    if not NODE.exists():
        pytest.fail("В CI нужен судья из npm: в tests/referee нет node_modules, .ci/run ставит их сам (npm ci).")
    home = tmp_path_factory.mktemp("referee")
    key = jose.ec_key("portal")
    (home / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    port = free_port()
    made = Referee(f"http://127.0.0.1:{port}", home / "key.pem")
    with listening(made.told) as ear:
        told = {
            "port": port,
            "callback": f"{PORTAL}/oidc/callback/",
            "left": f"{PORTAL}/leave/done/",
            "backchannel": ear,
            "clientKey": jose.ec_jwk(key, kid="portal-1", use="sig", alg="ES256"),
            "person": PERSON,
        }
        command: list[str | Path] = [NODE, FOLDER / "provider.mjs", json.dumps(told)]
        with running(command, log=home / "log", answers=lambda: answers(made), environment={"NODE_ENV": "test"}):
            yield made


def answers(referee: Referee) -> bool:
    try:
        return requests.get(f"{referee.issuer}/jwks", timeout=SECONDS).ok
    except requests.ConnectionError:
        return False


class _Listener(BaseHTTPRequestHandler):
    told: list[dict[str, str]]

    def do_POST(self) -> None:  # noqa: N802  the name is http.server's
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.told.append(dict(parse_qsl(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_line: object) -> None:
        """Silent."""


@contextmanager
def listening(told: list[dict[str, str]]) -> Iterator[str]:
    """The address of a listener that keeps the forms it is sent in `told`."""
    handler = type("Listener", (_Listener,), {"told": told})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def portal(referee: Referee, settings: Settings) -> Callable[..., None]:
    """Point the region's provider at one of the referee's clients."""

    def point(client_id: str, **more: Any) -> None:
        settings.IDENTITY_PROVIDERS = {"stand": referee.settings(client_id, **more)}

    return point
