"""The real disk moves without overwriting, on file systems of every ability."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from planfile.artifacts.journal import FolderRow, Operation, Step
from planfile.disk import facts
from planfile.disk.calls import Calls
from planfile.disk.control import control_folder
from planfile.disk.door import check_arrival
from planfile.disk.measure import measure
from planfile.disk.probe import Method, magic, method_for
from planfile.disk.real import RealDisk
from planfile.disk.roots import MOST_OPEN, open_by_components
from planfile.disk.view import sites_of
from planfile.errors import RolledBackError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from tests.stages.runs import files, hand_on_an_acl, make, plan
from tests.torture.attack import Failing, snapshot


class NoNoreplace(Calls):
    """A file system without renameat2(NOREPLACE), like NTFS over FUSE."""

    number = errno.EINVAL

    def rename(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        raise OSError(self.number, os.strerror(self.number))


class NoLinks(NoNoreplace):
    """A file system that has no links either, like exFAT."""

    def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))


METHODS = {
    Method.RENAME: Calls,
    Method.LINK: NoNoreplace,
    Method.PLACEHOLDER: NoLinks,
}


@pytest.fixture
def library(tmp_path: Path) -> str:
    return make(
        str(tmp_path / "library"), {"a/x": "x", "a/y": "y", "b/": "", "d/e/z": ""}
    )


@pytest.fixture
def disk(library: str) -> Iterator[RealDisk]:
    found = RealDisk(library)
    yield found
    found.close()


def made(library: str, method: Method) -> RealDisk:
    disk = RealDisk(library, (), METHODS[method]())
    control = disk.roots.descriptor(control_folder(disk))
    disk.method = method_for(control, disk.calls)
    return disk


@pytest.mark.parametrize("method", list(Method))
def test_the_probe_finds_the_method_and_leaves_nothing(
    library: str, method: Method
) -> None:
    disk = made(library, method)
    assert disk.method is method
    assert os.listdir(f"{library}/.planfile") == []
    disk.close()


def test_the_probe_passes_on_what_is_wrong_with_the_disk(library: str) -> None:
    for at, number in ((1, errno.ENOSPC), (2, errno.EIO), (3, errno.EIO)):
        disk = RealDisk(library)
        control = disk.roots.descriptor(control_folder(disk))
        with pytest.raises(OSError, match=os.strerror(number)):
            method_for(control, Failing(at, number))
        disk.close()

    class BadLink(NoNoreplace):
        def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk = RealDisk(library)
    with pytest.raises(OSError, match="space"):
        method_for(disk.roots.descriptor(".planfile"), BadLink())
    disk.close()


@pytest.mark.parametrize("method", list(Method))
def test_a_move_never_overwrites(library: str, method: Method) -> None:
    disk = made(library, method)
    disk.move("a", "x", "b", "new")
    with pytest.raises(FileExistsError):
        disk.move("a", "y", "b", "new")
    disk.move("d", "e", "b", "e")
    os.mkdir(f"{library}/d/e")
    with pytest.raises(FileExistsError):
        disk.move("d", "e", "b", "e")
    disk.close()
    assert files(library) == ["a/y", "b/e/z", "b/new"]


@pytest.mark.parametrize("method", list(Method))
def test_a_whole_run_works_by_every_method(library: str, method: Method) -> None:
    before = snapshot(library)
    calls = METHODS[method]()
    moves = {"a/x": "N/x", "a/y": "N/y"}
    apply(plan(library, moves), calls=calls)
    assert files(library) == ["N/x", "N/y", "d/e/z"]
    destroy(library, calls=calls)
    assert snapshot(library) == before


def test_a_link_that_fails_is_not_taken_for_a_missing_ability(library: str) -> None:
    class Full(NoNoreplace):
        def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk = RealDisk(library, (), Full())
    with pytest.raises(OSError, match="space"):
        disk.move("a", "x", "b", "x")
    disk.close()


def test_many_moves_stop_at_the_first_that_fails(disk: RealDisk, library: str) -> None:
    os.mkdir(f"{library}/b/y")
    operations = []
    for name in ("x", "y"):
        seen = os.stat(f"{library}/a/{name}")
        fingerprint = seen.st_ino, seen.st_size, seen.st_mtime_ns
        operations.append(Operation(Step.MOVE, 0, name, 1, "", *fingerprint))
    done, error = disk.moves(["a", "b"], operations)
    assert done == 1
    assert isinstance(error, FileExistsError)
    done, error = disk.moves(["nowhere", "b"], operations)
    assert done == 0
    assert isinstance(error, FileNotFoundError)


def test_what_arrives_must_be_what_left(disk: RealDisk, library: str) -> None:
    wanted = Operation(Step.MOVE, 0, "x", 1, "", 1, 2, 3)
    with pytest.raises(OSError, match="did not happen"):
        check_arrival(wanted, None)
    with pytest.raises(OSError, match="changed"):
        check_arrival(wanted, os.stat(f"{library}/a/x"))
    done, error = disk.moves(["a", "b"], [wanted])
    assert done == 0
    assert error is not None
    assert error.errno == errno.ESTALE


def test_folders_are_kept_open_only_as_many_as_the_system_likes(library: str) -> None:
    for number in range(MOST_OPEN + 50):
        os.mkdir(f"{library}/b/{number}")
    disk = RealDisk(library)
    before = len(os.listdir("/proc/self/fd"))
    for number in range(MOST_OPEN + 50):
        assert disk.look_folder(f"b/{number}") is not None
        disk.roots.pair(f"b/{number}", "a")
    assert len(os.listdir("/proc/self/fd")) <= before + MOST_OPEN
    disk.close()


@pytest.mark.parametrize("old_kernel", [False, True])
def test_no_way_leads_out_of_the_library(
    library: str, tmp_path: Path, old_kernel: bool
) -> None:
    make(str(tmp_path), {"outside/x": ""})
    os.symlink("../outside", f"{library}/link")
    os.symlink("a", f"{library}/inner")
    disk = RealDisk(library)
    if old_kernel:
        disk.roots._beneath = no_openat2
    assert disk.look("a", "x") is not None
    assert disk.look_folder("nowhere/deeper") is None
    for way in ("link", "inner", "../outside", "a/../../outside", "a/x"):
        with pytest.raises(OSError, match=r"symbolic|directory|cross-device"):
            disk.names(way)
    with pytest.raises(OSError, match="outside"):
        disk.look_folder("/etc")
    disk.close()


def no_openat2(folder: int, path: bytes) -> int:
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def test_components_are_closed_on_the_way(library: str) -> None:
    root = os.open(library, os.O_RDONLY)
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(FileNotFoundError):
        open_by_components(root, b"a/nowhere")
    assert len(os.listdir("/proc/self/fd")) == before
    os.close(root)


def test_another_root_is_reached_by_absolute_paths(
    library: str, tmp_path: Path
) -> None:
    other = make(str(tmp_path / "other"), {"f/x": ""})
    disk = RealDisk(library, [other])
    assert disk.look(f"{other}/f", "x") is not None
    assert disk.look(other, "f") is not None
    disk.move("a", "x", f"{other}/f", "y")
    assert files(other) == ["f/x", "f/y"]
    disk.close()
    with pytest.raises(FileNotFoundError):
        RealDisk(library, [str(tmp_path / "gone")])


def test_a_folder_gets_back_mode_owner_attributes_and_mtime(
    disk: RealDisk, library: str
) -> None:
    os.chmod(f"{library}/a", 0o2750)
    os.utime(f"{library}/a", ns=(5, 1_234_567_891_234_567_891))
    before = disk.row("a")
    os.chmod(f"{library}/a", 0o700)
    make(library, {"a/new": ""})
    disk.stamp(before)
    assert disk.row("a") == before
    if os.geteuid() == 0:
        disk.stamp(before._replace(uid=12, gid=34))
        assert os.stat(f"{library}/a").st_uid == 12


def test_a_folder_gets_its_extended_attributes_back(
    disk: RealDisk, library: str
) -> None:
    try:
        os.setxattr(f"{library}/a", "user.colour", b"red\0")
    except OSError:
        pytest.skip("no extended attributes here")
    before = disk.row("a")
    disk.mkdir("", "again", 0o700)
    disk.stamp(before._replace(path="again"))
    assert os.getxattr(f"{library}/again", "user.colour") == b"red\0"


def test_a_folder_that_is_made_again_keeps_no_acl_of_the_folder_it_is_in(
    disk: RealDisk, library: str
) -> None:
    os.chmod(f"{library}/a", 0o750)
    before = disk.row("a")
    hand_on_an_acl(library)
    disk.mkdir("", "again", 0o700)
    assert disk.row("again").xattrs
    disk.stamp(before._replace(path="again"))
    assert disk.row("again") == before._replace(path="again")


def test_a_folder_that_was_removed_is_not_kept_open(
    disk: RealDisk, library: str
) -> None:
    assert disk.look_folder("b") is not None
    disk.rmdir("", "b")
    disk.mkdir("", "b", 0o755)
    disk.move("a", "x", "b", "x")
    assert files(library) == ["a/y", "b/x", "d/e/z"]


def test_own_files_are_written_whole_or_not_at_all(library: str) -> None:
    os.mkdir(f"{library}/.planfile")
    for at in range(1, 6):
        disk = RealDisk(library, (), Failing(at, errno.EIO))
        with pytest.raises(OSError, match="Input/output"):
            disk.write(".planfile", "own", [b"whole"])
        disk.close()
        assert set(os.listdir(f"{library}/.planfile")) <= {"own"}
    disk = RealDisk(library)
    make(library, {".planfile/own.tmp": "left by a kill"})
    disk.write(".planfile", "own", [b"wh", b"ole"])
    stream = disk.read(".planfile", "own")
    assert stream is not None
    assert stream.read() == b"whole"
    stream.close()
    assert disk.read(".planfile", "nothing") is None
    assert os.listdir(f"{library}/.planfile") == ["own"]
    disk.close()


def test_bytes_are_compared(disk: RealDisk, library: str) -> None:
    make(library, {"b/x": "x", "b/z": "xz"})
    assert disk.same_bytes("a", "x", "b", "x")
    assert not disk.same_bytes("a", "x", "b", "z")
    assert not disk.same_bytes("a", "x", "a", "y")


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EOPNOTSUPP])
def test_a_mount_that_cannot_sync_folders_is_tolerated(
    library: str, number: int
) -> None:
    disk = RealDisk(library, (), Failing(1, number))
    disk.sync(["a", "nowhere"])
    disk.close()


def test_a_sync_that_fails_is_never_tried_again(library: str) -> None:
    failing = Failing(1, errno.EIO)
    disk = RealDisk(library, (), failing)
    with pytest.raises(OSError, match="Input/output"):
        disk.sync(["a", "b"])
    assert failing.count == 1
    disk.close()


@pytest.mark.parametrize(("kind", "calls"), [(0x9123683E, 1), (0xEF53, 2), (0, 2)])
def test_btrfs_gets_one_sync_for_all(
    library: str, monkeypatch: pytest.MonkeyPatch, kind: int, calls: int
) -> None:
    monkeypatch.setattr("planfile.disk.real.magic", lambda _: kind)
    counting = Failing(0, 0)
    disk = RealDisk(library, (), counting)
    disk.sync(["a", "b"])
    assert counting.count == calls
    disk.close()


def test_facts_about_a_folder(disk: RealDisk, library: str) -> None:
    assert disk.obstacle("a") == ""
    assert not disk.pinned("a", "x")
    assert not disk.pinned("a", "nothing")
    assert disk.free("a")[0] > 0
    assert disk.fingerprints("nowhere", ["x"]) == (None,)
    assert disk.fingerprints("", ["a"]) == (None,)


def test_a_folder_that_was_moved_is_not_found_at_its_old_path(
    disk: RealDisk, library: str
) -> None:
    make(library, {"a/b/deep": "x"})
    assert disk.names("a/b") == ["deep"]
    disk.move("", "a", "", "elsewhere")
    assert disk.look("a/b", "deep") is None
    assert disk.look("elsewhere/b", "deep") is not None


def test_a_visit_tells_all_about_a_folder_and_its_files(
    disk: RealDisk, library: str
) -> None:
    visit, above = disk.visit("a", ["x", "nothing"]), disk.visit("")
    assert visit
    assert above
    seen = os.stat(f"{library}/a/x")
    assert visit.prints == ((seen.st_ino, seen.st_size, seen.st_mtime_ns), None)
    assert visit.prints == disk.fingerprints("a", ["x", "nothing"])
    assert sorted(visit.names) == sorted(os.listdir(f"{library}/a"))
    assert (visit.row, visit.why, visit.longest) == (disk.row("a"), "", 255)
    assert visit.device == above.device
    assert disk.visit("nowhere") is None
    with pytest.raises(NotADirectoryError):
        disk.visit("a/x")


def test_obstacles_are_named(
    disk: RealDisk, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert "permission" in disk.obstacle("a")
    monkeypatch.setattr(facts, "flagged", lambda _: True)
    assert "immutable" in disk.obstacle("a")
    read_only = os.statvfs_result((0,) * 8 + (os.ST_RDONLY, 255))
    monkeypatch.setattr(os, "fstatvfs", lambda _: read_only)
    assert "read-only" in disk.obstacle("a")


def test_permissions_are_known_without_proc(
    disk: RealDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = os.access

    def without(path: str, mode: int, *, dir_fd: int, effective_ids: bool) -> bool:
        assert not path.startswith("/proc")
        return true(path, mode, dir_fd=dir_fd, effective_ids=effective_ids)

    monkeypatch.setattr(os, "access", without)
    assert disk.obstacle("a") == ""


def test_mounts_are_told_apart(disk: RealDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert facts.mount(disk.roots.descriptor("a")) > 0
    assert "/proc" in facts.mounts_below("/")
    assert sites_of("/", ["/nowhere"])[:2] == ["", "/nowhere"]
    assert "proc" in sites_of("/", [])
    inner = f"{disk.library}/a"
    with monkeypatch.context() as patched:
        patched.setattr(facts, "mounts_below", lambda _: (inner,))
        mounted = RealDisk(disk.library)
    visit = mounted.visit("a")
    assert visit
    assert mounted.sites == ["", "a"]
    assert visit.device >> 64 == facts.mount(mounted.roots.descriptor("a"))
    mounted.close()
    monkeypatch.setattr("builtins.open", refuse)
    assert facts.mount(disk.roots.descriptor("a")) > 0
    assert sites_of("/", []) == [""]


def refuse(*_: object, **__: object) -> None:
    raise FileNotFoundError(errno.ENOENT, "no /proc")


def test_kinds_of_file_systems_are_told_by_number(disk: RealDisk) -> None:
    assert magic(disk.roots.descriptor("")) > 0
    assert magic(-1) == 0


def test_a_disc_is_measured_like_a_scan_does(disk: RealDisk, library: str) -> None:
    os.utime(f"{library}/b", ns=(1, 7))
    assert measure(disk, "b") == (0, 7, 0)
    size, newest, count = measure(disk, "a")
    assert (size, count) == (2, 2)
    assert newest == max(os.stat(f"{library}/a/{n}").st_mtime_ns for n in "xy")


def test_a_row_knows_all_of_a_folder(disk: RealDisk, library: str) -> None:
    seen = os.stat(f"{library}/a")
    row = disk.row("a")
    assert (
        row[:5]
        == FolderRow(
            "a",
            stat.S_IMODE(seen.st_mode),
            seen.st_mtime_ns,
            seen.st_uid,
            seen.st_gid,
        )[:5]
    )


class LyingLink(NoNoreplace):
    """A mount that says it made a link, and did not."""

    def link(self, folder: int, name: bytes, to: int, new: bytes) -> None:
        if not name.startswith(b"probe"):
            return
        super().link(folder, name, to, new)


class LyingUnlink(NoNoreplace):
    """A mount that once says it removed a name, and did not."""

    lies = 1

    def unlink(self, folder: int, name: bytes) -> None:
        if name == b"x" and self.lies:
            self.lies -= 1
        else:
            super().unlink(folder, name)


@pytest.mark.parametrize("lying", [LyingLink, LyingUnlink])
def test_the_old_name_of_a_file_goes_only_when_the_new_one_is_there(
    library: str, lying: type[Calls]
) -> None:
    before = snapshot(library)
    with pytest.raises(RolledBackError, match="reported"):
        apply(plan(library, {"a/x": "N/x"}), calls=lying())
    assert snapshot(library) == before


def test_a_name_that_was_only_said_to_be_removed_is_an_error(
    library: str,
) -> None:
    disk = RealDisk(library, (), LyingUnlink())
    with pytest.raises(OSError, match="reported removed"):
        disk.unlink("a", "x")
    disk.close()


@pytest.mark.parametrize("what", ["nothing", "garbled"])
def test_an_own_file_that_reads_back_different_is_never_put_in_place(
    disk: RealDisk, library: str, what: str
) -> None:
    class Lying(Calls):
        def write(self, descriptor: int, data: bytes | memoryview) -> int:
            if what == "garbled":
                return super().write(descriptor, bytes(len(data)))
            return len(data)

    disk.write("a", "own", [b"the one before"])
    disk.calls = Lying()
    with pytest.raises(OSError, match="reads back different"):
        disk.write("a", "own", [b"the new one"])
    assert Path(f"{library}/a/own").read_bytes() == b"the one before"
    assert "own.tmp" not in os.listdir(f"{library}/a")
    disk.calls = Calls()
    disk.write("a", "own", [b"the ", b"new one"])
    assert Path(f"{library}/a/own").read_bytes() == b"the new one"


def test_a_placeholder_goes_when_its_file_has_vanished(library: str) -> None:
    class Vanishing(NoLinks):
        def replace(self, folder: int, name: bytes, to: int, new: bytes) -> None:
            os.unlink(name, dir_fd=folder)
            super().replace(folder, name, to, new)

    disk = RealDisk(library, (), Vanishing())
    with pytest.raises(FileNotFoundError):
        disk.move("a", "x", "b", "x")
    disk.close()
    assert os.listdir(f"{library}/b") == []


def test_a_folder_is_listed_anew_each_time(
    disk: RealDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On sshfs a folder that was read once has nothing more to show."""
    listed, read = os.listdir, set[int]()

    def once(descriptor: int) -> list[str]:
        if descriptor in read:
            return []
        read.add(descriptor)
        return listed(descriptor)

    kept = disk.roots.descriptor("a")
    read.add(kept)
    monkeypatch.setattr(os, "listdir", once)
    assert disk.names("a") == listed(f"{disk.library}/a") != []
