"""One launcher at a time, and a reset that removes only what is ours."""

from pathlib import Path

import pytest

from dnevnik.demo.folder import AlreadyRunning, alone_in, forget


def test_a_second_launcher_is_sent_away(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(AlreadyRunning, match="Ctrl-C"), alone_in(tmp_path):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _turn in range(2):
        with alone_in(tmp_path / "var"):
            pass


def test_a_reset_removes_everything_the_demo_makes(tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "demo").mkdir(parents=True)
    (var / "demo" / "cast.json").touch()
    (var / "dnevnik.sqlite3-wal").touch()
    forget(var)
    assert not var.exists()


def test_a_reset_leaves_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    (tmp_path / "demo").mkdir()
    forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_reset_waits_for_the_running_demo(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    with alone_in(tmp_path), pytest.raises(AlreadyRunning):
        forget(tmp_path)
    assert (tmp_path / "demo").exists()
