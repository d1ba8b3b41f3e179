"""The token request (RFC 6749, 4.1.3): who asks, and what for."""

from base64 import b64decode
from hmac import compare_digest
from urllib.parse import unquote_plus

from dnevnik.stand.environment import Environment
from dnevnik.stand.grants import Grant, GrantStore, InvalidGrant
from dnevnik.stand.parameters import Parameters, only, repeated

KNOWN = ("grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret")


class ExchangeRefused(Exception):
    """A token request that gets an error of RFC 6749, 5.2, with a description in English."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description


def exchange(
    parameters: Parameters, *, authorization: str, client: Environment, grants: GrantStore, now: int
) -> tuple[str, Grant]:
    """An access token and its grant for the code in `parameters`; raises `ExchangeRefused`.

    `authorization` is the request's header of that name, "" without one; `now` is in seconds since 1970.
    """
    twice = repeated(parameters, KNOWN)
    if twice:
        raise ExchangeRefused("invalid_request", f"{twice} is given more than once")
    _authenticate(parameters, authorization=authorization, client=client)
    if only(parameters, "grant_type") != "authorization_code":
        raise ExchangeRefused("unsupported_grant_type", "grant_type must be authorization_code")
    for name in ("code", "redirect_uri", "code_verifier"):
        if not only(parameters, name):
            raise ExchangeRefused("invalid_request", f"{name} is missing")
    try:
        return grants.redeem(
            only(parameters, "code"),
            client_id=client.client_id,
            redirect_uri=only(parameters, "redirect_uri"),
            verifier=only(parameters, "code_verifier"),
            now=now,
        )
    except InvalidGrant as refusal:
        raise ExchangeRefused("invalid_grant", str(refusal)) from refusal


def _authenticate(parameters: Parameters, *, authorization: str, client: Environment) -> None:
    """client_secret_basic or client_secret_post (RFC 6749, 2.3.1), never both."""
    if authorization and "client_secret" in parameters:
        raise ExchangeRefused("invalid_request", "the client introduces itself in two ways")
    posted = only(parameters, "client_id"), only(parameters, "client_secret")
    name, secret = _basic(authorization) if authorization else posted
    if not same_secret(name, client.client_id) or not same_secret(secret, client.client_secret):
        raise ExchangeRefused("invalid_client", "the client is unknown or its secret is wrong")
    if posted[0] not in {"", name}:
        raise ExchangeRefused("invalid_request", "client_id differs from the one in the header")


def _basic(authorization: str) -> tuple[str, str]:
    """Name and secret in a Basic header, both form-encoded; two empty strings for any other header."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except ValueError:
        return "", ""
    name, colon, secret = decoded.partition(":")
    return (unquote_plus(name), unquote_plus(secret)) if scheme.lower() == "basic" and colon else ("", "")


def same_secret(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in time that does not tell how much of them is."""
    return compare_digest(given.encode("utf-8", errors="replace"), expected.encode("utf-8", errors="replace"))


def bearer_token(authorization: str) -> str:
    """The token in a Bearer header (RFC 6750, 2.1), "" for any other header."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
