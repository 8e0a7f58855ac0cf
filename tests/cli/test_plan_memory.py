"""A second plan of an unchanged library is the first one, found again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planfile.cli import planning
from planfile.cli.app import run
from planfile.stages.plan import plan as true_plan


@pytest.fixture(autouse=True)
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANFILE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PLANFILE_ENGINE", "offline")


def planned(library: Path, *flags: str) -> str:
    assert run(["plan", str(library), *flags]) == 0
    return Path("plan.yaml").read_text("utf-8")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []

    def plan(*args: object, **options: object) -> object:
        made.append(1)
        return true_plan(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(planning, "plan", plan)
    return made


def test_an_unchanged_library_is_not_planned_twice(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    first = planned(library)
    assert planned(library) == first
    assert len(made) == 1
    assert "Heat (1995)" in first


def test_a_new_file_or_another_wish_is_planned_anew(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    planned(library)
    assert "action: copy" in planned(library, "--mode", "copy")
    (library / "Alien.1979.mkv").write_text("y")
    assert "Alien (1979)" in planned(library)
    assert len(made) == 3


def test_what_an_nfo_says_now_counts_even_if_its_time_is_the_old_one(
    library: Path,
) -> None:
    movie = "<movie><title>{}</title><year>1995</year></movie>"
    (library / "movie.nfo").write_text(movie.format("Heat"))
    os.utime(library / "movie.nfo", ns=(0, 0))
    planned(library)
    (library / "movie.nfo").write_text(movie.format("Ebbs"))
    os.utime(library / "movie.nfo", ns=(0, 0))
    kept = Path("cache/plans")
    before = len(list(kept.iterdir()))
    planned(library)
    assert len(list(kept.iterdir())) == before + 1
