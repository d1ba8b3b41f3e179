"""L10: a code from a letter is not guessed, not used twice, not used by another, and not read from the database.

The portal has no invitation codes; the one secret of this kind proves a contact address.
"""

import secrets
from datetime import datetime, timedelta

import pytest

from accounts.actions import contacts
from accounts.actions.contacts import Answer, TooManyCodes
from accounts.models import ContactCode, ContactPoint, ExternalIdentity
from schools.models.sealed import index_of
from tests.factories import synthetic_snils
from tests.people import NOON
from tests.refused import somebody

pytestmark = pytest.mark.django_db

EMAIL = ContactPoint.Channel.EMAIL
ADDRESS = "anna@example.ru"
MINUTE = timedelta(minutes=1)
CODES = 10**6


def send(identity: ExternalIdentity, *, at: datetime = NOON) -> str:
    """Have a code sent; what the letter says."""
    code = contacts.send_code(identity=identity, channel=EMAIL, address=ADDRESS, at=at)
    assert code.secret is not None
    return code.secret


def confirm(identity: ExternalIdentity, typed: str, *, at: datetime = NOON) -> Answer:
    return contacts.confirm(identity=identity, typed=typed, at=at, by=identity)


def neighbour(code: str) -> str:
    """Another code: one more."""
    return f"{(int(code) + 1) % CODES:06}"


def test_l10_five_guesses_end_a_code_and_the_right_one_comes_too_late() -> None:
    identity = somebody()
    right = send(identity)
    told = [confirm(identity, neighbour(right)) for _guess in range(20)]
    assert told == [Answer.WRONG] * 4 + [Answer.OVER] * 16
    assert confirm(identity, right) == Answer.OVER
    assert not ContactPoint.objects.exists()


def test_l10_a_day_of_guessing_is_fifty_guesses() -> None:
    """Ten codes a day, five tries each: whoever guesses for a year hits with less than two chances in a hundred."""
    identity, tried, at = somebody(), 0, NOON
    while at < NOON + timedelta(hours=24):
        try:
            right = send(identity, at=at)
        except TooManyCodes:
            right = ""
        while right and confirm(identity, neighbour(right), at=at) == Answer.WRONG:
            tried += 1
        tried += bool(right)
        at += 7 * MINUTE
    assert tried == 50
    assert 365 * tried / CODES < 0.02


def test_l10_after_its_quarter_of_an_hour_a_code_proves_nothing() -> None:
    identity = somebody()
    right = send(identity)
    assert confirm(identity, right, at=NOON + 15 * MINUTE) == Answer.OVER
    assert not ContactPoint.objects.exists()


def test_l10_a_used_code_brings_a_removed_address_back_for_nobody() -> None:
    identity = somebody()
    right = send(identity)
    confirm(identity, right)
    contacts.end(identity=identity, channel=EMAIL, at=NOON, by=identity)
    confirm(identity, right)
    assert contacts.in_use(identity) == []


def test_l10_a_newer_code_ends_the_one_before() -> None:
    identity = somebody()
    first = send(identity)
    while first == (second := send(identity, at=NOON + MINUTE)):
        ContactCode.objects.exclude(digest=ContactCode.objects.earliest("made_at").digest).delete()
    assert confirm(identity, first, at=NOON + MINUTE) == Answer.WRONG
    assert confirm(identity, second, at=NOON + MINUTE) == Answer.CONFIRMED


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
