"""The benchmarks measure what they say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action, Placement, Plan, Section
from planfile.stages.scan import scan_tree
from tests.bench.ground import Table
from tests.bench.measure import Cost, Runner, cost_of, interleaved
from tests.bench.moves import interrupted
from tests.bench.operations import operations
from tests.bench.profile import costliest, profiled
from tests.bench.report import (
    data,
    growth,
    judged,
    markdown_lines,
    slope,
    table_lines,
)
from tests.bench.trees import files, make


def runner(name: str, *seconds: float, goal: str = "") -> Runner:
    costs = [Cost(one, 0.0, one * 2, 10_000_000) for one in seconds]
    return Runner(name, ("true",), goal=goal, costs=costs)


def test_a_tree_has_just_as_many_files_and_is_always_the_same(tmp_path: Path) -> None:
    names = list(files(500))
    assert len(set(names)) == 500
    assert names == list(files(500))
    make(str(tmp_path), 300)
    assert scan_tree(str(tmp_path)).summary.entries == 300


def test_the_bare_loop_does_the_plans_moves_there_and_back(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/Heat.1995.mkv").touch()
    tree = scan_tree(str(tmp_path))
    placed = Placement(Section.MOVIES, "Heat (1995)", "", "old/Heat.1995.mkv")
    plan = Plan(str(tmp_path), tree.summary.digest, "offline", 1, 0, (placed,), ())
    forth, back = operations(tree, dict(plan.moves()), copies=False)
    target = b"Movies/Heat (1995)/Heat.1995.mkv"
    made = b"m\0Movies\0m\0Movies/Heat (1995)\0"
    assert forth == made + b"r\0old/Heat.1995.mkv\0" + target + b"\0d\0old\0"
    assert back == (
        b"m\0old\0r\0" + target + b"\0old/Heat.1995.mkv\0"
        b"d\0Movies/Heat (1995)\0d\0Movies\0"
    )
    copied, nothing = operations(tree, dict(plan.moves()), copies=True)
    assert copied.startswith(made + b"c\0old/")
    assert nothing == b""
    assert plan.action is Action.MOVE


def test_a_command_is_measured_with_its_children() -> None:
    cost = cost_of([sys.executable, "-c", "sum(range(3_000_000))"])
    assert cost.cpu > 0.01
    assert cost.wall > 0
    assert cost.memory > 5_000_000


def test_a_command_that_fails_stops_the_benchmark() -> None:
    with pytest.raises(RuntimeError, match="ended in 7"):
        cost_of([sys.executable, "-c", "import sys; sys.exit(7)"])


def test_commands_take_turns(tmp_path: Path) -> None:
    def note(word: str) -> Runner:
        code = f"open('log', 'a').write({word!r})"
        return Runner(word, (sys.executable, "-c", code), folder=str(tmp_path))

    interleaved([note("a"), note("b")], 2)
    assert (tmp_path / "log").read_text() == "abab"


def test_ratios_are_taken_round_by_round() -> None:
    base, other = runner("base", 1.0, 10.0, 2.0), runner("other", 2.0, 15.0, 2.0)
    assert other.ratio(base, lambda cost: cost.cpu) == 1.5


@pytest.mark.parametrize(
    ("goal", "word"),
    [("cpu 1.6", "ok"), ("cpu 1.4", "over"), ("wall 1.5", "ok"), ("1.0 s", "over")],
)
def test_a_goal_is_judged(goal: str, word: str) -> None:
    one = runner("one", 1.5, goal=goal)
    assert judged(one, runner("base", 1.0)).startswith(word)


def test_the_table_and_the_data_say_the_same() -> None:
    tables = [
        Table("s", 100, [runner("one", 1.0)]),
        Table("s", 200, [runner("one", 2.0)]),
    ]
    assert "one" in "\n".join(table_lines(tables[0]))
    assert dict(growth(tables)) == {"s: one": pytest.approx(1.0)}
    assert data(tables)["growth"] == dict(growth(tables))
    assert slope([(0, 0), (1, 2)]) == 2


def test_the_way_back_is_compared_with_the_way_back() -> None:
    table = Table(
        "apply",
        10,
        [
            runner("C renames", 1.0),
            runner("C renames back", 4.0),
            runner("planfile destroy", 6.0, goal="cpu 1.7"),
        ],
    )
    assert any("ok   1.7 x cpu" in line for line in table_lines(table))


def leaves_a_journal(library: Path) -> str:
    """A command whose journal stands for a moment only."""
    return (
        f"import os, time; os.makedirs('{library}/.planfile', exist_ok=True);"
        f"open('{library}/.planfile/journal', 'w').close(); time.sleep(0.3);"
        f"os.unlink('{library}/.planfile/journal'); time.sleep(5)"
    )


def test_a_kill_that_comes_too_late_comes_sooner_the_next_time(tmp_path: Path) -> None:
    command = (sys.executable, "-c", leaves_a_journal(tmp_path))
    cost, seconds = interrupted(command, str(tmp_path), 0.8)
    assert (tmp_path / ".planfile/journal").exists()
    assert seconds < 0.5
    assert cost.wall >= seconds


def test_a_run_that_never_has_a_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no journal was seen"):
        interrupted((sys.executable, "-c", ""), str(tmp_path), 0.1)


def test_only_what_has_a_goal_is_told_in_the_readme() -> None:
    ours = runner("planfile scan", 1.5, goal="cpu 1.6")
    table = Table("scan", 1000, [runner("find", 1.0), ours])
    _, _, row = markdown_lines([table])
    assert row == (
        "| scan: scan | 1,000 | 1.50 s | 3.00 s | find, 1.00 s | 1.50 "
        "| ok 1.6 x cpu | 10 MB |"
    )


def test_a_profile_is_of_planfile_alone() -> None:
    command = ("env", "A=1", sys.executable, "-m", "planfile", "scan", "x")
    assert profiled(command)[2:] == [
        sys.executable,
        *("-m", "cProfile", "-s", "tottime", "-m", "planfile", "scan", "x"),
    ]
    assert profiled(("find", "x")) == []
    said = ["Tree in x", "   9 function calls in 1 s", "a", "b"]
    assert costliest(said) == said[1:]
