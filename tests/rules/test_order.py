"""Moves that get in each other's way find an order in which each place is free."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planfile.rules.order import legs
from planfile.rules.paths import fold

NAMES = [*(f"n{number}" for number in range(6)), "N0", "N1", "N2"]
SOME = st.lists(st.sampled_from(NAMES), unique=True, max_size=8)


def carried_out(moves: list[tuple[str, str]], *, folds: bool) -> dict[str, str]:
    """What stands where afterwards, on a disk that folds case or does not."""

    def key(path: str) -> str:
        return fold(path) if folds else path

    disk = {key(source): source for source, _ in moves}
    for _, source, goal in legs(moves, lambda index: f"park/{index}"):
        assert key(goal) not in disk, (moves, source, goal)
        disk[key(goal)] = disk.pop(key(source))
    return disk


@given(SOME, SOME)
def test_rings_and_chains_of_any_shape_arrive(
    sources: list[str], goals: list[str]
) -> None:
    """Where two names differ only in case, on a disk that tells them apart."""
    pairs = zip(sources, goals, strict=False)
    moves = [(source, goal) for source, goal in pairs if source != goal]
    twins = any(
        len(set(map(fold, names))) < len(names) for names in zip(*moves, strict=True)
    )
    for folds in (False,) if twins else (False, True):
        disk = carried_out(moves, folds=folds)
        expected = {fold(goal) if folds else goal: source for source, goal in moves}
        assert disk == expected


def test_a_new_spelling_goes_by_way_of_the_parking() -> None:
    assert list(legs([("a/x", "a/X")], lambda index: f"p{index}")) == [
        (0, "a/x", "p0"),
        (0, "p0", "a/X"),
    ]


def test_a_chain_runs_from_its_free_end() -> None:
    moves = [("1", "2"), ("2", "3"), ("3", "4")]
    assert [leg[1:] for leg in legs(moves, str)] == moves[::-1]
