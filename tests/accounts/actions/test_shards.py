"""One school of one night: taken by one worker, done with its effect or not at all, never twice."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.actions import shards
from accounts.actions.rechecks import Report
from accounts.actions.shards import work
from accounts.models import MismatchCase, RecordClaim, Shard
from accounts.tasks import work_shard
from accounts.terms import SHARD_LEASE
from schools.actions import records
from schools.models import AuditEvent, RecordChange
from tests.bells import Ring, rings
from tests.factories import create_link, create_parent, create_school, create_student
from tests.households import MOTHERS, household
from tests.nights import EVENING, shard_of
from tests.people import remember

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]
__all__ = ["rings"]
State = Shard.State


def waiting_mother() -> Shard:
    """A school that entered a mother's number after she had been at the door."""
    school = create_school()
    mother = create_parent(school=school)
    create_link(parent=mother, student=create_student(school=school))
    remember()
    mother.snils = MOTHERS
    records.correct(record=mother, fields=["snils"], by="test")
    return shard_of(school)


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def recheck(**_told: object) -> Report:
        raise error

    monkeypatch.setattr(shards, "recheck", recheck)


def test_effect_and_checkpoint_stand_together() -> None:
    shard = waiting_mother()
    report = work(shard_id=shard.pk, at=EVENING, by="test")
    shard.refresh_from_db()
    assert (shard.state, shard.finished_at, shard.leased_until) == (State.DONE, EVENING, None)
    assert shard.result == report.as_dict()
    assert shard.result["claims_opened"] == 1
    assert RecordClaim.objects.count() == 1
    assert not RecordChange.objects.exists()


def test_ten_deliveries_of_one_message_have_one_effect() -> None:
    """F11."""
    shard = waiting_mother()
    reports = [work_shard(shard.pk) for _ in range(10)]
    assert [report["schools"] for report in reports] == [1, *[0] * 9]
    assert AuditEvent.objects.filter(kind=AuditEvent.Kind.CLAIM_OPENED).count() == 1


def test_a_message_about_a_shard_that_is_gone_is_nothing() -> None:
    assert work_shard(10**9) == {"schools": 0, "people": 0}


def test_a_shard_in_other_hands_is_left_there_until_the_lease_is_over() -> None:
    shard = waiting_mother()
    Shard.objects.update(leased_until=EVENING + SHARD_LEASE)
    assert work(shard_id=shard.pk, at=EVENING + SHARD_LEASE / 2, by="test").schools == 0
    assert work(shard_id=shard.pk, at=EVENING + SHARD_LEASE, by="test").schools == 1


def test_a_failure_leaves_nothing_but_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    shard = waiting_mother()

    def half_done(**_told: object) -> Report:
        MismatchCase.objects.create(number="1111-1111", identity_id=remember().pk, kind="not_found", opened_at=EVENING)
        raise ValueError("Соколова Анна")

    monkeypatch.setattr(shards, "recheck", half_done)
    assert work(shard_id=shard.pk, at=EVENING, by="test").failed == 1
    shard.refresh_from_db()
    assert (shard.state, shard.attempts, shard.error, shard.leased_until) == (State.WAITING, 1, "ValueError", None)
    assert not MismatchCase.objects.exists()


def test_after_three_failures_it_is_parked_and_rings_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shard = waiting_mother()
    fails(monkeypatch, IntegrityError())
    for _ in range(5):
        work(shard_id=shard.pk, at=EVENING, by="test")
    shard.refresh_from_db()
    assert (shard.state, shard.attempts, shard.error) == (State.PARKED, 3, "IntegrityError")


def test_a_database_that_went_away_is_not_the_schools_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """F07: however often the server restarts, no school is given up for it."""
    shard = waiting_mother()
    fails(monkeypatch, OperationalError())
    for _ in range(5):
        work(shard_id=shard.pk, at=EVENING, by="test")
    shard.refresh_from_db()
    assert (shard.state, shard.attempts, shard.error) == (State.WAITING, 0, "OperationalError")


def test_no_personal_data_in_the_log(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    shard = waiting_mother()
    fails(monkeypatch, ValueError("Соколова Анна"))
    work(shard_id=shard.pk, at=EVENING, by="test")
    assert "ValueError" in caplog.text
    assert "Соколова" not in caplog.text


def test_whoever_finishes_last_rings_to_close_the_run(rings: list[Ring]) -> None:
    shard = waiting_mother()
    other = Shard.objects.create(run=shard.run, school=create_school())
    work_shard(shard.pk)
    assert ("accounts.close_run", (shard.run_id,)) not in rings
    work_shard(other.pk)
    assert ("accounts.close_run", (shard.run_id,)) in rings


def test_a_quiet_shard_costs_a_fixed_number_of_queries() -> None:
    """The transaction itself, the turn, the books, birthdays, consent requests, the checkpoint."""
    home = household()
    work(shard_id=shard_of(home.school).pk, at=EVENING, by="test")
    quiet = shard_of(home.school, at=EVENING + timedelta(days=1))
    with CaptureQueriesContext(connection) as queries:
        work(shard_id=quiet.pk, at=EVENING + timedelta(days=1), by="test")
    assert len(queries) <= 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [2, 8])
def test_of_many_workers_one_does_it(workers: int) -> None:
    shard = waiting_mother()
    together, done = Barrier(workers), []

    def worker() -> None:
        try:
            together.wait()
            done.append(work(shard_id=shard.pk, at=EVENING, by="test").schools)
        finally:
            connections.close_all()

    run_all([worker] * workers)
    assert sorted(done) == [*[0] * (workers - 1), 1]
    assert RecordClaim.objects.count() == 1


def run_all(jobs: list[Callable[[], None]]) -> None:
    threads = [Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
