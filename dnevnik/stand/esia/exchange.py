"""The request to `/aas/oauth2/v3/te`: a code for tokens (protocol, 1.2)."""

from collections.abc import Callable

from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.esia.errors import (
    BAD_CODE,
    BAD_GRANT_TYPE,
    BAD_PARAMETER,
    BAD_VERIFIER,
    MISSING,
    NO_CHALLENGE,
    EsiaError,
    EsiaRefused,
)
from dnevnik.stand.esia.introduction import check_introduction
from dnevnik.stand.grants import Grant, GrantStore, InvalidGrant, NoChallenge, WrongVerifier
from dnevnik.stand.parameters import Parameters, only

MANDATORY = (
    *("state", "client_id", "client_secret", "client_certificate_hash", "grant_type"),
    *("redirect_uri", "scope", "timestamp", "token_type"),
)
ERRORS: dict[type[InvalidGrant], EsiaError] = {NoChallenge: NO_CHALLENGE, WrongVerifier: BAD_VERIFIER}


def exchange(
    parameters: Parameters, *, client: EsiaClient, grants: GrantStore, mint: Callable[[Grant], str], now: int
) -> tuple[str, Grant]:
    """An access token, made by `mint`, and its grant; raises `EsiaRefused`. `now` is in seconds since 1970."""
    code = only(parameters, "code")
    check_introduction(parameters, mandatory=MANDATORY, also_signed=code, client=client, now=now)
    if only(parameters, "client_id") != client.client_id:
        raise EsiaRefused(BAD_PARAMETER, "client_id")
    if only(parameters, "token_type") != "Bearer":
        raise EsiaRefused(BAD_PARAMETER, "token_type")
    if only(parameters, "grant_type") != "authorization_code":
        raise EsiaRefused(BAD_GRANT_TYPE)
    if not code:
        raise EsiaRefused(MISSING, "code")
    try:
        return grants.redeem(
            code,
            client_id=client.client_id,
            redirect_uri=only(parameters, "redirect_uri"),
            verifier=only(parameters, "code_verifier"),
            now=now,
            mint=mint,
        )
    except InvalidGrant as refusal:
        raise EsiaRefused(ERRORS.get(type(refusal), BAD_CODE)) from refusal
