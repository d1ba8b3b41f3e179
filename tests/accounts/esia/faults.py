"""The vocabulary of the tables: each word makes ESIA lie in one way."""

import itertools
import time
from collections.abc import Callable

from tests.accounts.esia.esia import OID, Esia
from tests.accounts.oidc import jose
from tests.accounts.oidc.provider import Reply, as_json

Arrange = Callable[[Esia], object]
HOUR = 3600
TOKEN, ROOT = "/aas/oauth2/v3/te", f"/rs/prns/{OID}"
ATTACKER = jose.rsa_key("attacker")
CANARY = "canary-of-the-provider"
HTML = Reply(f"<h1>{CANARY}</h1>".encode(), 500, "text/html")


def id_token(**changed: object) -> Arrange:
    """Claims of the ID token changed; None takes one away."""
    return lambda esia: setattr(esia, "edit_id", editing(changed))


def access_token(**changed: object) -> Arrange:
    return lambda esia: setattr(esia, "edit_access", editing(changed))


def editing(changed: jose.Json) -> Callable[[jose.Json], jose.Json]:
    return lambda claims: {name: value for name, value in {**claims, **changed}.items() if value is not None}


def subject(**changed: object) -> Arrange:
    """Members of `urn:esia:sbj` changed."""
    return id_token(**{"urn:esia:sbj": {f"urn:esia:sbj:{name}": value for name, value in changed.items()}})


def seconds(name: str, offset: float) -> dict[str, object]:
    return {name: int(time.time() + offset)}


def header(**changed: object) -> Arrange:
    return lambda esia: esia.header.update(changed)


def signed(sign: Callable[[Esia], jose.Sign], **changed: object) -> Arrange:
    """All tokens signed otherwise, under a header that says so."""

    def arrange(esia: Esia) -> None:
        esia.header.update(changed)
        esia.sign = sign(esia)

    return arrange


def answer(**changed: object) -> Arrange:
    return lambda esia: setattr(esia, "edit_token", editing(changed))


def replies(path: str, reply: Callable[[], Reply]) -> Arrange:
    return lambda esia: esia.replies.update({path: reply})


def redirects(path: str, status: int) -> Arrange:
    def arrange(esia: Esia) -> None:
        esia.replies[path] = lambda: Reply(b"", status, headers={"Location": f"{esia.base}/thief"})

    return arrange


def person(**changed: object) -> Arrange:
    return lambda esia: setattr(esia, "person", editing(changed)(esia.person))


def links(to: Callable[[Esia], str], *, path: str = "docs", times: int = 1) -> Arrange:
    """A collection of links to somewhere."""

    def arrange(esia: Esia) -> None:
        esia.replies[f"{ROOT}/{path}"] = lambda: as_json({"elements": [to(esia)] * times})

    return arrange


def swapped(esia: Esia) -> None:
    esia.edit_token = lambda told: {**as_dict(told), "id_token": as_dict(told)["access_token"]}


def as_dict(value: object) -> jose.Json:
    assert isinstance(value, dict)
    return value


def id_token_for_access(esia: Esia) -> None:
    esia.edit_token = lambda told: {**as_dict(told), "access_token": as_dict(told)["id_token"]}


def twice(esia: Esia) -> None:
    """Two `sub` members under a good signature."""
    payload = jose.as_text(esia.id_claims())[:-1] + ', "sub": 1}'
    esia.edit_token = lambda told: {**as_dict(told), "id_token": jose.token(esia.header, payload, esia.sign)}


def drip() -> Reply:
    return Reply(itertools.repeat(b" "), pause=0.05)
