"""`make mutants`: break each rule that protects a person's identity, and see that its test fails.

    python -m tests.mutants.run [--only L06,L13]

Each patch of this folder is applied to a copy of the tree, never to the tree itself, and the test that it names is run
there, two at a time, on SQLite. First all those tests run unbroken. Prints a line for each patch and a line of JSON;
exits 1 if a rule can be broken unnoticed, if a patch does not apply, or if a test fails for another reason than an
assertion of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as Xml

from tests.mutants.patches import DoesNotApply, Mutant, all_of_them, apply

ROOT = Path(__file__).resolve().parent.parent.parent
AT_ONCE = 2
LONGEST_SECONDS = 300
"""For the tests of one mutant; one that made its test wait for ever is no mutant that was noticed."""
FAILED = 1
"""pytest's exit code when tests ran and some failed."""
DATABASE = "migrated.sqlite3"
LEFT_BEHIND = shutil.ignore_patterns(".*", "var", "docs", "report.xml", DATABASE)
NOTICED = re.compile(r"assert |AssertionError|Failed: DID NOT RAISE")
"""How the message of a failure begins where the test itself saw that something is wrong."""
GIVEN_BY_OTHERS = ("DATABASE_URL", "REDIS_URL", "PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE")


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "замечен"
    SURVIVED = "НЕ ЗАМЕЧЕН"
    STALE = "НЕ ЛОЖИТСЯ"
    BROKEN = "ТЕСТ СЛОМАЛСЯ"


@dataclass(frozen=True)
class Verdict:
    """`told` is what the test, pytest or git said, one line; `seconds` of the wall clock."""

    mutant: Mutant
    fate: Fate
    told: str
    seconds: float


@dataclass(frozen=True)
class Ran:
    """One run of pytest: its exit code, the messages of failures and of errors, and all that it printed."""

    code: int
    failures: list[str]
    errors: list[str]
    printed: str

    @property
    def was_noticed(self) -> bool:
        """Whether tests failed, and each by an assertion of its own: an import that breaks proves nothing."""
        return (
            self.code == FAILED and not self.errors and bool(self.failures) and all(map(NOTICED.match, self.failures))
        )


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    mutants = chosen(arguments)
    with tempfile.TemporaryDirectory(prefix="dnevnik-mutants-") as folder:
        tests = sorted({mutant.test for mutant in mutants})
        unbroken = copied(ROOT, Path(folder) / "unbroken")
        pristine = migrated(unbroken, Path(folder) / DATABASE)
        ran = run(unbroken, tests, seconds=LONGEST_SECONDS * len(tests), keeps_bytecode=True)
        if ran.code:
            print(ran.printed, "\nТесты не проходят и без поломок: сначала почините их.", sep="\n")
            return 1
        with ThreadPoolExecutor(AT_ONCE) as crew:
            verdicts = list(crew.map(partial(try_out, unbroken=unbroken, pristine=pristine), mutants))
    killed = sum(verdict.fate is Fate.KILLED for verdict in verdicts)
    print(json.dumps(figures(verdicts), ensure_ascii=False))
    return int(killed < len(mutants) or not mutants)


def chosen(arguments: Sequence[str]) -> list[Mutant]:
    parser = argparse.ArgumentParser(prog="make mutants", description="Поломанные правила и тесты, которые их ловят.")
    parser.add_argument("--only", default="", help="только эти угрозы или файлы: L06,l13_relink")
    wanted = set(filter(None, parser.parse_args(arguments).only.split(",")))
    return [mutant for mutant in all_of_them() if not wanted or wanted & {mutant.threat, mutant.name}]


def figures(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """The line of JSON: a patch that does not apply, and a test that broke, count as not killed."""
    fates = {fate: [verdict.mutant.name for verdict in verdicts if verdict.fate is fate] for fate in Fate}
    return {
        "mutants": len(verdicts),
        "killed": len(fates[Fate.KILLED]),
        "survived": fates[Fate.SURVIVED],
        "invalid": fates[Fate.STALE] + fates[Fate.BROKEN],
    }


def try_out(mutant: Mutant, unbroken: Path, pristine: Path) -> Verdict:
    """Break the rule in a copy of the tree and run the named test there; the line about it is printed."""
    begun = time.monotonic()
    tree = copied(unbroken, unbroken.parent / mutant.name)
    try:
        apply(mutant, tree)
        if not mutant.changes_migrations:
            shutil.copyfile(pristine, tree / DATABASE)
        fate, told = judged(run(tree, [mutant.test]))
    except DoesNotApply as problem:
        fate, told = Fate.STALE, str(problem.args[-1])
    finally:
        shutil.rmtree(tree)
    verdict = Verdict(mutant, fate, " ".join(told.split())[:160], time.monotonic() - begun)
    print(line(verdict), flush=True)
    return verdict


def judged(ran: Ran) -> tuple[Fate, str]:
    if ran.was_noticed:
        return Fate.KILLED, ran.failures[0]
    if ran.code == 0:
        return Fate.SURVIVED, "тест прошёл"
    return Fate.BROKEN, next(iter([*ran.errors, *ran.failures]), ran.printed[-300:])


def line(verdict: Verdict) -> str:
    mutant = verdict.mutant
    return f"{mutant.threat:<6} {mutant.name:<44} {verdict.fate:<13} {verdict.seconds:5.1f} с  {verdict.told}"


def copied(tree: Path, place: Path) -> Path:
    """What tests need of a tree. Bytecode may come along: a file that a patch changes is younger than its own."""
    shutil.copytree(tree, place, ignore=LEFT_BEHIND)
    return place


def migrated(tree: Path, kept: Path) -> Path:
    """Make the database of a tree, and a copy for all the others that no test touches."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=tree, env=environment(tree), check=True)
    return Path(shutil.copyfile(tree / DATABASE, kept))


def run(tree: Path, tests: Sequence[str], *, seconds: float = LONGEST_SECONDS, keeps_bytecode: bool = False) -> Ran:
    """Run these tests in a copy of the tree, one after another, on the SQLite database that lies there."""
    report = tree / "report.xml"
    options = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--reuse-db", f"--junitxml={report}"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=tree,
            env=environment(tree) | ({} if keeps_bytecode else {"PYTHONDONTWRITEBYTECODE": "1"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return Ran(-1, [], [f"не кончился за {seconds:.0f} с"], "")
    failures, errors = (messages(report, kind) for kind in ("failure", "error"))
    return Ran(done.returncode, failures, errors, done.stdout)


def environment(tree: Path) -> dict[str, str]:
    """Nothing of another database, broker or settings."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN_BY_OTHERS}
    return {**kept, "DJANGO_SETTINGS_MODULE": "tests.mutants.settings", "MUTANTS_DATABASE": str(tree / DATABASE)}


def messages(report: Path, kind: str) -> list[str]:
    """The first lines of what pytest wrote down of this kind; none where it did not come so far."""
    if not report.exists():
        return []
    return [str(node.get("message", "")) for node in Xml.parse(report).iter(kind)]  # noqa: S314  pytest wrote it


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
