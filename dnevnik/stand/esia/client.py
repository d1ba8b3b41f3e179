"""The client that is registered by its certificate, as ESIA registers an information system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dnevnik.stand.addresses import origin_of
from dnevnik.stand.esia.signature import Gost, Rsa, Verifier
from dnevnik.stand.misconfiguration import Misconfigured
from dnevnik.stand.scopes import ESIA_SCOPES

REQUIRED = {
    "STAND_ESIA_CLIENT_ID": "the mnemonic of the client's system",
    "STAND_ESIA_CERTIFICATE": "path of the client's certificate in PEM",
    "STAND_ESIA_REDIRECT_URIS": "return addresses whose domains are registered, separated by commas",
}
FLAGS = {"": False, "0": False, "1": True}
VERIFIERS: Mapping[str, type[Rsa] | type[Gost]] = {"rsa": Rsa, "gost": Gost}


@dataclass(frozen=True, kw_only=True)
class EsiaClient:
    """One information system: its mnemonic, how its signatures are checked, where people may return to.

    `issuer` is the `iss` of the tokens, `scopes` those granted to the system; a system that is `confirmed_only`
    is closed to people whose account is not confirmed. `public_key_file` is where the stand's own key is shown.
    """

    client_id: str
    verifier: Verifier
    redirect_origins: tuple[str, ...]
    issuer: str
    scopes: tuple[str, ...] = ESIA_SCOPES
    confirmed_only: bool = False
    key_file: Path | None = field(default=None)
    public_key_file: Path | None = field(default=None)

    def may_return_to(self, address: str) -> bool:
        """Whether the address lies on a registered domain: ESIA registers no more of it (AIS changelog)."""
        try:
            return origin_of(address) in self.redirect_origins
        except ValueError:
            return False


def read_client(given: Mapping[str, str], *, origin: str) -> EsiaClient | None:
    """The client of the ESIA dialect; None, and the dialect is off, where nothing was said of one.

    Raises `Misconfigured`.
    """
    told = {name: given.get(name, "") for name in REQUIRED}
    if not any(told.values()):
        return None
    missing = [f"{name} is not set: {REQUIRED[name]}" for name, value in told.items() if not value]
    if missing:
        raise Misconfigured(*missing)
    return EsiaClient(
        client_id=told["STAND_ESIA_CLIENT_ID"],
        verifier=_verifier(given.get("STAND_ESIA_SIGNATURE", "rsa"), Path(told["STAND_ESIA_CERTIFICATE"])),
        redirect_origins=_origins(told["STAND_ESIA_REDIRECT_URIS"]),
        issuer=given.get("STAND_ESIA_ISSUER") or f"{origin}/",
        scopes=_scopes(given.get("STAND_ESIA_SCOPES", "")),
        confirmed_only=_flag(given.get("STAND_ESIA_CONFIRMED_ONLY", "")),
        key_file=_path(given, "STAND_ESIA_KEY_FILE"),
        public_key_file=_path(given, "STAND_ESIA_PUBLIC_KEY_FILE"),
    )


def _verifier(name: str, certificate: Path) -> Verifier:
    if name not in VERIFIERS:
        raise Misconfigured("STAND_ESIA_SIGNATURE must be rsa or gost")
    try:
        return VERIFIERS[name].from_pem(certificate.read_bytes())
    except (OSError, ValueError) as broken:
        complaint = f"STAND_ESIA_CERTIFICATE must hold one certificate in PEM with a key for {name}"
        raise Misconfigured(complaint) from broken


def _origins(text: str) -> tuple[str, ...]:
    addresses = [part.strip() for part in text.split(",") if part.strip()]
    try:
        origins = tuple(dict.fromkeys(map(origin_of, addresses)))
    except ValueError:
        origins = ()
    if not origins:
        raise Misconfigured("STAND_ESIA_REDIRECT_URIS must hold absolute http or https addresses")
    return origins


def _scopes(text: str) -> tuple[str, ...]:
    asked = text.split()
    if not set(asked) <= set(ESIA_SCOPES):
        complaint = f"STAND_ESIA_SCOPES must hold nothing but {' '.join(ESIA_SCOPES)}"
        raise Misconfigured(complaint)
    return tuple(asked) or ESIA_SCOPES


def _flag(text: str) -> bool:
    if text not in FLAGS:
        raise Misconfigured("STAND_ESIA_CONFIRMED_ONLY must be 1 or 0")
    return FLAGS[text]


def _path(given: Mapping[str, str], name: str) -> Path | None:
    return Path(given[name]) if given.get(name) else None
