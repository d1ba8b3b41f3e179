"""ESIA's tokens (protocol, 3): the code, the access token and the id_token, all of them JWT signed with RS256."""

import secrets
from typing import Any

from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.grants import Grant
from dnevnik.stand.keys import SigningKey
from dnevnik.stand.persona import CHILDS_ACCOUNT, CONFIRMED, Persona
from dnevnik.stand.spoiling import spoiled_claims, spoiled_signature
from dnevnik.stand.troubles import Trouble

LEVELS = {CONFIRMED: "PR", CHILDS_ACCOUNT: "KD"}
OTHER_LEVEL = "P"
SOMEBODY_ELSE = 1


def authorization_code(grant: Grant, *, client: EsiaClient, key: SigningKey, state: str, now: int) -> str:
    """A code: opaque to everybody but the stand, and about a kilobyte long."""
    claims = {
        "auth_time": grant.auth_time * 1000,
        "exp": (now + grant.code_seconds) * 1000,
        "auth_mthd": "PWD",
        **_common(grant, client, now=now),
        "urn:esia:client:state": state,
        "urn:esia:sbj": _subject(int(grant.subject)),
    }
    return spoiled_signature(claims, key=key, headers=_headers("authorization_code"), troubles=())


def access_token(grant: Grant, *, client: EsiaClient, key: SigningKey, now: int) -> str:
    """The token that opens REST; each data scope carries the number of the person."""
    oid = int(grant.subject)
    claims = {
        **_common(grant, client, now=now),
        "urn:esia:sbj_id": oid + SOMEBODY_ELSE if Trouble.OTHER_SUBJECT in grant.troubles else oid,
        "exp": now + grant.token_seconds,
    }
    return _signed(claims, "access", grant, key)


def id_token(grant: Grant, persona: Persona, *, client: EsiaClient, key: SigningKey, now: int) -> str:
    """Who signed in and at what level; ESIA returns no nonce (protocol, 1.1)."""
    oid, assurance = int(grant.subject), persona.claims.get("assurance", "")
    claims = {
        "iss": client.issuer,
        "aud": client.client_id,
        "sub": oid,
        "exp": now + grant.token_seconds,
        "nbf": now,
        "iat": now,
        "auth_time": grant.auth_time,
        "amr": "PWD",
        "urn:esia:amd": "PWD",
        "urn:esia:sid": _session(),
        "urn:esia:sbj": {
            **_subject(oid),
            **({"urn:esia:sbj:is_tru": True} if assurance == CONFIRMED else {}),
            "urn:esia:sbj:lvl": LEVELS.get(assurance, OTHER_LEVEL),
        },
    }
    return _signed(claims, "id", grant, key)


def _common(grant: Grant, client: EsiaClient, *, now: int) -> dict[str, Any]:
    return {
        "nbf": now,
        "iat": now,
        "scope": " ".join(scope if scope == "openid" else f"{scope}?oid={grant.subject}" for scope in grant.scopes),
        "iss": client.issuer,
        "urn:esia:sid": _session(),
        "client_id": client.client_id,
    }


def _subject(oid: int) -> dict[str, Any]:
    return {"urn:esia:sbj:oid": oid, "urn:esia:sbj:nam": f"OID.{oid}", "urn:esia:sbj:typ": "P"}


def _session() -> str:
    return secrets.token_hex(32)


def _headers(kind: str) -> dict[str, Any]:
    return {"ver": 1, "typ": "JWT", "sbt": kind}


def _signed(claims: dict[str, Any], kind: str, grant: Grant, key: SigningKey) -> str:
    return spoiled_signature(
        spoiled_claims(claims, grant.troubles), key=key, headers=_headers(kind), troubles=grant.troubles
    )
