"""A small ESIA in a thread. It checks what ESIA checks and is honest until a test changes one of its attributes."""

import hashlib
import json
import re
import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from tests.accounts.esia import keys
from tests.accounts.oidc import jose
from tests.accounts.oidc.provider import Reply, as_json

OID = "1000299654"
CLIENT = "DNEVNIK"
SNILS = "000-000-600 06"
SCOPES = (
    "openid fullname birthdate gender snils birth_cert_doc email mobile "
    "kid_fullname kid_birthdate kid_gender kid_snils kid_birth_cert_doc"
)
PERSON: jose.Json = {
    "stateFacts": ["EntityRoot"],
    "firstName": "Анна",
    "lastName": "Ковалёва",
    "middleName": "Игоревна",
    "birthDate": "14.03.1985",
    "gender": "F",
    "trusted": True,
    "citizenship": "RUS",
    "snils": SNILS,
    "status": "REGISTERED",
    "eTag": "0E3A",
}
CHILDREN: list[jose.Json] = [
    {"id": 701, "firstName": "Пётр", "lastName": "Ковалёв", "birthDate": "10.06.2015", "gender": "M"},
    {"id": 702, "firstName": "Вера", "lastName": "Ковалёва", "birthDate": "11.07.2017", "gender": "F"},
]


def birth_certificate(number: str, *, state: str = "VERIFIED", kind: str = "RF_BRTH_CERT") -> jose.Json:
    return {"id": 9, "type": kind, "vrfStu": state, "series": "IV-АБ", "number": number, "issueDate": "01.01.2020"}


MANDATORY = ("client_id", "client_certificate_hash", "client_secret", "redirect_uri", "scope", "state", "timestamp")
TIMESTAMP = re.compile(r"\d{4}\.\d{2}\.\d{2} \d{2}:\d{2}:\d{2} [+-]\d{4}")


