"""Where the referee's Node.js and its provider lie once `npm ci` has run in this folder."""

import os
import platform
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ARCHITECTURES = {"x86_64": "x64", "aarch64": "arm64"}
NODE = FOLDER / f"node_modules/node-linux-{ARCHITECTURES.get(platform.machine(), 'unknown')}/bin/node"


def referee_is_expected() -> bool:
    """CI must have it, whatever it finds; elsewhere it is asked where it is installed."""
    return bool(os.environ.get("CI")) or NODE.exists()
