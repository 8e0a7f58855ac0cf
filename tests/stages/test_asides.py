"""Runs of a library with other file systems mounted within it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.event import Event
from planfile.artifacts.plan import Action
from planfile.disk.facts import mounts_below
from planfile.errors import (
    DriftError,
    LockedError,
    PlanfileError,
    RecoveryNeededError,
)
from planfile.stages.apply import apply
from planfile.stages.cleanup import cleanup
from planfile.stages.destroy import destroy
from planfile.stages.holding import hold
from planfile.stages.recover import recover
from planfile.stages.scan import scan_tree
from tests.stages.runs import files, make, plan
from tests.torture.attack import Dying, Kept, in_child, litter, snapshot

SWAP = {
    "disk/in/a.mkv": "disk/in/b.mkv",
    "disk/in/b.mkv": "disk/in/a.mkv",
    "disk/in/new.mkv": "disk/in/NEW.mkv",
    "disk/in/BDMV/": "disk/other/BDMV",
    "disk/other/BDMV/": "disk/in/BDMV",
}
INNER = {
    "in/a.mkv": "a",
    "in/b.mkv": "bb",
    "in/new.mkv": "new",
    "in/BDMV/index.bdmv": "one",
    "other/BDMV/index.bdmv": "another",
}


def done(*command: str) -> bool:
    """Whether a command did what it should."""
    return not subprocess.run(command, capture_output=True, check=False).returncode


def mount(place: str, *how: str) -> bool:
    """Mount something at a place, if that is allowed here."""
    return done("mount", *(how or ("-t", "tmpfs", "none")), place)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[str]:
    """A library with another file system at `disk`."""
    library = make(str(tmp_path / "library"), {"up/c.mkv": "c", "disk/": ""})
    if os.geteuid() or not mount(f"{library}/disk"):
        pytest.skip("only root mounts, and not everywhere")
    make(f"{library}/disk", INNER)
    os.utime(f"{library}/disk", ns=(1, 1_400_000_000_000_000_001))
    try:
        yield library
    finally:
        for place in reversed(mounts_below(str(tmp_path))):
            subprocess.run(["umount", "-l", place], check=False)


def seen(library: str) -> dict[str, Kept]:
    """A library as it is, inodes left out: what crossed devices has another one."""
    return {path: kept._replace(inode=0) for path, kept in snapshot(library).items()}


def refusal(verb: object) -> tuple[int, str]:
    """The exit code of a verb, and what to do about it."""
    try:
        verb()  # type: ignore[operator]
    except PlanfileError as error:
        return error.exit_code, error.fix
    return 0, ""


def test_names_are_swapped_on_the_file_system_that_they_are_on(library: str) -> None:
    before = seen(library)
    wanted = plan(library, SWAP)
    apply(wanted, dry_run=True)
    assert seen(library) == before
    apply(wanted)
    assert Path(library, "disk/in/a.mkv").read_text() == "bb"
    assert Path(library, "disk/in/BDMV/index.bdmv").read_text() == "another"
    destroy(library)
    assert seen(library) == before


CROSSING = {**SWAP, "up/c.mkv": "disk/C/c.mkv", "disk/only.mkv": "here/only.mkv"}


def test_a_killed_run_on_a_mount_comes_back(library: str) -> None:
    make(library, {"disk/only.mkv": "only"})
    os.utime(f"{library}/disk", ns=(1, 1_400_000_000_000_000_001))
    before, code = seen(library), 1
    for at in range(1, 300, 3):
        code = in_child(partial(apply, plan(library, CROSSING), calls=Dying(at)))
        recover(library)
        if seen(library) != before:
            destroy(library)
        assert seen(library) == before, at
        if not code:
            break
    assert not code


def test_nobody_works_on_a_mount_while_the_library_does(library: str) -> None:
    inner = f"{library}/disk"
    for moves in (SWAP, CROSSING):
        make(library, {"disk/only.mkv": "only"})
        wanted = plan(library, moves)
        told: list[int] = []

        def interfere(event: Event) -> None:
            if event.stage in {"apply", "copy"}:
                told.append(refusal(partial(destroy, inner))[0])  # noqa: B023

        apply(wanted, observe=interfere)
        destroy(library)
        assert set(told) == {LockedError.exit_code}


def test_the_library_waits_for_whoever_works_on_a_mount(library: str) -> None:
    inner = f"{library}/disk"
    with hold(inner, "a test"):
        for verb in (partial(apply, plan(library, SWAP)), partial(destroy, library)):
            with pytest.raises(LockedError, match="disk"):
                verb()
    assert not os.path.lexists(f"{inner}/.planfile/visit.json")
    apply(plan(library, SWAP))


def test_a_library_on_a_mount_leaves_alone_what_a_killed_run_has_there(
    library: str,
) -> None:
    inner = f"{library}/disk"
    make(library, {"disk/only.mkv": "only"})
    before, told = seen(library), set()
    for at in range(15, 120, 4):
        in_child(partial(apply, plan(library, CROSSING), calls=Dying(at)))
        wanted = plan(inner, {"in/a.mkv": "A/a.mkv"})
        verbs = (partial(destroy, inner), partial(apply, wanted, dry_run=True))
        told |= {refusal(verb) for verb in verbs}
        recover(library)
        if seen(library) != before:
            destroy(library)
        assert seen(library) == before, at
        assert refusal(verbs[0]) == (0, "")
    assert told == {(0, ""), (7, f"planfile recover {library}")}


def test_a_run_is_ended_only_with_all_mounted_that_was(
    library: str, tmp_path: Path
) -> None:
    """What it did there would stay, and nobody would know of it any more."""
    make(library, {"disk/only.mkv": "only"})
    before, told = seen(library), set()
    disk, aside = f"{library}/disk", str(tmp_path / "aside")
    os.mkdir(aside)
    for at in range(15, 150, 17):
        in_child(partial(apply, plan(library, CROSSING), calls=Dying(at)))
        pending = os.path.lexists(f"{library}/.planfile/journal")
        mount(aside, "--bind", disk)
        subprocess.run(["umount", disk], check=True)
        code, fix = refusal(partial(recover, library))
        told.add((pending, code, fix))
        mount(disk, "--bind", aside)
        subprocess.run(["umount", aside], check=True)
        recover(library)
        if seen(library) != before:
            destroy(library)
        assert seen(library) == before, at
    refused = RecoveryNeededError.exit_code, "mount it, then: planfile recover"
    assert told == {(False, 0, ""), (True, *refused)}


def test_a_mount_where_planfile_cannot_work_is_refused_before_anything_is_changed(
    library: str,
) -> None:
    make(library, {"disk/.planfile": "a file of somebody's"})
    before = seen(library)
    for moves in (SWAP, {"up/c.mkv": "disk/c.mkv"}):
        for dry in (True, False):
            with pytest.raises(DriftError) as caught:
                apply(plan(library, moves), dry_run=dry)
            (problem,) = caught.value.problems
            assert (problem.code, problem.path) == ("not-permitted", "disk")
    assert seen(library) == before
    apply(plan(library, {"disk/in/a.mkv": "disk/A/a.mkv"}))
    destroy(library)
    assert seen(library) == before


def test_a_read_only_mount_is_nobodys_business(library: str) -> None:
    inner = f"{library}/disk"
    apply(plan(inner, {"in/a.mkv": "A/a.mkv"}))
    make(inner, {".planfile/stage/a": "left there"})
    assert mount(inner, "-o", "remount,ro")
    apply(plan(library, {"up/c.mkv": "C/c.mkv"}))
    destroy(library)
    assert os.path.lexists(f"{inner}/.planfile/stage/a")


def test_nothing_is_put_beneath_the_mount_point_of_what_is_not_mounted_any_more(
    library: str,
) -> None:
    tree, wanted = scan_tree(library), plan(library, {"up/c.mkv": "disk/C/c.mkv"})
    other = plan(library, {"up/c.mkv": "C/c.mkv"})
    subprocess.run(["umount", f"{library}/disk"], check=True)
    before = seen(library)
    for skip in (False, True):
        with pytest.raises(DriftError) as caught:
            apply(wanted, tree=tree, skip_drifted=skip)
        assert [problem.path for problem in caught.value.problems] == ["disk"]
    assert seen(library) == before
    apply(other, tree=tree)
    destroy(library)
    assert seen(library) == before


def test_nothing_goes_home_beneath_a_mount_point(library: str) -> None:
    apply(plan(library, {"disk/in/a.mkv": "A/a.mkv", "up/c.mkv": "C/c.mkv"}))
    subprocess.run(["umount", f"{library}/disk"], check=True)
    before = seen(library)
    for skip in (False, True):
        with pytest.raises(DriftError, match="against it") as caught:
            destroy(library, skip_drifted=skip)
        assert [problem.code for problem in caught.value.problems] == ["not-mounted"]
    assert seen(library) == before


@pytest.fixture
def volumes(tmp_path: Path) -> Iterator[str]:
    """A library on btrfs, in which `disk` is a volume of its own."""
    image, top = str(tmp_path / "image"), str(tmp_path / "top")
    os.mkdir(top)
    with open(image, "wb") as stream:
        stream.truncate(128 << 20)
    if (
        os.geteuid()
        or not shutil.which("btrfs")
        or not done("mkfs.btrfs", "-q", image)
        or not mount(top, "-o", "loop", image)
    ):
        pytest.skip("no btrfs here")
    library = make(f"{top}/library", {"up/c.mkv": "c"})
    try:
        assert done("btrfs", "subvolume", "create", f"{library}/disk")
        yield make(library, {f"disk/{path}": text for path, text in INNER.items()})
    finally:
        subprocess.run(["umount", top], check=False)


def test_a_volume_within_the_library_is_a_device_of_its_own(volumes: str) -> None:
    make(volumes, {"disk/only.mkv": "only", "disk/empty/": ""})
    before, code = seen(volumes), 1
    apply(plan(volumes, CROSSING), dry_run=True)
    for at in range(1, 400, 29):
        code = in_child(partial(apply, plan(volumes, CROSSING), calls=Dying(at)))
        if code and os.path.lexists(f"{volumes}/disk/.planfile/visit.json"):
            told = refusal(partial(destroy, f"{volumes}/disk"))
            assert told in {(7, f"planfile recover {volumes}"), (0, "")}
        recover(volumes)
        if seen(volumes) != before:
            destroy(volumes)
        assert seen(volumes) == before, at
        if not code:
            break
    assert not code


def test_an_empty_volume_is_not_removed(volumes: str) -> None:
    apply(
        plan(
            volumes,
            {f"disk/{path}": f"new/{path}" for path in INNER if "BD" not in path},
        )
    )
    shutil.rmtree(f"{volumes}/disk/in/BDMV")
    shutil.rmtree(f"{volumes}/disk/other")
    before = os.stat(f"{volumes}/disk")
    cleanup(volumes)
    assert os.stat(f"{volumes}/disk").st_ino == before.st_ino


def test_two_mounts_of_one_disk_are_two_devices(tmp_path: Path) -> None:
    """As a container has them; renames and links do not cross from one to the other."""
    library, into = str(tmp_path / "downloads"), str(tmp_path / "media")
    for place in (library, into):
        os.mkdir(place)
        if os.geteuid() or not mount(place, "--bind", place):
            pytest.skip("only root mounts, and not everywhere")
    try:
        before = seen(make(library, INNER))
        moves = {"in/a.mkv": "A/a.mkv", "in/BDMV/": "A/BDMV/"}
        wanted = plan(library, moves, into=into)
        apply(wanted, dry_run=True)
        apply(wanted)
        assert files(into) == ["A/BDMV/index.bdmv", "A/a.mkv"]
        destroy(library)
        assert seen(library) == before
        with pytest.raises(DriftError):
            apply(plan(library, moves, Action.HARDLINK, into))
    finally:
        for place in (library, into):
            subprocess.run(["umount", place], check=False)


def test_the_library_leaves_the_word_of_a_library_on_a_mount(
    library: str, tmp_path: Path
) -> None:
    inner, into = f"{library}/disk", str(tmp_path / "into")
    for at in range(20, 60, 2):
        os.makedirs(into)
        wanted = plan(inner, {"in/a.mkv": "A/a.mkv"}, Action.COPY, into)
        in_child(partial(apply, wanted, calls=Dying(at)))
        refusal(partial(cleanup, library))
        recover(inner)
        destroy(inner)
        assert litter(into) == [], at
        shutil.rmtree(into)


def test_a_killed_run_is_heard_of_wherever_its_mount_is_seen(
    library: str, tmp_path: Path
) -> None:
    """A container may see it elsewhere, and must not empty the stage there."""
    other, told, before = str(tmp_path / "other"), set(), seen(library)
    os.mkdir(other)
    assert mount(other, "--bind", f"{library}/disk")
    try:
        for at in range(15, 60, 4):
            in_child(partial(apply, plan(library, SWAP), calls=Dying(at)))
            told.add(refusal(partial(destroy, other)))
            recover(library)
            if seen(library) != before:
                destroy(library)
            assert seen(library) == before, at
    finally:
        subprocess.run(["umount", other], check=True)
    assert told == {(0, ""), (7, f"planfile recover {library}")}


def test_a_file_on_which_another_is_mounted_is_refused_before_the_run(
    library: str,
) -> None:
    assert mount(f"{library}/up/c.mkv", "--bind", f"{library}/disk/in/a.mkv")
    before = seen(library)
    for dry in (True, False):
        with pytest.raises(DriftError) as caught:
            apply(plan(library, {"up/c.mkv": "A/c.mkv"}), dry_run=dry)
        (problem,) = caught.value.problems
        assert problem.code == "not-permitted"
    assert seen(library) == before
