"""The chain of runs names the first record that was changed, added or left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planfile.artifacts.journal import RunKind
from planfile.artifacts.state import RunRecord, State
from planfile.rules.audit import first_break, last_link, link

LINEAGE = "f" * 16


def record(number: int, **others: object) -> RunRecord:
    return replace(
        RunRecord(
            number,
            f"{number:016x}",
            RunKind.APPLY,
            "move",
            "2026-11-22T12:00:00Z",
            "ann",
            "nas",
            "sha256:ab",
            f"{number:064x}",
            {"placed": number},
        ),
        **others,  # type: ignore[arg-type]
    )


def grown(state: State, *runs: RunRecord) -> State:
    """The state after more runs, as a commit makes it."""
    for run in runs:
        chain = link(last_link(state.lineage, state.runs), run)
        state = replace(state, runs=(*state.runs, replace(run, chain=chain)))
    return state


STATE = grown(State(LINEAGE), *map(record, range(1, 5)))


def changed(number: int, **others: object) -> State:
    """The state with one record altered behind planfile's back."""
    runs = [
        replace(run, **others) if run.number == number else run  # type: ignore[arg-type]
        for run in STATE.runs
    ]
    return replace(STATE, runs=tuple(runs))


def test_an_untouched_history_holds() -> None:
    assert first_break(STATE) is None
    assert first_break(State(LINEAGE)) is None
    assert len({run.chain for run in STATE.runs}) == 4


def test_what_later_runs_add_to_a_record_breaks_nothing() -> None:
    assert first_break(changed(1, undone_by=2)) is None
    assert first_break(changed(1, partly_undone_by=(2, 3))) is None


@pytest.mark.parametrize(
    "others",
    [
        {"who": "somebody else"},
        {"host": "elsewhere"},
        {"when": "2020-01-01T00:00:00Z"},
        {"plan": "sha256:other"},
        {"journal": "0" * 64},
        {"id": "0" * 16},
        {"kind": RunKind.DESTROY},
        {"action": "copy"},
        {"counts": {"placed": 99}},
        {"roots": ("/other",)},
        {"undoes": (1,)},
        {"chain": "0" * 64},
        {"chain": ""},
    ],
)
@pytest.mark.parametrize("number", [2, 4])
def test_the_first_changed_record_is_named(
    number: int, others: dict[str, object]
) -> None:
    found = first_break(changed(number, **others))
    assert found is not None
    assert found.path.startswith(f".planfile/runs/000{number}-")
    assert f"run {number} " in found.message
    assert found.fix


def test_a_record_that_was_taken_out_or_moved_is_noticed() -> None:
    one, two, three, four = STATE.runs
    gone = first_break(replace(STATE, runs=(one, three, four)))
    assert gone is not None
    assert "run 3" in gone.message
    swapped = first_break(replace(STATE, runs=(two, one, three, four)))
    assert swapped is not None
    assert "run 2" in swapped.message


def test_a_history_of_another_lineage_does_not_fit() -> None:
    found = first_break(replace(STATE, lineage="0" * 16))
    assert found is not None
    assert "run 1" in found.message


def test_records_of_an_older_planfile_are_covered_by_the_first_link() -> None:
    old = State(LINEAGE, runs=(record(1), record(2)))
    assert first_break(old) is None
    state = grown(old, record(3), record(4))
    assert first_break(state) is None
    assert state.runs[3].chain == STATE.runs[3].chain
    altered = (replace(state.runs[0], who="eve"), *state.runs[1:])
    found = first_break(replace(state, runs=altered))
    assert found is not None
    assert "run 3" in found.message
