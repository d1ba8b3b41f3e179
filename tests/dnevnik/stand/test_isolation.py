"""The stand is a guest: it knows nothing of the product, and the product nothing of it."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dnevnik.stand.environment import REQUIRED
from tests.dnevnik.stand.running import CAST, ROOT, environment

STAND = ROOT / "dnevnik" / "stand"
PRODUCT = ("dnevnik", "diary", "consents", "accounts", "schools")
NEIGHBOURS = {*sys.stdlib_module_names, "django", "jwt", "cryptography"}
RULES = [
    *("authorization", "bindings", "cast", "changes", "consents", "entries", "environment", "exchange"),
    *("families", "grants", "groups", "inbox", "keys", "notebook", "people", "persona", "pkce", "scopes"),
    *("spoiling", "switches", "tokens", "troubles", "typed"),
    *("esia.authorization", "esia.client", "esia.exchange", "esia.rest", "esia.signature", "esia.tokens"),
]
STAND_FILES = sorted(STAND.rglob("*.py"))
PRODUCT_FILES = sorted(
    path
    for folder in PRODUCT
    for path in (ROOT / folder).rglob("*.py")
    if STAND not in path.parents
)  # fmt: skip


def imported_by(path: Path) -> Iterator[str]:
    """Full names of what a module imports; `from a import b` counts as `a.b`, a relative import as ".…"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def test_there_is_something_to_check() -> None:
    assert STAND / "settings.py" in STAND_FILES
    assert ROOT / "dnevnik" / "settings" / "base.py" in PRODUCT_FILES


@pytest.mark.parametrize("path", STAND_FILES, ids=lambda path: path.name)
def test_the_stand_imports_nothing_of_the_product(path: Path) -> None:
    strangers = [
        name
        for name in imported_by(path)
        if not name.startswith("dnevnik.stand.") and name.split(".")[0] not in NEIGHBOURS
    ]
    assert strangers == [], "the stand lives on its own modules, Django, PyJWT, cryptography and the standard library"


def test_nobody_imports_the_stand() -> None:
    importers = [
        str(path.relative_to(ROOT))
        for path in [*PRODUCT_FILES, ROOT / "manage.py"]
        if any(f"{name}.".startswith("dnevnik.stand.") for name in imported_by(path))
    ]
    assert importers == [], "start the stand as a process of its own"


def started(folder: Path, code: str, **changes: str) -> subprocess.CompletedProcess[str]:
    cast = folder / "cast.json"
    cast.write_text(json.dumps(CAST), encoding="utf-8")
    told = {**environment(cast, port=8001), **changes}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=told, capture_output=True, text=True, timeout=60)


def test_a_started_stand_has_nothing_of_the_product_in_its_memory(tmp_path: Path) -> None:
    code = "import sys, dnevnik.stand.wsgi, dnevnik.stand.urls; print(*sys.modules)"
    loaded = started(tmp_path, code).stdout.split()
    assert "dnevnik.stand.sign_in" in loaded
    product = [name for name in loaded if name.split(".")[0] in PRODUCT and not name.startswith("dnevnik.stand")]
    assert product == ["dnevnik"]


def test_the_rules_of_the_stand_need_no_django(tmp_path: Path) -> None:
    imports = "; ".join(f"import dnevnik.stand.{name}" for name in RULES)
    code = f"{imports}; import sys; print(*sys.modules)"
    loaded = started(tmp_path, code).stdout.split()
    assert "dnevnik.stand.tokens" in loaded
    assert "django" not in loaded


@pytest.mark.parametrize("name", REQUIRED)
def test_a_stand_that_is_told_too_little_does_not_start(tmp_path: Path, name: str) -> None:
    ended = started(tmp_path, "import dnevnik.stand.wsgi", **{name: ""})
    assert ended.returncode != 0
    assert f"{name} is not set: " in ended.stderr.splitlines()[-1]
