"""What the stand must be told before it starts, read from the environment once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from dnevnik.stand.addresses import origin_of
from dnevnik.stand.esia.client import EsiaClient, read_client
from dnevnik.stand.misconfiguration import Misconfigured

REQUIRED = {
    "STAND_CAST": "path of cast.json",
    "STAND_ISSUER": "the stand's own origin, such as http://127.0.0.1:8001",
    "STAND_CLIENT_ID": "the name by which the portal introduces itself",
    "STAND_CLIENT_SECRET": "the secret shared with the portal",
    "STAND_REDIRECT_URIS": "the portal's exact return addresses, separated by commas",
}
CHECK_SECONDS = 120
"""A real check takes from minutes to weeks; a rehearsal wants to see both «проверяется» and its end."""
BINDING_SECONDS = 600
SECONDS = re.compile(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The stand's configuration: one issuer (an origin without a path), one client, and perhaps one of ESIA's dialect.

    A check of typed data takes `check_seconds`, a binding code lives `binding_seconds`.
    """

    cast: Path
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uris: tuple[str, ...]
    key_file: Path | None = None
    notebook: Path | None = None
    check_seconds: int = CHECK_SECONDS
    binding_seconds: int = BINDING_SECONDS
    esia: EsiaClient | None = None

    @property
    def portal_origins(self) -> tuple[str, ...]:
        """Origins of the registered return addresses, in their order, each once."""
        of_esia = self.esia.redirect_origins if self.esia else ()
        return tuple(dict.fromkeys((*(origin_of(uri) for uri in self.redirect_uris), *of_esia)))


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The configuration that `variables` describe; raises `Misconfigured`."""
    given = {name: value.strip() for name, value in variables.items() if name.startswith("STAND_")}
    missing = [f"{name} is not set: {meaning}" for name, meaning in REQUIRED.items() if not given.get(name)]
    if missing:
        raise Misconfigured(*missing)
    issuer = _read_issuer(given["STAND_ISSUER"])
    return Environment(
        cast=Path(given["STAND_CAST"]),
        issuer=issuer,
        client_id=given["STAND_CLIENT_ID"],
        client_secret=given["STAND_CLIENT_SECRET"],
        redirect_uris=_read_redirect_uris(given["STAND_REDIRECT_URIS"]),
        key_file=Path(given["STAND_KEY_FILE"]) if given.get("STAND_KEY_FILE") else None,
        notebook=Path(given["STAND_NOTEBOOK"]) if given.get("STAND_NOTEBOOK") else None,
        check_seconds=_read_seconds(given, "STAND_CHECK_SECONDS", CHECK_SECONDS),
        binding_seconds=_read_seconds(given, "STAND_BINDING_SECONDS", BINDING_SECONDS),
        esia=read_client(given, origin=issuer),
    )


def _read_seconds(given: Mapping[str, str], name: str, otherwise: int) -> int:
    text = given.get(name) or str(otherwise)
    if not SECONDS.fullmatch(text):
        complaint = f"{name} must be a number of seconds from 1 to 99999"
        raise Misconfigured(complaint)
    return int(text)


def _read_issuer(text: str) -> str:
    try:
        is_origin = origin_of(text) == text
    except ValueError:
        is_origin = False
    if not is_origin:
        raise Misconfigured("STAND_ISSUER must be an origin: http://127.0.0.1:8001, say, without a slash at the end")
    return text


def _read_redirect_uris(text: str) -> tuple[str, ...]:
    addresses = tuple(part.strip() for part in text.split(",") if part.strip())
    if not addresses or not all(_may_return_to(address) for address in addresses):
        raise Misconfigured("STAND_REDIRECT_URIS must hold absolute http or https addresses without a fragment")
    return addresses


def _may_return_to(address: str) -> bool:
    try:
        origin_of(address)
    except ValueError:
        return False
    return not urlsplit(address).fragment
