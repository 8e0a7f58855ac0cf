"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.artifacts.plan import Plan
from planfile.errors import InputError
from planfile.store.artifact_file import write
from planfile.store.atomic import sync_folder, write_atomic


def test_a_file_gets_its_content_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_atomic(str(path), [b"one ", b"two"], 0o600)
    assert path.read_bytes() == b"one two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def breaking() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomic(str(path), breaking())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot write .*: No such file"):
        write_atomic(str(tmp_path / "nowhere" / "a"), [b"x"])


def test_a_path_without_folder_is_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomic("a", [b"x"])
    assert (tmp_path / "a").read_bytes() == b"x"


def test_a_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    whole = tmp_path / "repository" / "plan.yaml"
    whole.parent.mkdir()
    whole.write_bytes(b"old")
    link = tmp_path / "plan.yaml"
    link.symlink_to(whole)
    write_atomic(str(link), [b"new"])
    assert link.is_symlink()
    assert whole.read_bytes() == b"new"
    assert list(whole.parent.iterdir()) == [whole]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_atomic(str(path), [b"one ", b"two"])
    assert os.read(reading, 100) == b"one two"
    os.close(reading)
    assert path.is_fifo()
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_not_written_to(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot write .*: it is a folder"):
        write_atomic(str(tmp_path), [b"x"])
    assert not list(tmp_path.iterdir())


def test_no_plan_takes_the_place_of_a_film_not_even_through_a_link(
    tmp_path: Path,
) -> None:
    film = tmp_path / "Heat.1995.mkv"
    film.write_bytes(b"film")
    link = tmp_path / "plan.yaml"
    link.symlink_to(film)
    for path in (film, link):
        with pytest.raises(InputError, match=r"Heat.1995.mkv exists and is media"):
            write(Plan("/library", "", "offline", 0, 0, (), ()), str(path))
    assert film.read_bytes() == b"film"


@pytest.mark.parametrize(("number", "raises"), [(22, False), (95, False), (5, True)])
def test_only_a_missing_call_is_tolerated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, raises: bool
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    if raises:
        with pytest.raises(OSError, match="refused"):
            sync_folder(str(tmp_path))
    else:
        sync_folder(str(tmp_path))
