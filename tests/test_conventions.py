"""What is agreed about the code is a test, and the message says what to do."""

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import allauth
import django
import pytest
from django.core.management import call_command

from tests import source

NAMELESS = {"utils", "helpers", "common", "misc", "services", "signals", "base_utils", "tools"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 50, 120
# Django and allauth ask for these by name themselves.
ASKED_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w-]+(?:, ?[\w-]+)*\]  ?\S)")
Checked = Iterable[Path]


def own_files() -> tuple[Path, ...]:
    return (*source.product(), *source.tests())


def test_a_file_is_named_after_what_it_knows() -> None:
    found = [path for path in own_files() if path.stem in NAMELESS or path.parent.name in NAMELESS]
    assert not found, f"Name the file after what it knows: {found}"


def test_nothing_happens_behind_a_signal() -> None:
    found = [
        path
        for path in source.product()
        if any(name.startswith(SIGNALS) for name in source.imported(source.tree(path)))
    ]
    assert not found, f"Call the action that does it, so that the reader sees it: {found}"


def test_imports_stand_at_the_top() -> None:
    found = [
        source.place(path, node)
        for path in own_files()
        for function in source.functions(source.tree(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, f"Move the import to the top; a circle means that something lives in the wrong place: {found}"


def test_files_stay_readable() -> None:
    found = [path for path in own_files() if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert not found, f"Split the file by what its parts know, {LONGEST_FILE} lines at most: {found}"


def test_functions_stay_readable() -> None:
    found = [
        source.place(path, function)
        for path in own_files()
        for function in source.functions(source.tree(path))
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert not found, f"Give the steps names of their own, {LONGEST_FUNCTION} lines at most: {found}"


def test_templates_stay_readable() -> None:
    found = [name for name, path in source.templates().items() if len(path.read_text().splitlines()) > LONGEST_TEMPLATE]
    assert not found, f"Move a part into a component, {LONGEST_TEMPLATE} lines at most: {found}"


def test_nothing_is_left_for_later() -> None:
    found = [path for path in own_files() if any(map(UNFINISHED.search, source.comments(path)))]
    assert not found, f"Finish it or leave it out: {found}"


def test_an_ignored_type_error_says_which_and_why() -> None:
    found = [path for path in own_files() if any(map(BARE_IGNORE.search, source.comments(path)))]
    assert not found, f"Write `# type: ignore[code]  the reason`, or mend the type: {found}"


@pytest.mark.parametrize(
    ("line", "is_bare"),
    [
        pytest.param("x = 1  # type: ignore", True, id="no code"),
        pytest.param("x = 1  # type: ignore[assignment]", True, id="no reason"),
        pytest.param("x = 1  # type: ignore[assignment]  the stub is wrong", False, id="both"),
    ],
)
def test_a_bare_ignore_is_recognised(line: str, is_bare: bool) -> None:  # noqa: FBT001  a table's column
    assert bool(BARE_IGNORE.search(line)) is is_bare


def test_no_module_is_spared_by_mypy() -> None:
    assert "tool.mypy.overrides" not in (source.ROOT / "pyproject.toml").read_text(), "Type the module instead."


def test_no_check_is_silenced() -> None:
    found = [path for path in (source.ROOT / "dnevnik/settings").glob("*.py") if "SILENCED" in path.read_text()]
    assert not found, f"Mend what the check complains of: {found}"


def test_the_stand_knows_only_itself() -> None:
    ours = tuple(f"{app}." for app in source.APPS)
    found = [
        f"{path.relative_to(source.ROOT)}: {name}"
        for path in (source.ROOT / "dnevnik/stand").rglob("*.py")
        for name in source.imported(source.tree(path))
        if name.startswith(ours) and not name.startswith("dnevnik.stand")
    ]
    assert not found, f"The stand is a stranger to the portal; copy nothing, ask over HTTP: {found}"


def test_every_template_is_used() -> None:
    everything = "\n".join(path.read_text() for path in (*source.product(), *source.templates().values()))
    ours = source.templates().keys() - ASKED_FOR - theirs()
    found = [name for name in sorted(ours) if not mentioned(name, everything)]
    assert not found, f"Remove the template or the reason it is not rendered: {found}"


def mentioned(name: str, text: str) -> bool:
    return f'"{name}"' in text or f"'{name}'" in text


@cache
def theirs() -> frozenset[str]:
    """Names of templates that Django and allauth render themselves, so that ours take their place."""
    packages = [Path(package.__file__ or "").parent for package in (django, allauth)]
    folders = [folder for package in packages for folder in package.rglob("templates")]
    return frozenset(str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.html"))


@pytest.mark.django_db
def test_migrations_tell_the_whole_story() -> None:
    """Exits when a model differs from what the migrations make: run `manage.py makemigrations`."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("files", [source.product, source.tests, source.templates], ids=lambda listed: listed.__name__)
def test_the_files_are_there_to_be_read(files: Callable[[], Checked]) -> None:
    assert len(list(files())) > 20, "The list of files is empty: the other tests of this page would say nothing."
