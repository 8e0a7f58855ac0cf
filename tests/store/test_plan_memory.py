"""A kept plan is found again by the same evidence, and by nothing else."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.artifacts.tree import Entry, Folder, Notes, Role, Tree
from planfile.store import plan_memory
from planfile.store.plan_memory import MOST_KEPT, PlanMemory, code_files, evidence
from planfile.store.plan_write import format_plan
from planfile.store.tree_write import tally

HEAT = Entry("Heat.1995.mkv", 7, 1, 42, Role.VIDEO)
LINK = Entry("l", 3, 1, 43, Role.OTHER, target="x")


def tree_of(*entries: Entry, folders: tuple[str, ...] = ()) -> Tree:
    found = (Folder("", 1, entries), *(Folder(path, 1, ()) for path in folders))
    return Tree("/media", found, tally(found, Notes((), {}, ())))


def plan_of(tree: Tree) -> Plan:
    placed = Placement(Section.MOVIES, "Heat (1995)", "", "Heat.1995.mkv")
    return Plan("/media", tree.summary.digest, "offline", 1, 0, (placed,), ())


def test_the_same_evidence_finds_the_same_plan(tmp_path: Path) -> None:
    memory, made = PlanMemory(str(tmp_path / "plans")), plan_of(tree_of(HEAT))
    address = evidence(tree_of(HEAT), "options")
    assert memory.recall(address) is None
    memory.keep(address, made)
    found = memory.recall(evidence(tree_of(HEAT._replace(inode=9)), "options"))
    assert found is not None
    assert format_plan(found) == format_plan(made)


@pytest.mark.parametrize(
    ("tree", "options"),
    [
        (tree_of(HEAT), "other options"),
        (tree_of(HEAT._replace(mtime_ns=2)), "options"),
        (tree_of(HEAT._replace(name="heat.1995.mkv")), "options"),
        (tree_of(HEAT._replace(links=2)), "options"),
        (tree_of(HEAT._replace(role=Role.SAMPLE)), "options"),
        (tree_of(HEAT, folders=("Movies",)), "options"),
        (tree_of(HEAT, LINK), "options"),
        (tree_of(HEAT)._replace(library="/other"), "options"),
        (tree_of(HEAT)._replace(nfo={"Heat.1995.nfo": b"<movie/>"}), "options"),
    ],
)
def test_whatever_differs_finds_nothing(tree: Tree, options: str) -> None:
    assert evidence(tree, options) != evidence(tree_of(HEAT), "options")


def test_a_link_that_points_elsewhere_is_other_evidence() -> None:
    elsewhere = tree_of(HEAT, LINK._replace(target="y"))
    assert evidence(elsewhere, "") != evidence(tree_of(HEAT, LINK), "")


def test_other_code_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = evidence(tree_of(HEAT), "")
    monkeypatch.setattr(plan_memory, "code_digest", lambda: "changed")
    assert evidence(tree_of(HEAT), "") != before


def test_the_code_is_known_by_every_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "deep.py").write_text("x = 1\n")
    (tmp_path / "a" / "notes.txt").write_text("x")
    (before,) = code_files(str(tmp_path))
    (tmp_path / "a" / "b" / "deep.py").write_text("x = 12\n")
    assert list(code_files(str(tmp_path))) != [before]


def test_a_damaged_plan_is_as_if_it_were_not_kept(tmp_path: Path) -> None:
    memory = PlanMemory(str(tmp_path))
    for number, text in enumerate((b"planfile: 1\n", b"\xff", b"")):
        (tmp_path / f"{number}.kept.yaml").write_bytes(text)
        assert memory.recall(str(number)) is None


def test_old_plans_go_and_used_ones_stay(tmp_path: Path) -> None:
    memory, made = PlanMemory(str(tmp_path)), plan_of(tree_of(HEAT))
    for number in range(MOST_KEPT + 3):
        memory.keep(str(number), made)
        memory.recall("0")
    assert len(list(tmp_path.iterdir())) == MOST_KEPT
    assert memory.recall("0") is not None


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    memory = PlanMemory("")
    memory.keep("a", plan_of(tree_of(HEAT)))
    assert memory.recall("a") is None


def test_a_folder_that_cannot_be_made_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = PlanMemory(str(tmp_path / "file" / "plans"))
    memory.keep("a", plan_of(tree_of(HEAT)))
    assert memory.recall("a") is None


def test_a_plan_is_written_as_it_is_kept_or_made_anew(tmp_path: Path) -> None:
    memory, made = PlanMemory(str(tmp_path)), plan_of(tree_of(HEAT))
    wanted = format_plan(made).encode()
    assert b"".join(memory.written("0", made)) == wanted
    memory.keep("0", made)
    written = memory.written("0", made)
    with patch("planfile.store.plan_memory.pieces", side_effect=AssertionError):
        assert b"".join(written) == b"".join(written) == wanted
    assert b"".join(PlanMemory("").written("0", made)) == wanted
