"""A stand in its own process, and somebody with a browser before it."""

import hashlib
import json
import secrets
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from tests.servers import free_port, running

ROOT = Path(__file__).resolve().parents[3]
PORTAL = "http://127.0.0.1:9"
CALLBACK = f"{PORTAL}/oidc/callback/"
CLIENT_ID = "dnevnik"
CLIENT_SECRET = "known to the stand and to this suite"
SECONDS = 10
MARIA = "1000300001"
KIRILL = "1000300002"
CAST: dict[str, Any] = {
    "personas": [
        {
            "subject": MARIA,
            "name": "Иванова Мария Петровна",
            "about": "Мама, 38 лет",
            "expect": "Входит в дневник",
            "claims": {
                "family_name": "Иванова",
                "given_name": "Мария",
                "middle_name": "Петровна",
                "birthdate": "1988-03-04",
                "gender": "female",
                "snils": "000-000-001 01",
                "assurance": "confirmed",
            },
        },
        {
            "subject": KIRILL,
            "name": "Иванов Кирилл",
            "about": "Ученик, 9 лет",
            "expect": "Входит после согласия мамы",
            "claims": {"family_name": "Иванов", "birth_certificate": "IV-АБ 123456", "assurance": "child"},
        },
    ]
}


def environment(cast: Path, *, port: int, portal: str = PORTAL) -> dict[str, str]:
    """What the stand is told; nothing of the product's own environment reaches it."""
    return {
        "DJANGO_SETTINGS_MODULE": "dnevnik.stand.settings",
        "STAND_CAST": str(cast),
        "STAND_ISSUER": f"http://127.0.0.1:{port}",
        "STAND_CLIENT_ID": CLIENT_ID,
        "STAND_CLIENT_SECRET": CLIENT_SECRET,
        "STAND_REDIRECT_URIS": f"{portal}/oidc/callback/,{portal}/other/?kept=1",
    }


@dataclass(frozen=True)
class RunningStand:
    """A stand that answers at `issuer`; `cast` is the file it reads, `log` what it has said."""

    issuer: str
    cast: Path
    log: Path

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.issuer + path, timeout=SECONDS, allow_redirects=False, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return requests.post(self.issuer + path, timeout=SECONDS, allow_redirects=False, **options)


@contextmanager
def running_stand(
    folder: Path, *, portal: str = PORTAL, wsgi: str = "dnevnik.stand.wsgi", told: Mapping[str, str] | None = None
) -> Iterator[RunningStand]:
    """A stand with the cast above, from its first answer to the end of the context; `told` is more environment."""
    port = free_port()
    stand = RunningStand(f"http://127.0.0.1:{port}", folder / "cast.json", folder / "log")
    stand.cast.write_text(json.dumps(CAST, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "gunicorn", wsgi, "--bind", f"127.0.0.1:{port}"]
    # A worker told to quit while it takes a request over may hang (gthread locks twice); then the master ends it.
    patience = ["--graceful-timeout", "2"]
    options = ["--threads", "8", "--workers", "1", "--chdir", str(ROOT), "--no-control-socket", *patience]
    variables = {**environment(stand.cast, port=port, portal=portal), **(told or {})}
    with running([*command, *options], log=stand.log, answers=lambda: answers(stand), environment=variables):
        yield stand


def answers(stand: RunningStand) -> bool:
    try:
        return stand.get("/jwks").ok
    except requests.ConnectionError:
        return False


class Forms(HTMLParser):
    """The links and the hidden fields of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given["href"])
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]


@dataclass
class SignIn:
    """One sign-in as the portal starts it and a person walks it; `changes` spoil or replace parameters."""

    stand: RunningStand
    changes: dict[str, str | None] = field(default_factory=dict)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    browser: requests.Session = field(default_factory=requests.Session)

    @property
    def parameters(self) -> dict[str, str]:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "client_id": CLIENT_ID,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid fullname snils",
            "state": "the portal's state",
            "nonce": "the portal's nonce",
            "code_challenge": urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            **self.changes,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def start(self) -> requests.Response:
        """The portal sends the person here."""
        return self._get("/authorize", params=self.parameters)

    def choose(self, subject: str) -> requests.Response:
        """The person presses a card."""
        links = Forms(self.start().text).links
        return self._get(next(link for link in links if link.endswith(f"subject={subject}")))

    def answer(self, page: requests.Response, answer: str) -> dict[str, str]:
        """The person presses a button of `page`; what the portal then finds in its callback."""
        sent = {**Forms(page.text).hidden, "answer": answer}
        answered = self.browser.post(
            self.stand.issuer + "/authorize/answer", data=sent, timeout=SECONDS, allow_redirects=False
        )
        assert answered.status_code == 302
        location = answered.headers["Location"]
        assert location.startswith(self.parameters["redirect_uri"])
        return dict(parse_qsl(urlsplit(location).query, strict_parsing=True))

    def code(self, subject: str = MARIA) -> str:
        """The whole way to a code."""
        return self.answer(self.choose(subject), "allow")["code"]

    def exchange(
        self,
        code: str,
        *,
        auth: tuple[str, str] | None = None,
        changes: Mapping[str, str | None] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        """The portal's server redeems `code`; by client_secret_post unless `auth` is given. None leaves a field out."""
        posted = {} if auth else {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.parameters["redirect_uri"],
            "code_verifier": self.verifier,
            **posted,
            **(changes or {}),
        }
        return self.stand.post("/token", data=sent, auth=auth, stream=stream)

    def _get(self, path: str, **options: Any) -> requests.Response:
        return self.browser.get(self.stand.issuer + path, timeout=SECONDS, allow_redirects=False, **options)
