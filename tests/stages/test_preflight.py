"""What a survey asks of a disk: every folder once, of a slow one several at a time."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from planfile.disk.ahead import affordable
from planfile.disk.roots import Roots
from planfile.disk.view import View
from planfile.errors import DriftError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from tests.stages.runs import files, make, plan
from tests.torture.attack import snapshot

SHOWS = 24
FILES = 5
CALLS = 6 + FILES
"""What a visit asks for at least."""


@pytest.fixture
def library(tmp_path: Path) -> str:
    """Folders of files that all go to folders which exist, by now."""
    files = {f"in/{n}/e{m}.mkv": "x" for n in range(SHOWS) for m in range(FILES)}
    there = {f"Show {n}/Season 01/old.mkv": "y" for n in range(SHOWS)}
    return make(str(tmp_path / "library"), files | there)


def moves() -> dict[str, str]:
    return {
        f"in/{n}/e{m}.mkv": f"Show {n}/Season 01/e{m}.mkv"
        for n in range(SHOWS)
        for m in range(FILES)
    }


class Slow:
    """A disk that answers each call a millisecond late; `most` visits overlapped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()
        self._visit = View.visit
        monkeypatch.setattr(View, "visit", lambda *words: self.visit(*words))

    def visit(self, *words: object) -> object:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        for _ in range(CALLS):
            time.sleep(0.001)
        try:
            return self._visit(*words)  # type: ignore[arg-type]
        finally:
            with self._lock:
                self.now -= 1


@pytest.mark.parametrize("dry_run", [False, True])
def test_on_a_disk_that_answers_late_requests_overlap(
    library: str, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    slow = Slow(monkeypatch)
    report = apply(plan(library, moves()), dry_run=dry_run)
    assert report.counts["placed"] == SHOWS * FILES
    assert slow.most > 1


@pytest.mark.parametrize("jobs", [0, 1, 2, 8])
def test_any_number_of_threads_does_the_same(library: str, jobs: int) -> None:
    before = snapshot(library)
    apply(plan(library, moves()), jobs=jobs)
    assert sorted(os.listdir(f"{library}/Show 7/Season 01")) == [
        *(f"e{m}.mkv" for m in range(FILES)),
        "old.mkv",
    ]
    destroy(library, jobs=jobs)
    assert snapshot(library) == before


def test_with_too_few_descriptors_for_threads_everything_is_asked_in_turn(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = Roots.opened_once

    def scarce(roots: Roots, folder: str) -> int:
        if threading.current_thread() is not threading.main_thread():
            raise OSError(24, os.strerror(24), folder)
        return true(roots, folder)

    monkeypatch.setattr(Roots, "opened_once", scarce)
    report = apply(plan(library, moves()), jobs=4)
    assert report.counts["placed"] == SHOWS * FILES


@pytest.mark.parametrize(
    ("limit", "asked", "jobs"),
    [(20, 8, 1), (20, 0, 1), (50, 8, 5), (1024, 0, 0), (1024, 8, 8), (256, 99, 40)],
)
def test_threads_are_as_many_as_there_are_descriptors_for(
    monkeypatch: pytest.MonkeyPatch, limit: int, asked: int, jobs: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limit, limit))
    assert affordable(asked) == jobs


def test_a_folder_is_visited_once_and_few_that_are_not_there(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: Counter[str] = Counter()
    true = View.visit

    def counted(view: View, folder: str, names: tuple[str, ...] = ()) -> object:
        visited[folder] += 1
        return true(view, folder, names)

    monkeypatch.setattr(View, "visit", counted)
    wanted = {f"in/{n}/e{m}.mkv": f"New {n}/S/{m}" for n in range(9) for m in range(3)}
    apply(plan(library, wanted))
    assert set(visited.values()) == {1}
    assert sum(folder.startswith("New") for folder in visited) <= 1


@pytest.mark.parametrize(("old", "new"), [("a.mkv", "A.mkv"), ("A.mkv", "a.mkv")])
@pytest.mark.parametrize("linked", [True, False])
def test_a_new_spelling_that_another_file_has_is_refused_beforehand(
    tmp_path: Path, old: str, new: str, linked: bool
) -> None:
    library = make(str(tmp_path / "library"), {f"in/{old}": "old"})
    if os.path.exists(f"{library}/in/{new}"):
        pytest.skip("this file system takes one for the other")
    if linked:
        os.link(f"{library}/in/{old}", f"{library}/in/{new}")
    else:
        make(library, {f"in/{new}": "new"})
    before = snapshot(library)
    for dry_run in (True, False):
        with pytest.raises(DriftError) as caught:
            apply(plan(library, {f"in/{old}": f"in/{new}"}), dry_run=dry_run)
        assert [problem.code for problem in caught.value.problems] == ["occupied"]
    assert snapshot(library) == before


def test_who_waits_for_a_twin_that_stays_is_left_out(tmp_path: Path) -> None:
    names = ["X/a.mkv", "X/A.mkv", "X/b.mkv", "Y/A.mkv", "Y/a.mkv"]
    library = make(str(tmp_path / "library"), {name: name for name in names})
    if len(files(library)) < len(names):
        pytest.skip("this file system takes some for others")
    before = snapshot(library)
    for twin in ("A.mkv", "a.mkv"):
        moves = {f"X/{twin}": f"Y/{twin}", "X/b.mkv": f"X/{twin}"}
        report = apply(plan(library, moves), skip_drifted=True)
        assert {problem.path for problem in report.skipped} == set(moves)
    assert snapshot(library) == before
