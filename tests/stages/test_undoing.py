"""Taking back looks first, and what others did meanwhile is theirs."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.journal import RunKind
from planfile.artifacts.plan import Action
from planfile.disk import view
from planfile.disk.calls import Calls
from planfile.errors import RecoveryNeededError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.status import history, status
from tests.stages.runs import files, make, place, plan
from tests.torture.attack import (
    Dying,
    DyingWithoutLinks,
    DyingWithoutRename,
    in_child,
    snapshot,
)

FILES = {"in/a.mkv": "a", "in/b.mkv": "b", "in/c.mkv": "c"}
MOVES = {"in/a.mkv": "A/a.mkv", "in/b.mkv": "A/b.mkv", "in/c.mkv": "B/c.mkv"}


class DyingAt(Calls):
    """Dies when a file of this name was moved, or before that."""

    def __init__(self, name: bytes, *, before: bool = False) -> None:
        self.name = name
        self.before = before

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name != self.name or not self.before:
            super().rename(folder, name, to, new)
        if name == self.name:
            os._exit(137)


def test_a_moved_file_that_was_replaced_stays_with_its_editor(library: str) -> None:
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingAt(b"b.mkv"))) == 137
    make(library, {"tagged": "a, with tags"})
    os.replace(f"{library}/tagged", f"{library}/A/a.mkv")
    with pytest.raises(RecoveryNeededError) as caught:
        recover(library)
    (problem,) = caught.value.problems
    assert problem.message == "it is gone; what stands at A/a.mkv is another file"
    assert "--forget-missing" in problem.fix
    assert recover(library, forget_missing=True) is not None
    assert files(library) == ["A/a.mkv", "in/b.mkv", "in/c.mkv"]
    assert recover(library) is None


def test_a_new_folder_that_became_a_symlink_stops_no_way_back(
    library: str, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    before = snapshot(library)
    wanted = plan(library, MOVES)
    calls = DyingAt(b"a.mkv", before=True)
    assert in_child(partial(apply, wanted, calls=calls)) == 137
    os.rmdir(f"{library}/A")
    os.symlink(outside, f"{library}/A")
    recover(library)
    os.unlink(f"{library}/A")
    recover(library)
    assert files(library) == sorted(FILES)
    assert snapshot(library).keys() == before.keys()
    assert os.listdir(outside) == []


def test_a_moved_file_whose_new_folder_became_a_symlink_can_be_forgotten(
    library: str, tmp_path: Path
) -> None:
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingAt(b"b.mkv"))) == 137
    os.rename(f"{library}/A", f"{library}/mine")
    os.symlink(tmp_path, f"{library}/A")
    with pytest.raises(RecoveryNeededError) as caught:
        recover(library)
    assert {problem.code for problem in caught.value.problems} == {"gone"}
    recover(library, forget_missing=True)
    assert files(library) == ["in/c.mkv", "mine/a.mkv", "mine/b.mkv"]


class DyingOnPlaceholder(Calls):
    """Renames only within planfile's own folder, as mixed mounts do; then dies."""

    def __init__(self) -> None:
        self.probed = False

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if self.probed:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self.probed = True
        super().rename(folder, name, to, new)

    def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name == b"b.mkv":
            os._exit(137)
        super().replace(folder, name, to, new)


def test_the_empty_file_of_a_killed_move_goes(library: str) -> None:
    before = snapshot(library)
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingOnPlaceholder())) == 137
    assert os.path.getsize(f"{library}/A/b.mkv") == 0
    recover(library)
    assert snapshot(library) == before


def test_an_empty_file_of_somebody_else_stays(library: str) -> None:
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingOnPlaceholder())) == 137
    os.chmod(f"{library}/A/b.mkv", 0o644)
    recover(library)
    assert files(library) == ["A/b.mkv", "in/a.mkv", "in/b.mkv", "in/c.mkv"]


@pytest.mark.parametrize(
    ("kind", "dying"),
    [
        ("linked", DyingWithoutRename),
        ("empty", Dying),
        ("twins", DyingWithoutRename),
        pytest.param("twins", Dying, marks=pytest.mark.torture),
        pytest.param("twins", DyingWithoutLinks, marks=pytest.mark.torture),
        pytest.param("linked", Dying, marks=pytest.mark.torture),
        pytest.param("alike", Dying, marks=pytest.mark.torture),
        pytest.param("alike", DyingWithoutRename, marks=pytest.mark.torture),
        pytest.param("alike", DyingWithoutLinks, marks=pytest.mark.torture),
        pytest.param("empty", DyingWithoutRename, marks=pytest.mark.torture),
        pytest.param("empty", DyingWithoutLinks, marks=pytest.mark.torture),
    ],
)
@pytest.mark.parametrize(
    "moves",
    [
        {"R/a": "R/b", "R/b": "R/c"},
        {"R/a": "R/b", "R/b": "R/a"},
        {"R/a": "R/b", "R/b": "R/d", "R/d": "R/a"},
    ],
)
def test_files_that_look_alike_are_told_apart_whenever_a_run_is_killed(
    tmp_path: Path, moves: dict[str, str], kind: str, dying: type[Dying]
) -> None:
    counting = dying(0)
    apply(plan(alike(tmp_path / "whole", kind), moves), calls=counting)
    for at in range(1, counting.count + 1):
        library = alike(tmp_path / str(at), kind)
        before = snapshot(library)
        in_child(partial(apply, plan(library, moves), calls=dying(at)))
        recover(library, calls=dying(0))
        if history(library):
            destroy(library)
        assert snapshot(library) == before, f"killed before call {at}"