class Esia:
    """RSA, one key of its own, one registered system; `person`, `documents` and the rest are what REST tells."""

    def __init__(self, origin: str) -> None:
        self.name = f"/{secrets.token_hex(4)}"
        self.base = f"{origin}{self.name}"
        self.issuer = "http://esia.example/"
        self.key, self.client = jose.rsa_key("esia"), jose.rsa_key("esia client")
        self.certificate = keys.certificate_pem(self.client)
        self.sign: jose.Sign = jose.rs256(self.key)
        self.header: jose.Json = {"alg": "RS256", "typ": "JWT", "ver": 1}
        self.person = dict(PERSON)
        self.collections: dict[str, list[jose.Json]] = {
            "ctts": [
                {"id": 1, "type": "EML", "vrfStu": "VERIFIED", "value": "anna@example.com"},
                {"id": 2, "type": "MBT", "vrfStu": "NOT_VERIFIED", "value": "+7(000)0000006"},
            ],
            "docs": [{"id": 3, "type": "RF_PASSPORT", "vrfStu": "VERIFIED", "series": "0006", "number": "000117"}],
            "kids": [dict(child) for child in CHILDREN],
            "kids/701/docs": [birth_certificate("701701")],
            "kids/702/docs": [birth_certificate("702702", state="NOT_VERIFIED")],
        }
        self.embeds = True
        self.edit_id: Callable[[jose.Json], jose.Json] = lambda claims: claims
        self.edit_access: Callable[[jose.Json], jose.Json] = lambda claims: claims
        self.edit_token: Callable[[jose.Json], object] = lambda answer: answer
        self.replies: dict[str, Callable[[], Reply | None]] = {}
        self.asked: list[str] = []
        self.token_form: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.grants: dict[str, dict[str, str]] = {}
        self.is_ours = self._signed_by_rsa
        self.access_token = ""
        self.peer = 0

    def settings(self, write: keys.Write, **more: object) -> dict[str, object]:
        """How the portal describes this ESIA; `write` puts its files down."""
        signer = {
            "kind": "rsa",
            "certificate": write("client.pem", self.certificate),
            "key": write("client.key", keys.private_pem(self.client)),
        }
        known = [write("esia.pem", keys.public_pem(self.key))]
        described = {"dialect": "esia", "base": self.base, "issuer": self.issuer, "client_id": CLIENT}
        return {
            **described,
            "signer": signer,
            "provider_keys": known,
            "algorithms": ["RS256"],
            "scopes": SCOPES,
            "deadline_seconds": 2,
            **more,
        }

    def authorize(self, location: str) -> dict[str, str]:
        """The person signs in here: the query they go back with, a code or ESIA's complaint."""
        address = urlsplit(location)
        assert address.path == f"{self.name}/aas/oauth2/v2/ac"
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        assert (query["response_type"], query["access_type"]) == ("code", "online")
        if complaint := self._complaint(query, code=""):
            return {"error": "invalid_request", "error_description": complaint, "state": query["state"]}
        code = self.code(query["state"])
        self.grants[code] = query
        return {"code": code, "state": query["state"]}

    def code(self, state: str) -> str:
        """About a kilobyte of JWT, as ESIA's codes are."""
        claims: jose.Json = {"urn:esia:client:state": state, "client_id": CLIENT, "jti": secrets.token_hex(300)}
        return jose.token({"alg": "RS256", "sbt": "authorization_code"}, claims, self.sign)

    def answer(self, address: str, form: dict[str, str], headers: dict[str, str]) -> Reply:
        parts = urlsplit(address)
        path = parts.path.removeprefix(self.name)
        self.asked.append(path)
        self.headers = headers
        self.token_form = form or self.token_form
        special = self.replies[path]() if path in self.replies else None
        if special:
            return special
        return self._token(form) if path == "/aas/oauth2/v3/te" else self._rest(path, embedded="embed" in parts.query)

    def _token(self, form: dict[str, str]) -> Reply:
        code = form.get("code", "")
        complaint = self._complaint(form, code=code)
        grant = self.grants.pop(code, None)
        if not complaint and (grant is None or grant["redirect_uri"] != form["redirect_uri"]):
            complaint = "ESIA-007011: The authorization code is invalid, expired or revoked."
        if complaint:
            told = {"error": "invalid_request", "error_description": complaint, "state": form.get("state")}
            return as_json(told, 400)
        self.access_token = jose.token(self.header, self.edit_access(self.access_claims()), self.sign)
        answer: jose.Json = {
            "state": form["state"],
            "token_type": "Bearer",
            "expires_in": 3600,
            "refresh_token": str(uuid.uuid4()),
            "id_token": jose.token(self.header, self.edit_id(self.id_claims()), self.sign),
            "access_token": self.access_token,
        }
        return as_json(self.edit_token(answer))

    def id_claims(self) -> jose.Json:
        now = int(time.time())
        about: jose.Json = {"oid": int(OID), "nam": f"OID.{OID}", "typ": "P", "is_tru": True, "lvl": "PR"}
        return {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": int(OID),
            "amr": "PWD",
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "auth_time": now,
            "urn:esia:sbj": {f"urn:esia:sbj:{name}": value for name, value in about.items()},
        }

    def access_claims(self) -> jose.Json:
        now = int(time.time())
        scope = " ".join(word if word == "openid" else f"{word}?oid={OID}" for word in SCOPES.split())
        return {
            "iss": self.issuer,
            "client_id": CLIENT,
            "urn:esia:sbj_id": int(OID),
            "scope": scope,
            "iat": now,
            "nbf": now,
            "exp": now + 3600,
            "urn:esia:sid": "sid",
        }

    def _complaint(self, told: dict[str, str], *, code: str) -> str:
        """ESIA's words for what is wrong with a request, "" for nothing."""
        missing = [name for name in MANDATORY if not told.get(name)]
        if missing or not TIMESTAMP.fullmatch(told["timestamp"]) or not _is_uuid(told["state"]):
            return "ESIA-007014: The request doesn`t contain the mandatory parameter."
        sent = datetime.strptime(told["timestamp"], "%Y.%m.%d %H:%M:%S %z")
        if abs(datetime.now(UTC) - sent) > timedelta(minutes=5):
            return "ESIA-007015: wrong request time."
        if not told["redirect_uri"].startswith("http://testserver/"):
            return "ESIA-007023: redirect_uri"
        return "" if self.is_ours(told, code) else "ESIA-007053: OAuthErrorEnum.clientSecretWrong"

    def _signed_by_rsa(self, told: dict[str, str], code: str) -> bool:
        certificate = load_pem_x509_certificate(self.certificate)
        digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper()
        names = ("client_id", "scope", "timestamp", "state", "redirect_uri")
        message = "".join(told[name] for name in names) + code
        try:
            signature = jose.unb64(told["client_secret"])
            self.client.public_key().verify(signature, message.encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return (told["client_certificate_hash"], told["client_id"]) == (digest, CLIENT)

    def _rest(self, path: str, *, embedded: bool) -> Reply:
        if self.headers.get("Authorization") != f"Bearer {self.access_token}":
            return as_json([{"code": "ESIA-005013", "message": "SecurityErrorEnum.expiredToken"}], 401)
        rest = path.removeprefix(f"/rs/prns/{OID}").strip("/")
        if not rest:
            return as_json(self.person)
        if rest not in self.collections:
            folder, _slash, wanted = rest.rpartition("/")
            return as_json(next(one for one in self.collections[folder] if str(one["id"]) == wanted))
        held: list[object] = list(self.collections[rest])
        if not (embedded and self.embeds):
            held = [f"{self.base}{path}/{one['id']}" for one in self.collections[rest]]
        return as_json({"stateFacts": ["hasSize"], "size": len(held), "eTag": "E", "elements": held})


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def refusal(code: str, status: int = 400) -> Reply:
    """An error as the token endpoint tells it."""
    return Reply(json.dumps({"error": "invalid_request", "error_description": f"{code}: words"}).encode(), status)
