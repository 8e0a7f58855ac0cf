"""Folders go only where they can come back, and what stays is told."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action
from planfile.disk import facts
from planfile.disk.calls import Calls
from planfile.disk.door import split
from planfile.disk.real import RealDisk
from planfile.errors import ArtifactError, DriftError, RolledBackError
from planfile.stages.apply import apply
from planfile.stages.cleanup import cleanup
from planfile.stages.destroy import destroy
from planfile.stages.status import history
from tests.stages.runs import files, make, place, plan
from tests.torture.attack import in_child, snapshot

FILES = {"in/a.mkv": "a", "in/deep/c.mkv": "c", "top.mkv": "t"}
MOVES = {"in/a.mkv": "A/a.mkv", "in/deep/c.mkv": "A/B/c.mkv"}
SOMEBODY, STAFF = 65534, 4242


class Refusing(Calls):
    """The folder of this name cannot be removed."""

    def __init__(self, name: bytes) -> None:
        self.name = name

    def rmdir(self, folder: int, name: bytes) -> None:
        if name == self.name:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        super().rmdir(folder, name)


@pytest.fixture
def shared() -> Iterator[str]:
    """A library of somebody who is not root, where everybody can get to it."""
    if os.geteuid():
        pytest.skip("only root can work as somebody else")
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    library = make(f"{folder}/library", FILES)
    for path, folders, names in os.walk(library):
        for name in [".", *folders, *names]:
            os.chown(os.path.join(path, name), SOMEBODY, SOMEBODY)
    yield library
    shutil.rmtree(folder)


def as_somebody(verb: Callable[[], object]) -> int:
    """The exit code of what somebody does who is not root."""

    def done() -> None:
        os.setgroups([])
        os.setgid(SOMEBODY)
        os.setuid(SOMEBODY)
        verb()

    return in_child(done)


def test_folders_whose_times_cannot_come_back_are_refused(shared: str) -> None:
    os.mkdir(f"{shared}/A")
    os.chmod(f"{shared}/A", 0o777)
    before = snapshot(shared)
    assert as_somebody(partial(apply, plan(shared, MOVES))) == DriftError.exit_code
    assert snapshot(shared) == before


def test_a_library_of_somebody_else_is_refused_untouched(shared: str) -> None:
    os.chown(shared, 0, 0)
    os.chmod(shared, 0o777)
    before = snapshot(shared, own=True)
    assert as_somebody(partial(apply, plan(shared, MOVES))) == DriftError.exit_code
    assert snapshot(shared, own=True) == before


def test_an_emptied_folder_of_a_foreign_group_stays(shared: str) -> None:
    os.chown(f"{shared}/in/deep", SOMEBODY, STAFF)
    os.chmod(f"{shared}/in/deep", 0o2775)
    before = snapshot(shared)
    assert as_somebody(partial(apply, plan(shared, MOVES))) == 0
    assert os.stat(f"{shared}/in/deep").st_gid == STAFF
    assert as_somebody(partial(destroy, shared)) == 0
    assert snapshot(shared) == before


def with_an_attribute_of_roots(folder: str) -> None:
    try:
        os.setxattr(folder, "security.NTACL", b"what Samba notes")
    except OSError:
        pytest.skip("no such attributes here")


def test_an_emptied_folder_with_attributes_of_roots_stays(shared: str) -> None:
    with_an_attribute_of_roots(f"{shared}/in/deep")
    before = snapshot(shared)
    assert as_somebody(partial(apply, plan(shared, MOVES))) == 0
    assert os.listxattr(f"{shared}/in/deep") == ["security.NTACL"]
    assert as_somebody(partial(destroy, shared)) == 0
    assert snapshot(shared) == before


def test_what_root_removed_with_its_attributes_only_root_takes_back(
    shared: str,
) -> None:
    with_an_attribute_of_roots(f"{shared}/in/deep")
    before = snapshot(shared)
    apply(plan(shared, MOVES))
    after = snapshot(shared)
    for folder, _, names in os.walk(f"{shared}/.planfile"):
        for name in [".", *names]:
            os.chown(os.path.join(folder, name), SOMEBODY, SOMEBODY)
    for name in ("A", "A/B"):
        os.chown(f"{shared}/{name}", SOMEBODY, SOMEBODY)
    assert as_somebody(partial(destroy, shared)) == DriftError.exit_code
    assert snapshot(shared) == after
    destroy(shared)
    assert snapshot(shared) == before
    assert os.listxattr(f"{shared}/in/deep") == ["security.NTACL"]


def test_a_removed_folder_whose_owner_cannot_come_back_stops_a_destroy(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(library, MOVES)
    after = snapshot(library)
    monkeypatch.setattr("planfile.stages.preflight.owned", lambda *_: False)
    with pytest.raises(DriftError) as caught:
        destroy(library)
    assert {problem.path for problem in caught.value.problems} == {"in", "in/deep"}
    assert snapshot(library) == after


def test_ownership_is_asked_of_the_kernel(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = os.open(library, os.O_RDONLY)
    monkeypatch.setattr(facts, "capable", lambda _: False)
    assert facts.keeps_times(folder)
    assert facts.owned(os.geteuid(), os.getegid())
    assert not facts.owned(os.geteuid(), STAFF)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY - 1)
    assert not facts.owned(os.getuid(), os.getegid())
    assert not facts.keeps_times(folder)
    monkeypatch.setattr(facts, "magic", lambda _: 0)
    assert facts.keeps_times(folder)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    assert not facts.keeps_times(folder)
    os.close(folder)


def test_a_kernel_that_tells_no_capabilities_leaves_them_to_root(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(facts, "_capget", lambda *_: -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert facts.capable(facts.CHOWN)


def test_a_made_folder_that_cannot_be_removed_stops_a_destroy_before_it_starts(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(library)
    place(library, MOVES)
    after = snapshot(library)
    with monkeypatch.context() as patch:
        true = facts.obstacle
        patch.setattr(facts, "obstacle", partial(pinned_in, library, true))
        with pytest.raises(DriftError, match="stand"):
            destroy(library)
    assert snapshot(library) == after
    destroy(library)
    assert snapshot(library) == before


Obstacle = Callable[[int, os.statvfs_result], str]


def pinned_in(
    library: str, true: Obstacle, descriptor: int, system: os.statvfs_result
) -> str:
    """`A` is immutable, all else as it is."""
    same = os.path.samestat(os.stat(f"{library}/A"), os.fstat(descriptor))
    return "the folder is flagged immutable" if same else true(descriptor, system)


def test_a_destroy_that_cannot_remove_a_folder_takes_nothing_back(library: str) -> None:
    before = snapshot(library)
    place(library, MOVES)
    after = snapshot(library)
    with pytest.raises(RolledBackError, match="cannot remove the folder A/B: Perm"):
        destroy(library, calls=Refusing(b"B"))
    assert snapshot(library) == after
    assert [run.undone_by for run in history(library)] == [0]
    destroy(library)
    assert snapshot(library) == before


def test_an_apply_that_cannot_remove_a_folder_is_taken_back(library: str) -> None:
    before = snapshot(library)
    with pytest.raises(RolledBackError, match="cannot remove the folder in/deep"):
        apply(plan(library, MOVES), calls=Refusing(b"deep"))
    assert snapshot(library) == before


def test_copies_to_another_device_say_which_folders_stay(
    library: str, tmp_path: Path
) -> None:
    other = tempfile.mkdtemp(dir="/dev/shm")
    try:
        if os.stat(other).st_dev == tmp_path.stat().st_dev:
            pytest.skip("needs two devices")
        wanted = plan(library, MOVES, Action.MOVE, other)
        report = apply(wanted, calls=Refusing(b"deep"))
        assert any("in/deep and 1 more stay" in notice for notice in report.notices)
    finally:
        shutil.rmtree(other)


def test_a_cleanup_leaves_what_it_cannot_remove(library: str) -> None:
    os.makedirs(f"{library}/void/deeper")
    report = cleanup(library, calls=Refusing(b"deeper"))
    assert any("void/deeper and 1 more stay" in notice for notice in report.notices)
    assert split("void/deeper")[0] in os.listdir(library)
    assert files(library) == sorted(FILES)


def test_copying_out_of_a_folder_does_not_empty_it(library: str) -> None:
    report = apply(plan(library, MOVES, Action.COPY))
    assert "folders_removed" not in report.counts
    assert report.notices == ()


def test_the_records_of_somebody_else_are_refused_in_words(shared: str) -> None:
    place(shared, MOVES)
    for verb in (destroy, cleanup, partial(destroy, last=True)):
        assert as_somebody(partial(verb, shared)) == ArtifactError.exit_code


def test_a_folder_that_nobody_lets_one_look_into_is_not_taken_for_empty(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(library, {"closed/": "", "empty/": ""})
    names = RealDisk.names

    def closed(disk: RealDisk, folder: str) -> list[str]:
        if folder == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)
        return names(disk, folder)

    monkeypatch.setattr(RealDisk, "names", closed)
    cleanup(library)
    assert os.path.isdir(f"{library}/closed")
    assert not os.path.lexists(f"{library}/empty")
