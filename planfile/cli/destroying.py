"""What `planfile destroy` and `planfile undo` do: settle what, ask, take it back."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from planfile.cli.carrying import carry_out
from planfile.cli.limits import give_back
from planfile.cli.session import library_of, settled
from planfile.stages.destroy import destroy


class Wanted(NamedTuple):
    """The options of one destroy."""

    last: bool = False
    run: int | None = None
    yes: bool = False
    dry_run: bool = False
    skip_drifted: bool = False
    lock_timeout: float = 0.0


def destroy_plainly(library: str) -> int:
    """`planfile destroy LIBRARY --yes`, without typer."""
    return take_back(library, Wanted(yes=True), as_json=False)


def undo_plainly(library: str) -> int:
    """`planfile undo LIBRARY --yes`, without typer."""
    return take_back(library, Wanted(last=True, yes=True), as_json=False)


def take_back(library: str | None, wanted: Wanted, *, as_json: bool) -> int:
    """Take back in a library what is wanted."""
    give_back()
    settings = settled(library, dry_run=wanted.dry_run or None)
    root = library_of(settings)
    stage = partial(
        destroy,
        root,
        last=wanted.last,
        run=wanted.run,
        skip_drifted=wanted.skip_drifted,
        lock_timeout=wanted.lock_timeout,
        jobs=settings.jobs,
    )
    question = "" if wanted.yes else f"Take back in {root}"
    return carry_out(stage, question, dry_run=settings.dry_run, as_json=as_json)
