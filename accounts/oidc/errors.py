"""Why a sign-in stops before anybody is known."""

from enum import StrEnum

from accounts.oidc.start import Start


class Refusal(StrEnum):
    """What the person is told; the roof turns each member into a page."""

    DENIED = "denied"
    PROVIDER_DOWN = "provider_down"
    PROVIDER_ERROR = "provider_error"
    OTHER_BROWSER = "other_browser"
    EXPIRED = "expired"
    CODE_EXPIRED = "code_expired"
    """The answer came in time, but what it brought was over or used by then at the provider."""
    USED = "used"
    SCOPE_DENIED = "scope_denied"
    LEVEL_LOW = "level_low"


OAUTH_ERRORS = frozenset(
    {
        *("invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type", "invalid_scope"),
        *("server_error", "temporarily_unavailable", "invalid_client", "invalid_grant", "unsupported_grant_type"),
        *("interaction_required", "login_required", "account_selection_required", "consent_required"),
        *("invalid_request_uri", "invalid_request_object", "request_not_supported", "request_uri_not_supported"),
        *("registration_not_supported", "invalid_token", "insufficient_scope"),
    }
)
"""RFC 6749 sections 4.1.2.1 and 5.2, OpenID Connect Core 3.1.2.6, RFC 6750 section 3.1.

Any other word may be a name: it is written down nowhere.
"""


class SignInStopped(Exception):
    """A sign-in that ends here. `code` is stable, English and free of anything the provider or the person sent.

    `start` is known only when the state's signature held.
    """

    reason = Refusal.PROVIDER_ERROR

    def __init__(self, code: str, *, start: Start | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.start = start


class ProviderError(SignInStopped):
    """The provider, or what it sent, cannot be relied on."""


class ProviderDown(ProviderError):
    """No usable answer in time: try later."""

    reason = Refusal.PROVIDER_DOWN


class NoPlace(ProviderDown):
    """Too many at once on our side: the provider was not asked."""


class Unasked(ProviderError):
    """It stopped on our side, whatever the provider would have said."""


class ProviderRefused(ProviderError):
    """The provider answered 4xx; `code` is its OAuth error (RFC 6749 section 5.2) or `http_NNN`."""


class TokenRejected(ProviderError):
    """A token or userinfo answer that fails a rule of OpenID Connect Core."""


class ScopeDenied(SignInStopped):
    """The person did not let the provider hand over a name or the SNILS."""

    reason = Refusal.SCOPE_DENIED


class Declined(SignInStopped):
    """The provider sent the person back with an error instead of a code."""

    def __init__(self, code: str, reason: Refusal) -> None:
        super().__init__(code)
        self.reason = reason


class StateMissing(SignInStopped):
    """This browser did not begin this sign-in."""

    reason = Refusal.OTHER_BROWSER


class StateForged(SignInStopped):
    """The cookie is there, and we did not write it."""

    reason = Refusal.OTHER_BROWSER


class StateExpired(SignInStopped):
    reason = Refusal.EXPIRED


class StateUsed(SignInStopped):
    reason = Refusal.USED
