"""The project's own files, for tests that read them."""

import ast
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "consents", "dnevnik", "schools")


@cache
def product() -> tuple[Path, ...]:
    """Python files of the product, without migrations, which Django writes."""
    found = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return tuple(sorted(path for path in found if "migrations" not in path.parts))


@cache
def tests() -> tuple[Path, ...]:
    """Python files of the suite, without what npm brings beside it."""
    found = (ROOT / "tests").rglob("*.py")
    return tuple(sorted(path for path in found if "node_modules" not in path.parts))


@cache
def templates() -> dict[str, Path]:
    """Every template by the name it is asked for, from the project's folder and from the apps' own."""
    folders = [ROOT / "templates", *(folder for app in APPS for folder in (ROOT / app).rglob("templates"))]
    return {str(path.relative_to(folder)): path for folder in folders for path in folder.rglob("*.html")}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


@cache
def comments(path: Path) -> tuple[str, ...]:
    """Comments alone: what stands in a string is data."""
    with path.open("rb") as file:
        return tuple(token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT)


def place(path: Path, node: ast.AST) -> str:
    """`schools/models/people.py:17`, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(module: ast.Module) -> Iterator[str]:
    """Full names of imported modules, and of what is imported from them."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
