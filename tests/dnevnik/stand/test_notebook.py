"""The notebook outlives a restart, is written whole or not at all, and a torn one stops nobody."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dnevnik.stand.notebook import Notebook


def test_what_is_written_is_read_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "notebook.json"
    with Notebook(path).writing("children") as page:
        page["1"] = {"name": "Пётр"}
    again = Notebook(path)
    assert again.read("children") == {"1": {"name": "Пётр"}}
    assert again.read("nothing") == {}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["notebook.json"]


def test_a_copy_is_read_and_not_the_page_itself() -> None:
    notebook = Notebook()
    with notebook.writing("page") as page:
        page["held"] = [1]
    notebook.read("page")["held"].append(2)
    assert notebook.read("page") == {"held": [1]}


def test_a_failed_write_leaves_the_page_alone() -> None:
    notebook = Notebook()

    def fail() -> None:
        with notebook.writing("page") as page:
            page["held"] = 1
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert notebook.read("page") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"page": 1}', "[" * 100_000], ids=lambda text: repr(text[:12]))
def test_a_torn_notebook_is_put_aside(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "notebook.json"
    path.write_text(text)
    assert Notebook(path).read("page") == {}
    assert (tmp_path / "notebook.broken").read_text() == text
    assert "put aside" in caplog.text


def test_many_may_write_at_once(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "notebook.json")

    def add(number: int) -> None:
        with notebook.writing("page") as page:
            page[str(number)] = number

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(50)))
    assert len(json.loads((tmp_path / "notebook.json").read_text())["page"]) == 50
