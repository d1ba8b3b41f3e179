"""ESIA's own codes, and what each of them means for the person at the door.

The `error` word beside a code does not tell: `access_denied` comes with a refusal and with a wrong signature alike.
"""

import re

from accounts.oidc.errors import Declined, ProviderDown, ProviderRefused, Refusal, ScopeDenied, SignInStopped

CODE = re.compile(r"ESIA-\d{6}", re.ASCII)

REASONS = {
    "ESIA-005013": Refusal.CODE_EXPIRED,  # the access token's hour is over
    "ESIA-005029": Refusal.SCOPE_DENIED,  # the scope was not granted
    "ESIA-007002": Refusal.PROVIDER_ERROR,  # the certificate is not the system's
    "ESIA-007003": Refusal.PROVIDER_ERROR,  # a parameter is wrong, missing or doubled
    "ESIA-007004": Refusal.DENIED,  # the person, or ESIA, refused
    "ESIA-007005": Refusal.PROVIDER_ERROR,  # signature, certificate or mnemonic unknown
    "ESIA-007006": Refusal.PROVIDER_ERROR,  # a scope that the system was not given
    "ESIA-007007": Refusal.PROVIDER_DOWN,
    "ESIA-007008": Refusal.PROVIDER_DOWN,
    "ESIA-007009": Refusal.PROVIDER_ERROR,  # response_type
    "ESIA-007011": Refusal.CODE_EXPIRED,  # the code is used, too old or another's
    "ESIA-007012": Refusal.PROVIDER_ERROR,  # grant_type
    "ESIA-007013": Refusal.PROVIDER_ERROR,  # no scope
    "ESIA-007014": Refusal.PROVIDER_ERROR,  # a mandatory parameter is missing
    "ESIA-007015": Refusal.PROVIDER_ERROR,  # our clock
    "ESIA-007019": Refusal.PROVIDER_ERROR,  # no permission
    "ESIA-007023": Refusal.PROVIDER_ERROR,  # redirect_uri is not registered
    "ESIA-007038": Refusal.PROVIDER_ERROR,  # parameters that cannot be read
    "ESIA-007039": Refusal.PROVIDER_ERROR,  # PKCE
    "ESIA-007040": Refusal.PROVIDER_ERROR,  # PKCE
    "ESIA-007046": Refusal.PROVIDER_DOWN,  # a one-time password is due and cannot be sent
    "ESIA-007053": Refusal.PROVIDER_ERROR,  # the signature is wrong, or the certificate no longer works
    "ESIA-007055": Refusal.LEVEL_LOW,  # the account is not confirmed
    "ESIA-007060": Refusal.PROVIDER_ERROR,  # roles
    "ESIA-007061": Refusal.PROVIDER_ERROR,  # obj_type
    "ESIA-007062": Refusal.PROVIDER_ERROR,  # type
    "ESIA-007194": Refusal.PROVIDER_ERROR,  # not an employee of the organisation
    "ESIA-008010": Refusal.PROVIDER_ERROR,  # the client is not authenticated
    "ESIA-036700": Refusal.PROVIDER_ERROR,  # 0367xx: consents of the digital profile, which nobody asks for here
    "ESIA-036701": Refusal.PROVIDER_ERROR,
    "ESIA-036702": Refusal.PROVIDER_ERROR,
    "ESIA-036703": Refusal.PROVIDER_ERROR,
    "ESIA-036704": Refusal.PROVIDER_ERROR,
    "ESIA-036705": Refusal.PROVIDER_ERROR,
    "ESIA-036706": Refusal.PROVIDER_ERROR,
    "ESIA-036707": Refusal.PROVIDER_ERROR,
    "ESIA-036716": Refusal.PROVIDER_ERROR,
    "ESIA-036726": Refusal.PROVIDER_ERROR,
    "ESIA-036727": Refusal.PROVIDER_ERROR,
}


def code_in(text: object) -> str:
    """The first code in a text, or "" where there is none."""
    told = CODE.search(text) if isinstance(text, str) else None
    return told.group() if told else ""


def stopped_by(code: str) -> SignInStopped:
    """The end of a sign-in that this code brings; one that nobody has described is the provider's error."""
    match REASONS.get(code, Refusal.PROVIDER_ERROR):
        case Refusal.PROVIDER_ERROR:
            return ProviderRefused(code)
        case Refusal.PROVIDER_DOWN:
            return ProviderDown(code)
        case Refusal.SCOPE_DENIED:
            return ScopeDenied(code)
        case reason:
            return Declined(code, reason)
