"""Letters and the shelf they lie on."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from dnevnik.stand.inbox import KEPT_PER_PERSON, Inbox, InvalidMessage, Message, is_phone, read_message

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LETTER = {"to": "1000300001", "title": "Школа ответила", "text": "Теперь можно войти.\nНомер прежний."}


def message(number: int, *, to: str = "1000300001", key: str = "") -> Message:
    return Message(to=to, title=f"№ {number}", text="…", delivered_at=AT + timedelta(minutes=number), key=key)


def test_a_letter_is_read() -> None:
    assert read_message(json.dumps(LETTER).encode(), at=AT) == Message(**LETTER, delivered_at=AT)
    keyed = read_message(json.dumps({**LETTER, "key": "case 5"}).encode(), at=AT)
    assert keyed == Message(**LETTER, delivered_at=AT, key="case 5")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"to": None}, "^to: a text of 1 to 64", id="nobody"),
        pytest.param({"title": "два\nряда"}, "^title: a text of 1 to 200", id="a title of two lines"),
        pytest.param({"text": 5}, "^text: a text of 1 to 4000", id="a number"),
        pytest.param({"text": "а" * 4001}, "^text: a text of 1 to 4000", id="too long"),
        pytest.param({"key": ""}, "^key: a text of 1 to 100", id="an empty key"),
        pytest.param({"key": None}, "^key: a text of 1 to 100", id="null for no key"),
        pytest.param({"key": "k" * 101}, "^key: a text of 1 to 100", id="an over-long key"),
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


def test_who_got_a_letter_last_comes_first() -> None:
    inbox = Inbox()
    for number, to in enumerate(("1", "2", "3", "2", "1")):
        inbox.deliver(message(number, to=to))
    assert inbox.recipients() == ("1", "2", "3")


def test_a_key_is_delivered_once_and_changes_nothing_again() -> None:
    inbox = Inbox()
    assert inbox.deliver(message(1, key="a"))
    assert inbox.deliver(message(2, to="1000300002", key="b"))
    assert not inbox.deliver(message(3, key="a"))
    assert not inbox.deliver(message(4, to="1000300003", key="b"))
    assert inbox.letters_of("1000300001") == (message(1, key="a"),)
    assert inbox.recipients() == ("1000300002", "1000300001")


def test_a_key_is_forgotten_with_its_letter() -> None:
    inbox = Inbox()
    for number in range(KEPT_PER_PERSON):
        inbox.deliver(message(number, key=f"key {number}"))
    assert not inbox.deliver(message(0, key="key 0"))
    inbox.deliver(message(KEPT_PER_PERSON))
    assert inbox.deliver(message(0, key="key 0"))
    assert not inbox.deliver(message(2, key="key 2"))


def test_of_many_deliveries_of_one_key_at_once_one_is_new() -> None:
    inbox = Inbox()
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda number: inbox.deliver(message(number, key="a")), range(64))) == 1


def test_a_telephone_number() -> None:
    assert is_phone("+79000000001")


@pytest.mark.parametrize(
    "to",
    ["+7900000000", "+790000000012", "79000000001", "+19000000001", "+7900000000١", "+79000000001\n", "1000300001"],
)
def test_no_telephone_number(to: str) -> None:
    assert not is_phone(to)
