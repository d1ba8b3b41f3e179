"""The patches of this folder: each takes one rule away and names the test that must notice.

A patch begins with lines of its own, which `git apply` leaves unread:

    Threat: L13
    Test: tests/schools/actions/test_restrictions.py::test_unlinking_and_linking_again_sheds_nothing
    Breaks: a link may be opened although an act stands against the adult
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
HEADER = re.compile(r"^(Threat|Test|Breaks): (.+)$", re.MULTILINE)
CHANGED = re.compile(r"^\+\+\+ b/(\S+)$", re.MULTILINE)
MAKES_THE_DATABASE = frozenset({"schools/append_only.py", "schools/tenancy.py"})
"""What migrations are written with."""
REQUIRED = (
    *("L06", "L10", "L11", "L12", "L13", "L14", "L15", "L16", "L17", "L18", "L19"),
    *("L22", "L23", "L24", "L28", "L29", "L30", "L31", "L35"),
)
"""Identity threats that must have a test and a patch."""


class DoesNotApply(Exception):
    """The code moved on and the patch did not: the patch is to be written anew."""


@dataclass(frozen=True)
class Mutant:
    """One patch. `test` is an id of pytest; `files` are those that it changes, from the root."""

    path: Path
    threat: str
    test: str
    breaks: str
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def changes_migrations(self) -> bool:
        """Whether the database itself is to be made by the broken code."""
        return any(name in MAKES_THE_DATABASE or "/migrations/" in name for name in self.files)


def all_of_them() -> list[Mutant]:
    """Every patch, by name. Raises KeyError for one whose header is not whole."""
    return [read(path) for path in sorted(FOLDER.glob("*.patch"))]


def read(path: Path) -> Mutant:
    text = path.read_text()
    head = dict(HEADER.findall(text.partition("\n--- ")[0]))
    return Mutant(path, head["Threat"], head["Test"], head["Breaks"], tuple(CHANGED.findall(text)))


def apply(mutant: Mutant, tree: Path) -> None:
    """Change the files of a tree. Raises DoesNotApply.

    The tree is no repository, and none above it is looked for: git is here a tool like any other.
    """
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent)}
    command = ["git", "apply", "--whitespace=nowarn", str(mutant.path)]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise DoesNotApply(mutant.name, done.stderr.strip())
