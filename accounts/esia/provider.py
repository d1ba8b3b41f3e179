"""ESIA as the settings describe it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from accounts.esia.signers.command import OutsideCommand
from accounts.esia.signers.openssl import OpenSSL
from accounts.esia.signers.rsa import Rsa
from accounts.esia.signers.signer import Signer
from accounts.oidc.described import LONGEST_DEADLINE, is_channel, is_deadline, is_safe, is_text

GOST = "GOST3410_2012_256"
ALGORITHMS = (GOST, "RS256")
SCOPES = (
    "openid fullname birthdate gender snils birth_cert_doc "
    "kid_fullname kid_birthdate kid_gender kid_snils kid_birth_cert_doc"
)
REQUIRED = ("base", "issuer", "client_id")
KNOWN = {
    *("dialect", "base", "issuer", "client_id", "signer", "provider_keys", "algorithms", "scopes", "scope_org"),
    *("checks_code_state", "deadline_seconds", "notices"),
}
SIGNER_KEYS = {
    "openssl": ({"kind", "certificate", "key", "openssl"}, ("certificate", "key")),
    "command": ({"kind", "certificate", "openssl", "sign", "verify", "hash", "reversed"}, ("certificate",)),
    "rsa": ({"kind", "certificate", "key"}, ("certificate", "key")),
}
"""Each kind of signer: what it may be told, and which paths it cannot do without."""
VERIFIED_BY = ("{signature}", "{key}")


@dataclass(frozen=True, kw_only=True)
class EsiaProvider:
    """`base` is where it is asked, `issuer` what it calls itself in tokens: plain http, and never fetched.

    `provider_keys` are paths of ESIA's public keys or certificates, all of them tried: it rotates them without a kid.
    `checks_code_state`: see `accounts.esia.authorization.check_code`. `deadline_seconds` and `notices` as in Provider.
    """

    id: str
    base: str
    issuer: str
    client_id: str
    signer: Signer = field(repr=False)
    provider_keys: tuple[str, ...]
    algorithms: tuple[str, ...] = (GOST,)
    scopes: str = SCOPES
    scope_org: str = ""
    checks_code_state: bool = True
    deadline_seconds: float = 5.0
    notices: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def authorization_endpoint(self) -> str:
        return f"{self.base}/aas/oauth2/v2/ac"

    @property
    def token_endpoint(self) -> str:
        return f"{self.base}/aas/oauth2/v3/te"

    def person_url(self, oid: str) -> str:
        """The root of everything that one person's token may read."""
        return f"{self.base}/rs/prns/{oid}"

    def logout_url(self, *, back: str) -> str:
        """Where a person leaves ESIA; it returns them to `back` when that domain is registered for the system."""
        return f"{self.base}/idp/ext/Logout?{urlencode({'client_id': self.client_id, 'redirect_url': back})}"


def made(provider_id: str, described: Mapping[str, Any]) -> EsiaProvider:
    """From a description without problems."""
    kept = {name: value for name, value in described.items() if name not in {"dialect", "signer"}}
    kept |= {"base": described["base"].rstrip("/"), "provider_keys": tuple(described["provider_keys"])}
    kept["algorithms"] = tuple(described.get("algorithms", (GOST,)))
    return EsiaProvider(id=provider_id, signer=_signer(described["signer"]), **kept)


def _signer(told: Mapping[str, Any]) -> Signer:
    program = told.get("openssl", "openssl")
    match told["kind"]:
        case "rsa":
            return Rsa(certificate=told["certificate"], key=told["key"])
        case "openssl":
            return OpenSSL(certificate=told["certificate"], key=told["key"], program=program)
        case _:
            return OutsideCommand(
                sign_command=tuple(told["sign"]),
                verify_command=tuple(told.get("verify", ())),
                hash_command=tuple(told.get("hash", ())),
                reversed=told.get("reversed", False),
                openssl=OpenSSL(certificate=told["certificate"], program=program),
            )


