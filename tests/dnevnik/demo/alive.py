"""Whether a process lives, as the kernel sees it."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 60


def is_alive(pid: int) -> bool:
    """A zombie is dead: only its parent has yet to hear of it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def family_of(pid: int) -> list[int]:
    """The living children of a process, and theirs."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if is_alive(pid) else []
    return [one for child in map(int, children) for one in (child, *family_of(child))]


def wait_until(condition: Callable[[], object]) -> None:
    """Until it holds; fails after a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
