"""A person as ESIA's REST tells it (protocol, 5): fields outside the granted scopes are absent."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from dnevnik.stand.persona import Check, Document, Kid, Paper, Persona, certificate_of

Json = dict[str, Any]
FIELDS = {
    "family_name": "lastName",
    "given_name": "firstName",
    "middle_name": "middleName",
    "snils": "snils",
}
GENDERS = {"male": "M", "female": "F"}
CERTIFICATES = (Paper.BIRTH_CERTIFICATE, Paper.FOREIGN_BIRTH_CERTIFICATE)
IDENTITY = (Paper.PASSPORT, Paper.FOREIGN_IDENTITY)
CHECKS: Mapping[Check, Mapping[str, str]] = {
    Check.VERIFIED: {"vrfStu": "VERIFIED"},
    Check.NOT_VERIFIED: {"vrfStu": "NOT_VERIFIED"},
    Check.VERIFYING: {"vrfStu": "NOT_VERIFIED", "vrfValStu": "VERIFYING"},
    Check.FAILED: {"vrfStu": "NOT_VERIFIED", "vrfValStu": "VERIFICATION_FAILED"},
}
OF_KID = {
    "kid_names": ("family_name", "given_name", "middle_name"),
    "kid_birthdate": ("birthdate",),
    "kid_gender": ("gender",),
    "kid_snils": ("snils",),
}
EMBED = re.compile(r"\(([A-Za-z.,]{1,200})\)")


def embedded(asked: str) -> frozenset[str]:
    """What `?embed=(contacts.elements,documents.elements)` names; nothing for anything else."""
    found = EMBED.fullmatch(asked)
    return frozenset(found[1].split(",")) if found else frozenset()


def person(persona: Persona, opened: Collection[str], *, updated: int) -> Json:
    """The person alone; `opened` are names of claims, `updated` is in seconds since 1970."""
    claims = {name: value for name, value in persona.claims.items() if name in opened}
    inn = next((paper.number for paper in persona.documents if paper.kind is Paper.INN), "")
    identity = [number for number, paper in numbered(persona) if paper.kind in IDENTITY]
    told = {
        **_fields(claims),
        **({"inn": inn} if inn and "inn" in opened else {}),
        **({"rIdDoc": identity[0]} if identity and "id_doc" in opened else {}),
        "trusted": persona.is_confirmed,
        "status": "REGISTERED",
        "verifying": persona.is_verifying,
        "updatedOn": updated,
    }
    return _entity(told, "EntityRoot")


def contacts(persona: Persona, opened: Collection[str]) -> list[Json]:
    """Telephone and e-mail, both of them checked."""
    told = []
    if persona.phone and "mobile" in opened:
        # +70000000001 is written +7(000)0000001.
        told.append(("MBT", f"+7({persona.phone[2:5]}){persona.phone[5:]}"))
    if persona.email and "email" in opened:
        told.append(("EML", persona.email))
    base = int(persona.subject) * 10
    return [
        _entity({"id": base + place, "type": kind, "vrfStu": "VERIFIED", "value": value}, "Identifiable")
        for place, (kind, value) in enumerate(told, start=1)
    ]


def documents(persona: Persona, opened: Collection[str]) -> list[Json]:
    """The papers whose scope was granted."""
    kinds = [
        *(CERTIFICATES if "birth_certificate" in opened else ()),
        *(IDENTITY if "id_doc" in opened else ()),
    ]
    return [document(number, paper) for number, paper in numbered(persona) if paper.kind in kinds]


def numbered(persona: Persona) -> list[tuple[int, Document]]:
    """The papers with ids that stay the same while the list does."""
    return [(int(persona.subject) * 10 + place, paper) for place, paper in enumerate(persona.papers)]


def document(number: int, paper: Document) -> Json:
    """One paper with the state of its check."""
    told = {
        "id": number,
        "type": paper.kind.value,
        **CHECKS[paper.check],
        **({"series": paper.series} if paper.series else {}),
        "number": paper.number,
    }
    return _entity(told, "EntityRoot")


def child(kid: Kid, opened: Collection[str]) -> Json:
    """A record of the parent's list."""
    names = {name for claim in OF_KID if claim in opened for name in OF_KID[claim]}
    claims = {name: value for name, value in kid.claims.items() if name in names}
    return _entity({"id": int(kid.number), **_fields(claims)}, "EntityRoot")


def papers_of(kid: Kid) -> list[Json]:
    """The child's certificate, where the parent typed one."""
    printed = kid.claims.get("birth_certificate", "")
    if not printed:
        return []
    paper = certificate_of(printed, check=kid.check, is_foreign=kid.is_foreign)
    return [document(int(kid.number) * 10 + 1, paper)]


def collection(elements: Iterable[object]) -> Json:
    """Elements, be they objects or addresses, as ESIA wraps them."""
    listed = list(elements)
    return {"stateFacts": ["hasSize"], "size": len(listed), "eTag": _tag(listed), "elements": listed}


def _fields(claims: Mapping[str, str]) -> Json:
    told = {ours: claims[name] for name, ours in FIELDS.items() if name in claims}
    if "birthdate" in claims:
        told["birthDate"] = date.fromisoformat(claims["birthdate"]).strftime("%d.%m.%Y")
    if "gender" in claims:
        told["gender"] = GENDERS[claims["gender"]]
    return told


def _entity(told: Json, fact: str) -> Json:
    return {"stateFacts": [fact], "eTag": _tag(told), **told}


def _tag(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:40].upper()
