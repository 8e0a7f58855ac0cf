"""Libraries on a disk that folds case, as those of cameras, Windows and Macs do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.disk.real import RealDisk
from planfile.disk.roots import Roots
from planfile.errors import DriftError
from planfile.rules.paths import fold
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from tests.stages.runs import files, make, plan


def listed(top: str, path: str) -> str:
    """A path as the disk lists it, whatever the case in which it is asked for."""
    found = ""
    for name in path.split("/"):
        above = os.path.join(top, found)
        names = os.listdir(above) if os.path.isdir(above) else []
        alike = [other for other in names if fold(other) == fold(name)]
        found = os.path.join(found, name if name in names else [*alike, name][0])
    return found


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library on a disk that looks as if it folded case."""
    opened, look = Roots.opened_once, RealDisk.look

    def opened_folded(roots: Roots, folder: str) -> int:
        return opened(roots, listed(roots.library, folder) if folder else folder)

    def look_folded(disk: RealDisk, folder: str, name: str) -> os.stat_result | None:
        path = listed(disk.library, f"{folder}/{name}" if folder else name)
        return look(disk, *os.path.split(path))

    monkeypatch.setattr(Roots, "opened_once", opened_folded)
    monkeypatch.setattr(RealDisk, "look", look_folded)
    return make(str(tmp_path / "library"), {"in/a.mkv": "a", "A/b.mkv": "b"})


def test_a_dry_run_knows_that_a_name_is_free_whose_other_spelling_has_left(
    library: str,
) -> None:
    for moves in (
        {"in/a.mkv": "in/A.mkv"},
        {"in/a.mkv": "A/a.mkv", "A/b.mkv": "in/A.mkv"},
    ):
        wanted = plan(library, moves)
        would = apply(wanted, dry_run=True).counts
        assert apply(wanted).counts == would
        assert files(library) == sorted(
            {"in/a.mkv", "A/b.mkv"} - {*moves} | {*moves.values()}
        )
        assert destroy(library, dry_run=True).counts == destroy(library).counts


def test_no_folder_is_reached_under_two_names(library: str) -> None:
    with pytest.raises(DriftError) as caught:
        apply(plan(library, {"in/a.mkv": "a/a.mkv"}))
    assert [problem.code for problem in caught.value.problems] == ["no-folder", "twin"]
    assert files(library) == ["A/b.mkv", "in/a.mkv"]
