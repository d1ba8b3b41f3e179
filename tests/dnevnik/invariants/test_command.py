"""`check_invariants`: a line for each invariant, and a return code for machines."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from schools.models import ParentChildLink
from tests.households import household

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken() -> ParentChildLink:
    household()
    ParentChildLink.objects.update(basis="")
    return ParentChildLink.objects.get()


def run(*flags: str) -> str:
    out = StringIO()
    call_command("check_invariants", *flags, stdout=out)
    return out.getvalue()


def test_a_line_for_each() -> None:
    household()
    lines = run().splitlines()
    assert len(lines) == 18
    assert all("в порядке" in line for line in lines)
    assert lines[0] == "I03  в порядке: одна ночная сверка на регион и дату"


def test_machines_read_codes() -> None:
    told = json.loads(run("--json"))
    assert told["I-keys"] == []
    assert not any(told.values())


def test_what_is_broken_is_told_by_ids_alone(broken: ParentChildLink, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="Есть нарушения"):
        call_command("check_invariants")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "НАРУШЕНО" in line]
    meaning = "у каждой открытой связи есть основание и кто его проверил"
    assert line == f"I09  НАРУШЕНО, строк – 1: {meaning} (schools_parentchildlink {broken.pk.hex})"


def test_machines_read_ids(broken: ParentChildLink, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("check_invariants", "--json")
    assert json.loads(capsys.readouterr().out)["I09"] == [["schools_parentchildlink", broken.pk.hex]]
