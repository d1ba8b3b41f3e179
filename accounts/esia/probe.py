"""Questions that anybody may put to ESIA, and that change nothing."""

from accounts.esia import codes
from accounts.esia.answers import EXPECTED, code_of
from accounts.esia.provider import EsiaProvider
from accounts.oidc.errors import ProviderDown
from accounts.oidc.http import fetch


def check_answering(provider: EsiaProvider, *, deadline: float) -> None:
    """Ask the token endpoint for nothing: while ESIA is up it says in its own words that a parameter is missing.

    There are no keys to fetch. Raises ProviderDown.
    """
    answer = fetch("POST", provider.token_endpoint, deadline=deadline, form={}, expected=EXPECTED)
    code = code_of(answer)
    if not code or isinstance(codes.stopped_by(code), ProviderDown):
        raise ProviderDown(code or f"http_{answer.status}")
