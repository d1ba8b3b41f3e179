"""What ESIA says when it refuses: its code, the OAuth word and the text (protocol, section 7)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EsiaError:
    """`code` is ESIA's number of the reason, `word` the `error` of OAuth 2.0, `text` what follows the code."""

    code: str
    word: str
    text: str

    def described(self, detail: str = "") -> dict[str, str]:
        """The two parameters of the answer; `detail` names parameters, never their values."""
        words = f"{self.text} [{detail}]." if detail else self.text
        return {"error": self.word, "error_description": f"ESIA-{self.code}: {words}"}


BAD_PARAMETER = EsiaError("007003", "invalid_request", "The request is malformed: wrong or repeated parameter")
REFUSED = EsiaError("007004", "access_denied", "The resource owner or authorization server denied the request.")
BAD_SCOPE = EsiaError("007006", "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
SERVER_ERROR = EsiaError("007007", "server_error", "The authorization server met an unexpected condition.")
BUSY = EsiaError("007008", "temporarily_unavailable", "The authorization server is temporarily unavailable.")
BAD_RESPONSE_TYPE = EsiaError("007009", "unsupported_response_type", "The response type is not supported.")
BAD_CODE = EsiaError("007011", "invalid_grant", "The authorization code or refresh token is invalid or expired.")
BAD_GRANT_TYPE = EsiaError("007012", "unsupported_grant_type", "The authorization grant type is not supported.")
MISSING = EsiaError("007014", "invalid_request", "The request doesn`t contain the mandatory parameter")
BAD_TIME = EsiaError("007015", "invalid_request", "The request time is wrong.")
BAD_RETURN = EsiaError("007023", "invalid_request", "The redirect_uri is not allowed for the system.")
NO_CHALLENGE = EsiaError("007039", "invalid_grant", "The code_challenge was absent from the request to /v2/ac.")
BAD_VERIFIER = EsiaError("007040", "invalid_grant", "The code_verifier does not fit the code_challenge.")
BAD_SECRET = EsiaError("007053", "access_denied", "OAuthErrorEnum.clientSecretWrong")
UNCONFIRMED = EsiaError("007055", "access_denied", "The system is closed to accounts that are not confirmed.")


class EsiaRefused(Exception):
    """A request that gets `error`; `detail` names parameters."""

    def __init__(self, error: EsiaError, detail: str = "") -> None:
        super().__init__(f"ESIA-{error.code} {detail}".strip())
        self.error = error
        self.detail = detail

    @property
    def answer(self) -> dict[str, str]:
        return self.error.described(self.detail)
