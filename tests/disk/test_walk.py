"""The walk: what is an entry, what is left out, and always in the same order."""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.tree import Entry, Folder, Role, Unreadable
from planfile.disk import overlap, patience
from planfile.disk.patience import Spent
from planfile.disk.skip import OWN_FILES, SYSTEM_FOLDERS, system_folder
from planfile.disk.visit import open_folder
from planfile.disk.walk import Walk
from planfile.errors import InputError

EVERY_WAY = pytest.mark.parametrize("jobs", [0, 1, 2, 8])


def make(root: Path, *paths: str) -> None:
    """Create files (their text is their path) and, with a "/" at the end, folders."""
    for path in paths:
        full = root / path
        if path.endswith("/"):
            full.mkdir(parents=True, exist_ok=True)
        else:
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_text(path, "utf-8")


def found(walk: Walk) -> dict[str, list[str]]:
    return {folder.path: [entry.name for entry in folder.entries] for folder in walk}


def entry_at(walk: Walk, path: str) -> Entry:
    folder, _, name = path.rpartition("/")
    return next(
        entry
        for seen in walk
        if seen.path == folder
        for entry in seen.entries
        if entry.name == name
    )


@EVERY_WAY
def test_folders_come_depth_first_and_names_by_their_bytes(
    jobs: int, tmp_path: Path
) -> None:
    make(tmp_path, "b/2.mkv", "b/10.mkv", "b/é.mkv", "b/z/x", "B/x", "a.mkv", "empty/")
    make(tmp_path, "b.c/x", "b/a/deep/x")
    for raw in (b"\xff.mkv", b"\xc3.mkv", "\U0001f600.mkv".encode(), b"\xee\x80\x80"):
        (tmp_path / "b" / os.fsdecode(raw)).touch()
    seen = found(Walk(str(tmp_path), jobs=jobs))
    assert list(seen) == ["", "B", "b", "b/a", "b/a/deep", "b/z", "b.c", "empty"]
    assert seen["empty"] == []
    assert seen["b"] == sorted(seen["b"], key=os.fsencode)
    assert seen["b"][:2] == ["10.mkv", "2.mkv"]


def test_an_entry_has_what_the_disk_says_of_it(tmp_path: Path) -> None:
    make(tmp_path, "Films/Heat.1995.mkv")
    path = tmp_path / "Films/Heat.1995.mkv"
    os.utime(path, ns=(0, 1_234_567_890_123_456_789))
    os.link(path, tmp_path / "other name.mkv")
    facts = path.stat()
    assert entry_at(Walk(str(tmp_path)), "Films/Heat.1995.mkv") == Entry(
        "Heat.1995.mkv",
        19,
        1_234_567_890_123_456_789,
        facts.st_ino,
        Role.VIDEO,
        links=2,
    )


def test_symlinks_are_entries_and_never_followed(tmp_path: Path) -> None:
    make(tmp_path, "outside/secret.mkv", "library/a.mkv")
    library = tmp_path / "library"
    (library / "way out").symlink_to("../outside")
    (library / "film.mkv").symlink_to("a.mkv")
    (library / "broken").symlink_to("nowhere\n")
    (library / "loop").symlink_to(".")
    walk = Walk(str(library))
    (folder,) = list(walk)
    assert {e.name: (e.role, e.target) for e in folder.entries} == {
        "a.mkv": (Role.VIDEO, ""),
        "way out": (Role.OTHER, "../outside"),
        "film.mkv": (Role.OTHER, "a.mkv"),
        "broken": (Role.OTHER, "nowhere\n"),
        "loop": (Role.OTHER, "."),
    }


def test_the_library_itself_may_be_named_by_a_symlink(tmp_path: Path) -> None:
    make(tmp_path, "real/a.mkv")
    (tmp_path / "link").symlink_to("real")
    walk = Walk(str(tmp_path / "link"))
    assert found(walk) == {"": ["a.mkv"]}
    assert walk.library == str(tmp_path / "link")


def test_pipes_and_sockets_are_entries_that_nobody_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock.mkv")
        (folder,) = list(Walk("."))
    assert [(e.name, e.role) for e in folder.entries] == [
        ("pipe.mkv", Role.OTHER),
        ("sock.mkv", Role.OTHER),
    ]


