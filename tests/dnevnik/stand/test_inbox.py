"""Letters and the shelf they lie on."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from dnevnik.stand.inbox import KEPT_PER_PERSON, Inbox, InvalidMessage, Message, read_message

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LETTER = {"to": "1000300001", "title": "Школа ответила", "text": "Теперь можно войти.\nНомер прежний."}


def message(number: int, *, to: str = "1000300001") -> Message:
    return Message(to=to, title=f"№ {number}", text="…", delivered_at=AT + timedelta(minutes=number))


def test_a_letter_is_read() -> None:
    assert read_message(json.dumps(LETTER).encode(), at=AT) == Message(**LETTER, delivered_at=AT)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"to": None}, "^to: a text of 1 to 64", id="nobody"),
        pytest.param({"title": "два\nряда"}, "^title: a text of 1 to 200", id="a title of two lines"),
        pytest.param({"text": 5}, "^text: a text of 1 to 4000", id="a number"),
        pytest.param({"text": "а" * 4001}, "^text: a text of 1 to 4000", id="too long"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(InvalidMessage, match=complaint):
        read_message(json.dumps({**LETTER, **changes}).encode(), at=AT)


def test_the_newest_lie_on_top_and_everybody_has_a_shelf() -> None:
    inbox = Inbox()
    for letter in (message(1), message(2), message(3, to="1000300002")):
        inbox.deliver(letter)
    assert inbox.letters_of("1000300001") == (message(2), message(1))
    assert inbox.letters_of("1000300002") == (message(3, to="1000300002"),)
    assert inbox.letters_of("1000300003") == ()


def test_the_oldest_fall_out() -> None:
    inbox = Inbox()
    for number in range(KEPT_PER_PERSON + 1):
        inbox.deliver(message(number))
    kept = inbox.letters_of("1000300001")
    assert len(kept) == KEPT_PER_PERSON
    assert kept[-1] == message(1)
