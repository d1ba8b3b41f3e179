"""A program of the operator's choice, run once: so many at a time, with a total deadline, and no shell."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from accounts.esia.signers.signer import ProgramRefused, SignerFailed
from accounts.oidc.bulkhead import Bulkhead

PLACES = 4
LONGEST_ANSWER = 64 * 1024
WHO = ("HOME", "USER", "LOGNAME")
_children = Bulkhead(places=PLACES)


def answer_of(
    command: Sequence[str], *, given: bytes, deadline: float, environment: Mapping[str, str] | None = None
) -> bytes:
    """What the program printed for `given` on its standard input; it sees `environment` and who runs it, no more.

    Raises SignerFailed (`signer_absent`, `signer_refused`, `signer_deadline`, `signer_oversized`), NoPlace when
    too many are running. What it complains of is not read: it may quote keys and people.
    """
    with _children.place():
        status, printed = _ran(command, given, deadline, {**_own_environment(), **(environment or {})})
    if status != 0:
        raise ProgramRefused("signer_refused")
    if len(printed) > LONGEST_ANSWER:
        raise SignerFailed("signer_oversized")
    return printed


def _ran(command: Sequence[str], given: bytes, deadline: float, environment: Mapping[str, str]) -> tuple[int, bytes]:
    try:
        child = subprocess.Popen(  # noqa: S603  the operator's own program, no shell, nothing of a visitor in it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except (OSError, ValueError):
        raise SignerFailed("signer_absent") from None
    with child:
        try:
            printed, _nothing = child.communicate(given, timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _end(child)
            raise SignerFailed("signer_deadline") from None
        except BaseException:
            _end(child)
            raise
    return child.returncode, printed


def _own_environment() -> dict[str, str]:
    """CryptoPro keeps containers by the user's name; our settings and their secrets are not for a child to see."""
    return {"PATH": os.defpath, **{name: os.environ[name] for name in WHO if name in os.environ}}


def _end(child: "subprocess.Popen[bytes]") -> None:
    """With all that it started: nothing of it outlives the question."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Of this user alone: `mkdtemp` makes it 0700. Raises SignerFailed (`signer_folder`)."""
    try:
        with TemporaryDirectory(prefix="dnevnik-esia-") as folder:
            yield Path(folder)
    except OSError:
        raise SignerFailed("signer_folder") from None
