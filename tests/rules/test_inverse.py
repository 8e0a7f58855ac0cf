"""The inverse of runs is found by following them."""

from __future__ import annotations

from planfile.artifacts.intent import Wish, wish
from planfile.artifacts.journal import FolderRow, FolderRows, Operation, Step
from planfile.rules.inverse import Trail, homeward

ROWS = FolderRows(
    FolderRow(path, mode, 7)
    for path, mode in (
        ("", 0o755),
        ("a", 0o755),
        ("b", -1),
        ("c", -1),
        (".planfile/stage", 0o700),
    )
)
ROOT, A, B, C, STAGE = range(5)


def followed(*runs: list[Operation], back: int = 99) -> Trail:
    trail = Trail()
    for number, operations in enumerate(runs):
        trail.follow(ROWS, operations, back=number >= back)
    return trail


def move(
    folder: int, name: str, to: int, new: str = "", step: Step = Step.MOVE
) -> Operation:
    return Operation(step, folder, name, to, new, 1, 2, 3)


def test_moves_of_several_runs_are_one_way_home() -> None:
    trail = followed([move(A, "x", B)], [move(B, "x", C, "y")])
    assert trail.wishes() == [Wish("c", "y", "a", "x", 2, 3)]


def test_what_came_home_is_forgotten() -> None:
    assert followed([move(A, "x", B)], [move(B, "x", A)]).wishes() == []


def test_the_legs_of_a_swap_are_one_move() -> None:
    swap = [move(A, "x", STAGE, "p"), move(A, "y", A, "x"), move(STAGE, "p", A, "y")]
    assert {w.source: w.destination for w in followed(swap).wishes()} == {
        "a/x": "a/y",
        "a/y": "a/x",
    }


def test_a_disc_keeps_its_slash() -> None:
    trail = followed([move(A, "BDMV", B, "", Step.DISC)])
    assert trail.wishes() == [wish("b/BDMV/", "a/BDMV/", 2, 3)]


def test_a_copy_whose_source_was_dropped_is_a_move() -> None:
    publish = move(STAGE, "k.copy", B, "x", Step.PUBLISH)
    copied = [publish, move(A, "x", B, "", Step.COPY)]
    assert followed(copied).made["b/x"].source == "a/x"
    dropped = followed([publish, move(A, "x", B, "", Step.DROP)])
    assert dropped.made == {}
    assert dropped.wishes() == [Wish("b", "x", "a", "x", 2, 3)]
    assert followed([move(A, "x", B, "", Step.DROP)]).wishes() == []


def test_links_that_moved_on_or_were_discarded() -> None:
    link = move(A, "x", B, "", Step.LINK)
    assert list(followed([link], [move(B, "x", C)]).made) == ["c/x"]
    gone = move(B, "x", STAGE, "t", Step.DISCARD)
    assert followed([link], [gone]).made == {}


def test_folders_made_and_removed_cancel_out() -> None:
    make = Operation(Step.MKDIR, ROOT, "b", B)
    remove = Operation(Step.RMDIR, ROOT, "b", B)
    assert list(followed([make]).folders_made) == ["b"]
    assert followed([make], [remove]).folders_made == {}
    removed = followed([Operation(Step.RMDIR, ROOT, "a", A)])
    assert list(removed.folders_removed) == ["a"]
    again = followed(
        [Operation(Step.RMDIR, ROOT, "a", A)], [Operation(Step.MKDIR, ROOT, "a", A)]
    )
    assert not again.folders_removed
    assert again.folders_made == {}
    assert "a" in again.before
    assert ".planfile/stage" not in again.before


def test_a_destroy_counts_only_for_the_runs_it_concerns() -> None:
    run = [Operation(Step.MKDIR, ROOT, "b", B), move(A, "x", B)]
    other = [move(B, "z", C)]
    back = [
        move(B, "x", A),
        move(C, "q", A),
        Operation(Step.RMDIR, ROOT, "c", C),
        Operation(Step.STAMP, A, "", A),
    ]
    trail = followed(run, other, back, back=2)
    assert [w.source for w in trail.wishes()] == ["c/z"]
    assert list(trail.folders_made) == ["b"]


def test_the_ways_home_of_one_run_are_streamed_as_they_are_followed() -> None:
    run = [
        move(A, "x", B),
        move(A, "BDMV", B, "", Step.DISC),
        move(A, "p", STAGE, "1"),
        move(A, "q", A, "p"),
        move(STAGE, "1", A, "q"),
        move(STAGE, "k.copy", B, "y", Step.PUBLISH),
        Operation(Step.MKDIR, ROOT, "b", B),
        move(A, "y", B, "", Step.DROP),
    ]
    streamed = {w.source: w.destination for w in homeward(ROWS.paths, run)}
    assert streamed == {w.source: w.destination for w in followed(run).wishes()}
    trail = Trail(moves=False)
    trail.follow(ROWS, run)
    assert trail.wishes() == []
    assert list(trail.folders_made) == ["b"]
