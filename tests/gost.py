"""OpenSSL with gost-engine: what ESIA signs with, where it is installed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from accounts.esia.signers.openssl import CONFIGURATION

OpenSsl = Callable[..., bytes]
"""The command itself, independent of ours: words, and `given` on its standard input."""


@cache
def has_gost() -> bool:
    """Whether the engine can be loaded by the command on the PATH."""
    if shutil.which("openssl") is None:
        return False
    asked = subprocess.run(["openssl", "engine", "gost", "-t"], capture_output=True, timeout=20)
    return b"[ available ]" in asked.stdout


def gost_is_expected() -> bool:
    """CI must have the engine, whatever it finds; elsewhere it is used where it is installed."""
    return bool(os.environ.get("CI")) or has_gost()


@pytest.fixture
def openssl(tmp_path: Path) -> OpenSsl:
    """The referee: the very binary, run by the test."""
    if not has_gost():
        pytest.fail("В CI нужен gost-engine: пакет libengine-gost-openssl, .ci/run ставит его сам.")
    configuration = tmp_path / "gost.cnf"
    configuration.write_text(CONFIGURATION)

    def run(*words: str, given: bytes = b"") -> bytes:
        environment = {"PATH": os.defpath, "OPENSSL_CONF": str(configuration)}
        return subprocess.run(
            ["openssl", *words], input=given, env=environment, capture_output=True, check=True, timeout=20
        ).stdout

    return run
