"""A sign-in under way: a quarter of an hour, and not to be changed by the browser that carries it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dnevnik.stand.authorization import read_request
from dnevnik.stand.tickets import MAX_AGE_SECONDS, StaleTicket, issue_ticket, read_ticket
from tests.dnevnik.stand.test_authorization import CLIENT, GOOD

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WANTED = read_request(GOOD, client=CLIENT)


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
