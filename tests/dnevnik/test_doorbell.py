"""A change of a record rings, and a real worker looks at the school: over Redis and over the demo's files."""

import logging
import os
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import pytest
from celery import Celery, current_app

from dnevnik.celery import app as portals_app
from dnevnik.settings import base
from schools.actions import changes, doorbell
from schools.models import RecordChange
from tests.bells import BROKERS, listening
from tests.factories import create_school

SECONDS = 15


@pytest.fixture(params=BROKERS)
def bell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Celery]:
    with listening(request.param, tmp_path) as app:
        yield app


def awaited(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)
    return is_so()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bell")
def test_a_change_is_looked_at_without_waiting_for_the_night() -> None:
    school = create_school()
    changes.note(school_id=school.pk)
    assert awaited(lambda: not RecordChange.waiting(school.pk).exists()), "The worker has not come to the door."


class Bomb:
    """Whoever unpickles it makes a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.folder),)


PICKLE = "application/x-python-serialize"
POISON = {
    "an unknown task": ("accounts.format_everything", "application/json", b"[[], {}, {}]"),
    "an old schema": ("accounts.work_shard", "application/json", b'[["one", "two"], {"region": "RU-RYA"}, {}]'),
    "a body that is no JSON": ("accounts.work_shard", "application/json", b"\xff\x00"),
    "pickle": ("accounts.sweep", PICKLE, b""),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("task", "kind", "body"), POISON.values(), ids=POISON.keys())
def test_a_poisoned_message_is_refused_and_the_queue_moves(
    bell: Celery, tmp_path: Path, caplog: pytest.LogCaptureFixture, task: str, kind: str, body: bytes
) -> None:
    """F21: logged, thrown away, and pickle is never loaded."""
    school, blown = create_school(), tmp_path / "blown"
    with caplog.at_level(logging.ERROR):
        publish(bell, task, kind, pickle.dumps(Bomb(blown)) if kind == PICKLE else body)
        changes.note(school_id=school.pk)
        assert awaited(lambda: not RecordChange.waiting(school.pk).exists()), "The message blocks the queue."
        assert awaited(lambda: bool(caplog.records)), "Nobody would know that such a message came."
    assert not blown.exists()


def publish(bell: Celery, task: str, kind: str, body: bytes) -> None:
    """Put a message that Celery itself would not write before the worker."""
    with bell.connection_for_write() as connection, connection.Producer() as producer:
        producer.publish(
            body,
            routing_key=bell.conf.task_default_queue,
            exchange="",
            content_type=kind,
            content_encoding="binary" if kind == PICKLE else "utf-8",
            headers={"task": task, "id": "poison", "lang": "py", "argsrepr": "", "kwargsrepr": ""},
        )


@contextmanager
def rung_at(broker: str) -> Iterator[None]:
    """The portal rings at this address, with its own options."""
    app = Celery("elsewhere", broker=broker, set_as_current=True)
    app.conf.broker_transport_options = base.REDIS_OPTIONS
    try:
        yield
    finally:
        portals_app.set_current()
        app.close()


def seconds_of_silence(*, rings: int) -> float:
    begun = time.monotonic()
    assert not any(doorbell.ring("accounts.sweep") for _ring in range(rings))
    return time.monotonic() - begun


def test_a_broken_bell_is_silent_and_quick() -> None:
    """F06: Redis is down. An edit is saved at once and the row waits."""
    with rung_at("redis://127.0.0.1:1/0"):
        assert seconds_of_silence(rings=1) < 3


def test_a_bell_that_hangs_keeps_nobody_waiting() -> None:
    """F06: Redis takes the connection and says nothing; an edit that concerns fifty schools is saved as soon as one."""
    with create_server(("127.0.0.1", 0)) as hung, rung_at(f"redis://127.0.0.1:{hung.getsockname()[1]}/0"):
        assert seconds_of_silence(rings=changes.MOST_BELLS) < 4


def test_a_bell_that_was_silent_is_tried_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doorbell, "REST_SECONDS", 0.3)
    folders = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(tmp_path / "none yet"))
    with rung_at("filesystem://localhost//again"):
        current_app.conf.broker_transport_options = folders
        assert not doorbell.ring("accounts.sweep")
        (tmp_path / "none yet").mkdir()
        assert not doorbell.ring("accounts.sweep")
        assert awaited(lambda: doorbell.ring("accounts.sweep"))
