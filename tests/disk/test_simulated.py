"""The simulated disk does to memory exactly what the real one does to the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from planfile.artifacts.journal import FolderRow, Operation, Step
from planfile.disk.door import Disk, Made, Wanted, path_in
from planfile.disk.measure import files_below
from planfile.disk.real import RealDisk
from planfile.disk.simulated import SimulatedDisk
from tests.stages.runs import make

FILES = {"a/x": "x", "a/y": "yy", "b/": "", "c/d/z": "zzz"}
FOLDERS = st.sampled_from(["", "a", "b", "c", "c/d", "new", "nowhere/x"])
NAMES = st.sampled_from(["a", "b", "c", "d", "x", "y", "z", "new"])
STEPS: dict[str, Callable[[Disk, str, str, str, str], object]] = {
    "move": lambda disk, f, n, t, m: disk.move(f, n, t, m),
    "link": lambda disk, f, n, t, m: disk.link(f, n, t, m),
    "copy": lambda disk, f, n, t, m: copied(disk, Wanted(f, n, t, m)),
    "symlink": lambda disk, f, n, t, m: disk.symlink("a target", t, m),
    "unlink": lambda disk, f, n, t, m: disk.unlink(f, n),
    "mkdir": lambda disk, f, n, t, m: disk.mkdir(f, n, 0o755),
    "rmdir": lambda disk, f, n, t, m: disk.rmdir(f, n),
    "names": lambda disk, f, n, t, m: sorted(disk.names(f)),
    "look": lambda disk, f, n, t, m: size_of(disk, f, n),
    "fingerprint": lambda disk, f, n, t, m: plain(disk, f, n),
    "folder": lambda disk, f, n, t, m: bool(disk.look_folder(f)),
    "stamp": lambda disk, f, n, t, m: disk.stamp(FolderRow(f, 0o711, 12345)),
    "row": lambda disk, f, n, t, m: disk.row(f).mode,
    "obstacle": lambda disk, f, n, t, m: disk.obstacle(f),
    "visit": lambda disk, f, n, t, m: visited(disk, f, n),
    "same": lambda disk, f, n, t, m: disk.same_bytes(f, n, t, m),
}
ORDERS = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), FOLDERS, NAMES, FOLDERS, NAMES),
    max_size=25,
)


def plain(disk: Disk, folder: str, name: str) -> list[bool]:
    return [bool(seen) for seen in disk.fingerprints(folder, [name])]


def visited(disk: Disk, folder: str, name: str) -> object:
    seen = disk.visit(folder, [name])
    if seen is None:
        return None
    files = [bool(found) for found in seen.prints]
    return seen.row.mode, seen.why, seen.longest, seen.device, set(seen.names), files


def copied(disk: Disk, wanted: Wanted) -> list[Made]:
    copying = disk.copying(lambda _: None)
    try:
        copying.add(wanted)
        copying.settle()
        return copying.ready()
    finally:
        copying.close()


def size_of(disk: Disk, folder: str, name: str) -> tuple[int, int] | None:
    look = disk.look(folder, name)
    if look is None:
        return None
    kind = look.st_mode & 0o170000
    return kind, look.st_size if kind != 0o040000 else 0


def result(disk: Disk, order: tuple[str, str, str, str, str]) -> object:
    step, *arguments = order
    try:
        return STEPS[step](disk, *arguments)
    except OSError:
        return "refused"


def content(disk: Disk) -> dict[str, object]:
    return {
        path_in(folder, name): size_of(disk, folder, name)
        for folder, name, _ in files_below(disk, "")
    }


def sensible(order: tuple[str, str, str, str, str]) -> bool:
    """A folder cannot be moved into itself, nor be compared; no run tries it."""
    step, folder, name, to, _ = order
    source = path_in(folder, name)
    inside = to == source or to.startswith(f"{source}/")
    return not (inside or step == "same")


@settings(max_examples=150)
@given(ORDERS)
@example([("move", "", "a", "", "x"), ("copy", "", "x", "", "a")])
def test_both_disks_agree_on_every_step(
    orders: list[tuple[str, str, str, str, str]],
) -> None:
    library = make(tempfile.mkdtemp(prefix="planfile-"), FILES)
    beneath = make(tempfile.mkdtemp(prefix="planfile-"), FILES)
    real, simulated = RealDisk(library), SimulatedDisk(RealDisk(beneath))
    try:
        for order in filter(sensible, orders):
            assert result(real, order) == result(simulated, order), order
        assert content(real) == content(simulated)
        assert sorted(os.listdir(beneath)) == ["a", "b", "c"]
    finally:
        real.close()
        simulated.close()
        shutil.rmtree(library)
        shutil.rmtree(beneath)


def test_own_files_live_in_memory() -> None:
    library = make(
        tempfile.mkdtemp(prefix="planfile-"), {".planfile/state.json": "old"}
    )
    disk = SimulatedDisk(RealDisk(library))
    disk.write(".planfile", "journal", [b"a ", b"journal"])
    assert disk.names(".planfile") == ["state.json", "journal"]
    disk.replace(".planfile", "journal", ".planfile", "state.json")
    stream = disk.read(".planfile", "state.json")
    assert stream is not None
    assert stream.read() == b"a journal"
    assert disk.read(".planfile", "journal") is None
    disk.unlink(".planfile", "state.json")
    assert disk.read(".planfile", "state.json") is None
    assert disk.names(".planfile") == []
    assert disk.acts == []
    disk.close()
    with open(f"{library}/.planfile/state.json", encoding="utf-8") as kept:
        assert kept.read() == "old"
    shutil.rmtree(library)


def test_many_moves_stop_at_the_first_that_fails() -> None:
    library = make(tempfile.mkdtemp(prefix="planfile-"), FILES)
    disk = SimulatedDisk(RealDisk(library))
    operations = [Operation(Step.MOVE, 0, name, 1, "x", 1, 1, 1) for name in ("x", "y")]
    done, error = disk.moves(["a", "b"], operations)
    assert done == 1
    assert error is not None
    assert disk.names("b") == ["x"]
    assert sorted(disk.names("a")) == ["y"]
    disk.sync(["a"])
    disk.close()
    shutil.rmtree(library)
