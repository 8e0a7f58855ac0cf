"""A run that is killed at any system call leaves the library before or after."""

from __future__ import annotations

from functools import partial

import pytest

from planfile.artifacts.plan import Action
from tests.torture.attack import (
    KILLED,
    Dying,
    DyingWithoutLinks,
    DyingWithoutRename,
    Scene,
    count_of,
    counted,
    in_child,
    recovered,
    scene,
)

ALL = [pytest.param(action, marks=pytest.mark.torture) for action in Action]
SOME = [Action.MOVE, *(a for a in ALL if a.values[0] is not Action.MOVE)]
"""Moves in every test run, the other ways in `make torture`."""


def kill_every_call_of_apply(
    found: Scene, what: str, dying: type[Dying] = Dying
) -> None:
    found.forget_copies()
    counting = dying(0)
    found.apply(counting)
    calls = counting.count
    found.destroy(Dying(0))
    ends = []
    with counted(f"kill apply, {what}") as points:
        for at in range(1, calls + 1):
            points.append(at)
            found.forget_copies()
            code = in_child(partial(found.apply, dying(at)))
            assert code == KILLED, f"apply killed at {at}"
            found.nothing_lost(f"apply killed at {at}")
            recovered(found.library, dying(0))
            ends.append(found.judge(f"apply killed at {at}"))
            if ends[-1] == "after":
                found.destroy(Dying(0))
                assert found.judge(f"destroyed after {at}") == "before"
    assert ends == sorted(ends, reverse=True)
    assert {"before", "after"} == set(ends)


def kill_every_call_of_destroy(found: Scene, what: str) -> None:
    found.apply(Dying(0))
    calls = count_of(found.destroy)
    with counted(f"kill destroy, {what}") as points:
        for at in range(1, calls + 1):
            points.append(at)
            if found.judge("at first") == "before":
                found.apply(Dying(0))
            found.forget_copies()
            code = in_child(partial(found.destroy, Dying(at)))
            assert code == KILLED, f"destroy killed at {at}"
            found.nothing_lost(f"destroy killed at {at}")
            recovered(found.library)
            found.judge(f"destroy killed at {at}")


def kill_recoveries(found: Scene, what: str, step: int) -> None:
    """Kill an apply here and there, and its recovery at every call."""
    calls = count_of(found.apply)
    found.destroy(Dying(0))
    with counted(f"kill recover, {what}") as points:
        for at in range(calls // 3, calls, step):
            for again in range(1, 1000):
                if found.judge("at first") == "after":
                    found.destroy(Dying(0))
                points.append(again)
                found.forget_copies()
                in_child(partial(found.apply, Dying(at)))
                code = in_child(partial(recovered, found.library, Dying(again)))
                found.nothing_lost(f"killed at {at}, recovery at {again}")
                recovered(found.library)
                found.judge(f"killed at {at}, recovery at {again}")
                if code != KILLED:
                    break


@pytest.mark.parametrize("action", SOME)
def test_an_apply_killed_at_any_call_is_before_or_after(
    place: str, action: Action
) -> None:
    found = scene(f"{place}/library", action)
    kill_every_call_of_apply(found, action)
    found.goes_there_and_back()


@pytest.mark.torture
@pytest.mark.parametrize("dying", [DyingWithoutRename, DyingWithoutLinks])
def test_file_systems_without_noreplace_are_as_safe(
    place: str, dying: type[Dying]
) -> None:
    found = scene(f"{place}/library")
    kill_every_call_of_apply(found, dying.__name__, dying)
    found.goes_there_and_back()


@pytest.mark.parametrize("action", SOME)
def test_a_destroy_killed_at_any_call_is_before_or_after(
    place: str, action: Action
) -> None:
    found = scene(f"{place}/library", action)
    kill_every_call_of_destroy(found, action)
    found.goes_there_and_back()


@pytest.mark.torture
@pytest.mark.parametrize("action", [Action.MOVE, Action.SYMLINK])
def test_a_run_into_another_device_killed_at_any_call(
    place: str, other_device: str, action: Action
) -> None:
    found = scene(f"{place}/library", action, f"{other_device}/into")
    kill_every_call_of_apply(found, f"{action} into another device")
    found.is_made("before")
    kill_every_call_of_destroy(found, f"{action} into another device")
    found.goes_there_and_back()


def test_a_recovery_killed_at_any_call_is_taken_up_again(place: str) -> None:
    found = scene(f"{place}/library")
    kill_recoveries(found, "move", 20)
    found.goes_there_and_back()


@pytest.mark.torture
@pytest.mark.parametrize("action", list(Action))
def test_a_recovery_killed_twice_everywhere_is_taken_up_again(
    place: str, action: Action
) -> None:
    found = scene(f"{place}/library", action)
    kill_recoveries(found, f"{action}, every call", 1)
    found.goes_there_and_back()