def alike(folder: Path, kind: str) -> str:
    """Three names of one, two (twins) or three files of the same size and time."""
    library = make(str(folder), {"R/keep": "k"})
    for name in "abd":
        path = f"{library}/R/{name}"
        if name in {"linked": "bd", "twins": "b"}.get(kind, ""):
            os.link(f"{library}/R/a", path)
        else:
            make(library, {f"R/{name}": "" if kind == "empty" else name})
            os.chmod(path, 0o600)
            os.utime(path, ns=(7, 7))
    return library


@pytest.mark.parametrize(
    ("action", "dying"),
    [
        (Action.HARDLINK, DyingWithoutRename),
        pytest.param(Action.HARDLINK, Dying, marks=pytest.mark.torture),
        pytest.param(Action.COPY, Dying, marks=pytest.mark.torture),
        pytest.param(Action.COPY, DyingWithoutRename, marks=pytest.mark.torture),
        pytest.param(Action.SYMLINK, Dying, marks=pytest.mark.torture),
    ],
)
def test_a_killed_destroy_gives_a_link_back_the_place_that_it_made_room_at(
    tmp_path: Path, action: Action, dying: type[Dying]
) -> None:
    library = make(str(tmp_path / "library"), FILES)
    first = snapshot(library)
    for at in itertools.count(1):
        place(library, {"in/a.mkv": "A/a.mkv"})
        place(library, {"A/a.mkv": "in/a.mkv"}, action)
        before = snapshot(library)
        code = in_child(partial(destroy, library, calls=dying(at)))
        recover(library, calls=dying(0))
        if history(library)[-1].kind is not RunKind.DESTROY:
            assert snapshot(library) == before, f"killed before call {at}"
            destroy(library)
        assert snapshot(library) == first, f"killed before call {at}"
        if not code:
            break


def test_a_copy_at_the_destination_stays_though_inodes_tell_nothing(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "LOCAL", {})
    wanted = plan(library, MOVES)
    assert in_child(partial(apply, wanted, calls=DyingAt(b"b.mkv", before=True))) == 137
    shutil.copy2(f"{library}/in/b.mkv", f"{library}/A/b.mkv")
    recover(library)
    assert files(library) == ["A/b.mkv", *sorted(FILES)]


@pytest.mark.parametrize("dying", [DyingWithoutRename, DyingWithoutLinks])
def test_a_way_back_that_was_killed_is_taken_up_whatever_way_files_move(
    library: str, dying: type[Dying]
) -> None:
    before = snapshot(library)
    moved = partial(os.path.exists, f"{library}/B/c.mkv")
    at = 1
    while not moved():
        recover(library, calls=dying(0))
        in_child(partial(apply, plan(library, MOVES), calls=dying(at)))
        at += 1
    for again in itertools.count(1):
        code = in_child(partial(recover, library, calls=dying(again)))
        if not code:
            break
        recover(library, calls=dying(0))
        assert snapshot(library) == before, f"killed before call {again}"
        in_child(partial(apply, plan(library, MOVES), calls=dying(at - 1)))
        assert moved()
    assert snapshot(library) == before


class Meanwhile(Calls):
    """Somebody works on a file just before it is discarded, or planfile dies then."""

    def __init__(self, deed: Callable[[], None], *, dies: bool) -> None:
        self.deed = deed
        self.dies = dies

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if name == b"a.mkv":
            self.deed()
        super().rename(folder, name, to, new)
        if name == b"a.mkv" and self.dies:
            os._exit(137)


@pytest.mark.parametrize("dies", [False, True])
@pytest.mark.parametrize("other", [False, True])
def test_a_copy_that_somebody_works_on_as_it_goes_comes_back(
    library: str, other: bool, dies: bool
) -> None:
    place(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    path = Path(library, "A/a.mkv")

    def deed() -> None:
        written = path.with_name("new") if other else path
        written.write_text("the work of a day", encoding="utf-8")
        written.replace(path)

    calls = Meanwhile(deed, dies=dies)
    code = in_child(partial(destroy, library, calls=calls))
    if dies:
        assert code == 137
        recover(library, forget_missing=True)
    else:
        assert code == 6
    assert path.read_text("utf-8") == "the work of a day"
    assert status(library).pending == ""


@pytest.mark.parametrize("dying", [Dying, DyingWithoutRename, DyingWithoutLinks])
def test_a_copy_that_somebody_wrote_to_before_its_run_is_taken_back_stays(
    tmp_path: Path, dying: type[Dying]
) -> None:
    for at in itertools.count(1):
        library = make(str(tmp_path / str(at)), FILES)
        wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
        code = in_child(partial(apply, wanted, calls=dying(at)))
        if not code:
            break
        path = Path(library, "A/a.mkv")
        written = path.exists() and path.stat().st_size > 0
        if written:
            path.write_text("the work of a day", encoding="utf-8")
        recover(library, calls=dying(0))
        place(library, {"in/b.mkv": "B/b.mkv"})
        if written:
            assert path.read_text("utf-8") == "the work of a day", f"at {at}"
        assert Path(library, "in/a.mkv").exists()


@pytest.mark.parametrize("dying", [Dying, DyingWithoutRename, DyingWithoutLinks])
def test_a_copy_whose_original_was_removed_before_its_run_is_taken_back_stays(
    library: str, dying: type[Dying]
) -> None:
    wanted = plan(library, {"in/a.mkv": "A/a.mkv"}, Action.COPY)
    copy = Path(library, "A/a.mkv")
    for at in itertools.count(1):
        in_child(partial(apply, wanted, calls=dying(at)))
        if copy.exists() and copy.stat().st_size:
            break
        recover(library)
    os.unlink(f"{library}/in/a.mkv")
    recover(library)
    place(library, {"in/b.mkv": "B/b.mkv"})
    assert os.path.getsize(f"{library}/A/a.mkv")
