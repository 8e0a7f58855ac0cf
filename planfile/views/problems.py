"""Problems: what is wrong and what to do, of many only some, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from planfile.errors import PlanfileError, Problem
from planfile.views.json_text import document, picked
from planfile.views.names import harmless, visible
from planfile.views.screen import Paint, counted

MOST_ALIKE = 10
MOST_TOLD = 50
MOST_LISTED = 20


def said(problem: Problem) -> str:
    """What is wrong and what to do."""
    return f"{problem.message}; {problem.fix}" if problem.fix else problem.message


def few_of_each(
    problems: Sequence[Problem],
) -> tuple[list[Problem], list[tuple[int, Problem]]]:
    """Some of each kind, in their order; and how many more there are like which.

    So the one folder that cannot be written is told, too, and not only its files.
    """
    counts: Counter[str] = Counter()
    kept, rest = [], {}
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= MOST_ALIKE:
            kept.append(problem)
        else:
            rest[problem.code] = problem
    return kept, [(counts[code] - MOST_ALIKE, last) for code, last in rest.items()]


def failure_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Problems of one failure, a line each, as many as a person may read."""
    kept, rest = few_of_each(problems)
    yield from map(described, kept[:MOST_TOLD])
    if len(kept) > MOST_TOLD:
        yield f"and {len(problems) - MOST_TOLD:,} more"
        return
    for count, last in rest:
        yield f"and {count:,} more like this: {last.message}"


def described(problem: Problem) -> str:
    """One problem in one line: `file:line:column: what; what to do`.

    Where the file is not known, the line is the plan's and not that of `path`.
    """
    place = problem.file or problem.path
    if not problem.file and place and problem.line:
        place += f" (line {problem.line} of the plan)"
    elif place and problem.line:
        place += f":{problem.line}" + (f":{problem.column}" if problem.column else "")
    return f"{place}: {said(problem)}" if place else said(problem)


def problem_lines(
    problems: tuple[Problem, ...], title: str, paint: Paint
) -> Iterator[str]:
    """The first problems, each with its path, and how many more there are."""
    if not problems:
        return
    yield paint("look", f"{title}: {counted(len(problems), 'entry', 'entries')}")
    for problem in problems[:MOST_LISTED]:
        fix = f" ({harmless(problem.fix)})" if problem.fix else ""
        yield f"  ? {visible(problem.path)}: {harmless(problem.message)}{fix}"
    if len(problems) > MOST_LISTED:
        yield f"  and {len(problems) - MOST_LISTED:,} more"


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem without what is not known about it."""
    return {name: value for name, value in problem._asdict().items() if value}


def failure_data(error: PlanfileError) -> dict[str, object]:
    """An error for programs."""
    return document(
        "failure",
        error=type(error).__name__,
        **picked(error, "message fix exit_code"),
        problems=[problem_data(problem) for problem in error.problems],
    )
