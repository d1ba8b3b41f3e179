"""A change of a record rings, and a real worker looks at the school: over Redis and over the demo's files."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker

from dnevnik.celery import app as portals_app
from schools.actions import changes
from schools.models import RecordChange
from tests.factories import create_school
from tests.servers import redis

SECONDS = 15


@pytest.fixture(params=["redis", "files"])
def bell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Celery]:
    """The portal's tasks on a broker of the test's own, with a worker that listens."""
    app = Celery("bell", set_as_current=False)
    app.autodiscover_tasks(["accounts"], force=True)
    app.conf.update(task_serializer="json", accept_content=["json"], task_ignore_result=True, task_acks_late=True)
    if request.param == "redis":
        with redis() as url:
            app.conf.update(broker_url=url, task_default_queue=f"bell-{tmp_path.name}")
            yield from listening(app)
    else:
        folders = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(tmp_path))
        app.conf.update(broker_url="filesystem://localhost//", broker_transport_options=folders)
        yield from listening(app)


def listening(app: Celery) -> Iterator[Celery]:
    app.set_current()
    try:
        with start_worker(app, perform_ping_check=False):
            yield app
    finally:
        portals_app.set_current()
        app.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bell")
def test_a_change_is_looked_at_without_waiting_for_the_night() -> None:
    school = create_school()
    changes.note(school_id=school.pk)
    deadline = time.monotonic() + SECONDS
    while RecordChange.waiting(school.pk).exists():
        assert time.monotonic() < deadline, "The worker has not come to the door."
        time.sleep(0.1)
