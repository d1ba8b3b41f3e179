"""A sign-in under way: a quarter of an hour, and not to be changed by the browser that carries it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dnevnik.stand.authorization import read_request
from dnevnik.stand.tickets import (
    DETOUR_MAX_AGE_SECONDS,
    MAX_AGE_SECONDS,
    Detour,
    StaleTicket,
    issue_detour,
    issue_ticket,
    read_detour,
    read_ticket,
)
from dnevnik.stand.troubles import Trouble
from tests.dnevnik.stand.test_authorization import CLIENT, GOOD

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WANTED = read_request(GOOD, client=CLIENT)
DETOUR = Detour(subject="1000300001", trouble=Trouble.SLOW, address="http://127.0.0.1:9/?code=x", since=1_800_000_000)


def test_a_ticket_brings_back_the_request() -> None:
    assert read_ticket(issue_ticket(WANTED)) == WANTED


def test_a_ticket_ages() -> None:
    with time_machine.travel(START, tick=False):
        ticket = issue_ticket(WANTED)
    with time_machine.travel(START + timedelta(seconds=MAX_AGE_SECONDS - 1), tick=False):
        assert read_ticket(ticket) == WANTED
    with time_machine.travel(START + timedelta(seconds=MAX_AGE_SECONDS + 1), tick=False), pytest.raises(StaleTicket):
        read_ticket(ticket)


@pytest.mark.parametrize("junk", ["", "a", "a:b:c", "::", "\x00", "билет", ".e30:1:x"], ids=repr)
def test_junk_is_no_ticket(junk: str) -> None:
    with pytest.raises(StaleTicket):
        read_ticket(junk)
    with pytest.raises(StaleTicket):
        read_detour(junk)


def test_a_detour_outlives_the_wait_it_asks_for() -> None:
    with time_machine.travel(START, tick=False):
        ticket = issue_detour(DETOUR)
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        assert read_detour(ticket) == DETOUR
    late = START + timedelta(seconds=DETOUR_MAX_AGE_SECONDS + 1)
    with time_machine.travel(late, tick=False), pytest.raises(StaleTicket):
        read_detour(ticket)


def test_one_kind_of_ticket_is_not_the_other() -> None:
    with pytest.raises(StaleTicket):
        read_detour(issue_ticket(WANTED))
    with pytest.raises(StaleTicket):
        read_ticket(issue_detour(DETOUR))
