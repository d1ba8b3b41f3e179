"""The only HTTP to a provider: a total deadline, a size limit, no redirects, nothing from the environment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urlencode

from urllib3 import Timeout
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as SilenceError
from urllib3.response import BaseHTTPResponse

from accounts.oidc.errors import OAUTH_ERRORS, ProviderDown, ProviderRefused
from accounts.oidc.lines import Line, connections, current, guard
from accounts.oidc.strict_json import NotStrictJson, parse_object

LIMIT = 256 * 1024
CHUNK = 16 * 1024
EXPECTED = (HTTPStatus.OK,)
BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)


@dataclass(frozen=True)
class Answer:
    """An expected answer, a 200 as a rule. The body stays out of the repr, so that it stays out of logs.

    `date`: the provider's clock as its header writes it (RFC 9110 section 6.6.1), "" where it does not.
    """

    status: int
    content_type: str
    body: bytes = field(repr=False)
    date: str = ""


def fetch(
    method: str,
    url: str,
    *,
    deadline: float,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    content: bytes | None = None,
    expected: Collection[int] = EXPECTED,
) -> Answer:
    """Ask the provider once. `deadline` is a moment of `time.monotonic()`; `form`, or `content` of a type that
    `headers` name, goes in the body.

    Raises ProviderDown for silence, slowness, 3xx, 5xx, size and any 2xx not `expected`, ProviderRefused for 4xx.
    """
    line = Line(deadline)
    if not line.seconds_left():
        raise ProviderDown("deadline")
    request = {"User-Agent": "dnevnik", "Accept": "application/json, application/jwt", **(headers or {})}
    body: bytes | str | None = content
    if form is not None:
        request["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form)
    guard.watch(line)
    try:
        status, told, said = _exchanged(line, method, url, request, body)
    finally:
        line.end()
    return _judged(status, told, said, expected)


def _exchanged(
    line: Line, method: str, url: str, headers: Mapping[str, str], body: bytes | str | None
) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and body. Raises ProviderDown."""
    current.set(line)
    seconds = line.seconds_left()
    try:
        response = connections.urlopen(
            method,
            url,
            redirect=False,
            headers=headers,
            body=body,
            timeout=Timeout(connect=seconds, read=seconds),
            preload_content=False,
        )
        return response.status, response.headers, _read(response)
    except NewConnectionError:
        raise ProviderDown("unreachable") from None
    except SilenceError:
        raise ProviderDown("deadline") from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise ProviderDown(type(error).__name__) from None


def _read(response: BaseHTTPResponse) -> bytes:
    """The whole body; a connection that was not read to its end is never used again."""
    body = bytearray()
    try:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise ProviderDown("compressed")
        while chunk := response.read(CHUNK, decode_content=False):
            body += chunk
            if len(body) > LIMIT:
                raise ProviderDown("oversized")
    except ProviderDown:
        response.close()
        raise
    return bytes(body)


def _judged(status: int, headers: Mapping[str, str], body: bytes, expected: Collection[int]) -> Answer:
    if status in expected:
        content_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(status, content_type, body, headers.get("Date", ""))
    code = f"http_{status}"
    if status // 100 == 4 and status not in BUSY:
        raise ProviderRefused(_oauth_error(body) or code)
    raise ProviderDown(code)


def _oauth_error(body: bytes) -> str:
    """The `error` member of RFC 6749 section 5.2, or "" when it is no word of the standards."""
    try:
        error = parse_object(body).get("error")
    except NotStrictJson:
        return ""
    return error if isinstance(error, str) and error in OAUTH_ERRORS else ""
