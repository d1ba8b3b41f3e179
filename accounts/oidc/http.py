"""The only HTTP to a provider: a total deadline, a size limit, no redirects, nothing from the environment.

A timeout of sockets bounds the silence between two bytes, not the whole answer, and nothing bounds the resolver.
So a request runs on a thread of its own: the caller stops waiting at the deadline and cuts the line behind it.
"""

import re
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as SilenceError
from urllib3.response import BaseHTTPResponse

from accounts.oidc.errors import ProviderDown, ProviderRefused
from accounts.oidc.strict_json import NotStrictJson, parse_object

LIMIT = 256 * 1024
CHUNK = 16 * 1024
# More than the bulkhead lets through: a thread that the resolver still holds must not take an honest request's place.
THREADS = 16
EXPECTED = (HTTPStatus.OK,)
BUSY = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
OAUTH_ERROR = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True)
class Answer:
    """An expected answer, a 200 as a rule. The body stays out of the repr, so that it stays out of logs.

    `date`: the provider's clock as its header writes it (RFC 9110 section 6.6.1), "" where it does not.
    """

    status: int
    content_type: str
    body: bytes = field(repr=False)
    date: str = ""


class _Line:
    """The socket of one request, so that another thread can cut it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    def hold(self, held: socket.socket) -> None:
        with self._lock:
            self._socket = held
            if self._is_cut:
                self._shut()

    def release(self) -> None:
        """From here on the socket may serve another request."""
        with self._lock:
            self._socket = None

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not SSLSocket.shutdown, which would pull the TLS state from under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


_line: ContextVar[_Line] = ContextVar("_line")


class _Connection(HTTPConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        super().request(*args, **kwargs)
        _line.get().hold(self.sock)


class _SecureConnection(HTTPSConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        super().request(*args, **kwargs)
        _line.get().hold(self.sock)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def _manager() -> PoolManager:
    manager = PoolManager(maxsize=THREADS, retries=False, ssl_context=ssl.create_default_context())
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return manager


_connections = _manager()
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="provider")


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
    line = _Line()
    request = {"User-Agent": "dnevnik", "Accept": "application/json, application/jwt", **(headers or {})}
    body: bytes | str | None = content
    if form is not None:
        request["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form)
    answer = _threads.submit(_ask, line, method, url, deadline, request, body, expected)
    try:
        return answer.result(timeout=max(0.0, deadline - time.monotonic()))
    except TimeoutError:
        answer.cancel()
        line.cut()
        raise ProviderDown("deadline") from None


def _ask(
    line: _Line,
    method: str,
    url: str,
    deadline: float,
    headers: Mapping[str, str],
    body: bytes | str | None,
    expected: Collection[int],
) -> Answer:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise ProviderDown("deadline")
    _line.set(line)
    try:
        response = _connections.urlopen(
            method,
            url,
            redirect=False,
            headers=headers,
            body=body,
            timeout=Timeout(connect=seconds, read=seconds),
            preload_content=False,
        )
        return _judged(response, _read(response, line), expected)
    except NewConnectionError:
        raise ProviderDown("unreachable") from None
    except SilenceError:
        raise ProviderDown("deadline") from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise ProviderDown(type(error).__name__) from None


def _read(response: BaseHTTPResponse, line: _Line) -> bytes:
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
    line.release()
    return bytes(body)


def _judged(response: BaseHTTPResponse, body: bytes, expected: Collection[int]) -> Answer:
    status, headers = response.status, response.headers
    if status in expected:
        content_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(status, content_type, body, headers.get("Date", ""))
    code = f"http_{status}"
    if status // 100 == 4 and status not in BUSY:
        raise ProviderRefused(_oauth_error(body) or code)
    raise ProviderDown(code)


def _oauth_error(body: bytes) -> str:
    """The `error` member of RFC 6749 section 5.2, or "" when it is anything but a short word."""
    try:
        error = parse_object(body).get("error")
    except NotStrictJson:
        return ""
    return error if isinstance(error, str) and OAUTH_ERROR.fullmatch(error) else ""
