"""Lines to providers: opened by a deadline, kept for the next request, cut when their time is over.

A timeout of sockets bounds the silence between two bytes, not the whole answer, so a guard cuts a line at its deadline.
Nothing bounds the resolver: a line is opened on a thread that can be left behind.
"""

import heapq
import itertools
import socket
import ssl
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from contextvars import ContextVar
from threading import Condition, Lock, Thread
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError

from accounts.oidc.errors import ProviderDown

# More than the bulkhead lets through: a thread that the resolver still holds must not take an honest request's place.
OPENERS = 16


class Line:
    """The socket of one request, so that another thread can cut it at `deadline`."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.is_over = False
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self._is_cut = False

    def seconds_left(self) -> float:
        return max(0.0, self.deadline - time.monotonic())

    def hold(self, held: socket.socket) -> None:
        with self._lock:
            self._socket = held
            if self._is_cut:
                self._shut()

    def release(self) -> None:
        """From here on the socket may serve another request."""
        with self._lock:
            self._socket = None

    def end(self) -> None:
        """Nothing more is said over it. Raises ProviderDown if it was cut: what was read then may be a part."""
        with self._lock:
            self._socket, self.is_over = None, True
            if self._is_cut:
                raise ProviderDown("deadline")

    def cut(self) -> None:
        with self._lock:
            self._is_cut = not self.is_over
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not SSLSocket.shutdown, which would pull the TLS state from under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Guard:
    """Cuts each line at its deadline: one thread for all, begun with the first, asleep while lines end in time."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._watched: list[tuple[float, int, Line]] = []
        self._numbers = itertools.count()
        self._thread: Thread | None = None

    def watch(self, line: Line) -> None:
        with self._changed:
            heapq.heappush(self._watched, (line.deadline, next(self._numbers), line))
            if self._thread is None:
                self._thread = Thread(target=self._cut_in_turn, name="provider-deadlines", daemon=True)
                self._thread.start()
            elif self._watched[0][2] is line:
                self._changed.notify()

    def _cut_in_turn(self) -> None:
        while True:
            self._next_due().cut()

    def _next_due(self) -> Line:
        with self._changed:
            while True:
                while self._watched and self._watched[0][2].is_over:
                    heapq.heappop(self._watched)
                seconds = self._watched[0][2].seconds_left() if self._watched else None
                if seconds == 0:
                    return heapq.heappop(self._watched)[2]
                self._changed.wait(seconds)


current: ContextVar[Line] = ContextVar("line")
guard = Guard()
_openers = ThreadPoolExecutor(OPENERS, thread_name_prefix="provider")


class _Connection(HTTPConnection):
    _opening: ExitStack

    def connect(self) -> None:
        with ExitStack() as self._opening:
            super().connect()

    def _new_conn(self) -> socket.socket:
        line = current.get()
        found = _openers.submit(super()._new_conn)
        try:
            opened = found.result(timeout=line.seconds_left())
        except TimeoutError:
            found.add_done_callback(_close)
            raise ConnectTimeoutError from None
        # TLS takes the socket away and gives another one when it is done: what it says meanwhile is cut over this one.
        line.hold(self._opening.enter_context(opened.dup()))
        self._opening.callback(line.release)
        return opened

    def request(self, *args: Any, **kwargs: Any) -> None:
        super().request(*args, **kwargs)
        current.get().hold(self.sock)


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def _manager() -> PoolManager:
    manager = PoolManager(maxsize=OPENERS, retries=False, ssl_context=ssl.create_default_context())
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return manager


connections = _manager()


def _close(found: Future[socket.socket]) -> None:
    """A line that was opened too late."""
    if not found.cancelled() and found.exception() is None:
        found.result().close()
