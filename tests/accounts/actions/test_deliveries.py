"""How a letter leaves the outbox, and how long it is tried."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.actions import deliveries
from accounts.actions.deliveries import take
from accounts.models import Notice
from accounts.terms import NOTICE_LEASE, NOTICE_TRIES
from tests.nights import EVENING
from tests.outbox import put
from tests.people import remember

pytestmark = pytest.mark.django_db
State = Notice.State


def letter() -> Notice:
    return put(Notice.Kind.MAY_ENTER, remember().identity)


def test_a_taken_letter_is_leased() -> None:
    notice = letter()
    assert take(at=EVENING) == notice
    assert take(at=EVENING) is None
    assert take(at=EVENING + NOTICE_LEASE) == notice


def test_the_one_that_waits_longest_goes_first_and_nobody_goes_early() -> None:
    later, sooner = letter(), letter()
    Notice.objects.filter(pk=later.pk).update(next_try_at=EVENING + timedelta(hours=1))
    assert take(at=EVENING) == sooner
    assert take(at=EVENING) is None


def test_eight_failures_grow_rarer_and_park_it() -> None:
    notice = letter()
    at, waits = EVENING, []
    for _ in range(NOTICE_TRIES):
        assert take(at=at) == notice
        deliveries.failed(notice=notice, error="http_500", at=at)
        notice.refresh_from_db()
        waits.append(notice.next_try_at - at)
        at = notice.next_try_at
    assert waits[:-1] == sorted(set(waits[:-1]))
    assert (notice.state, notice.attempts, notice.error) == (State.PARKED, NOTICE_TRIES, "http_500")
    assert take(at=at + timedelta(days=30)) is None


@pytest.mark.parametrize("end", ["sent", "dropped"])
def test_an_ended_letter_never_comes_back(end: str) -> None:
    notice = letter()
    getattr(deliveries, end)(notice=notice, at=EVENING)
    deliveries.failed(notice=notice, error="late", at=EVENING)
    notice.refresh_from_db()
    assert (notice.state, notice.ended_at, notice.error) == (end, EVENING, "")


@pytest.mark.django_db(transaction=True)
def test_of_eight_postmen_one_has_it() -> None:
    letter()
    together, taken = Barrier(8), []

    def postman() -> None:
        try:
            together.wait()
            taken.append(take(at=EVENING) is not None)
        finally:
            connections.close_all()

    threads = [Thread(target=postman) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [*[False] * 7, True]