@EVERY_WAY
def test_system_folders_are_left_out_and_counted(jobs: int, tmp_path: Path) -> None:
    make(tmp_path, "Films/@eaDir/x.mkv/thumb.jpg", "TV/@EADIR/y", "#recycle/z.mkv")
    make(tmp_path, ".Trash-1000/files/old.mkv", ".planfile/state.json", "Films/a.mkv")
    walk = Walk(str(tmp_path), jobs=jobs)
    assert found(walk) == {"": [], "Films": ["a.mkv"], "TV": []}
    assert walk.notes().skipped == {
        "#recycle": 1,
        ".Trash-*": 1,
        ".planfile": 1,
        "@eaDir": 2,
    }


@pytest.mark.parametrize("name", SYSTEM_FOLDERS)
def test_each_system_folder_is_known_in_any_case_and_explained(name: str) -> None:
    assert system_folder(name.upper()) == name
    assert ": " in SYSTEM_FOLDERS[name] or name == ".planfile"


def test_a_file_named_like_a_system_folder_is_an_entry(tmp_path: Path) -> None:
    make(tmp_path, "#recycle", "x/lost+found")
    assert found(Walk(str(tmp_path))) == {"": ["#recycle"], "x": ["lost+found"]}


def test_planfiles_own_files_are_no_entries_at_the_root_only(tmp_path: Path) -> None:
    make(tmp_path, *OWN_FILES, "tree.json.0123abcd.tmp", "plan.yaml.old")
    make(tmp_path, "x/plan.yaml", "x/.env")
    (tmp_path / ".planfileignore").write_text("")
    assert found(Walk(str(tmp_path))) == {
        "": ["plan.yaml.old"],
        "x": [".env", "plan.yaml"],
    }


def test_files_that_the_caller_writes_are_no_entries(tmp_path: Path) -> None:
    make(tmp_path, "out/my.json", "out/my.json.0123abcd.tmp", "out/my.json.tmp")
    outputs = (str(tmp_path / "out/my.json"), "/elsewhere/other.json")
    assert found(Walk(str(tmp_path), outputs=outputs)) == {
        "": [],
        "out": ["my.json.tmp"],
    }


@EVERY_WAY
def test_what_planfileignore_names_is_left_out(jobs: int, tmp_path: Path) -> None:
    make(tmp_path, "a.tmp.mkv", "keep.mkv", "x/a.tmp.mkv", "x/b.mkv", "Private/p.mkv")
    make(tmp_path, "x/Private/q.mkv", "x/wanted.tmp.mkv")
    (tmp_path / ".planfileignore").write_text(
        "# comment\n\n*.tmp.mkv\n/Private/\n!wanted.tmp.mkv\n"
    )
    walk = Walk(str(tmp_path), jobs=jobs)
    assert found(walk) == {
        "": ["keep.mkv"],
        "x": ["b.mkv", "wanted.tmp.mkv"],
        "x/Private": ["q.mkv"],
    }
    assert walk.notes().skipped == {".planfileignore": 3}
    assert walk.options == {"ignore": ["*.tmp.mkv", "/Private/", "!wanted.tmp.mkv"]}


def test_ignore_rules_of_nothing_but_comments_ignore_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.mkv")
    (tmp_path / ".planfileignore").write_text("# nothing\n\n")
    walk = Walk(str(tmp_path))
    assert found(walk) == {"": ["a.mkv"]}
    assert walk.options == {}


def test_ignore_rules_hold_in_either_unicode_form(tmp_path: Path) -> None:
    make(tmp_path, "Fe\u0302te/a.mkv")
    make(tmp_path, "b.mkv")
    (tmp_path / ".planfileignore").write_text("F\u00eate/\n")
    assert found(Walk(str(tmp_path))) == {"": ["b.mkv"]}


@pytest.mark.parametrize("line", ["!", "[z-a]"])
def test_a_pattern_that_is_none_is_refused_with_its_line(
    line: str, tmp_path: Path
) -> None:
    (tmp_path / ".planfileignore").write_text(f"*.tmp\n{line}\n")
    with pytest.raises(InputError, match=rf"\.planfileignore:2: '{re.escape(line)}'"):
        Walk(str(tmp_path))


def test_ignore_rules_that_cannot_be_read_stop_the_scan(tmp_path: Path) -> None:
    (tmp_path / ".planfileignore").mkdir()
    with pytest.raises(InputError, match=r"cannot read \.planfileignore: Is a dir"):
        Walk(str(tmp_path))


