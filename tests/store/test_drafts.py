"""Plans as they were made, remembered for a while."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.store.drafts import (
    MOST_DRAFTS,
    default_folder,
    is_draft,
    keep_draft,
    recall_draft,
)
from planfile.store.plan_read import parse_plan
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


def test_a_plan_is_remembered_by_library_and_tree(tmp_path: Path) -> None:
    folder = str(tmp_path / "drafts")
    assert keep_draft(PLAN, folder)
    found = recall_draft(PLAN.library, DIGEST, parse_plan, folder)
    assert found is not None
    assert [p[:4] for p in found.placements] == [p[:4] for p in PLAN.placements]
    assert recall_draft("/other", DIGEST, parse_plan, folder) is None
    assert recall_draft(PLAN.library, "sha256:1", parse_plan, folder) is None


def test_an_unedited_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    folder, file = str(tmp_path / "drafts"), tmp_path / "plan.yaml"
    keep_draft(PLAN, folder)
    file.write_text(format_plan(PLAN))
    assert is_draft(str(file), PLAN.library, DIGEST, folder)
    file.write_text(format_plan(PLAN).replace("1995", "1996"))
    assert not is_draft(str(file), PLAN.library, DIGEST, folder)
    assert not is_draft(str(file), PLAN.library, "sha256:1", folder)
    assert not is_draft(str(file), PLAN.library, DIGEST, "")


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for at in range(MOST_DRAFTS + 5):
        tree = f"sha256:{at:064}"
        keep_draft(replace(PLAN, tree=tree), str(tmp_path))
    assert len(list(tmp_path.iterdir())) == MOST_DRAFTS
    assert recall_draft(PLAN.library, tree, parse_plan, str(tmp_path))


def test_a_folder_that_can_not_be_written_costs_nothing_but_the_lesson(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    assert not keep_draft(PLAN, str(tmp_path / "file" / "x"))
    assert not keep_draft(PLAN, "")
    assert recall_draft(PLAN.library, DIGEST, parse_plan, "") is None


def test_a_damaged_draft_is_forgotten(tmp_path: Path) -> None:
    keep_draft(PLAN, str(tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_text("planfile: 1\n")
    assert recall_draft(PLAN.library, DIGEST, parse_plan, str(tmp_path)) is None


def test_drafts_lie_in_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANFILE_CACHE", "/c")
    assert default_folder() == "/c/drafts"
