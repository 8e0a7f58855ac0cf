"""Plans judged with and without the scan they came from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.artifacts.tree import Tree
from planfile.artifacts.verdict import Verdict
from planfile.errors import InputError
from planfile.stages.scan import scan_tree
from planfile.stages.validate import validate
from planfile.store.plan_parts import write_parts
from planfile.store.plan_write import write_plan
from planfile.store.tree_write import write_tree

MOVIES = Section.MOVIES


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Two downloads and a film in its place, scanned to tree.json."""
    for name in ("In/a.mkv", "In/b.mkv", "Movies/Heat (1995)/h.mkv"):
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 100)
    scanned = scan_tree(str(tmp_path / "library"))
    write_tree(scanned, str(tmp_path / "tree.json"))
    return scanned


def plan_of(tree: Tree, *placements: Placement, left: tuple[Left, ...] = ()) -> Plan:
    return Plan(
        "/media/library", tree.summary.digest, "offline", 3, 1, placements, left
    )


A = Placement(MOVIES, "A (2001)", "", "In/a.mkv")
B = Placement(MOVIES, "B (2002)", "", "In/b.mkv")


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def test_a_plan_that_fits_its_tree_is_fine(tmp_path: Path, tree: Tree) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A, B), path)
    verdict = validate(path, str(tmp_path / "tree.json"))
    assert verdict.problems == ()
    assert verdict.plan
    assert verdict.looked_up


def test_a_plan_beside_another_scan_was_not_looked_up(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A, B), path)
    assert validate(path).looked_up
    (tmp_path / "library/new.mkv").write_text("x")
    write_tree(scan_tree(str(tmp_path / "library")), str(tmp_path / "tree.json"))
    assert (validate(path).problems, validate(path).looked_up) == ((), False)


def test_the_tree_beside_the_plan_names_the_lost_line(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A), path)
    (problem,) = validate(path).problems
    assert (problem.code, problem.path) == ("lost-line", "In/b.mkv")
    assert "'In/b.mkv' is lost" in problem.message


def test_without_a_tree_a_lost_line_is_only_counted(tmp_path: Path, tree: Tree) -> None:
    (tmp_path / "tree.json").unlink()
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A), path)
    (problem,) = validate(path).problems
    assert problem.message.startswith("1 line is missing: the header counts 3 entries")
    assert problem.line


def test_a_mistyped_source_is_named_with_what_was_meant(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A, B._replace(source="In/bb.mkv")), path)
    verdict = validate(path, str(tmp_path / "tree.json"))
    assert sorted(codes(verdict)) == ["lost-line", "unknown-source"]
    unknown = verdict.problems[0]
    assert (unknown.fix, unknown.column) == ("did you mean 'In/b.mkv'?", 7)


def test_a_plan_from_another_scan_is_told(tmp_path: Path, tree: Tree) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(replace(plan_of(tree, A, B), tree="sha256:" + "0" * 64), path)
    assert codes(validate(path, str(tmp_path / "tree.json"))) == ["other-tree"]


def test_a_tree_that_cannot_be_read_is_an_error(tmp_path: Path, tree: Tree) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A, B), path)
    with pytest.raises(InputError):
        validate(path, str(tmp_path / "nowhere.json"))


def test_a_missing_plan_is_a_verdict_too(tmp_path: Path) -> None:
    verdict = validate(str(tmp_path / "plan.yaml"))
    assert (codes(verdict), verdict.plan) == (["unreadable"], None)


def test_what_is_no_plan_is_judged_by_its_form_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("hello\n")
    assert codes(validate(str(path))) == ["not-a-plan"]
    path.write_text("planfile: 1\nx: y\n")
    assert set(codes(validate(str(path)))) == {"missing-field", "unknown-field"}


def test_a_destination_that_stands_already_is_refused(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan.yaml")
    onto = A._replace(folder="Heat (1995)", rename="H.mkv")
    write_plan(plan_of(tree, onto, B), path)
    verdict = validate(path, str(tmp_path / "tree.json"))
    assert codes(verdict) == ["destination-taken"]


def test_a_folder_that_stands_in_another_spelling_is_refused(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan.yaml")
    write_plan(plan_of(tree, A._replace(folder="HEAT (1995)"), B), path)
    verdict = validate(path, str(tmp_path / "tree.json"))
    assert codes(verdict) == ["folder-twins"]


def test_names_that_some_disks_refuse_are_only_doubtful(
    tmp_path: Path, tree: Tree
) -> None:
    path = str(tmp_path / "plan")
    write_parts(plan_of(tree, A._replace(folder="A: B? (2001)"), B), path, "show")
    verdict = validate(path)
    assert verdict.problems == ()
    (warning,) = verdict.warnings
    assert warning.code == "reserved-character"
    assert warning.file.endswith("movies-A- B- (2001).yaml")
    assert (warning.line, warning.column) == (6, 7)


def test_a_part_is_judged_with_its_whole_plan(tmp_path: Path, tree: Tree) -> None:
    folder = tmp_path / "plan"
    _, one, other = write_parts(plan_of(tree, A, B), str(folder), "show")
    assert validate(one).problems == ()
    Path(other).write_text(Path(other).read_text().replace("In/b", "In/a"))
    assert codes(validate(one)) == ["duplicate-source"]
