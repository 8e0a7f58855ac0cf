"""What `planfile show` does for a run and for the state of a library."""

from __future__ import annotations

from collections.abc import Iterable

from planfile.artifacts.report import Account
from planfile.artifacts.state import RunRecord
from planfile.cli.session import library_of, note, run_of, settled
from planfile.cli.showing import Shown
from planfile.errors import ArtifactError
from planfile.stages.status import account_of, moves_of, status
from planfile.views import run_pages
from planfile.views.json_text import json_text
from planfile.views.run_text import status_data
from planfile.views.screen import Screen


def shown_run(number: str, library: str | None, *, verbose: bool, diff: bool) -> Shown:
    """A run by its number.

    Raises:
        InputError: There is no such run.
    """
    root = library_of(settled(library), "--library DIR")
    record = run_of(root, number)
    steps = tuple(moves_of(root, record.number))
    story = run_pages.RunStory(record, steps, account(root, record))

    def human(at: Screen) -> Iterable[str]:
        if diff:
            return run_pages.run_diff_lines(story, paint=at.paint)
        return run_pages.run_lines(story, verbose=verbose, paint=at.paint)

    return Shown(
        human,
        lambda: run_pages.run_markdown(story),
        lambda: run_pages.run_json(story),
        lambda: run_pages.run_html(story, root),
        lambda: [(source, destination) for _, source, destination in steps],
    )


def account(root: str, record: RunRecord) -> Account | None:
    """What a run came to; where its report is damaged the rest is shown without."""
    try:
        return account_of(root, record)
    except ArtifactError as error:
        note(f"warning: {error.message}; {error.fix}")
        return None


def shown_state(library: str | None) -> Shown:
    """How a library stands, with all its runs."""
    root = library_of(settled(library), "--library DIR")
    found = status(root)

    def stories() -> Iterable[run_pages.RunStory]:
        for record in found.runs:
            yield run_pages.RunStory(record, tuple(moves_of(root, record.number)))

    return Shown(
        lambda at: run_pages.state_lines(found, paint=at.paint),
        lambda: run_pages.state_markdown(found),
        lambda: [json_text(status_data(found))],
        lambda: run_pages.state_html(found, stories()),
        lambda: [step[1:] for story in stories() for step in story.steps],
    )
