"""The authorization request (OIDC Core, 3.1.2.1): code flow with state, nonce and PKCE, nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dnevnik.stand import pkce
from dnevnik.stand.environment import Environment
from dnevnik.stand.parameters import Parameters, only, repeated
from dnevnik.stand.scopes import known_scopes

KNOWN = (
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "request",
    "request_uri",
)
OPAQUE = re.compile(r"[ -~]{1,2048}")  # VSCHAR of RFC 6749, appendix A.5


class Dialect(StrEnum):
    """In which language a client asks and is answered."""

    OIDC = "oidc"
    ESIA = "esia"


class UntrustedRequest(Exception):
    """Nobody knows where this request came from, so it is answered here; the message names the parameter."""


class RefusedRequest(Exception):
    """The request is wrong, and its sender is told so at `redirect_uri` (RFC 6749, 4.1.2.1)."""

    def __init__(self, error: str, description: str, *, redirect_uri: str, state: str) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.redirect_uri = redirect_uri
        self.state = state


@dataclass(frozen=True, kw_only=True)
class AuthorizationRequest:
    """A request that may be shown to a person; `scopes` are those the stand knows.

    In ESIA's dialect there is no `nonce`, and `code_challenge` is "" for a client that sends none.
    """

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    nonce: str
    code_challenge: str
    dialect: Dialect = Dialect.OIDC


def read_request(parameters: Parameters, *, client: Environment) -> AuthorizationRequest:
    """The request in `parameters`; raises `UntrustedRequest` or `RefusedRequest`."""
    if only(parameters, "client_id") != client.client_id:
        raise UntrustedRequest("client_id")
    redirect_uri = only(parameters, "redirect_uri")
    if redirect_uri not in client.redirect_uris:
        raise UntrustedRequest("redirect_uri")
    objection = next(_objections(parameters), None)
    if objection:
        error, description = objection
        raise RefusedRequest(error, description, redirect_uri=redirect_uri, state=_opaque(parameters, "state"))
    return AuthorizationRequest(
        client_id=client.client_id,
        redirect_uri=redirect_uri,
        scopes=known_scopes(only(parameters, "scope")),
        state=only(parameters, "state"),
        nonce=only(parameters, "nonce"),
        code_challenge=only(parameters, "code_challenge"),
    )


def _objections(parameters: Parameters) -> Iterator[tuple[str, str]]:
    """(error, description) for each thing wrong with the request, the gravest first."""
    twice = repeated(parameters, KNOWN)
    if twice:
        yield "invalid_request", f"{twice} is given more than once"
    for name in ("request", "request_uri"):
        if name in parameters:
            yield f"{name}_not_supported", f"{name} is not supported"
    if not only(parameters, "response_type"):
        yield "invalid_request", "response_type is missing"
    if only(parameters, "response_type") != "code":
        yield "unsupported_response_type", "response_type must be code"
    if only(parameters, "response_mode") not in {"", "query"}:
        yield "invalid_request", "response_mode must be query"
    if "openid" not in known_scopes(only(parameters, "scope")):
        yield "invalid_scope", "scope must contain openid"
    yield from _objections_to_secrets(parameters)
    if "none" in only(parameters, "prompt").split(" "):
        yield "login_required", "the stand always asks the person"


def _objections_to_secrets(parameters: Parameters) -> Iterator[tuple[str, str]]:
    for name in ("state", "nonce"):
        if not _opaque(parameters, name):
            yield "invalid_request", f"{name} must be 1 to 2048 printable ASCII characters"
    if only(parameters, "code_challenge_method") != "S256":
        yield "invalid_request", "code_challenge_method must be S256"
    if not pkce.is_challenge(only(parameters, "code_challenge")):
        yield "invalid_request", "code_challenge must be 43 characters of base64url"


def _opaque(parameters: Parameters, name: str) -> str:
    value = only(parameters, name)
    return value if OPAQUE.fullmatch(value) else ""
