"""A real worker in this process, over Redis or over files, and what the portal rang for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker

from dnevnik.celery import app as portals_app
from schools.actions import doorbell
from tests.servers import redis

BROKERS = ("redis", "files")


@contextmanager
def listening(broker: str, folder: Path) -> Iterator[Celery]:
    """The portal's tasks on a broker of the test's own, with a worker that takes whatever comes, one at a time."""
    app = Celery("bell", set_as_current=False)
    app.autodiscover_tasks(["accounts", "dnevnik"], force=True)
    app.conf.update(task_serializer="json", accept_content=["json"], task_ignore_result=True, task_acks_late=True)
    if broker == "redis":
        with redis() as url:
            app.conf.update(broker_url=url, task_default_queue=f"bell-{folder.name}")
            yield from _at_work(app)
    else:
        folders = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(folder))
        app.conf.update(broker_url="filesystem://localhost//", broker_transport_options=folders)
        yield from _at_work(app)


def _at_work(app: Celery) -> Iterator[Celery]:
    app.set_current()
    try:
        with start_worker(app, perform_ping_check=False):
            yield app
    finally:
        portals_app.set_current()
        app.close()


Ring = tuple[str, tuple[int, ...]]


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[Ring]:
    """Every ring as (task, ids), instead of a broker."""
    heard: list[Ring] = []

    def ring(task: str, *ids: int, **_how: object) -> bool:
        heard.append((task, ids))
        return True

    monkeypatch.setattr(doorbell, "ring", ring)
    return heard
