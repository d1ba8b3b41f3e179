"""The referee is fixed to the byte, and by no host's name."""

import json

from tests.referee.installed import FOLDER


def test_the_lock_names_no_host_to_fetch_from() -> None:
    """As with Python's locks (ADR 0008): whichever registry npm is told to use here serves; the digests hold."""
    packages = json.loads((FOLDER / "package-lock.json").read_text())["packages"]
    fetched = {name: found for name, found in packages.items() if name}
    assert fetched
    assert [name for name, found in fetched.items() if "resolved" in found or "integrity" not in found] == []
    assert "omit-lockfile-registry-resolved=true" in (FOLDER / ".npmrc").read_text()
