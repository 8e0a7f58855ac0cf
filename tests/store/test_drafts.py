"""Plans as they were made, remembered for a while."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.errors import InputError
from planfile.store.drafts import (
    MOST_DRAFTS,
    is_draft,
    keep_draft,
    keep_edited,
    recall_draft,
)
from planfile.store.plan_write import format_plan

DIGEST = "sha256:" + "0" * 64
PLAN = Plan(
    "/media/library",
    DIGEST,
    "offline",
    1,
    0,
    (Placement(Section.MOVIES, "Heat (1995)", "", "D/Heat.mkv"),),
    (),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where drafts are kept; it is not there yet."""
    monkeypatch.setenv("PLANFILE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "drafts"


def recalled(library: str = PLAN.library, tree: str = DIGEST) -> Plan | None:
    return recall_draft(replace(PLAN, library=library, tree=tree))


def test_a_plan_is_remembered_by_library_and_tree() -> None:
    assert keep_draft(PLAN)
    found = recalled()
    assert found is not None
    assert [p[:4] for p in found.placements] == [p[:4] for p in PLAN.placements]
    assert recalled("/other") is None
    assert recalled(tree="sha256:1") is None


def test_an_unedited_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    keep_draft(PLAN)
    file.write_text(format_plan(PLAN))
    assert is_draft(str(file), PLAN)
    assert not is_draft(str(file), replace(PLAN, tree="sha256:1"))
    file.write_text(format_plan(PLAN).replace("1995", "1996"))
    assert not is_draft(str(file), PLAN)


def test_the_folder_of_the_settings_comes_before_the_environment(
    folder: Path, tmp_path: Path
) -> None:
    chosen = str(tmp_path / "chosen")
    assert keep_draft(PLAN, chosen)
    assert not folder.exists()
    assert recalled() is None
    assert recall_draft(PLAN, chosen)


def test_only_the_newest_are_kept(folder: Path) -> None:
    for at in range(MOST_DRAFTS + 5):
        tree = f"sha256:{at:064}"
        keep_draft(replace(PLAN, tree=tree))
    assert len(list(folder.iterdir())) == MOST_DRAFTS
    assert recalled(tree=tree)


def test_a_folder_that_can_not_be_written_costs_nothing_but_the_lesson(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.parent.write_text("")
    assert not keep_draft(PLAN)
    monkeypatch.delenv("PLANFILE_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "nowhere")
    assert not keep_draft(PLAN)
    assert recalled() is None


def test_a_damaged_draft_is_forgotten(folder: Path) -> None:
    keep_draft(PLAN)
    (file,) = folder.iterdir()
    file.write_text("planfile: 1\n")
    assert recalled() is None


def test_only_a_plan_that_was_edited_is_kept_beside_the_next(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    assert keep_edited(str(file)) == ""
    keep_draft(PLAN)
    file.write_text(format_plan(PLAN))
    assert keep_edited(str(file)) == ""
    file.write_text(format_plan(PLAN).replace("1995", "1986"))
    assert keep_edited(str(file)) == f"{file}.old"
    assert "Heat (1986)" in Path(f"{file}.old").read_text()


def test_an_edited_plan_that_cannot_be_kept_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("edited")
    Path(f"{file}.old").mkdir()
    with pytest.raises(InputError, match="cannot keep a copy"):
        keep_edited(str(file))
