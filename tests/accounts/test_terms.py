"""The worker's waiting times keep the promises that are made of them."""

from datetime import timedelta

import pytest

from accounts.terms import NOTICE_LEASE, NOTICE_TRIES, PATIENCE, SHARD_LEASE, wait_after

A_SWEEP = timedelta(minutes=1)


def test_eight_tries_of_a_letter_last_about_a_day() -> None:
    whole = sum((wait_after(tries) for tries in range(1, NOTICE_TRIES)), timedelta())
    assert timedelta(hours=23) < whole < timedelta(hours=26)


@pytest.mark.parametrize(
    "wait",
    [
        pytest.param(SHARD_LEASE, id="a worker died with a school in hand"),
        pytest.param(NOTICE_LEASE, id="a worker died with a letter in hand"),
        pytest.param(PATIENCE, id="a message was lost"),
    ],
)
def test_whatever_stopped_is_taken_up_in_under_two_minutes(wait: timedelta) -> None:
    """F01, F05: with the sweep that may just be over, and time left for the work itself."""
    assert wait + A_SWEEP < timedelta(minutes=2)
