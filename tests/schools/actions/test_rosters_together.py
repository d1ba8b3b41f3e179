"""A roster is loaded while somebody edits: both finish, and both are kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from schools.actions import changes, records
from schools.actions.rosters import applying
from schools.actions.rosters.planning import preview
from schools.management.commands import import_roster
from schools.models import RecordChange, School, Student
from tests.factories import TODAY, create_school, create_student
from tests.schools.actions.roster_files import CHILD, FAMILY, data, parsed

CORRECTED = date(2015, 3, 12), "IV-АБ 654321"
# On SQLite there is one writer: the edit waits for the roster, so nothing is to be seen of it meanwhile.
PATIENCE_SECONDS = {"postgresql": 10.0, "sqlite": 0.3}


class Edit:
    """The administrator's edit of a pupil, on a connection of its own."""

    def __init__(self, student: Student) -> None:
        self.pk = student.pk
        self.under_way = Event()
        self.failure: Exception | None = None
        self.thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            student = Student.objects.get(pk=self.pk)
            student.birth_date, student.certificate = CORRECTED
            records.correct(record=student, fields=["birth_date", "certificate"], by="administrator")
        except Exception as failure:  # noqa: BLE001  a thread keeps what it met for the test
            self.failure = failure
        finally:
            connections.close_all()

    def finish(self) -> None:
        self.thread.join(timeout=30)
        assert not self.thread.is_alive()
        assert self.failure is None


@pytest.fixture
def school() -> School:
    return create_school()


@pytest.fixture
def edit(school: School) -> Edit:
    return Edit(create_student(school=school, snils=CHILD, gender=""))


def load(school: School) -> None:
    applying.apply(roster=parsed(FAMILY), school=school, on=TODAY, by="test")


def assert_both_are_kept(edit: Edit) -> None:
    held = Student.objects.get(pk=edit.pk)
    assert (held.birth_date, held.certificate) == CORRECTED
    assert (held.gender, str(held.school_class)) == ("female", "5 «А»")


def around_preview(monkeypatch: pytest.MonkeyPatch, *, before: Callable[[], Any], after: Callable[[], Any]) -> None:
    def watched(**given: Any) -> Any:
        before()
        plan = preview(**given)
        after()
        return plan

    monkeypatch.setattr(applying, "preview", watched)


@pytest.mark.django_db(transaction=True)
def test_an_edit_that_has_its_row_and_wants_the_bell_is_not_locked_against_a_roster(
    school: School, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = changes.note

    def note(*, school_id: int) -> None:
        edit.under_way.set()
        ring(school_id=school_id)

    def begin() -> None:
        monkeypatch.setattr(changes, "note", note)
        edit.thread.start()
        edit.under_way.wait(timeout=PATIENCE_SECONDS[connection.vendor])

    around_preview(monkeypatch, before=begin, after=lambda: None)
    load(school)
    edit.finish()
    assert_both_are_kept(edit)
    assert RecordChange.objects.filter(school=school).count() == 3  # the pupil entered, the edit, the roster


@pytest.mark.django_db(transaction=True)
def test_an_edit_after_the_roster_was_read_is_not_overwritten(
    school: School, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin() -> None:
        edit.thread.start()
        edit.thread.join(timeout=0.5)  # without locks the edit is done by now, and would be lost

    around_preview(monkeypatch, before=lambda: None, after=begin)
    load(school)
    edit.finish()
    assert_both_are_kept(edit)


@pytest.mark.django_db
def test_a_lock_that_did_not_come_is_told_in_words(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: object) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(import_roster, "apply", busy)
    file = tmp_path / "r.csv"
    file.write_bytes(data(FAMILY))
    with pytest.raises(CommandError, match="Ничего не загружено: запустите ещё раз"):
        call_command("import_roster", str(file), "--school", school.code, "--apply")
