"""L10: a code from a letter is not guessed, not used twice, not used by another, and not read from the database.

The portal has no invitation codes; the one secret of this kind proves a contact address. Its tries, its quarter of an
hour and its newest letter are in `tests/accounts/actions/test_contacts.py`.
"""

import secrets
from datetime import timedelta

import pytest

from accounts.actions import contacts
from accounts.actions.contacts import Answer, TooManyCodes
from accounts.models import ContactCode, ContactPoint
from schools.models.sealed import index_of
from tests.accounts.actions.test_contacts import confirm, send, wrong
from tests.factories import synthetic_snils
from tests.people import NOON
from tests.refused import somebody

pytestmark = pytest.mark.django_db

EMAIL = ContactPoint.Channel.EMAIL
MINUTE = timedelta(minutes=1)
CODES = 10**6


def test_l10_a_day_of_guessing_is_fifty_guesses() -> None:
    """Ten codes a day, five tries each: whoever guesses for a year hits with less than two chances in a hundred."""
    identity, tried, at = somebody(), 0, NOON
    while at < NOON + timedelta(hours=24):
        try:
            right = send(identity, at=at)
        except TooManyCodes:
            right = ""
        while right and confirm(identity, wrong(right), at=at) == Answer.WRONG:
            tried += 1
        tried += bool(right)
        at += 7 * MINUTE
    assert tried == 50
    assert 365 * tried / CODES < 0.02


def test_l10_a_used_code_brings_a_removed_address_back_for_nobody() -> None:
    identity = somebody()
    right = send(identity)
    confirm(identity, right)
    contacts.end(identity=identity, channel=EMAIL, at=NOON, by=identity)
    confirm(identity, right)
    assert contacts.in_use(identity) == []


def test_l10_another_persons_code_is_nobodys() -> None:
    """Also where the other waits for a code of one's own."""
    anna, other = somebody(), somebody(subject="1000300777", snils=synthetic_snils(2))
    right = send(anna)
    assert confirm(other, right) == Answer.OVER
    while send(other) == right:
        ContactCode.objects.filter(identity=other).delete()
    assert confirm(other, right) == Answer.WRONG
    assert not ContactPoint.objects.exists()


def test_l10_the_database_gives_no_code_away() -> None:
    """What is kept is keyed and of this row alone: nobody computes all the digests of a million codes beforehand."""
    identity = somebody()
    right = send(identity)
    row = ContactCode.objects.values().get()
    assert right not in {str(value) for value in row.values()}
    guessed = {index_of(f"{right}", purpose="contact-code"), index_of(f"{identity.pk}:{right}", purpose="contact-code")}
    assert row["digest"] not in guessed
    confirm(identity, right)
    assert ContactCode.objects.values_list("secret", flat=True).get() is None


def test_l10_codes_are_drawn_from_the_whole_million(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def draw(below: int) -> int:
        drawn.append(below)
        return 7

    monkeypatch.setattr(secrets, "randbelow", draw)
    assert send(somebody()) == "000007"
    assert drawn == [CODES]
