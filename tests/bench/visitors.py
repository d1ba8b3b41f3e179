"""People at the doors of the portal and of the stock project: no more of a browser than a sign-in needs."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bench import people
from tests.bench.provider import code_for
from tests.bench.sites import HOST

LONGEST_SECONDS = 60.0
SESSION, CSRF = "__Host-dnevnik_session", "__Host-dnevnik_csrf"
TURNED_AWAY = "/enter/outcome/"
SECRET = "0123456789abcdefghijklmnopqrstuv"
"""A CSRF secret: the form and the cookie must agree, whoever chose it."""


class Astray(Exception):
    """A visitor came to another page than was to be measured."""


@dataclass
class Visitor:
    """One person before a site: a connection of one's own and cookies. `is_secure`: a proxy took care of TLS."""

    port: int
    is_secure: bool = True
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(HOST, self.port, timeout=LONGEST_SECONDS)

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, Message]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.is_secure:
            headers |= {"X-Forwarded-Proto": "https", "Origin": f"https://{HOST}:{self.port}"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self.connection.getresponse()
        answer.read()
        for told in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = told.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers

    def close(self) -> None:
        self.connection.close()


def sign_in_to_portal(visitor: Visitor, n: int, *, region: str = "RU-RYA") -> None:
    """Press the button, be at Gosuslugi, come back, be in. Raises Astray."""
    status, headers = visitor.ask("GET", begin_at_portal(visitor, n, region=region))
    if status != HTTPStatus.FOUND or headers["Location"] != "/diary/" or not visitor.cookies.get(SESSION):
        raise Astray("portal", status, headers["Location"])


def begin_at_portal(visitor: Visitor, n: int, *, region: str) -> str:
    """Press the button. Returns the path that leads back from the provider, or to the page that says it is silent."""
    visitor.cookies[CSRF] = SECRET
    form = {"region": region, "csrfmiddlewaretoken": SECRET}
    status, headers = visitor.ask("POST", "/oidc/start/", form)
    if status != HTTPStatus.FOUND:
        raise Astray("portal, start", status)
    return TURNED_AWAY if headers["Location"] == TURNED_AWAY else way_back(headers["Location"], n)


def sign_in_to_stock(visitor: Visitor, n: int) -> None:
    """The same journey there. Raises Astray."""
    status, headers = visitor.ask("GET", "/oidc/authenticate/")
    if status != HTTPStatus.FOUND:
        raise Astray("stock, start", status)
    before = visitor.cookies["sessionid"]
    status, headers = visitor.ask("GET", way_back(headers["Location"], n))
    if status != HTTPStatus.FOUND or headers["Location"] != "/" or visitor.cookies["sessionid"] == before:
        raise Astray("stock", status, headers["Location"])


def way_back(location: str, n: int) -> str:
    """From the provider's address to the callback: the person was there and is number `n`."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    query = urlencode({"state": asked["state"], "code": code_for(people.claims(n), nonce=asked["nonce"])})
    return f"{urlsplit(asked['redirect_uri']).path}?{query}"
