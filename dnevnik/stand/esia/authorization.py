"""The request to `/aas/oauth2/v2/ac`, checked as ESIA checks it (protocol, 1.1 and 10)."""

from dnevnik.stand import pkce
from dnevnik.stand.authorization import AuthorizationRequest, Dialect, RefusedRequest, UntrustedRequest
from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.esia.errors import BAD_PARAMETER, BAD_RESPONSE_TYPE, BAD_RETURN, EsiaRefused
from dnevnik.stand.esia.introduction import check_introduction, is_uuid
from dnevnik.stand.parameters import Parameters, only

MANDATORY = (
    *("client_id", "client_secret", "client_certificate_hash", "redirect_uri", "scope"),
    *("response_type", "state", "timestamp", "access_type"),
)


def read_request(parameters: Parameters, *, client: EsiaClient, now: int) -> AuthorizationRequest:
    """The request in `parameters`; raises `UntrustedRequest` or `RefusedRequest`. `now`: seconds since 1970."""
    if only(parameters, "client_id") != client.client_id:
        raise UntrustedRequest("client_id")
    redirect_uri = only(parameters, "redirect_uri")
    if not client.may_return_to(redirect_uri):
        parameter = f"redirect_uri, ESIA-{BAD_RETURN.code}"
        raise UntrustedRequest(parameter)
    state = only(parameters, "state")
    try:
        return _read(parameters, client=client, now=now)
    except EsiaRefused as refusal:
        answer = refusal.answer
        raise RefusedRequest(
            answer["error"],
            answer["error_description"],
            redirect_uri=redirect_uri,
            state=state if is_uuid(state) else "",
        ) from refusal


def _read(parameters: Parameters, *, client: EsiaClient, now: int) -> AuthorizationRequest:
    scopes = check_introduction(parameters, mandatory=MANDATORY, client=client, now=now)
    if only(parameters, "response_type") != "code":
        raise EsiaRefused(BAD_RESPONSE_TYPE)
    if only(parameters, "access_type") not in {"online", "offline"}:
        raise EsiaRefused(BAD_PARAMETER, "access_type")
    return AuthorizationRequest(
        client_id=client.client_id,
        redirect_uri=only(parameters, "redirect_uri"),
        scopes=scopes,
        state=only(parameters, "state"),
        nonce="",
        code_challenge=_challenge(parameters),
        dialect=Dialect.ESIA,
    )


def _challenge(parameters: Parameters) -> str:
    """PKCE is optional; the name of the method is not known for certain, so the stand takes S256."""
    challenge = only(parameters, "code_challenge")
    given = "code_challenge" in parameters or "code_challenge_method" in parameters
    if given and (only(parameters, "code_challenge_method") != "S256" or not pkce.is_challenge(challenge)):
        raise EsiaRefused(BAD_PARAMETER, "code_challenge")
    return challenge
