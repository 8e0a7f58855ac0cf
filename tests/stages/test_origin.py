from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from planfile.errors import InputError, RolledBackError
from planfile.stages import running
from planfile.stages.apply import apply
from planfile.stages.origin import BLOCK, paper
from planfile.stages.preflight import Survey
from tests.stages.runs import make, plan
from tests.torture.attack import snapshot


def test_a_paper_gives_the_same_bytes_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"x" * (BLOCK + 1))
    kept = paper(str(path))
    assert list(kept) == [b"x" * BLOCK, b"x"]
    assert b"".join(kept) == path.read_bytes()


def test_a_paper_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("before")
    kept = paper(str(path))
    assert b"".join(kept) == b"before"
    path.write_text("after!")
    with pytest.raises(InputError, match="changed meanwhile"):
        list(kept)


def test_what_is_no_plain_file_is_not_kept(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(paper(str(tmp_path / "pipe"))) == []
    assert list(paper(str(tmp_path / "nothing"))) == []


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
    with pytest.raises(RolledBackError, match="changed meanwhile"):
        apply(
            plan(library, {"in/a.mkv": "A/a.mkv"}),
            papers={"plan.yaml": paper(str(path))},
        )
    assert snapshot(library) == before
