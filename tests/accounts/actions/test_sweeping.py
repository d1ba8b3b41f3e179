"""The sweeper rings for what waits and nobody is at, and for nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actions import runs, sweeping
from accounts.actions.sweeping import sweep
from accounts.models import Notice, ReconciliationRun, Shard
from accounts.terms import PATIENCE, RUN_TERM, SHARD_LEASE
from schools.actions import doorbell
from schools.models import RecordChange
from tests.bells import Ring, rings
from tests.factories import create_school
from tests.nights import EVENING, shard_of
from tests.people import remember

pytestmark = pytest.mark.django_db
__all__ = ["rings"]
SECOND = timedelta(seconds=1)
BEFORE_THE_NIGHT = datetime(2026, 10, 1, 0, 59, tzinfo=UTC)
NOTHING = {"nights": 0, "shards": 0, "schools": 0, "runs": 0, "notices": 0}


def test_a_night_that_has_come_and_that_nobody_began(rings: list[Ring]) -> None:
    """F01: whoever was to begin it was killed, and the clock rings again only in an hour."""
    region = create_school().region
    assert sweep(at=BEFORE_THE_NIGHT)["nights"] == 0
    assert sweep(at=EVENING)["nights"] == 1
    assert rings == [("accounts.ring_the_hour", ())]
    runs.begin(region=region, at=EVENING)
    assert sweep(at=EVENING)["nights"] == 0


@pytest.mark.parametrize(
    ("state", "leased_until", "at", "rung"),
    [
        pytest.param("waiting", None, EVENING + PATIENCE - SECOND, 0, id="its own ring may still be on the way"),
        pytest.param("waiting", None, EVENING + PATIENCE, 1, id="nobody came"),
        pytest.param("waiting", EVENING + SHARD_LEASE, EVENING + SHARD_LEASE - SECOND, 0, id="in somebody's hands"),
        pytest.param("waiting", EVENING + SHARD_LEASE, EVENING + SHARD_LEASE, 1, id="its worker is gone"),
        pytest.param("done", None, EVENING + PATIENCE, 0, id="done"),
        pytest.param("parked", None, EVENING + PATIENCE, 0, id="parked: a person must look"),
    ],
)
def test_shards(rings: list[Ring], state: str, leased_until: datetime | None, at: datetime, rung: int) -> None:
    shard = shard_of(create_school())
    Shard.objects.update(state=state, leased_until=leased_until)
    assert sweep(at=at)["shards"] == rung
    assert rings.count(("accounts.work_shard", (shard.pk,))) == rung


@pytest.mark.parametrize(
    ("age", "rung"),
    [
        pytest.param(PATIENCE - SECOND, 0, id="the doorbell was rung a moment ago"),
        pytest.param(PATIENCE, 1, id="nobody looked"),
    ],
)
def test_changed_schools_once_each(rings: list[Ring], age: timedelta, rung: int) -> None:
    school = create_school()
    for _ in range(3):
        RecordChange.objects.create(school=school)
    RecordChange.objects.update(at=EVENING - age)
    assert sweep(at=EVENING)["schools"] == rung
    assert rings.count(("accounts.recheck_school", (school.pk,))) == rung


def test_a_run_that_nobody_closed(rings: list[Ring]) -> None:
    shard = shard_of(create_school())
    Shard.objects.update(state=Shard.State.DONE)
    assert sweep(at=EVENING)["runs"] == 1
    assert ("accounts.close_run", (shard.run_id,)) in rings
    ReconciliationRun.objects.update(state=ReconciliationRun.State.DONE)
    assert sweep(at=EVENING) == NOTHING


def test_letters_that_are_due(rings: list[Ring]) -> None:
    notice = Notice(dedup_key="a", kind=Notice.Kind.MAY_ENTER, channel=Notice.Channel.EMAIL, created_at=EVENING)
    notice.identity, notice.next_try_at = remember().identity, EVENING + SECOND
    notice.save()
    assert sweep(at=EVENING)["notices"] == 0
    assert sweep(at=EVENING + SECOND)["notices"] == 1
    assert ("dnevnik.deliver_notices", ()) in rings


def test_a_run_that_never_ends_is_parked_before_the_next_night(rings: list[Ring]) -> None:
    """I04."""
    shard = shard_of(create_school())
    assert sweep(at=EVENING + RUN_TERM)["shards"] == 0
    shard.refresh_from_db()
    assert (shard.state, shard.error) == (Shard.State.PARKED, "Overdue")
    assert ("accounts.close_run", (shard.run_id,)) in rings


def test_it_does_not_storm(monkeypatch: pytest.MonkeyPatch, rings: list[Ring]) -> None:
    monkeypatch.setattr(sweeping, "RINGS_AT_ONCE", 3)
    run = shard_of(create_school()).run
    for _ in range(5):
        Shard.objects.create(run=run, school=create_school())
    assert sweep(at=EVENING + PATIENCE)["shards"] == 3
    assert len(rings) == 3


def test_a_silent_bell_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(doorbell, "ring", lambda task, *_ids, **_how: tried.append(task))
    run = shard_of(create_school()).run
    Shard.objects.create(run=run, school=create_school())
    assert sweep(at=EVENING + PATIENCE) == NOTHING
    assert tried == ["accounts.work_shard"]


def test_nothing_waits(rings: list[Ring]) -> None:
    assert sweep(at=EVENING) == NOTHING
    assert rings == []
