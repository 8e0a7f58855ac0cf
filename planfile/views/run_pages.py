"""One run, or the whole state, spread out: text, JSON, CSV, Markdown and HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from shlex import quote
from typing import NamedTuple

from planfile.artifacts.journal import RunKind
from planfile.artifacts.paths import last_component
from planfile.artifacts.report import Account, Outcome, Report, Status
from planfile.artifacts.state import RunRecord
from planfile.errors import PlanfileError, Problem
from planfile.views.accounts import (
    account_data,
    account_text,
    home_data,
    left_text,
)
from planfile.views.html import Page, page_html
from planfile.views.json_lines import object_lines
from planfile.views.json_text import document
from planfile.views.markdown import (
    LIMIT,
    RESERVE,
    account_items,
    cell,
    code,
    home_items,
    plain_text,
    taken,
)
from planfile.views.moves import role_of_path
from planfile.views.names import visible
from planfile.views.problems import few_of_each, problem_lines
from planfile.views.run_text import (
    counts_text,
    fate,
    history_lines,
    next_step,
    run_data,
    status_lines,
    summary_of,
)
from planfile.views.screen import Paint, counted, plain
from planfile.views.steps import Step, by_folder, origin_text, told_together

SHARE_OF_HOMES = 0.4
FORMULAS = ("=", "+", "-", "@")  # what a spreadsheet takes for one begins so


class RunStory(NamedTuple):
    """A run and all that it did to entries, and what its report says it came to."""

    record: RunRecord
    steps: tuple[Step, ...]
    account: Account | None = None


def title_of(record: RunRecord) -> str:
    """What a run was, in a few words."""
    counts = counts_text(record.counts, record.kind) or "nothing changed"
    return f"Run {record.number}: {record.kind.value}, {counts}{fate(record)}"


def run_lines(
    story: RunStory, *, verbose: bool = False, paint: Paint = plain
) -> Iterator[str]:
    """A run for people: per folder, with every entry when `verbose`."""
    record = story.record
    yield paint("title", title_of(record))
    who = f"{visible(record.who)} on {visible(record.host)}"
    yield paint("faint", f"{record.when} by {who}; {record.action}; {record.plan}")
    if story.account:
        yield paint("faint", account_text(story.account))
        if story.account.left:
            yield f"left: {left_text(story.account)}"
    yield ""
    found = by_folder(story.steps)
    for folder, steps in (found if verbose else told_together(found)).items():
        name = f"{visible(folder)}/" if folder else "./"
        count = f"{counted(len(steps), 'entry', 'entries')} {origin_text(steps)}"
        yield f"  {paint('folder', name)}  {paint('faint', count)}"
        for step in steps if verbose else ():
            yield f"    {_step_text(step)}"


def _step_text(step: Step) -> str:
    word, source, destination = step
    return f"{word:8} {visible(source)} → {visible(last_component(destination))}"


def outline_lines(report: Report, paint: Paint = plain) -> Iterator[str]:
    """What a run would do, folder by folder: enough to answer a question by.

    `--dry-run` has every step.
    """
    found = by_folder(act for act in report.acts if all(act))
    for folder, steps in told_together(found).items():
        name = f"{visible(folder)}/" if folder else "./"
        count = counted(len(steps), "entry", "entries")
        yield f"  + {paint('folder', name)}  {paint('faint', count)}"
    if report.kind is RunKind.CLEANUP:
        yield from (f"  - {visible(a or b)}/" for _, a, b in report.acts)
    yield from problem_lines(report.skipped, "Left out", paint)


def run_diff_lines(story: RunStory, *, paint: Paint = plain) -> Iterator[str]:
    """Every entry of a run as before → after."""
    yield paint("title", title_of(story.record))
    for _, source, destination in story.steps:
        yield f"{visible(source)} → {visible(destination)}"


def run_json(story: RunStory) -> Iterator[str]:
    """A run for programs."""
    head = document("run", **run_data(story.record))
    lists: dict[str, Iterable[object]] = {}
    if story.account:
        head |= account_data(story.account)
        lists["homes"] = map(home_data, story.account.homes)
    lists["steps"] = (
        {"step": word, "source": source, "destination": destination}
        for word, source, destination in story.steps
    )
    return object_lines(head, lists)


def csv_lines(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A move map, old and new path, for other tools (RFC 4180), a line for each.

    Odd characters are escaped as on a terminal; JSON has them as they are.
    """
    yield "source,destination"
    for pair in pairs:
        row = io.StringIO(newline="")
        csv.writer(row).writerow(map(_field, pair))
        yield row.getvalue().removesuffix("\r\n")


def _field(path: str) -> str:
    """A path that is no formula to a spreadsheet: "./=1" is where "=1" is."""
    return f"./{visible(path)}" if path[:1] in FORMULAS else visible(path)


