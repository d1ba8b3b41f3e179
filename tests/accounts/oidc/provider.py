"""A real provider in a thread. It is honest until a test changes one of its attributes."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qs, unquote_plus, urlsplit

import jwt

from tests.accounts.oidc import jose

SUBJECT = "1000299654"
SNILS = "000-000-001 01"
PERSON: jose.Json = {
    "sub": SUBJECT,
    "family_name": "Ковалёва",
    "given_name": "Анна",
    "middle_name": "Игоревна",
    "birthdate": "1985-03-14",
    "gender": "female",
    "snils": SNILS,
    "assurance": "confirmed",
}


@dataclass
class Reply:
    """An answer of an endpoint. `pause` seconds go by before each piece; `head_pause` before each line of the head."""

    body: bytes | Iterable[bytes]
    status: int = 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    head_pause: float = 0.0

    def pieces(self) -> Iterable[bytes]:
        return [self.body] if isinstance(self.body, bytes) else self.body


def as_json(value: object, status: int = 200) -> Reply:
    return Reply(json.dumps(value).encode(), status)


class Answering(Protocol):
    """What the server in the thread asks of a provider."""

    peer: int

    def answer(self, address: str, form: dict[str, str], headers: dict[str, str]) -> Reply: ...


P = TypeVar("P", bound=Answering)


@dataclass
class Grant:
    """What was agreed at the authorization endpoint."""

    nonce: str
    challenge: str
    redirect_uri: str


class IdentityProvider:
    """Honest by default: RS256, one key, PKCE demanded, the secret in the body or in the Basic header."""

    def __init__(self, origin: str) -> None:
        # Ports are given out again: without a name of its own it would be taken for an earlier one with other keys.
        self.name = f"/{secrets.token_hex(4)}"
        self.base = f"{origin}{self.name}"
        self.key = jose.rsa_key("current")
        self.sign: jose.Sign = jose.rs256(self.key)
        self.header: jose.Json = {"alg": "RS256", "kid": "k1"}
        self.keys: list[object] = [jose.jwk(self.key, kid="k1", use="sig", alg="RS256")]
        self.claims: jose.Json = {}
        self.without: tuple[str, ...] = ()
        self.person: jose.Json = dict(PERSON)
        self.edit_token: Callable[[jose.Json], object] = lambda answer: answer
        self.edit_payload: Callable[[jose.Json], jose.Json | str] = lambda payload: payload
        self.replies: dict[str, Callable[[], Reply | None]] = {}
        self.more_headers: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.peer = 0
        self.client_auth = ""
        self.client_key: Any = None
        self.client_algorithm = "RS256"
        self.assertion_audience = f"{self.base}/token"
        self.assertions: list[jose.Json] = []
        self.grants: dict[str, Grant] = {}
        self.access_token = secrets.token_urlsafe(24)
        self.secret = "s3cret/with+signs&more"
        self.client_id = "dnevnik"

    def settings(self, **more: object) -> dict[str, object]:
        """How the portal describes this provider."""
        endpoints = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "userinfo_endpoint": "/userinfo",
            "jwks_uri": "/jwks",
        }
        described = {name: self.base + path for name, path in endpoints.items()}
        client = {"client_id": self.client_id, "client_secret": self.secret}
        return {"issuer": self.base, **described, **client, **more}

    def authorize(self, location: str) -> dict[str, str]:
        """The person signs in here: the query they go back with."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(query["nonce"], query["code_challenge"], query["redirect_uri"])
        return {"code": code, "state": query["state"]}

    def answer(self, address: str, form: dict[str, str], headers: dict[str, str]) -> Reply:
        path = address.removeprefix(self.name)
        self.asked.append(path)
        self.headers = headers
        special = self.replies[path]() if path in self.replies else None
        reply = special or {"/token": self._token, "/userinfo": self._userinfo, "/jwks": self._jwks}[path](form)
        reply.headers |= self.more_headers.get(path, {})
        return reply

    def id_token(self, grant: Grant) -> str:
        now = int(time.time())
        payload: jose.Json = {
            "iss": self.base,
            "aud": self.client_id,
            "sub": SUBJECT,
            "iat": now,
            "exp": now + 300,
            "nonce": grant.nonce,
            **self.claims,
        }
        kept = {name: value for name, value in payload.items() if name not in self.without}
        return jose.token(self.header, self.edit_payload(kept), self.sign)

    def signed_userinfo(self, **claims: object) -> Reply:
        """The person as a JWT by the current key."""
        payload = {"iss": self.base, "aud": self.client_id, **self.person, **claims}
        kept = {name: value for name, value in payload.items() if value is not None}
        return Reply(jose.token(self.header, kept, self.sign).encode(), content_type="application/jwt")

    def _token(self, form: dict[str, str]) -> Reply:
        grant = self.grants.pop(form.get("code", ""), None)
        if not self._knows_client(form):
            return as_json({"error": "invalid_client"}, 401)
        if grant is None or not self._fits(grant, form):
            return as_json({"error": "invalid_grant"}, 400)
        token = self.id_token(grant)
        answer: jose.Json = {"access_token": self.access_token, "token_type": "Bearer", "id_token": token}
        return as_json(self.edit_token(answer))

    def _knows_client(self, form: dict[str, str]) -> bool:
        if "client_assertion" in form:
            return self._knows_assertion(form)
        scheme, _, pair = self.headers.get("Authorization", "").partition(" ")
        self.client_auth = "client_secret_basic" if scheme == "Basic" else "client_secret_post"
        if scheme != "Basic":
            return (form.get("client_id"), form.get("client_secret")) == (self.client_id, self.secret)
        given = [unquote_plus(part) for part in base64.b64decode(pair).decode().split(":")]
        return given == [self.client_id, self.secret] and "client_secret" not in form

    def _knows_assertion(self, form: dict[str, str]) -> bool:
        """RFC 7523 section 3, and no secret beside it."""
        self.client_auth = "private_key_jwt"
        assertion = form["client_assertion"]
        self.assertions.append(
            jwt.get_unverified_header(assertion) | jwt.decode(assertion, options={"verify_signature": False})
        )
        try:
            jwt.decode(
                assertion,
                self.client_key,
                algorithms=[self.client_algorithm],
                audience=self.assertion_audience,
                issuer=self.client_id,
                options={"require": ["iss", "sub", "aud", "jti", "exp"]},
            )
        except jwt.PyJWTError:
            return False
        return (
            form["client_id"] == self.client_id and "client_secret" not in form and "Authorization" not in self.headers
        )

    def _fits(self, grant: Grant, form: dict[str, str]) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return jose.b64(digest) == grant.challenge and form.get("redirect_uri") == grant.redirect_uri

    def _userinfo(self, _form: dict[str, str]) -> Reply:
        if self.headers.get("Authorization") != f"Bearer {self.access_token}":
            return as_json({"error": "invalid_token"}, 401)
        return as_json(self.person)

    def _jwks(self, _form: dict[str, str]) -> Reply:
        return as_json({"keys": self.keys})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    provider: Answering

    def handle_error(self, *_about: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:  # noqa: N802  the name is http.server's
        self._reply({})

    def do_POST(self) -> None:  # noqa: N802  the name is http.server's
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._reply({name: values[0] for name, values in parse_qs(text).items()})

    def log_message(self, *_line: object) -> None:
        """Silent: the tests read what was asked from the provider itself."""

    def _reply(self, form: dict[str, str]) -> None:
        self.server.provider.peer = self.client_address[1]
        reply = self.server.provider.answer(self.path, form, dict(self.headers.items()))
        head = [f"HTTP/1.1 {reply.status} Said"]
        if "Content-Type" not in reply.headers:
            head.append(f"Content-Type: {reply.content_type}")
        head += [f"{name}: {value}" for name, value in reply.headers.items()]
        if isinstance(reply.body, bytes):
            head.append(f"Content-Length: {len(reply.body)}")
        else:
            head.append("Connection: close")
            self.close_connection = True
        for line in [*head, ""]:
            self._say(f"{line}\r\n".encode("latin-1"), reply.head_pause)
        for piece in reply.pieces():
            self._say(piece, reply.pause)

    def _say(self, data: bytes, pause: float) -> None:
        if pause:
            time.sleep(pause)
        self.wfile.write(data)


def running() -> AbstractContextManager[IdentityProvider]:
    """A provider of its own for each test."""
    return serving(IdentityProvider)


@contextmanager
def serving(make: Callable[[str], P]) -> Iterator[P]:
    """A provider of any kind, made of the origin that it answers at."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.provider = made = make(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
