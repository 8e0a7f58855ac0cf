"""A system call that fails, once or for good, or lies, is never the end of a file."""

from __future__ import annotations

import errno
from functools import partial

import pytest

from planfile.artifacts.plan import Action
from tests.torture.attack import (
    ERRORS,
    NEEDED,
    Dying,
    Failing,
    Lying,
    LyingWithoutRename,
    Scene,
    count_of,
    counted,
    litter,
    outcome,
    recovered,
    scene,
)

ROLLED_BACK = 6
DRIFT = 4


def fail_every_call(found: Scene, numbers: tuple[int, ...], *, on: bool) -> None:
    """Let each call of apply and destroy fail, each in its turn."""
    what = "for good" if on else "once"
    for name, verb, at_first in (
        ("apply", found.apply, "before"),
        ("destroy", found.destroy, "after"),
    ):
        found.is_made(at_first)
        found.forget_copies()
        calls = count_of(verb)
        with counted(f"error {what} in {name}") as points:
            for number in numbers:
                for at in range(1, calls + 1):
                    found.is_made(at_first)
                    found.forget_copies()
                    points.append(at)
                    failing = Failing(at, number, on=on)
                    code = outcome(partial(verb, failing))
                    text = f"{name}: {errno.errorcode[number]} at {at}: {code}"
                    judge_failure(found, code, at_first, text, failing)


def judge_failure(
    found: Scene, code: int, at_first: str, text: str, failing: Failing
) -> None:
    """6 is as it was, 0 is done, 7 is what recover mends.

    A run that is done may leave its trash to the next command.
    """
    found.nothing_lost(text)
    if code in {ROLLED_BACK, DRIFT}:
        assert found.judge(text, tidy=False) == at_first, text
    elif code == 0:
        if litter(found.library):
            recovered(found.library)
        assert found.judge(text) != at_first, text
    else:
        assert code == NEEDED, text
        assert failing.on, text
    recovered(found.library)
    found.judge(text)


def test_an_error_at_any_call_is_rolled_back(place: str) -> None:
    found = scene(f"{place}/library")
    fail_every_call(found, (errno.EIO,), on=False)
    found.goes_there_and_back()


def test_errors_from_any_call_on_leave_what_recover_mends(place: str) -> None:
    found = scene(f"{place}/library")
    fail_every_call(found, (errno.ENOSPC,), on=True)
    found.goes_there_and_back()


@pytest.mark.torture
@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("on", [False, True])
def test_every_error_at_every_call(place: str, action: Action, on: bool) -> None:
    found = scene(f"{place}/library", action)
    fail_every_call(found, ERRORS, on=on)
    found.goes_there_and_back()


@pytest.mark.parametrize(
    ("action", "lying"),
    [
        (Action.MOVE, Lying),
        (Action.MOVE, LyingWithoutRename),
        pytest.param(Action.COPY, Lying, marks=pytest.mark.torture),
    ],
)
def test_a_call_that_lies_is_noticed(
    place: str, action: Action, lying: type[Lying]
) -> None:
    found = scene(f"{place}/library", action)
    for name, verb, at_first in (
        ("apply", found.apply, "before"),
        ("destroy", found.destroy, "after"),
    ):
        found.is_made(at_first)
        found.forget_copies()
        counting = lying(0)
        verb(counting)
        calls = counting.count
        found.is_made(at_first)
        with counted(f"lie in {name}, {action}, {lying.__name__}") as points:
            for at in range(1, calls + 1):
                found.is_made(at_first)
                found.forget_copies()
                points.append(at)
                code = outcome(partial(verb, lying(at)))
                text = f"{name}: a lie at {at}: {code}"
                found.nothing_lost(text)
                if code == 0:
                    assert found.judge(text, tidy=False) != at_first, text
                recovered(found.library)
                found.judge(text)
    found.goes_there_and_back()


def test_dying_calls_count_from_one(place: str) -> None:
    found = scene(f"{place}/library")
    assert count_of(lambda calls: found.apply(calls)) > 20
    assert Dying(1).count == 0
