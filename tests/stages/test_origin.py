from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from planfile.cli.app import run as run_cli
from planfile.errors import InputError, RolledBackError
from planfile.stages import running
from planfile.stages.apply import apply
from planfile.stages.origin import BLOCK, paper, scan_beside, tree_of
from planfile.stages.preflight import Survey
from planfile.store.plan_read import read_plan
from tests.stages.runs import make, plan
from tests.torture.attack import snapshot


def test_a_paper_gives_the_same_bytes_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"x" * (BLOCK + 1))
    kept = paper(str(path))
    assert kept is not None
    assert list(kept) == [b"x" * BLOCK, b"x"]
    assert b"".join(kept) == path.read_bytes()


def test_a_paper_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("before")
    kept = paper(str(path))
    assert kept is not None
    path.write_text("after!")
    with pytest.raises(InputError, match="changed meanwhile"):
        list(kept)


def test_what_is_no_plain_file_is_no_paper(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "nothing", "."):
        assert paper(str(tmp_path / name)) is None


def test_a_plan_that_changes_between_its_digest_and_its_copy_moves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make(str(tmp_path / "library"), {"in/a.mkv": "a"})
    path = tmp_path / "plan.yaml"
    path.write_text("what was read")
    before = snapshot(library)
    true = running.looked_at

    def edited_meanwhile(*words: Any, **more: Any) -> Survey:
        path.write_text("what was not read")
        return true(*words, **more)

    monkeypatch.setattr(running, "looked_at", edited_meanwhile)
    kept = paper(str(path))
    assert kept is not None
    with pytest.raises(RolledBackError, match="changed meanwhile"):
        apply(plan(library, {"in/a.mkv": "A/a.mkv"}), papers={"plan.yaml": kept})
    assert snapshot(library) == before


def test_each_plan_in_a_folder_keeps_the_scan_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make(str(tmp_path / "library"), {"Heat.1995.mkv": "a"})
    monkeypatch.chdir(tmp_path)
    assert run_cli(["plan", library, "--engine", "offline"]) == 0
    make(library, {"Alien.1979.mkv": "b"})
    assert run_cli(["plan", library, "--engine", "offline", "-o", "later.yaml"]) == 0
    scans = {}
    for path in ("plan.yaml", "later.yaml"):
        wanted = read_plan(path)
        scan = tree_of(wanted, path)
        assert scan is not None
        assert scan.summary.digest == wanted.tree
        scans[path] = scan.summary.entries
    assert scans == {"plan.yaml": 1, "later.yaml": 2}


@pytest.mark.parametrize(
    ("plan_path", "scan"),
    [
        ("plan.yaml", "tree.json"),
        ("a/plan.yml", "a/tree.json"),
        ("a/movies.yaml", "a/movies.tree.json"),
        ("/x/.plan", "/x/.plan.tree.json"),
        ("plain", "plain.tree.json"),
    ],
)
def test_a_scan_is_named_after_its_plan(plan_path: str, scan: str) -> None:
    assert scan_beside(plan_path) == scan
