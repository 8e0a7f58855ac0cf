"""The sample library is the same everywhere, small, and holds what it promises."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from planfile.stages.scan import scan_tree

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    spec = util.spec_from_file_location(
        "sample_library", EXAMPLES / "sample_library.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def facts(root: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Mode, time, size and content of everything below a folder."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in [*folders, *files, "."]:
            path = os.path.join(folder, name)
            told = os.lstat(path)
            content = b""
            if stat.S_ISREG(told.st_mode):
                content = Path(path).read_bytes()
            elif stat.S_ISLNK(told.st_mode):
                content = os.fsencode(os.readlink(path))
            size = 0 if stat.S_ISDIR(told.st_mode) else told.st_size
            key = os.path.relpath(path, root)
            found[key] = (told.st_mode, told.st_mtime_ns, size, content)
    return found


def test_two_builds_are_the_same_to_the_last_bit(
    sample: ModuleType, tmp_path: Path
) -> None:
    assert sample.build(str(tmp_path / "a")) == sample.build(str(tmp_path / "b"))
    assert facts(tmp_path / "a") == facts(tmp_path / "b")


def test_it_holds_what_libraries_hold(sample: ModuleType, tmp_path: Path) -> None:
    sample.build(str(tmp_path / "library"))
    tree = scan_tree(str(tmp_path / "library"))
    assert set(tree.summary.counts) == {
        *("video", "subtitle", "artwork", "metadata", "extra", "sample", "disc"),
        *("audio", "incomplete", "junk", "other"),
    }
    assert tree.summary.skipped == {"#recycle": 1, "@eaDir": 1}
    entries = dict(tree.entries())
    assert entries["Incoming/latest.mkv"].target.startswith("../Movies/")
    assert entries["Incoming/Se7en.1995.copy.mkv"].links == 2
    assert "Movies unsorted/Caf\udce9 Society (2016).mkv" in entries
    assert any(not folder.entries for folder in tree.folders)


def test_it_costs_next_to_nothing(sample: ModuleType, tmp_path: Path) -> None:
    sample.build(str(tmp_path / "library"))
    blocks = sum(path.lstat().st_blocks for path in (tmp_path / "library").rglob("*"))
    assert blocks * 512 < 3_000_000


def test_a_folder_that_holds_something_is_left_alone(
    sample: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.mkv").touch()
    assert sample.main([str(tmp_path)]) == 3
    assert sample.main([]) == 64
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.mkv"]


def test_the_script_runs_alone(tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLES / "sample_library.py"), str(tmp_path / "x")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("116 files in ")
