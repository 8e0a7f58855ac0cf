"""Runs of every kind, one after the other, with somebody at work in between.

Whatever happens, no content that was there is lost, a refusal changes nothing, a dry
run says what the real one does, and without anybody's work all of it comes back.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from planfile.artifacts.plan import Action
from planfile.artifacts.report import Report
from planfile.errors import DriftError, InputError, PlanError
from planfile.stages.apply import apply
from planfile.stages.cleanup import cleanup
from planfile.stages.destroy import destroy
from planfile.stages.recover import recover
from tests.stages.runs import files, make, plan
from tests.torture.attack import (
    Dying,
    DyingWithoutLinks,
    DyingWithoutRename,
    in_child,
    snapshot,
)

FOLDERS = ["in", "in/d", "A", "A/s", "B", "Z"]
NAMES = ["a.mkv", "b.mkv", "A.mkv", "c.srt", "d.nfo"]
ACTIONS = [Action.MOVE, *Action]
Verb = Callable[..., Report]


class Story:
    """A small library and what happens to it; all of it comes out of one number."""

    def __init__(self, library: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.library = library
        names = {self.anywhere(): text for text in ("", "c0", "c1", "c1", "d2")}
        make(library, names)
        self.make_alike(names)
        self.dying = self.chance.choice([Dying, DyingWithoutRename, DyingWithoutLinks])
        self.before = snapshot(library)
        self.alone = True

    def make_alike(self, names: dict[str, str]) -> None:
        """Perhaps a disc, a file with two names, and all of one time."""
        if self.chance.random() < 0.4:
            make(self.library, {"in/D/BDMV/index.bdmv": "i", "in/D/BDMV/S/0.m2ts": "0"})
        path, other = self.chance.choice(list(names)), self.anywhere()
        if os.path.isdir(f"{self.library}/{os.path.dirname(other)}"):
            with suppress(FileExistsError):
                os.link(f"{self.library}/{path}", f"{self.library}/{other}")
        if self.chance.random() < 0.5:
            for path in self.own():
                os.utime(f"{self.library}/{path}", ns=(7, 7))

    def anywhere(self) -> str:
        return f"{self.chance.choice(FOLDERS)}/{self.chance.choice(NAMES)}"

    def own(self) -> list[str]:
        """Its files without symlinks."""
        found = files(self.library)
        return [path for path in found if not os.path.islink(f"{self.library}/{path}")]

    def contents(self) -> set[bytes]:
        return {Path(self.library, path).read_bytes() for path in self.own()}

    def verb(self) -> Verb:
        """Something that planfile is asked to do."""
        kind, skip = self.chance.random(), self.chance.random() < 0.3
        if kind < 0.1:
            return partial(cleanup, self.library)
        if kind < 0.4:
            last, run = self.chance.choice(
                [(False, None), (True, None), (False, 1), (False, 2)]
            )
            return partial(destroy, self.library, last=last, run=run, skip_drifted=skip)
        own = [path for path in self.own() if "/BDMV/" not in path]
        some = self.chance.sample(own, min(self.chance.randint(1, 4), len(own)))
        goals = [self.anywhere() for _ in some]
        if self.chance.random() < 0.4:  # chains, swaps and rings
            goals = self.chance.sample(some, len(some))
        moves = {path: to for path, to in zip(some, goals, strict=True) if path != to}
        for disc in {path.partition("BDMV/")[0] for path in {*self.own()} - {*own}}:
            if self.chance.random() < 0.4:
                moves[f"{disc}BDMV/"] = f"{self.chance.choice(FOLDERS)}/BDMV/"
        wanted = plan(self.library, moves, self.chance.choice(ACTIONS))
        return partial(apply, wanted, skip_drifted=skip)

    def somebody(self) -> None:
        """Somebody removes, moves, copies or writes to a file."""
        path, goal = self.chance.choice(self.own()), self.anywhere()
        full, other = f"{self.library}/{path}", f"{self.library}/{goal}"
        os.makedirs(os.path.dirname(other), exist_ok=True)
        deed = self.chance.choice(["remove", "move", "copy", "write", "replace"])
        self.alone = False
        if deed == "remove":
            os.unlink(full)
        elif deed == "replace":
            seen = os.stat(full)
            Path(f"{full}.new").write_bytes(b"R" * seen.st_size)
            os.utime(f"{full}.new", ns=(7, seen.st_mtime_ns))
            os.replace(f"{full}.new", full)
        elif deed == "write":
            with open(full, "a", encoding="utf-8") as stream:
                stream.write("E")
        elif not os.path.lexists(other):
            (os.rename if deed == "move" else shutil.copy2)(full, other)

    def step(self) -> None:
        """One verb: first dry, perhaps killed, then for good."""
        verb, there, looks = self.verb(), self.contents(), snapshot(self.library)
        would = outcome(partial(verb, dry_run=True))
        assert snapshot(self.library) == looks
        if isinstance(would, dict) and self.chance.random() < 0.3:
            at = self.chance.randint(1, 120)
            in_child(partial(verb, calls=self.dying(at)))
            recover(self.library)
            assert there <= self.contents()
            if snapshot(self.library) != looks:
                return
        done = outcome(verb)
        assert done == would
        assert there <= self.contents()
        assert isinstance(done, dict) or snapshot(self.library) == looks


def outcome(verb: Callable[[], Report]) -> dict[str, int] | list[str]:
    """What a verb counts, or what stands against it."""
    try:
        return verb().counts
    except (DriftError, InputError, PlanError) as error:
        return [problem.code for problem in error.problems] or [error.message]


@pytest.mark.parametrize(
    "seeds",
    [range(30), pytest.param(range(100, 900), marks=pytest.mark.torture)],
)
def test_random_runs_lose_nothing_and_come_back(tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        story = Story(str(tmp_path / f"{seed}"), seed)
        for _ in range(story.chance.randint(2, 7)):
            if story.own() and story.chance.random() < 0.15:
                story.somebody()
            story.step()
        there = story.contents()
        done = outcome(partial(destroy, story.library, skip_drifted=not story.alone))
        assert isinstance(done, dict) or not story.alone, f"story {seed}"
        assert there <= story.contents(), f"story {seed}"
        if story.alone:
            assert snapshot(story.library) == story.before, f"story {seed}"