@EVERY_WAY
def test_a_disc_folder_is_one_entry(jobs: int, tmp_path: Path) -> None:
    make(tmp_path, "Alien/BDMV/STREAM/00001.m2ts", "Alien/BDMV/index.bdmv")
    make(tmp_path, "Alien/CERTIFICATE/id.bdmv", "Alien/cover.jpg", "Alien/Extras/e.mkv")
    make(tmp_path, "Heat/video_ts/VTS_01_1.VOB", "Papers/CERTIFICATE/scan.jpg")
    make(tmp_path, "Alien/BDMV/@eaDir/thumb.jpg")
    stream = tmp_path / "Alien/BDMV/STREAM/00001.m2ts"
    os.utime(stream, ns=(0, 4_000_000_000_000_000_000))
    walk = Walk(str(tmp_path), jobs=jobs)
    assert found(walk) == {
        "": [],
        "Alien": ["BDMV/", "CERTIFICATE/", "cover.jpg"],
        "Alien/Extras": ["e.mkv"],
        "Heat": ["video_ts/"],
        "Papers": [],
        "Papers/CERTIFICATE": ["scan.jpg"],
    }
    assert walk.notes().skipped == {"@eaDir": 1}
    disc = next(f for f in Walk(str(tmp_path)) if f.path == "Alien").entries[0]
    assert disc == Entry(
        "BDMV/",
        stream.stat().st_size + (tmp_path / "Alien/BDMV/index.bdmv").stat().st_size,
        4_000_000_000_000_000_000,
        (tmp_path / "Alien/BDMV").stat().st_ino,
        Role.DISC,
    )


def test_an_empty_disc_folder_is_as_old_as_itself(tmp_path: Path) -> None:
    make(tmp_path, "x/VIDEO_TS/")
    os.utime(tmp_path / "x/VIDEO_TS", ns=(0, 77))
    disc = next(f for f in Walk(str(tmp_path)) if f.path == "x").entries[0]
    assert (disc.size, disc.mtime_ns) == (0, 77)


def refusing(*names: str, error: type[OSError] = PermissionError) -> Callable[..., int]:
    def opener(name: str, parent: int) -> int:
        if name in names:
            raise error(13, "Permission denied")
        return open_folder(name, parent)

    return opener


