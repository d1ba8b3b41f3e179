"""`verify_audit`: what it says and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from schools.actions import audit, seals
from schools.append_only import Ledger
from schools.models import AuditEvent
from tests.factories import create_school
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed_event() -> None:
    school = create_school()
    audit.record(AuditEvent.Kind.ROSTER_APPLIED, school, by="test", school_id=school.pk)
    seals.seal_batch(at=NOON)
    with connection.cursor() as cursor:
        for statement in Ledger("schools_auditevent").removals(connection.vendor):
            cursor.execute(statement)
    AuditEvent.objects.update(by="somebody else")


def run(*flags: str) -> str:
    out = StringIO()
    call_command("verify_audit", *flags, stdout=out)
    return out.getvalue()


def test_a_sound_audit_is_told_in_a_line() -> None:
    assert run() == "Журнал цел: все печати сходятся.\n"
    assert json.loads(run("--json")) == {"problems": []}


@pytest.mark.usefixtures("changed_event")
def test_a_changed_event_is_told_and_the_command_fails(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="не сходится"):
        call_command("verify_audit")
    assert "Печать № 1: содержание событий изменено." in capsys.readouterr().out


@pytest.mark.usefixtures("changed_event")
def test_machines_read_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify_audit", "--json")
    assert json.loads(capsys.readouterr().out) == {"problems": [{"fault": "changed", "seal": 1, "events": 1}]}
