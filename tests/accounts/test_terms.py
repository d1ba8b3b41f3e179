"""The worker's waiting times keep the promises that are made of them."""

from datetime import timedelta

from accounts.terms import NOTICE_TRIES, PATIENCE, SHARD_LEASE, wait_after

A_SWEEP = timedelta(minutes=1)


def test_eight_tries_of_a_letter_last_about_a_day() -> None:
    whole = sum((wait_after(tries) for tries in range(1, NOTICE_TRIES)), timedelta())
    assert timedelta(hours=23) < whole < timedelta(hours=26)


def test_a_dead_worker_and_a_lost_message_are_noticed_within_two_minutes() -> None:
    """F01, F05."""
    lost = SHARD_LEASE + A_SWEEP
    unheard = PATIENCE + A_SWEEP
    assert max(lost, unheard) <= timedelta(minutes=2)