@EVERY_WAY
def test_an_unreadable_folder_is_noted_and_the_rest_is_there(
    jobs: int, tmp_path: Path
) -> None:
    make(tmp_path, "a/x.mkv", "secret/y.mkv", "z/w.mkv", "z/VIDEO_TS/locked/v.vob")
    make(tmp_path, "z/VIDEO_TS/v.vob", "BDMV/x")
    opener = refusing("secret", "locked", "BDMV")
    walk = Walk(str(tmp_path), jobs=jobs, opener=opener)
    assert found(walk) == {
        "": ["BDMV/"],
        "a": ["x.mkv"],
        "z": ["VIDEO_TS/", "w.mkv"],
    }
    assert walk.notes().unreadable == (
        Unreadable("BDMV", "Permission denied"),
        Unreadable("secret", "Permission denied"),
        Unreadable("z/VIDEO_TS/locked", "Permission denied"),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_permission_is_noted(tmp_path: Path) -> None:
    make(tmp_path, "a/x.mkv", "secret/y.mkv")
    (tmp_path / "secret").chmod(0)
    walk = Walk(str(tmp_path))
    assert found(walk) == {"": [], "a": ["x.mkv"]}
    assert walk.notes().unreadable == (Unreadable("secret", "Permission denied"),)
    (tmp_path / "secret").chmod(0o700)


def test_what_vanishes_during_the_scan_is_as_if_it_came_later(tmp_path: Path) -> None:
    make(tmp_path, "gone/x.mkv", "here/y.mkv")
    walk = Walk(str(tmp_path), opener=refusing("gone", error=FileNotFoundError))
    assert found(walk) == {"": [], "here": ["y.mkv"]}
    assert walk.notes().unreadable == ()


class Slow:
    """A disk on which each call takes a moment, as over a network; it counts them."""

    def __init__(self, seconds: float, broken: tuple[str, ...] = ()) -> None:
        self.seconds = seconds
        self.broken = broken
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
        time.sleep(self.seconds)
        with self._lock:
            self.at_once -= 1

    def open(self, name: str, parent: int) -> int:
        self.wait()
        return open_folder(name, parent)

    def list(self, descriptor: int) -> SlowNames:
        self.wait()
        return SlowNames(self, descriptor)


class SlowNames:
    def __init__(self, disk: Slow, descriptor: int) -> None:
        self.disk = disk
        self.names = os.scandir(descriptor)

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return (SlowName(self.disk, item) for item in self.names)  # type: ignore[misc]

    def __exit__(self, *_: object) -> None:
        self.names.close()


class SlowName:
    def __init__(self, disk: Slow, item: os.DirEntry[str]) -> None:
        self.disk, self.item, self.name = disk, item, item.name
        self.facts: os.stat_result | None = None

    def is_file(self, *, follow_symlinks: bool) -> bool:
        return self.item.is_file(follow_symlinks=follow_symlinks)

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return self.item.is_dir(follow_symlinks=follow_symlinks)

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        if self.facts is None:
            self.disk.wait()
            if self.name in self.disk.broken:
                raise OSError(5, "Input/output error")
            self.facts = self.item.stat(follow_symlinks=follow_symlinks)
        return self.facts


def slow_walk(root: Path, disk: Slow, jobs: int = 0) -> Walk:
    return Walk(str(root), jobs=jobs, opener=disk.open, lister=disk.list)


def test_a_disk_that_waits_is_asked_by_several_threads(tmp_path: Path) -> None:
    make(tmp_path, *(f"{n:02}/{m}.mkv" for n in range(40) for m in range(4)))
    disk = Slow(0.001)
    seen = list(slow_walk(tmp_path, disk))
    assert seen == list(Walk(str(tmp_path), jobs=1))
    assert disk.most_at_once > overlap.MOST_JOBS // 2


def test_one_job_asks_alone_however_slow_the_disk(tmp_path: Path) -> None:
    make(tmp_path, *(f"{n:02}/{m}.mkv" for n in range(5) for m in range(70)))
    disk = Slow(0.0001)
    list(slow_walk(tmp_path, disk, jobs=1))
    assert disk.most_at_once == 1


@pytest.mark.parametrize("jobs", [0, 4])
def test_a_large_folder_on_a_slow_disk_is_asked_at_once(
    jobs: int, tmp_path: Path
) -> None:
    make(tmp_path, *(f"{n:03}.mkv" for n in range(200)))
    disk = Slow(0.001, broken=("100.mkv",))
    walk = slow_walk(tmp_path, disk, jobs)
    (folder,) = list(walk)
    assert len(folder.entries) == 199
    assert walk.notes().unreadable == (Unreadable("100.mkv", "Input/output error"),)
    assert disk.most_at_once > 2


def test_a_fast_disk_is_asked_by_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"{n:02}/{m}.mkv" for n in range(90) for m in range(2)))
    monkeypatch.setattr(patience, "spent", lambda: Spent(0, 0, 0))
    monkeypatch.setattr(overlap, "Overlap", None)
    assert len(list(Walk(str(tmp_path)))) == 91


def test_the_buffer_of_results_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, *(f"{n:02}/{m}.mkv" for n in range(50) for m in range(4)))
    monkeypatch.setattr(overlap, "MOST_BUFFERED", 10)
    disk = Slow(0)
    opened: list[str] = []

    def opener(name: str, parent: int) -> int:
        opened.append(name)
        return disk.open(name, parent)

    walk = iter(Walk(str(tmp_path), jobs=4, opener=opener, lister=disk.list))
    for _ in range(3):
        next(walk)
    time.sleep(0.05)
    assert len(opened) < 12
    assert len(list(walk)) == 48


@EVERY_WAY
def test_a_walk_that_is_given_up_leaves_nothing_open(jobs: int, tmp_path: Path) -> None:
    make(tmp_path, *(f"{n:02}/x/{m}.mkv" for n in range(20) for m in range(2)))
    before = len(os.listdir("/proc/self/fd"))
    disk = Slow(0.0005)
    walk = iter(slow_walk(tmp_path, disk, jobs))
    for _ in range(4):
        next(walk)
    walk.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/fd")) == before


@EVERY_WAY
def test_a_walk_to_the_end_leaves_nothing_open(jobs: int, tmp_path: Path) -> None:
    make(tmp_path, *(f"{n}/x/VIDEO_TS/{m}.vob" for n in range(9) for m in range(2)))
    before = len(os.listdir("/proc/self/fd"))
    list(Walk(str(tmp_path), jobs=jobs, opener=refusing("3")))
    assert len(os.listdir("/proc/self/fd")) == before