def problems(described: Mapping[str, Any]) -> Iterator[str]:
    """What forbids the use of these settings, one English sentence each, without the values.

    Files are not opened here: `manage.py esia_selfcheck` does that.
    """
    yield from (f"lacks {name}, a text." for name in REQUIRED if not is_text(described.get(name)))
    yield from (f"has an unknown key {name}." for name in described if name not in KNOWN)
    if not is_safe(described, "base") or "?" in str(described.get("base", "")):
        yield "base must be https (or http on loopback) with a host and without a query."
    if not _is_issuer(described.get("issuer")):
        yield "issuer must be a URL, as ESIA writes it in its tokens."
    yield from _problems_of_keys(described)
    yield from _problems_of_signer(described.get("signer"))
    yield from _problems_of_values(described)


def _problems_of_keys(described: Mapping[str, Any]) -> Iterator[str]:
    if not _are_texts(described.get("provider_keys")):
        yield "provider_keys must be a list of paths of ESIA's public keys."
    algorithms = described.get("algorithms", ALGORITHMS[:1])
    if not _are_texts(algorithms) or any(one not in ALGORITHMS for one in algorithms):
        yield f"algorithms must be a list out of {', '.join(ALGORITHMS)}."
    elif GOST in algorithms and _kind(described.get("signer")) == "rsa":
        yield f"algorithms must not hold {GOST} where the signer is rsa: it cannot look at such signatures."


def _problems_of_signer(told: object) -> Iterator[str]:
    if not isinstance(told, Mapping) or _kind(told) not in SIGNER_KEYS:
        yield f"signer must be a mapping whose kind is one of {', '.join(SIGNER_KEYS)}."
        return
    known, paths = SIGNER_KEYS[_kind(told)]
    yield from (f"signer has an unknown key {name}." for name in told if name not in known)
    yield from (f"signer lacks {name}, a path." for name in paths if not is_text(told.get(name)))
    if not is_text(told.get("openssl", "openssl")):
        yield "signer: openssl must be a program's name or path."
    if not isinstance(told.get("reversed", False), bool):
        yield "signer: reversed must be true or false."
    if told["kind"] == "command" and not _are_texts(told.get("sign")):
        yield "signer: sign must be a command, as a list of words."
    verify = told.get("verify", VERIFIED_BY)
    if _are_texts(verify) and not all(part in "".join(verify) for part in VERIFIED_BY):
        yield f"signer: verify must name {' and '.join(VERIFIED_BY)}: without them it believes any signature."
    for name in ("verify", "hash"):
        if name in told and not _are_texts(told[name]):
            yield f"signer: {name} must be a command, as a list of words."


def _problems_of_values(described: Mapping[str, Any]) -> Iterator[str]:
    scopes = described.get("scopes", SCOPES)
    if not isinstance(scopes, str) or "openid" not in scopes.split() or scopes != " ".join(scopes.split()):
        yield "scopes must contain openid, with single spaces: they are signed as they stand."
    if not isinstance(described.get("scope_org", ""), str):
        yield "scope_org must be a text."
    if not isinstance(described.get("checks_code_state", True), bool):
        yield "checks_code_state must be true or false."
    if not is_deadline(described.get("deadline_seconds", 5)):
        yield f"deadline_seconds must be a number above 0, at most {LONGEST_DEADLINE}."
    if not is_channel(described.get("notices", {})):
        yield "notices must hold a url, https (or http on loopback), and a secret, or nothing."


def _kind(told: object) -> str:
    kind = told.get("kind") if isinstance(told, Mapping) else None
    return kind if isinstance(kind, str) else ""


def _is_issuer(issuer: object) -> bool:
    """ESIA calls itself `http://esia.gosuslugi.ru/`: with http, because this is a name and no address."""
    if not isinstance(issuer, str):
        return False
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)


def _are_texts(values: object) -> bool:
    return isinstance(values, list | tuple) and bool(values) and all(map(is_text, values))
