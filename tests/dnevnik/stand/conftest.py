"""One stand for a module of tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dnevnik.stand.running import RunningStand, running_stand


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    """A running stand; the module fails if it ever answered 500 or raised."""
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder) as answering:
        yield answering
    assert "Internal Server Error" not in answering.log.read_text(encoding="utf-8")
