"""The postman: each channel, at least once, one key, on time, and silent in the log."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from accounts.actions import deliveries
from accounts.models import Notice
from accounts.terms import NOTICE_LEASE
from dnevnik import post
from dnevnik.letters import Addressed, addressed
from tests.bells import Ring, rings
from tests.dnevnik.test_letters import may_enter
from tests.factories import create_region
from tests.nights import EVENING
from tests.outbox import EMAIL, PHONE, STATE, give_address, put
from tests.people import ISSUER

pytestmark = pytest.mark.django_db
__all__ = ["rings"]


class Receiver(ThreadingHTTPServer):
    """Takes letters like the stand's inbox, or answers as it is told; knows a repeated key."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.letters: list[dict[str, str]] = []
        self.keys: set[str] = set()
        self.asked: list[str] = []
        self.answers: Callable[[], int] | None = None

    @property
    def channel(self) -> dict[str, str]:
        return {"url": f"http://127.0.0.1:{self.server_address[1]}/inbox/deliver", "secret": "the secret"}


class Taker(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(self.headers["Authorization"])
        status = self.server.answers() if self.server.answers else 201
        if status < 300 and body["key"] not in self.server.keys:
            self.server.keys.add(body["key"])
            self.server.letters.append(body)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Tests are silent."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with started() as server:
        settings.SMS_GATEWAY = server.channel
        described = {**settings.IDENTITY_PROVIDERS["stand"], "issuer": ISSUER, "notices": server.channel}
        settings.IDENTITY_PROVIDERS = {"stand": described}
        yield server


@contextmanager
def started() -> Iterator[Receiver]:
    with Receiver() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def letter(channel: str) -> Notice:
    create_region(has_notice_channel=True)
    _home, notice = may_enter()
    notice.channel = channel
    notice.save()
    if channel != STATE:
        give_address(notice.identity, channel=channel, address="+79000000000" if channel == PHONE else "a@example.ru")
    return notice


def deliver(at: datetime = EVENING) -> dict[str, int]:
    return dict(post.deliver_due(clock=lambda: at))


def stands(notice: Notice) -> tuple[str, int, str]:
    notice.refresh_from_db()
    return notice.state, notice.attempts, notice.error


def test_by_mail() -> None:
    notice = letter(EMAIL)
    assert deliver() == {"sent": 1}
    message = mail.outbox[0]
    assert message.to == ["a@example.ru"]
    assert message.extra_headers["Message-ID"] == f"<{post.key_of(notice)}@testserver>"
    assert stands(notice) == ("sent", 0, "")
    assert deliver() == {}


@pytest.mark.parametrize(
    ("channel", "to"),
    [pytest.param(PHONE, "+79000000000", id="an SMS"), pytest.param(STATE, "1000300001", id="the cabinet")],
)
def test_over_http(receiver: Receiver, channel: str, to: str) -> None:
    notice = letter(channel)
    assert deliver() == {"sent": 1}
    assert receiver.asked == ["Bearer the secret"]
    assert [(one["to"], one["key"]) for one in receiver.letters] == [(to, post.key_of(notice))]
    assert receiver.letters[0]["title"] == "Теперь можно войти в дневник"


def test_a_provider_is_given_no_subject_of_another_issuer(receiver: Receiver, settings: Settings) -> None:
    """Between a region's change of provider and its people's, the same digits may be somebody else's (ADR 13)."""
    notice = letter(STATE)
    settings.IDENTITY_PROVIDERS["stand"]["issuer"] = "https://gateway.example"
    assert deliver() == {"failed": 1}
    assert (receiver.letters, stands(notice)) == ([], ("waiting", 1, "another_issuer"))


def test_killed_after_the_receiver_said_yes_it_comes_again_under_the_same_key(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F23: at least once by us, once by the receiver."""
    notice = letter(STATE)

    def killed(**_told: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "sent", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    assert deliver() == {}, "It is leased to the one who died."
    assert deliver(EVENING + NOTICE_LEASE) == {"sent": 1}
    assert (len(receiver.asked), len(receiver.letters)) == (2, 1)
    assert stands(notice) == ("sent", 0, "")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        pytest.param(500, "http_500", id="broken"),
        pytest.param(401, "http_401", id="our secret is wrong"),
        pytest.param(404, "http_404", id="nobody there"),
        pytest.param(307, "http_307", id="sent elsewhere: the secret stays here"),
    ],
)
def test_a_receiver_that_says_no_is_asked_later(receiver: Receiver, status: int, code: str) -> None:
    notice = letter(STATE)
    receiver.answers = lambda: status
    assert deliver() == {"failed": 1}
    assert stands(notice) == ("waiting", 1, code)
    assert len(receiver.asked) == 1


def test_a_receiver_that_hangs_is_left_at_the_deadline(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "DEADLINE_SECONDS", 0.3)
    notice = letter(STATE)

    def hangs() -> int:
        time.sleep(3)
        return 201

    receiver.answers = hangs
    begun = time.monotonic()
    assert deliver() == {"failed": 1}
    assert time.monotonic() - begun < 2
    assert stands(notice) == ("waiting", 1, "deadline")


def test_a_channel_that_nobody_set_up(settings: Settings) -> None:
    settings.SMS_GATEWAY = {}
    notice = letter(PHONE)
    deliver()
    assert stands(notice) == ("waiting", 1, "not_configured")


def test_mail_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = letter(EMAIL)

    def refused(*_args: object, **_told: object) -> int:
        raise ConnectionRefusedError("a@example.ru")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    deliver()
    assert stands(notice) == ("waiting", 1, "ConnectionRefusedError")


def test_what_is_no_longer_due_is_dropped(receiver: Receiver) -> None:
    notice = letter(STATE)
    Notice.objects.update(kind=Notice.Kind.CONTACT_CODE, subject=None)
    assert deliver() == {"dropped": 1}
    assert stands(notice)[0] == "dropped"
    assert receiver.asked == []


def test_one_letter_that_cannot_be_written_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = letter(EMAIL)
    sound = Notice(dedup_key="sound", kind=broken.kind, channel=EMAIL, identity=broken.identity, school=broken.school)
    sound.subject, sound.created_at, sound.next_try_at = broken.subject, EVENING, EVENING
    sound.save()

    def sometimes(notice: Notice, *, at: datetime) -> Addressed | None:
        if notice == broken:
            raise LookupError("Соколова")
        return addressed(notice, at=at)

    monkeypatch.setattr(post, "addressed", sometimes)
    assert deliver() == {"failed": 1, "sent": 1}
    assert stands(broken) == ("waiting", 1, "LookupError")


def test_a_turn_is_over_before_a_deploy_loses_patience(rings: list[Ring]) -> None:
    """F03: a worker asked to stop finishes its task; with a receiver that hangs, all letters would take a quarter of an
    hour. The next turn is rung for."""
    kept = letter(EMAIL)
    for number in range(9):
        put(Notice.Kind(kept.kind), kept.identity, subject=kept.subject, school=kept.school, days=number)
    ticks = count()
    ends = post.deliver_due(clock=lambda: EVENING + next(ticks) * timedelta(seconds=2))
    assert 0 < ends.total() < 10
    assert next(ticks) * timedelta(seconds=2) <= timedelta(seconds=30)
    assert rings == [("dnevnik.deliver_notices", ())]


def test_a_turn_that_sent_everything_rings_for_nothing(rings: list[Ring]) -> None:
    letter(EMAIL)
    assert deliver() == {"sent": 1}
    assert rings == []


def test_the_log_says_neither_whom_nor_what(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    receiver.answers = lambda: 500
    letter(STATE)
    deliver()
    assert "http_500" in caplog.text
    assert not any(told in caplog.text for told in ("1000300001", "войти", "the secret"))
