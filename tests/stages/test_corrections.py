"""Learning from an applied plan, and forgetting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.errors import InputError
from planfile.stages.corrections import forget, is_main, learn
from planfile.store.corrections_file import read_corrections
from planfile.store.drafts import keep_draft


def plan_of(library: Path, folder: str) -> Plan:
    placed = (Placement(Section.MOVIES, folder, "", "D/Quiet.Harbour.mkv"),)
    return Plan(str(library), f"sha256:{0:064}", "offline", 1, 0, placed, ())


def test_an_edited_plan_teaches_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANFILE_CACHE", str(tmp_path / "cache"))
    library = tmp_path / "library"
    library.mkdir()
    draft = plan_of(library, "Quiet Harbour (1994)")
    assert keep_draft(draft)
    edited = plan_of(library, "Quiet Harbour (1995)")
    (found,) = learn(edited, today="2026-11-22")
    assert str(found.truth) == "movie: Quiet Harbour (1995)"
    assert found.since == "2026-11-22"
    assert read_corrections(str(library)) == (found,)
    (again,) = learn(plan_of(library, "Quiet Harbour (1996)"))
    assert again.number == 2
    assert read_corrections(str(library)) == (again,)


def test_nothing_is_written_when_nothing_was_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANFILE_CACHE", str(tmp_path / "cache"))
    plan = plan_of(tmp_path, "Quiet Harbour (1994)")
    assert learn(plan) == ()
    assert learn(plan, draft=replace(plan, engine="x")) == ()
    assert not (tmp_path / ".planfile").exists()


def test_forgetting_by_number_and_all(tmp_path: Path) -> None:
    draft = plan_of(tmp_path, "Quiet Harbour (1994)")
    learn(plan_of(tmp_path, "Quiet Harbour (1995)"), draft=draft)
    with pytest.raises(InputError, match="no correction 9"):
        forget(str(tmp_path), [9])
    assert [one.number for one in forget(str(tmp_path), [1])] == [1]
    learn(plan_of(tmp_path, "Quiet Harbour (1995)"), draft=draft)
    assert len(forget(str(tmp_path), everything=True)) == 1
    assert read_corrections(str(tmp_path)) == ()


def test_videos_and_discs_are_the_main_things() -> None:
    assert is_main("D/a.mkv")
    assert is_main("D/BDMV/")
    assert not is_main("D/a.srt")
    assert not is_main("D/Trailers/a-trailer.mkv")