def run_markdown(story: RunStory, *, limit: int = LIMIT) -> str:
    """A run for a comment: totals first, then folder by folder while it fits."""
    record = story.record
    head = [
        f"### {plain_text(title_of(record))}",
        "",
        f"{record.when} by {code(record.who)} on {code(record.host)}, {record.action}, "
        f"plan {code(record.plan[:19])}.",
        "",
        *account_items(story.account),
    ]
    room = limit - sum(len(line) + 1 for line in head) - RESERVE
    folders, hidden = taken(home_items(story.account), int(room * SHARE_OF_HOMES))
    folders += [f"- … and {hidden:,} more"] if hidden else []
    head += [*folders, ""] if folders else []
    room -= sum(len(line) + 1 for line in folders)
    kept, dropped = taken(_folder_blocks(story), room)
    more = [f"… and {dropped:,} more folders"] if dropped else []
    return "\n".join([*head, *kept, *more]).rstrip() + "\n"


def _folder_blocks(story: RunStory) -> Iterator[str]:
    for folder, steps in by_folder(story.steps).items():
        lines = [f"- {code(folder + '/' if folder else './')}"]
        lines += [f"  - from {code(source)}" for _, source, _ in steps]
        yield "\n".join(lines)


def run_html(story: RunStory, library: str) -> str:
    """A run as a page, before and after side by side."""
    record = story.record
    facts = {
        "library": library,
        "when": record.when,
        "who": f"{record.who} on {record.host}",
        "action": str(record.action),
        "plan": record.plan[:19],
    }
    if story.account:
        facts["came to"] = account_text(story.account)
        if story.account.left:
            facts["left"] = left_text(story.account)
    return page_html(
        Page(title_of(record), facts, ("before", "after"), _homes(story.steps))
    )


def _homes(steps: Iterable[Step], prefix: str = "") -> Iterator[dict[str, object]]:
    for folder, inside in by_folder(steps).items():
        rows = [
            (visible(a), visible(b), role_of_path(a).value, 0, None, False, "")
            for _, a, b in inside
        ]
        yield {"folder": prefix + visible(folder), "why": "", "rows": rows}


def state_lines(status: Status, *, paint: Paint = plain) -> Iterator[str]:
    """How a library stands, and all of its runs."""
    yield from status_lines(status, paint)
    yield ""
    yield from history_lines(status.runs, paint)


def state_markdown(status: Status) -> str:
    """How a library stands, as a table of runs, the newest 200."""
    lines = [
        f"### {status.phase.value.capitalize()}: "
        f"{counted(status.placed, 'entry', 'entries')} placed, "
        f"{len(status.drift):,} changed since",
        "",
        f"Library {code(status.library)}. Next: {plain_text(next_step(status))}.",
        "",
        "| run | when | what | who |",
        "| ---: | --- | --- | --- |",
    ]
    for run in reversed(status.runs[-200:]):
        counts = counts_text(run.counts, run.kind)
        what = f"{run.kind.value}: {counts}{fate(run)}"
        lines.append(f"| {run.number} | {run.when} | {what} | {cell(run.who)} |")
    return "\n".join(lines) + "\n"


def state_html(status: Status, stories: Iterable[RunStory]) -> str:
    """How a library stands, with everything that its runs did."""
    facts = {
        "library": status.library,
        "phase": status.phase.value,
        "changed since": f"{len(status.drift):,}",
        "next": next_step(status),
    }
    homes = (
        home
        for story in stories
        for home in _homes(story.steps, f"Run {story.record.number}: ")
    )
    title = f"State: {counted(status.placed, 'entry', 'entries')} placed"
    left = [(problem.message, [problem.path]) for problem in status.drift]
    return page_html(Page(title, facts, ("before", "after"), homes, left))


def report_markdown(report: Report, plan: str) -> str:
    """How an apply ended, for the summary of a job."""
    lines = [
        f"### {plain_text(summary_of(report))}",
        "",
        f"Plan {code(plan)}, library {code(report.library)}.",
        "",
        *account_items(report.account if report.number else None),
        *(f"- {plain_text(notice)}" for notice in report.notices),
        *_problem_items(report.skipped),
    ]
    if report.number and report.outcome is Outcome.DONE:
        back = f"planfile destroy {quote(report.library)} --run {report.number}"
        lines += ["", f"{code(back)} takes it back."]
    return "\n".join(lines) + "\n"


def failure_markdown(error: PlanfileError, plan: str) -> str:
    """Why an apply was refused or failed, for the summary of a job."""
    lines = [
        f"### Not applied: {plain_text(error.message)}",
        "",
        f"Plan {code(plan)}. {plain_text(error.fix)}",
        "",
        *_problem_items(error.problems),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _problem_items(problems: tuple[Problem, ...]) -> Iterator[str]:
    kept, rest = few_of_each(problems)
    for problem in kept:
        place = problem.path or problem.file
        where = f"{code(place)}: " if place else ""
        yield f"- {where}{plain_text(problem.message)}"
    for count, last in rest:
        yield f"- and {count:,} more like this: {plain_text(last.message)}"
