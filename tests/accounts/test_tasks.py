"""The worker's doors, and the clock that rings for them."""

import pytest
from celery import Celery
from django.db import IntegrityError
from pytest_django import Settings

from accounts import tasks
from accounts.actions import reconciliation
from accounts.models import ReconciliationRun, Shard
from dnevnik import tasks as roof
from dnevnik.celery import app
from schools.actions import seals
from schools.models import AuditEvent, RecordChange
from tests.bells import Ring, rings
from tests.factories import create_school
from tests.nights import EVENING, shard_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]
__all__ = ["rings"]


def portal() -> Celery:
    app.loader.import_default_modules()
    return app


def test_every_ring_of_the_clock_is_answered_by_a_task() -> None:
    known = portal().tasks
    assert [name for name, entry in app.conf.beat_schedule.items() if entry["task"] not in known] == []


def test_what_the_rows_ring_for_is_a_task(rings: list[Ring]) -> None:
    doors = {"accounts.work_shard", "accounts.recheck_school", "accounts.close_run", "dnevnik.deliver_notices"}
    assert doors <= set(portal().tasks)


def test_json_alone_one_message_at_a_time_and_acknowledged_late() -> None:
    """Security.md 0.9."""
    told = app.conf
    assert (told.accept_content, told.task_serializer) == (["json"], "json")
    assert not told.result_backend
    assert (told.task_acks_late, told.task_reject_on_worker_lost, told.worker_prefetch_multiplier) == (True, True, 1)
    assert told.task_soft_time_limit < told.task_time_limit < 3600


def test_the_hour_begins_nights() -> None:
    """Whatever the hour is, a region whose clock has passed four begins, and a second ring adds nothing."""
    create_school()
    begun = tasks.ring_the_hour()
    assert begun == ReconciliationRun.objects.count()
    assert tasks.ring_the_hour() == 0


def test_a_closed_run_is_closed_once() -> None:
    shard = shard_of(create_school())
    Shard.objects.update(state=Shard.State.DONE)
    assert tasks.close_run(shard.run_id)
    assert not tasks.close_run(shard.run_id)


def test_a_doorbell_that_meets_trouble_leaves_the_change_for_the_sweeper(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    school = create_school()
    RecordChange.objects.create(school=school)

    def refused(**_told: object) -> None:
        raise IntegrityError("Соколова")

    monkeypatch.setattr(reconciliation, "recheck", refused)
    assert tasks.recheck_school(school.pk) == {}
    assert RecordChange.waiting(school.pk).exists()
    assert "Соколова" not in caplog.text


def test_many_rings_are_one_walk_to_the_door() -> None:
    school = create_school()
    RecordChange.objects.create(school=school)
    assert tasks.recheck_school(school.pk)["schools"] == 1
    assert tasks.recheck_school(school.pk)["schools"] == 0


def test_chores_of_the_apps_above_are_done_in_the_schools_turn(settings: Settings) -> None:
    settings.SCHOOL_CHORES = {"requests_closed": "tests.accounts.test_tasks.closes_three"}
    shard = shard_of(create_school())
    assert tasks.work_shard(shard.pk)["requests_closed"] == 3


def closes_three(**told: object) -> int:
    assert set(told) == {"school", "at", "by"}
    return 3


def signed_in(*, times: int) -> None:
    told = {"kind": AuditEvent.Kind.SIGNED_IN, "by": "test", "subject_type": "a", "subject_id": "1", "at": EVENING}
    AuditEvent.objects.bulk_create([AuditEvent(**told) for _ in range(times)])


def test_the_audit_is_sealed() -> None:
    signed_in(times=1)
    assert roof.seal_audit() == 1
    assert roof.seal_audit() == 0


def test_all_that_a_night_wrote_is_sealed_at_one_ring() -> None:
    signed_in(times=seals.AT_ONCE + 1)
    assert roof.seal_audit() == seals.AT_ONCE + 1
    assert not AuditEvent.objects.filter(sealed_in=None).exists()


def test_a_sealer_does_not_stay_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast deeds are written, the ring after next goes on with them."""
    monkeypatch.setattr(seals, "AT_ONCE", 2)
    monkeypatch.setattr(seals, "MOST_BATCHES", 3)
    signed_in(times=7)
    assert [roof.seal_audit() for _ in range(3)] == [6, 1, 0]
