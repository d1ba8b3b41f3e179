"""Batches of a change of issuer leave the door open."""

import pytest
from django.db import connection

from accounts.actions.issuers import applying, scope
from tests.accounts.actions.issuers.changes import apply, people, rehearse, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long others had their turn, each time; batches of one person."""
    taken: list[float] = []
    monkeypatch.setattr("time.sleep", taken.append)
    monkeypatch.setattr(applying, "BATCH", 1)
    return taken


def test_where_one_writes_at_a_time_others_have_a_turn(naps: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "TURN_SECONDS", 0.0)
    people(1, 2, 3)
    migration = rehearse().migration
    naps.clear()
    apply(migration)
    turns = 3 if connection.vendor == "sqlite" else 0
    assert naps == [scope.BREATH_SECONDS] * turns


def test_a_short_change_hurries(naps: list[float]) -> None:
    people(1, 2)
    undo(apply(rehearse().migration))
    assert naps == []
