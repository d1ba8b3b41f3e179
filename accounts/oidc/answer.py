"""The query a provider sends the person back with."""

import re

from django.http import QueryDict

from accounts.esia import codes
from accounts.oidc.errors import OAUTH_ERRORS, Declined, Refusal, SignInStopped

CODE = re.compile(r"[\x20-\x7e]{1,4096}")

BY_ERROR = {
    "access_denied": Refusal.DENIED,
    "server_error": Refusal.PROVIDER_DOWN,
    "temporarily_unavailable": Refusal.PROVIDER_DOWN,
}


def code_in(query: QueryDict, *, issuer: str) -> str:
    """The authorization code. Raises SignInStopped for an error, Declined for what no provider sends."""
    codes, errors, issuers = query.getlist("code"), query.getlist("error"), query.getlist("iss")
    if issuers not in ([], [issuer]):
        # RFC 9207: the answer of another provider (mix-up), error or not.
        raise Declined("iss_of_another", Refusal.PROVIDER_ERROR)
    match codes, errors:
        case [code], [] if CODE.fullmatch(code):
            return code
        case [], [error]:
            raise _declined(error, query.get("error_description", ""))
        case _:
            raise Declined("answer_malformed", Refusal.PROVIDER_ERROR)


def _declined(error: str, description: str) -> SignInStopped:
    """At ESIA `access_denied` alone does not mean that the person refused: its own code decides."""
    if told := codes.code_in(description):
        return codes.stopped_by(told)
    code = error if error in OAUTH_ERRORS else "error_unknown"
    return Declined(code, BY_ERROR.get(error, Refusal.PROVIDER_ERROR))
