"""Nights begin once on each of a region's own dates, whoever rings and however often."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.actions import shards
from accounts.actions.runs import begin, begin_by_hand, begin_due, close
from accounts.models import ReconciliationRun, Shard
from accounts.terms import SHARD_LEASE
from schools.models import RecordChange
from tests.bells import Ring, rings
from tests.factories import create_region, create_school
from tests.nights import EVENING, ZONES, region_in, school_in, shard_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]
__all__ = ["rings"]
State = ReconciliationRun.State


def dates() -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for code, day in ReconciliationRun.objects.order_by("business_date").values_list("region__code", "business_date"):
        found.setdefault(code, []).append(day)
    return found


@pytest.mark.parametrize(
    ("at", "begun"),
    [
        pytest.param(datetime(2026, 9, 30, 15, 59, tzinfo=UTC), set(), id="03:59 in Kamchatka: nowhere yet"),
        pytest.param(datetime(2026, 9, 30, 16, 0, tzinfo=UTC), {"RU-KAM"}, id="04:00 in Kamchatka"),
        pytest.param(datetime(2026, 9, 30, 22, 0, tzinfo=UTC), {"RU-KAM", "RU-OMS"}, id="04:00 in Omsk"),
        pytest.param(datetime(2026, 10, 1, 1, 0, tzinfo=UTC), {"RU-KAM", "RU-OMS", "RU-RYA"}, id="04:00 in Ryazan"),
        pytest.param(datetime(2026, 10, 1, 2, 0, tzinfo=UTC), set(ZONES), id="04:00 in Kaliningrad"),
    ],
)
def test_each_region_begins_by_its_own_clock(at: datetime, begun: set[str]) -> None:
    """On 1 October by everybody's calendar; the evening of 30 September has been worked everywhere before."""
    for code in ZONES:
        eve = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
        begin(region=region_in(code), at=eve)
    begin_due(at=at)
    assert {code for code, days in dates().items() if date(2026, 10, 1) in days} == begun


def test_two_clocks_ringing_every_hour_for_ten_days_make_one_run_a_date() -> None:
    """F12."""
    for code in ZONES:
        school_in(code)
    start = datetime(2026, 10, 1, 0, 0, tzinfo=UTC)
    for hour in range(240):
        for _clock in range(2):
            begin_due(at=start + timedelta(hours=hour, minutes=hour % 60))
    for code, days in dates().items():
        assert len(days) == len(set(days)), code
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))], code
        assert len(days) in {10, 11}, code
    assert Shard.objects.count() == ReconciliationRun.objects.count()


def test_a_night_that_was_slept_through_begins_later_the_same_day() -> None:
    region_in("RU-RYA")
    begin_due(at=datetime(2026, 10, 1, 20, 30, tzinfo=UTC))
    assert dates() == {"RU-RYA": [date(2026, 10, 1)]}


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_one_instant_make_one_run() -> None:
    """F12, with as many winners as there are rows."""
    region = create_region()
    create_school(region=region)
    together, won = Barrier(4), []

    def ring() -> None:
        try:
            together.wait()
            won.append(begin(region=region, at=EVENING) is not None)
        finally:
            connections.close_all()

    threads = [Thread(target=ring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]
    assert Shard.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_schools_whose_records_changed_are_rung_for_first(rings: list[Ring]) -> None:
    region = create_region()
    quiet, changed = create_school(region=region), create_school(region=region)
    RecordChange.objects.create(school=changed)
    begin(region=region, at=EVENING)
    order = [Shard.objects.get(pk=ids[0]).school for task, ids in rings if task == shards.DOORBELL]
    assert order == [changed, quiet]


def test_a_run_is_open_while_a_school_waits() -> None:
    shard = shard_of(create_school())
    assert not close(run_id=shard.run_id, at=EVENING, by="test")
    assert ReconciliationRun.objects.get().state == State.RUNNING


@pytest.mark.parametrize(
    ("ended", "state"),
    [
        pytest.param(Shard.State.DONE, State.DONE, id="every school came out"),
        pytest.param(Shard.State.PARKED, State.INCOMPLETE, id="a school was parked"),
    ],
)
def test_a_run_says_how_it_ended_once(ended: Shard.State, state: ReconciliationRun.State) -> None:
    shard = shard_of(create_school())
    Shard.objects.update(state=ended)
    assert close(run_id=shard.run_id, at=EVENING, by="test")
    assert not close(run_id=shard.run_id, at=EVENING + timedelta(hours=1), by="test")
    run = ReconciliationRun.objects.get()
    assert (run.state, run.finished_at) == (state, EVENING)


def test_a_region_without_schools_has_its_night_too() -> None:
    run = begin(region=create_region(), at=EVENING)
    assert run is not None
    assert close(run_id=run.pk, at=EVENING, by="test")


def test_by_hand_the_same_date_is_done_anew_and_what_is_in_hand_stays() -> None:
    done, held = create_school(), create_school()
    first = begin_by_hand(region=done.region, at=EVENING)
    Shard.objects.filter(school=done).update(state=Shard.State.DONE, finished_at=EVENING, result={"people": 1})
    lease = EVENING + SHARD_LEASE
    Shard.objects.filter(school=held).update(leased_until=lease)
    late = create_school()
    again = begin_by_hand(region=done.region, at=EVENING)
    assert again == first
    states = dict(Shard.objects.values_list("school_id", "state"))
    assert states == dict.fromkeys((done.pk, held.pk, late.pk), Shard.State.WAITING)
    assert Shard.objects.get(school=held).leased_until == lease


def test_many_schools_are_shared_out_in_a_few_queries() -> None:
    region = create_region()
    for _ in range(30):
        create_school(region=region)
    with CaptureQueriesContext(connection) as queries:
        begin(region=region, at=EVENING)
    assert len(queries) <= 8
    assert Shard.objects.count() == 30
