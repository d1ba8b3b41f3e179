"""The two signed requests: where the person is sent, and what the code is exchanged with."""

from datetime import datetime
from urllib.parse import urlencode

from accounts.esia import messages
from accounts.esia.provider import EsiaProvider
from accounts.oidc.errors import Unasked
from accounts.oidc.strict_json import NotStrictJson, parse_object

STATE_IN_CODE = "urn:esia:client:state"


def authorization_url(provider: EsiaProvider, *, state: str, redirect_uri: str, at: datetime, deadline: float) -> str:
    """Where the person signs in. `deadline` as for `fetch`. Raises SignerFailed, ProviderDown.

    Neither a nonce, which ESIA stopped returning in 2022, nor PKCE, whose method it does not publish (docs/adr/0012).
    """
    asked = _signed(provider, {"state": state, "redirect_uri": redirect_uri}, at=at, deadline=deadline)
    query = {**asked, "response_type": "code", "access_type": "online"}
    return f"{provider.authorization_endpoint}?{urlencode(query)}"


def token_form(
    provider: EsiaProvider, *, code: str, state: str, redirect_uri: str, at: datetime, deadline: float
) -> dict[str, str]:
    """The body that exchanges `code`; `state` is a new one, not that of the sign-in. Raises as `authorization_url`."""
    told = {"state": state, "redirect_uri": redirect_uri, "code": code}
    asked = _signed(provider, told, at=at, deadline=deadline)
    return {**asked, "grant_type": "authorization_code", "token_type": "Bearer"}


def check_code(code: str, *, provider: EsiaProvider, state: str) -> None:
    """That a code which names the sign-in it was given for names this one. Raises Unasked.

    Without nonce and PKCE nothing else keeps one person's code out of another's browser. The code is a JWT that only
    ESIA can look into; a code that says nothing of this is taken as it is.
    """
    told = _state_in(code)
    if provider.checks_code_state and told is not None and told != state:
        raise Unasked("code_of_another_start")


def _state_in(code: str) -> object:
    parts = code.split(".")
    if len(parts) != len(("header", "payload", "signature")):
        return None
    try:
        return parse_object(messages.decoded(parts[1])).get(STATE_IN_CODE)
    except (NotStrictJson, ValueError):
        return None


def _signed(provider: EsiaProvider, told: dict[str, str], *, at: datetime, deadline: float) -> dict[str, str]:
    """`told`, who asks for what, and the proof over all of it; organisations' scopes only where some are asked for."""
    asked = {"client_id": provider.client_id, "scope": provider.scopes, "timestamp": messages.timestamp(at), **told}
    signature = provider.signer.sign(messages.to_sign(**asked, scope_org=provider.scope_org), deadline=deadline)
    return {
        **asked,
        **({"scope_org": provider.scope_org} if provider.scope_org else {}),
        "client_certificate_hash": provider.signer.certificate_hash(deadline=deadline),
        "client_secret": messages.encoded(signature),
    }
