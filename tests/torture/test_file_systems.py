"""The same attacks on other file systems, and power cuts: `make torture`, as root.

A power cut is the copy of a mounted image right after a kill: what the file system had
not written by then is not in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action
from planfile.stages.recover import recover
from tests.torture.attack import (
    Dying,
    Scene,
    count_of,
    counted,
    in_child,
    scene,
    snapshot,
)
from tests.torture.test_errors import fail_every_call
from tests.torture.test_kills import (
    kill_every_call_of_apply,
    kill_every_call_of_destroy,
)

pytestmark = pytest.mark.torture
KINDS = {
    "ext4": ["mkfs.ext4", "-q", "-F"],
    "xfs": ["mkfs.xfs", "-q", "-f"],
    "btrfs": ["mkfs.btrfs", "-q", "-f"],
    "vfat": ["mkfs.vfat"],
}
SIZE = 320 << 20


def done(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def mounted(image: str, place: str) -> Iterator[str]:
    os.makedirs(place, exist_ok=True)
    if not done("mount", "-o", "loop", image, place):
        pytest.skip("loop mounts of this kind are not possible here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def image_of(kind: str, path: Path) -> str:
    command = KINDS[kind]
    if os.geteuid() != 0 or not shutil.which(command[0]):
        pytest.skip(f"making {kind} needs root and {command[0]}")
    image = str(path / f"{kind}.img")
    with open(image, "wb") as stream:
        stream.truncate(SIZE)
    if not done(*command, image):
        pytest.skip(f"{command[0]} does not work here")
    return image


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs"])
def test_kills_and_errors_on_other_file_systems(tmp_path: Path, kind: str) -> None:
    with mounted(image_of(kind, tmp_path), str(tmp_path / "mount")) as place:
        found = scene(f"{place}/library")
        kill_every_call_of_apply(found, kind)
        found.is_made("before")
        kill_every_call_of_destroy(found, kind)
        fail_every_call(found, (5,), on=False)
        found.goes_there_and_back()


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs"])
@pytest.mark.parametrize("action", [Action.MOVE, Action.COPY])
def test_power_cuts_leave_before_or_after(
    tmp_path: Path, kind: str, action: Action
) -> None:
    image, place = image_of(kind, tmp_path), str(tmp_path / "mount")
    with mounted(image, place):
        found = scene(f"{place}/library", action)
        found.forget_copies()
        calls = count_of(found.apply)
    with counted(f"power cut, {kind}, {action}") as points:
        for at in range(1, calls + 1, 2 if action is Action.MOVE else 5):
            points.append(at)
            assert cut(image, found, "before", Dying(at)) in {"before", "after"}
        for state, end in (("before", "after"), ("after", "before")):
            points.append(0)
            assert cut(image, found, state, Dying(0)) == end


def cut(image: str, found: Scene, state: str, dying: Dying) -> str:
    """Pull the plug during a run, or right after it; what the image makes of it."""
    place, copy = os.path.dirname(found.library), f"{image}.cut"
    with mounted(image, place):
        recover(found.library)
        found.is_made(state)
        found.forget_copies()
        os.sync()
        in_child(partial(found.apply if state == "before" else found.destroy, dying))
        assert done("cp", "--sparse=always", image, copy)
    with mounted(copy, place):
        recover(found.library)
        return found.judge(f"cut at {dying.at}")


def test_a_file_system_that_folds_case(tmp_path: Path) -> None:
    """vfat: no NOREPLACE trouble, no links, no modes, coarse times, folded names."""
    with mounted(image_of("vfat", tmp_path), str(tmp_path / "mount")) as place:
        from tests.stages.runs import files, make
        from tests.stages.runs import place as placed

        library = make(f"{place}/library", {"in/a.mkv": "a", "in/b.mkv": "b"})
        before = snapshot(library)
        placed(library, {"in/a.mkv": "A/a.mkv", "in/b.mkv": "in/B.mkv"})
        assert files(library) == ["A/a.mkv", "in/B.mkv"]
        from planfile.stages.destroy import destroy

        destroy(library)
        found = snapshot(library)
        assert {path: seen.content for path, seen in found.items()} == {
            path: seen.content for path, seen in before.items()
        }
