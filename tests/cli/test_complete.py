"""A TAB offers plans, trees and runs, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from planfile.cli.complete import folders, plans, plans_and_runs, runs, trees


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("plan.yaml", "plan2.yml", "tree.json", "film.mkv", "plans/a.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    for name in ("0001-ab", "0002-cd", "0012-ef", "nonsense"):
        (tmp_path / ".planfile/runs" / name).mkdir(parents=True)


def test_plans_and_folders_are_offered() -> None:
    assert plans("") == ["plan.yaml", "plan2.yml", "plans/"]
    assert plans("plan2") == ["plan2.yml"]
    assert plans("plans/") == ["plans/a.yaml"]
    assert plans("./pl") == ["./plan.yaml", "./plan2.yml", "./plans/"]
    assert plans("nowhere/") == []


def test_folders_are_offered_where_a_library_is_meant() -> None:
    Path(".hidden.yaml").touch()
    assert folders("") == ["plans/"]
    assert folders(".p") == [".planfile/"]
    assert trees("") == ["plans/", "tree.json"]
    assert plans(".h") == [".hidden.yaml"]
    assert ".hidden.yaml" not in plans("")


def test_runs_are_offered_by_number() -> None:
    assert runs("") == ["1", "2", "12"]
    assert runs("1") == ["1", "12"]


def test_a_library_without_runs_offers_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANFILE_LIBRARY", "/nonexistent")
    assert runs("") == []


def test_things_to_show_are_all_of_these() -> None:
    assert plans_and_runs("") == [
        "1",
        "2",
        "12",
        "state",
        "plan.yaml",
        "plan2.yml",
        "plans/",
        "tree.json",
    ]
    assert plans_and_runs("s") == ["state"]
