"""An information system with a certificate, and its way through the stand in ESIA's dialect."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.dnevnik.stand.running import PORTAL, SECONDS, Forms, RunningStand

MNEMONIC = "DNEVNIK"
RETURN = f"{PORTAL}/esia/callback/"
SCOPE = "openid fullname birthdate gender snils birth_cert_doc kid_fullname kid_birthdate kid_snils kid_birth_cert_doc"
Changes = Mapping[str, str | None]


@cache
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def certificate() -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, MNEMONIC)])
    began = datetime(2026, 1, 1, tzinfo=UTC)
    unsigned = x509.CertificateBuilder(name, name, key().public_key(), 1, began, began + timedelta(days=3650))
    return unsigned.sign(key(), SHA256())


def pem() -> bytes:
    return certificate().public_bytes(Encoding.PEM)


def certificate_hash() -> str:
    return hashlib.sha256(certificate().public_bytes(Encoding.DER)).hexdigest().upper()


def signed(text: str) -> str:
    signature = key().sign(text.encode(), PKCS1v15(), SHA256())
    return urlsafe_b64encode(signature).rstrip(b"=").decode()


def timestamp(at: datetime | None = None) -> str:
    return (at or datetime.now(UTC)).strftime("%Y.%m.%d %H:%M:%S %z")


def told(folder: Path) -> dict[str, str]:
    """What a stand with ESIA's dialect is told besides."""
    path = folder / "client.pem"
    path.write_bytes(pem())
    return {
        "STAND_ESIA_CLIENT_ID": MNEMONIC,
        "STAND_ESIA_CERTIFICATE": str(path),
        "STAND_ESIA_REDIRECT_URIS": RETURN,
        "STAND_ESIA_KEY_FILE": str(folder / "esia-key.pem"),
        "STAND_ESIA_PUBLIC_KEY_FILE": str(folder / "esia-public.pem"),
    }


def introduced(asked: dict[str, str], changes: Changes, *, also: str = "") -> dict[str, str]:
    """Parameters with their signature; `changes` are made before signing, except those of the signature itself."""
    merged = {name: value for name, value in {**asked, **changes}.items() if value is not None}
    signing = [merged.get(name, "") for name in ("client_id", "scope", "timestamp", "state", "redirect_uri")]
    if "client_secret" not in changes:
        merged["client_secret"] = signed("".join(signing) + also)
    return merged


def request_of(changes: Changes) -> dict[str, str]:
    """The parameters of `/aas/oauth2/v2/ac`."""
    asked = {
        "client_id": MNEMONIC,
        "client_certificate_hash": certificate_hash(),
        "redirect_uri": RETURN,
        "scope": SCOPE,
        "response_type": "code",
        "state": str(uuid4()),
        "timestamp": timestamp(),
        "access_type": "online",
    }
    return introduced(asked, changes)


def exchange_of(code: str, changes: Changes) -> dict[str, str]:
    """The parameters of `/aas/oauth2/v3/te`."""
    asked = {
        "client_id": MNEMONIC,
        "client_certificate_hash": certificate_hash(),
        "code": code,
        "grant_type": "authorization_code",
        "state": str(uuid4()),
        "redirect_uri": RETURN,
        "scope": SCOPE,
        "timestamp": timestamp(),
        "token_type": "Bearer",
    }
    merged = {**asked, **changes}
    return introduced(asked, changes, also=merged["code"] or "")


@dataclass
class EsiaSignIn:
    """One sign-in; `changes` spoil or replace parameters of the first request."""

    stand: RunningStand
    changes: Changes = field(default_factory=dict)
    browser: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.parameters = request_of(self.changes)

    def start(self) -> requests.Response:
        return self._get("/aas/oauth2/v2/ac", params=self.parameters)

    def login_page(self) -> requests.Response:
        return self._get(self.start().headers["Location"])

    def rights(self, subject: str) -> requests.Response:
        links = Forms(self.login_page().text).links
        return self._get(next(link for link in links if link.endswith(f"subject={subject}")))

    def answer(self, page: requests.Response, answer: str = "allow") -> dict[str, str]:
        """What the portal finds in its callback."""
        sent = {**Forms(page.text).hidden, "answer": answer}
        address = f"{self.stand.issuer}/authorize/answer"
        answered = self.browser.post(address, data=sent, timeout=SECONDS, allow_redirects=False)
        assert answered.status_code == 302, answered.text
        return returned(answered)

    def code(self, subject: str) -> str:
        return self.answer(self.rights(subject))["code"]

    def exchange(self, code: str, changes: Changes | None = None) -> requests.Response:
        return self.stand.post("/aas/oauth2/v3/te", data=exchange_of(code, changes or {}))

    def token(self, subject: str) -> str:
        token: str = self.exchange(self.code(subject)).json()["access_token"]
        return token

    def _get(self, path: str, **options: Any) -> requests.Response:
        return self.browser.get(self.stand.issuer + path, timeout=SECONDS, allow_redirects=False, **options)


def returned(answer: requests.Response) -> dict[str, str]:
    """The query of a return to the portal."""
    location = answer.headers["Location"]
    assert location.startswith(f"{RETURN}?"), location
    return dict(parse_qsl(urlsplit(location).query, strict_parsing=True))
