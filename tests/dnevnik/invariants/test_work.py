"""Runs, shards and letters that break an invariant are found: I03, I04, I14."""

from datetime import timedelta

import pytest

from accounts.models import Notice, ReconciliationRun, Shard
from tests.dnevnik.invariants.offences import found, ids
from tests.factories import TODAY, create_school
from tests.faults.loosening import double, loosen
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def shard(**columns: object) -> Shard:
    school = create_school()
    run = ReconciliationRun.objects.create(kind="night", region=school.region, business_date=TODAY, started_at=NOON)
    return Shard.objects.create(run=run, school=school, **columns)


def notice(**columns: object) -> Notice:
    told = {"kind": "may_enter", "channel": "email", "created_at": NOON, "next_try_at": NOON} | columns
    return Notice.objects.create(dedup_key="may_enter:1", identity=remember().identity, **told)


class TestI03:
    def test_a_second_run_of_a_day(self) -> None:
        run = shard().run
        loosen(ReconciliationRun)
        assert found("I03") == []
        assert ids(run, double(run, pk=7001)) == found("I03")

    def test_a_second_shard_of_a_school(self) -> None:
        one = shard()
        loosen(Shard)
        assert ids(one, double(one, pk=7001)) == found("I03")


class TestI04:
    def test_a_lease_that_ran_out_long_ago(self) -> None:
        hung = shard(leased_until=NOON)
        assert found("I04", at=NOON + 10 * MINUTE) == []
        assert found("I04", at=NOON + 11 * MINUTE) == ids(hung)

    @pytest.mark.parametrize("state", ["done", "parked"])
    def test_a_shard_that_nobody_need_finish_does_not_hang(self, state: str) -> None:
        shard(leased_until=NOON, state=state)
        assert found("I04", at=NOON + 11 * MINUTE) == []

    def test_a_run_that_goes_on_for_over_a_day(self) -> None:
        run = shard().run
        assert found("I04", at=NOON + timedelta(days=1)) == []
        assert found("I04", at=NOON + timedelta(days=1) + MINUTE) == ids(run)

    def test_a_run_that_is_over_may_be_old(self) -> None:
        run = shard(leased_until=NOON).run
        ReconciliationRun.objects.filter(pk=run.pk).update(state="incomplete")
        assert found("I04", at=NOON + timedelta(days=9)) == []


class TestI14:
    def test_a_letter_past_its_time(self) -> None:
        waiting = notice()
        assert found("I14", at=NOON + 15 * MINUTE) == []
        assert found("I14", at=NOON + 16 * MINUTE) == ids(waiting)

    @pytest.mark.parametrize(
        "columns",
        [
            pytest.param({"state": "parked"}, id="a person looks at it"),
            pytest.param({"state": "sent", "ended_at": NOON}, id="sent"),
            pytest.param({"state": "dropped", "ended_at": NOON}, id="not needed"),
        ],
    )
    def test_a_letter_that_does_not_wait(self, columns: dict[str, object]) -> None:
        notice(**columns)
        assert found("I14", at=NOON + timedelta(days=9)) == []

    def test_a_letter_twice(self) -> None:
        one = notice()
        loosen(Notice)
        assert ids(one, double(one, pk="01890000-0000-7000-8000-000000000001")) == found("I14")
