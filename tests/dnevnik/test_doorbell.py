"""A change of a record rings, and a real worker looks at the school: over Redis and over the demo's files."""

import logging
import os
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery

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


def test_a_broken_bell_is_silent_and_quick() -> None:
    """F06: Redis is down. An edit is saved at once and the row waits."""
    app = Celery("dead", broker="redis://127.0.0.1:1/0", set_as_current=True)
    app.conf.broker_transport_options = base.REDIS_OPTIONS
    try:
        begun = time.monotonic()
        assert doorbell.ring("accounts.sweep") is False
        assert time.monotonic() - begun < 3
    finally:
        portals_app.set_current()
        app.close()
