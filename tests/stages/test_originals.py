"""A link or copy goes only if what it holds is still there without it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action
from planfile.disk import view
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError, DriftError
from planfile.stages.destroy import destroy
from planfile.stages.status import history, status
from tests.stages.runs import files, make, place
from tests.torture.attack import snapshot

BYTES = [Action.COPY, Action.HARDLINK]


@pytest.fixture
def library(tmp_path: Path) -> str:
    return make(str(tmp_path / "library"), {"in/a.mkv": "all there is", "in/b": "b"})


def refused(library: str, run: int | None = None) -> set[str]:
    """The paths that a destroy calls the last of their kind, changing nothing."""
    before = snapshot(library)
    with pytest.raises(DriftError) as caught:
        destroy(library, run=run)
    assert {problem.code for problem in caught.value.problems} == {"last-copy"}
    assert snapshot(library) == before
    return {problem.path for problem in caught.value.problems}


@pytest.mark.parametrize("second", BYTES)
@pytest.mark.parametrize("first", BYTES)
def test_copies_of_copies_stay_when_their_original_is_lost(
    library: str, first: Action, second: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, first)
    os.unlink(f"{library}/in/a.mkv")
    place(library, {"A/a.mkv": "B/a.mkv"}, second)
    assert refused(library) == {"A/a.mkv", "B/a.mkv"}
    assert destroy(library, skip_drifted=True).exit_code == 10
    assert files(library) == ["A/a.mkv", "B/a.mkv", "in/b"]


@pytest.mark.parametrize("second", BYTES)
@pytest.mark.parametrize("first", BYTES)
def test_copies_in_a_ring_all_stay_when_no_original_is_left(
    library: str, first: Action, second: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, first)
    place(library, {"A/a.mkv": "B/a.mkv"}, second)
    os.unlink(f"{library}/in/a.mkv")
    place(library, {"B/a.mkv": "in/a.mkv"}, second)
    assert refused(library) == {"A/a.mkv", "B/a.mkv", "in/a.mkv"}


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_that_was_moved_to_the_place_of_its_lost_original_stays(
    library: str, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    os.unlink(f"{library}/in/a.mkv")
    place(library, {"A/a.mkv": "in/a.mkv"})
    assert refused(library) == {"in/a.mkv"}


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_goes_where_its_lost_original_was_copied_back(
    library: str, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    os.unlink(f"{library}/in/a.mkv")
    place(library, {"A/a.mkv": "in/a.mkv"}, action)
    destroy(library, run=1)
    assert files(library) == ["in/a.mkv", "in/b"]
    assert refused(library) == {"in/a.mkv"}


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_goes_from_where_its_original_was_moved_away(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    place(library, {"in/a.mkv": "B/a.mkv", "A/a.mkv": "in/a.mkv"})
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", BYTES)
def test_the_last_copy_stays_when_the_last_run_is_taken_back_first(
    library: str, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    os.unlink(f"{library}/in/a.mkv")
    place(library, {"A/a.mkv": "in/a.mkv"}, action)
    destroy(library, run=2)
    assert refused(library) == {"A/a.mkv"}


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_goes_after_a_later_run_moved_its_original(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"A/a.mkv": "C/a.mkv"}, action)
    place(library, {"A/a.mkv": "B/a.mkv", "C/a.mkv": "D/c.mkv"})
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_goes_after_its_original_was_taken_home(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"A/a.mkv": "C/a.mkv"}, action)
    destroy(library, run=1)
    destroy(library)
    assert snapshot(library) == before


def test_a_copy_of_a_file_of_a_disc_goes_though_the_disc_was_moved(
    tmp_path: Path,
) -> None:
    disc = {"old/BDMV/index.bdmv": "i", "old/BDMV/STREAM/0.m2ts": "s"}
    library = make(str(tmp_path / "library"), disc)
    before = snapshot(library)
    place(library, {"old/BDMV/": "Copy/BDMV"}, Action.COPY)
    place(library, {"old/BDMV/": "Film/BDMV"})
    destroy(library)
    assert snapshot(library) == before


def test_a_link_to_a_file_that_was_written_to_goes(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.HARDLINK)
    make(library, {"A/a.mkv": "written by either of its names"})
    destroy(library)
    assert files(library) == ["in/a.mkv", "in/b"]
    assert Path(f"{library}/in/a.mkv").read_text() == "written by either of its names"


def test_a_copy_that_was_linked_and_written_to_stays(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    os.link(f"{library}/A/a.mkv", f"{library}/mine")
    make(library, {"mine": "written by either of its names"})
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert [problem.code for problem in caught.value.problems] == ["changed"]


def test_a_copy_without_its_original_goes_if_somebody_linked_it(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    os.link(f"{library}/A/a.mkv", f"{library}/mine")
    os.unlink(f"{library}/in/a.mkv")
    destroy(library)
    assert files(library) == ["in/b", "mine"]


def test_a_link_goes_where_inodes_do_not_last(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "LOCAL", {})
    place(library, {"in/a.mkv": "A/a.mkv", "in/b": "A/b"}, Action.HARDLINK)
    destroy(library)
    assert files(library) == ["in/a.mkv", "in/b"]


def test_where_an_original_went_is_not_guessed_without_the_records(
    library: str,
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    place(library, {"in/a.mkv": "B/a.mkv"})
    os.unlink(f"{library}/{history(library)[1].folder}/journal")
    with pytest.raises(ArtifactError, match="run 2 is gone"):
        destroy(library, run=1)
    assert files(library) == ["A/a.mkv", "B/a.mkv", "in/b"]


@pytest.mark.parametrize("action", [*BYTES, Action.SYMLINK])
def test_a_link_makes_room_for_the_file_that_comes_home(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"A/a.mkv": "in/a.mkv"}, action)
    acts = destroy(library, dry_run=True).acts
    assert [act[0] for act in acts] == ["remove", "move", "remove folder"]
    destroy(library)
    assert snapshot(library) == before


def test_somebodys_file_in_the_place_of_a_link_makes_no_room(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"})
    place(library, {"A/a.mkv": "in/a.mkv"}, Action.COPY)
    make(library, {"in/a.mkv": "somebody's"})
    with pytest.raises(DriftError) as caught:
        destroy(library)
    found = {(problem.path, problem.code) for problem in caught.value.problems}
    assert found == {("in/a.mkv", "changed"), ("A/a.mkv", "occupied")}


def test_a_link_of_a_copy_goes_after_the_copy(library: str) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    place(library, {"A/a.mkv": "B/a.mkv"}, Action.HARDLINK)
    place(library, {"B/a.mkv": "C/a.mkv"}, Action.COPY)
    destroy(library, run=1)
    destroy(library, run=2)
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", BYTES)
def test_a_copy_that_was_moved_and_moved_back_goes(
    library: str, action: Action
) -> None:
    before = snapshot(library)
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    place(library, {"A/a.mkv": "B/a.mkv"})
    place(library, {"in/b": "Z/b"})
    destroy(library, run=2)
    destroy(library)
    assert snapshot(library) == before


@pytest.mark.parametrize("action", BYTES)
def test_a_file_of_the_same_size_and_nearly_the_same_time_is_no_original(
    library: str, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    seen = os.stat(f"{library}/in/a.mkv")
    os.unlink(f"{library}/in/a.mkv")
    make(library, {"in/a.mkv": "another file"})
    assert os.path.getsize(f"{library}/in/a.mkv") == seen.st_size
    os.utime(f"{library}/in/a.mkv", ns=(0, seen.st_mtime_ns + 1))
    assert refused(library) == {"A/a.mkv"}


def test_a_copy_where_times_are_coarse_has_its_original(library: str) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    seen = os.stat(f"{library}/in/a.mkv")
    os.utime(f"{library}/in/a.mkv", ns=(0, seen.st_mtime_ns + 1_000_000_000))
    destroy(library)
    assert files(library) == ["in/a.mkv", "in/b"]


def test_an_original_that_cannot_be_looked_at_or_read_is_none(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    os.rename(f"{library}/in", f"{library}/moved")
    os.symlink("moved", f"{library}/in")
    assert refused(library) == {"A/a.mkv"}
    os.unlink(f"{library}/in")
    os.rename(f"{library}/moved", f"{library}/in")
    seen = os.stat(f"{library}/in/a.mkv")
    os.utime(f"{library}/in/a.mkv", ns=(0, seen.st_mtime_ns + 1))

    def unreadable(*_: str) -> bool:
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(RealDisk, "same_bytes", unreadable)
    assert refused(library) == {"A/a.mkv"}
    os.utime(f"{library}/in/a.mkv", ns=(0, 0))
    assert refused(library) == {"A/a.mkv"}


@pytest.mark.parametrize("action", BYTES)
def test_status_says_of_a_copy_that_it_is_all_that_is_left(
    library: str, action: Action
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv", "in/b": "A/b"}, action)
    place(library, {"in/b": "B/b"})
    assert status(library).drift == ()
    os.unlink(f"{library}/in/a.mkv")
    (drift,) = status(library).drift
    assert drift.path == "A/a.mkv"
    assert drift.message == "its original in/a.mkv is gone: it is all that is left"
    assert "--skip-drifted" in status(library).next
    assert destroy(library, skip_drifted=True).counts["left"] == 1


def rewritten(path: str) -> None:
    """Somebody writes to a file in place, keeps its size and gives its mtime back."""
    seen, begin = os.stat(path), time.time_ns()
    with open(path, "r+b") as stream:
        stream.write(b"tag")
    while os.stat(path).st_ctime_ns <= begin:  # that clock ticks slowly
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def replaced(path: str) -> None:
    """Somebody puts another file there, with the same size and mtime."""
    seen = os.stat(path)
    Path(f"{path}.new").write_bytes(b"x" * seen.st_size)
    os.utime(f"{path}.new", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    os.replace(f"{path}.new", path)


@pytest.mark.parametrize("path", ["in/a.mkv", "A/a.mkv"])
@pytest.mark.parametrize("action", BYTES)
def test_a_copy_stays_where_it_or_its_original_was_replaced_by_one_like_it(
    library: str, action: Action, path: str
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, action)
    replaced(f"{library}/{path}")
    assert refused(library) == {"A/a.mkv"}


@pytest.mark.parametrize("path", ["in/a.mkv", "A/a.mkv"])
def test_a_copy_stays_where_it_or_its_original_was_tagged_and_its_time_given_back(
    library: str, path: str
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    rewritten(f"{library}/{path}")
    assert refused(library) == {"A/a.mkv"}


def test_a_copy_that_moved_and_one_of_another_mode_go_as_they_hold_the_same(
    library: str,
) -> None:
    before = files(library)
    place(library, {"in/a.mkv": "A/a.mkv", "in/b": "A/b"}, Action.COPY)
    place(library, {"A/a.mkv": "B/a.mkv"})
    os.chmod(f"{library}/A/b", 0o640)
    destroy(library)
    assert files(library) == before


def test_no_file_is_read_that_nobody_touched(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv", "in/b": "A/b"}, Action.COPY)
    monkeypatch.delattr(view.View, "same_bytes")
    destroy(library)
    assert files(library) == ["in/a.mkv", "in/b"]
