"""Random plans, kills and ways back, one after the other, against a model."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from planfile.errors import DriftError, PlanError
from planfile.stages.apply import apply
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from planfile.stages.status import status, verify
from tests.stages.runs import files, make, plan
from tests.torture.attack import Dying, Failing, in_child, outcome, snapshot

START = {f"in/{number}": str(number) for number in range(4)} | {
    "A/x": "x",
    "A/y": "y",
    "B/deep/z": "z",
    "void/": "",
}
PLACES = [f"{folder}/{name}" for folder in ("A", "B", "B/deep", "C") for name in "xyzX"]
MOVES = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(PLACES)),
    min_size=1,
    max_size=5,
    unique_by=(lambda move: move[0], lambda move: move[1].lower()),
)
EIO = 5


class Library(RuleBasedStateMachine):
    """A library, and what must be in it after each run that stands."""

    def __init__(self) -> None:
        super().__init__()
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.top = tempfile.mkdtemp(dir=memory, prefix="planfile-")
        self.library = make(f"{self.top}/library", START)
        recover(self.library)  # makes .planfile, which once touches the library's mtime
        self.before = snapshot(self.library)
        self.models = [{path: text for path, text in START.items() if text}]

    def teardown(self) -> None:
        destroy(self.library)
        assert snapshot(self.library) == self.before
        assert verify(self.library) == ()
        shutil.rmtree(self.top)

    def wanted(self, moves: list[tuple[int, str]]) -> dict[str, str]:
        """Moves of files that exist, as far as they lead elsewhere."""
        paths = sorted(self.models[-1])
        chosen = {paths[i % len(paths)]: goal for i, goal in moves}
        return {source: goal for source, goal in chosen.items() if source != goal}

    def after(self, moves: dict[str, str]) -> dict[str, str]:
        model = dict(self.models[-1])
        texts = {goal: model.pop(source) for source, goal in moves.items()}
        return model | texts

    def carried_out(self, moves: dict[str, str]) -> None:
        """Apply for good; a plan that cannot be is refused and changes nothing."""
        if not moves:
            return
        there = snapshot(self.library)
        try:
            apply(plan(self.library, moves))
        except (DriftError, PlanError):
            assert snapshot(self.library) == there
        else:
            self.models.append(self.after(moves))

    @rule(moves=MOVES)
    def place(self, moves: list[tuple[int, str]]) -> None:
        self.carried_out(self.wanted(moves))

    @rule(moves=MOVES, at=st.integers(1, 60))
    def place_and_die(self, moves: list[tuple[int, str]], at: int) -> None:
        chosen = self.wanted(moves)
        if not chosen:
            return
        there = snapshot(self.library)
        in_child(partial(apply, plan(self.library, chosen), calls=Dying(at)))
        recover(self.library)
        if snapshot(self.library) != there:
            self.models.append(self.after(chosen))

    @rule(moves=MOVES, at=st.integers(1, 60), on=st.booleans())
    def place_and_fail(self, moves: list[tuple[int, str]], at: int, on: bool) -> None:
        chosen = self.wanted(moves)
        if not chosen:
            return
        there = snapshot(self.library)
        failing = Failing(at, EIO, on=on)
        outcome(partial(apply, plan(self.library, chosen), calls=failing))
        recover(self.library)
        if snapshot(self.library) != there:
            self.models.append(self.after(chosen))

    @precondition(lambda self: len(self.models) > 1)
    @rule()
    def undo(self) -> None:
        destroy(self.library, last=True)
        self.models.pop()

    @precondition(lambda self: len(self.models) > 1)
    @rule(at=st.integers(1, 60))
    def undo_and_die(self, at: int) -> None:
        there = snapshot(self.library)
        in_child(partial(destroy, self.library, last=True, calls=Dying(at)))
        recover(self.library)
        if snapshot(self.library) != there:
            self.models.pop()

    @precondition(lambda self: len(self.models) > 1)
    @rule()
    def destroy_all(self) -> None:
        destroy(self.library)
        del self.models[1:]
        assert snapshot(self.library) == self.before

    @invariant()
    def everything_is_where_the_model_says(self) -> None:
        found = {}
        for path in files(self.library):
            with open(f"{self.library}/{path}", encoding="utf-8") as stream:
                found[path] = stream.read()
        assert found == self.models[-1]
        assert not status(self.library).drift


def attacked(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Library,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_plans_agree_with_the_model() -> None:
    attacked(12, 10)


@pytest.mark.torture
def test_many_random_plans_agree_with_the_model() -> None:
    attacked(300, 25)