def test_an_error_in_a_thread_is_the_callers(tmp_path: Path) -> None:
    make(tmp_path, "a/x", "b/x")

    def opener(name: str, parent: int) -> int:
        if name == "b":
            raise ZeroDivisionError
        return open_folder(name, parent)

    with pytest.raises(ZeroDivisionError):
        list(Walk(str(tmp_path), jobs=2, opener=opener))


@EVERY_WAY
def test_very_deep_folders_need_few_descriptors(jobs: int, tmp_path: Path) -> None:
    depth = 300
    path = str(tmp_path)
    descriptor = os.open(path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=descriptor)
        below = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    seen = list(Walk(path, jobs=jobs))
    assert len(seen) == depth + 1
    assert seen[-1].path == "/".join("d" * depth)


def test_another_file_system_inside_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "disk/x/a.mkv", "local/b.mkv")
    inode = (tmp_path / "disk").stat().st_ino, (tmp_path / "disk/x").stat().st_ino
    true_fstat = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        facts = true_fstat(descriptor)
        if facts.st_ino in inode:
            return os.stat_result((*facts[:2], facts.st_dev + 1, *facts[3:]))
        return facts

    monkeypatch.setattr(os, "fstat", fstat)
    walk = Walk(str(tmp_path))
    devices = {folder.path: folder.device for folder in walk}
    assert walk.notes().mounts == ("disk",)
    assert devices["disk"] == devices["disk/x"] == devices["local"] + 1


def test_a_library_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no folder .*none"):
        Walk(str(tmp_path / "none"))


def test_a_library_that_is_a_file_is_said(tmp_path: Path) -> None:
    make(tmp_path, "film.mkv")
    with pytest.raises(InputError, match="is a file, not a folder"):
        Walk(str(tmp_path / "film.mkv"))


def test_a_library_that_cannot_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(
        InputError, match=r"cannot read .*: Permission denied"
    ) as caught:
        Walk(str(tmp_path))
    assert "ls -ld" in caught.value.fix


def test_a_folder_that_fails_in_the_middle_keeps_what_it_gave(tmp_path: Path) -> None:
    make(tmp_path, "a.mkv", "b.mkv")

    class Failing:
        def __init__(self, descriptor: int) -> None:
            self.names = os.scandir(descriptor)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            yield next(self.names)
            raise OSError(5, "Input/output error")

        def __exit__(self, *_: object) -> None:
            self.names.close()

    walk = Walk(str(tmp_path), lister=Failing)
    (folder,) = list(walk)
    assert folder.path == ""
    assert walk.notes().unreadable == (Unreadable("", "Input/output error"),)


SHAPES: st.SearchStrategy[dict[bytes, object]] = st.recursive(
    st.just({}),
    lambda below: st.dictionaries(
        st.binary(min_size=1, max_size=3).filter(
            lambda raw: not {0, 47} & set(raw) and raw not in {b".", b".."}
        ),
        st.one_of(st.none(), below),
        max_size=5,
    ),
    max_leaves=12,
)


def build(root: bytes, shape: dict[bytes, object]) -> None:
    os.makedirs(root, exist_ok=True)
    for name, below in shape.items():
        path = root + b"/" + name
        if isinstance(below, dict):
            build(path, below)
        else:
            with open(path, "wb"):
                pass


def reference(root: bytes, path: bytes = b"") -> Iterator[tuple[str, list[str]]]:
    """The walk in its plainest form."""
    names = sorted(os.listdir(root + b"/" + path))
    folders = [n for n in names if os.path.isdir(root + b"/" + path + b"/" + n)]
    yield os.fsdecode(path), [os.fsdecode(n) for n in names if n not in folders]
    for name in folders:
        yield from reference(root, path + b"/" + name if path else name)


@settings(max_examples=40)
@given(shape=SHAPES, jobs=st.sampled_from([0, 1, 3]))
def test_any_tree_is_walked_as_the_plainest_walk_does(
    shape: dict[bytes, object],
    jobs: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("any")
    build(os.fsencode(root), shape)
    seen = [(f.path, [e.name for e in f.entries]) for f in Walk(str(root), jobs=jobs)]
    assert seen == list(reference(os.fsencode(root)))


def test_a_folder_is_plain_data(tmp_path: Path) -> None:
    assert list(Walk(str(tmp_path))) == [Folder("", tmp_path.stat().st_dev, ())]
