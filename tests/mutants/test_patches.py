"""The patches keep up with the code; `make mutants` proves that each is noticed."""

import ast
import shutil
from pathlib import Path

import pytest

from tests import source
from tests.mutants.patches import REQUIRED, DoesNotApply, Mutant, all_of_them, apply, read

MUTANTS = all_of_them()


def copied(files: tuple[str, ...], to: Path) -> Path:
    """Those files of the project in a tree of their own."""
    for name in files:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source.ROOT / name, to / name)
    return to


@pytest.mark.parametrize("threat", REQUIRED)
def test_every_threat_has_a_patch(threat: str) -> None:
    assert any(mutant.threat == threat for mutant in MUTANTS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_patch_applies_to_the_product_and_leaves_python(mutant: Mutant, tmp_path: Path) -> None:
    assert mutant.files
    assert all(Path(name).parts[0] in source.APPS for name in mutant.files), "tests are not what is to be broken"
    tree = copied(mutant.files, tmp_path)
    apply(mutant, tree)
    for name in mutant.files:
        assert (tree / name).read_text() != (source.ROOT / name).read_text()
        ast.parse((tree / name).read_text())


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_patch_names_a_test_that_is_there(mutant: Mutant) -> None:
    path, _, name = mutant.test.partition("::")
    named = {function.name for function in source.functions(source.tree(source.ROOT / path))}
    assert name.partition("[")[0] in named
    assert mutant.name.startswith(mutant.threat.lower())


def test_a_stale_patch_is_told(tmp_path: Path) -> None:
    tree = copied(MUTANTS[0].files, tmp_path / "tree")
    for name in MUTANTS[0].files:
        (tree / name).write_text("# the code moved on\n")
    with pytest.raises(DoesNotApply):
        apply(MUTANTS[0], tree)


def test_a_patch_without_a_test_is_told(tmp_path: Path) -> None:
    path = tmp_path / "l00.patch"
    path.write_text("Threat: L00\n\n--- a/x.py\n+++ b/x.py\n")
    with pytest.raises(KeyError):
        read(path)
