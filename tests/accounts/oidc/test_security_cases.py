"""docs/security-cases.md says what is proved, and this page holds it to that."""

import re
from collections.abc import Collection
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tests import source
from tests.accounts.oidc import test_answers as answers
from tests.accounts.oidc import test_backchannel as backchannel
from tests.accounts.oidc import test_callback as callback
from tests.accounts.oidc import test_endpoints as endpoints
from tests.accounts.oidc import test_id_token as id_token
from tests.accounts.oidc import test_id_token_oddities as oddities
from tests.accounts.oidc import test_selfcheck as selfcheck
from tests.accounts.oidc import test_userinfo as userinfo
from tests.accounts.oidc import test_wire as wire

CELL = re.compile(r"(?<!\\)\|")
TEST = re.compile(r"`(?P<file>[\w/]+\.py)::(?P<name>\w+)(?:\[(?P<case>.+)\])?`")
NONE = "–"
VERDICTS = ("yes", "own check", "own rule: ", "n/a: ")
ROWS = [
    tuple(cell.strip().replace("\\|", "|") for cell in CELL.split(line)[1:-1])
    for line in (source.ROOT / "docs/security-cases.md").read_text().splitlines()
    if line.startswith("|") and not line.startswith(("| case", "|---"))
]
TABLES: list[tuple[ModuleType, Collection[str]]] = [
    (id_token, [*id_token.ACCEPTED, *id_token.REJECTED]),
    (oddities, [*oddities.ACCEPTED, *oddities.REJECTED, *oddities.OF_CURVES]),
    (userinfo, [*userinfo.ACCEPTED, *userinfo.REJECTED]),
    (endpoints, endpoints.FAULTS),
    (answers, [*answers.FAULTS, *answers.ODD]),
    (wire, [*wire.GOOD, *wire.BAD]),
    (callback, [*(str(case.id) for case in callback.ERRORS), *callback.POLLUTED, *callback.EXTRA]),
    (backchannel, backchannel.REJECTED),
    (selfcheck, [*selfcheck.GOOD, *selfcheck.BAD]),
]


def named(row: tuple[str, ...]) -> tuple[str, str, str]:
    """File, function, and the case inside it."""
    told = TEST.fullmatch(row[2])
    assert told, row
    return told["file"], told["name"], told["case"] or row[0]


def cases_of(test: Any) -> set[str]:
    """Names of a test's cases, for each of its parameters; empty for a test that has none."""
    found: set[str] = set()
    for mark in getattr(test, "pytestmark", []):
        if mark.name == "parametrize":
            told = mark.kwargs.get("ids") or [getattr(value, "id", None) or str(value) for value in mark.args[1]]
            found |= {told(value) for value in mark.args[1]} if callable(told) else set(told)
    return found


def proofs() -> list[tuple[str, ...]]:
    return [row for row in ROWS if row[2] != NONE]


def test_the_page_is_read() -> None:
    assert len(ROWS) > 500
    assert {len(row) for row in ROWS} == {5}


def exists(file: str, name: str, case: str) -> bool:
    test = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name, None)
    cases = cases_of(test)
    return test is not None and (case in {"*", *cases} if cases else True)


def test_each_test_named_there_exists() -> None:
    assert [row for row in proofs() if not exists(*named(row))] == []


def test_each_case_says_where_it_applies() -> None:
    assert [row for row in ROWS if not all(cell.startswith(VERDICTS) for cell in row[3:])] == []
    assert [row for row in ROWS if row[2] == NONE and not row[3].startswith("n/a: ")] == []


@pytest.mark.parametrize(("module", "cases"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_each_case_of_the_tables_stands_there(module: ModuleType, cases: Collection[str]) -> None:
    file = module.__name__.replace(".", "/") + ".py"
    told = {case for found, _name, case in map(named, proofs()) if found == file}
    assert [case for case in cases if case not in told] == []
