"""How a system introduces itself in both requests: mandatory parameters, time, state, certificate and signature."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.esia.errors import BAD_PARAMETER, BAD_SCOPE, BAD_SECRET, BAD_TIME, MISSING, EsiaRefused
from dnevnik.stand.esia.signature import same_hash, signature_in
from dnevnik.stand.parameters import Parameters, only, repeated

TIMESTAMP = re.compile(r"\d{4}\.\d{2}\.\d{2} \d{2}:\d{2}:\d{2} [+-]\d{4}", re.ASCII)
WINDOW_SECONDS = 300
"""How far the client's clock may be off: our choice, the real tolerance is not known (protocol, 11)."""
SIGNED = ("client_id", "scope", "scope_org", "timestamp", "state", "redirect_uri")


def check_introduction(
    parameters: Parameters, *, mandatory: Sequence[str], also_signed: str = "", client: EsiaClient, now: int
) -> tuple[str, ...]:
    """The scopes asked for, once everything fits; raises `EsiaRefused`.

    `also_signed` is what follows `redirect_uri` in the signed string; `now` is in seconds since 1970.
    """
    _check_presence(parameters, mandatory)
    _check_time(only(parameters, "timestamp"), now=now)
    if not is_uuid(only(parameters, "state")):
        raise EsiaRefused(BAD_PARAMETER, "state")
    if not _is_signed(parameters, also_signed, client):
        raise EsiaRefused(BAD_SECRET)
    scopes = tuple(only(parameters, "scope").split(" "))
    if not set(scopes) <= set(client.scopes) or "openid" not in scopes:
        raise EsiaRefused(BAD_SCOPE)
    return scopes


def signed_string(parameters: Parameters, also_signed: str = "") -> bytes:
    """What the client has to have signed (protocol, 2.2)."""
    return ("".join(only(parameters, name) for name in SIGNED) + also_signed).encode("utf-8", errors="replace")


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID as it is usually written."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _check_presence(parameters: Parameters, mandatory: Sequence[str]) -> None:
    twice = repeated(parameters, (*mandatory, *SIGNED))
    if twice:
        raise EsiaRefused(BAD_PARAMETER, twice)
    missing = [name for name in mandatory if not only(parameters, name)]
    if missing:
        raise EsiaRefused(MISSING, ", ".join(missing))


def _check_time(text: str, *, now: int) -> None:
    moment = _read_time(text)
    if moment is None:
        raise EsiaRefused(MISSING, "timestamp")
    if abs(moment.timestamp() - now) > WINDOW_SECONDS:
        raise EsiaRefused(BAD_TIME)


def _read_time(text: str) -> datetime | None:
    if not TIMESTAMP.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%Y.%m.%d %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _is_signed(parameters: Parameters, also_signed: str, client: EsiaClient) -> bool:
    if not same_hash(only(parameters, "client_certificate_hash"), client.verifier.certificate_hash):
        return False
    signature = signature_in(only(parameters, "client_secret"))
    return bool(signature) and client.verifier.verifies(signature, signed_string(parameters, also_signed))
