"""Verdicts on plans: for people, for programs, and as annotations on GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planfile.artifacts.plan import Plan
from planfile.artifacts.verdict import Verdict
from planfile.errors import Problem
from planfile.views.json_lines import object_lines
from planfile.views.json_text import document
from planfile.views.names import harmless, visible
from planfile.views.problems import few_of_each, said
from planfile.views.screen import Paint, counted, plain

NOT_LOOKED_UP = (
    "its scan is not beside it as tree.json, so no path was looked up; "
    "--tree FILE gives it"
)


def verdict_lines(verdicts: Iterable[Verdict], paint: Paint = plain) -> Iterator[str]:
    """For people: every problem in one line, and a line for each plan that is fine."""
    error, warning, fine = (
        paint(*word)
        for word in (("wrong", "error"), ("look", "warning"), ("good", "fine"))
    )
    for verdict in verdicts:
        for problem in verdict.problems:
            yield f"{place(verdict, problem)}: {error}: {harmless(said(problem))}"
        for problem in verdict.warnings:
            yield f"{place(verdict, problem)}: {warning}: {harmless(said(problem))}"
        name = visible(verdict.path)
        if verdict.problems:
            yield f"{name}: {counted(len(verdict.problems), 'problem')}"
        elif verdict.plan:
            if not verdict.looked_up:
                yield f"{name}: {NOT_LOOKED_UP}"
            yield f"{name}: {fine}: {summed(verdict.plan)}"


def place(verdict: Verdict, problem: Problem) -> str:
    """`file:line:column`, as far as it is known."""
    numbers = f":{problem.line}:{problem.column or 1}" if problem.line else ""
    return visible(problem.file or verdict.path) + numbers


def summed(plan: Plan) -> str:
    """What a sound plan amounts to."""
    placed = len(plan.placements)
    return f"{placed:,} to place, {len(plan.left):,} left, {plan.unchanged:,} unchanged"


def verdict_json(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """For programs."""
    head = document(
        "validation", valid=not any(verdict.problems for verdict in verdicts)
    )
    return object_lines(head, {"files": (_data(verdict) for verdict in verdicts)})


def _data(verdict: Verdict) -> dict[str, object]:
    return {
        "file": verdict.path,
        "valid": not verdict.problems,
        "looked_up": verdict.looked_up,
        "problems": [_problem(verdict, problem) for problem in verdict.problems],
        "warnings": [_problem(verdict, problem) for problem in verdict.warnings],
    }


def _problem(verdict: Verdict, problem: Problem) -> dict[str, object]:
    return problem._asdict() | {"file": problem.file or verdict.path}


def verdict_annotations(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Workflow commands that GitHub shows beside the lines of a pull request.

    At most ten of a kind, since GitHub drops what goes beyond: then how many more.
    """
    for verdict in verdicts:
        yield from _annotations(verdict, "error", verdict.problems)
        yield from _annotations(verdict, "warning", verdict.warnings)


def _annotations(
    verdict: Verdict, level: str, problems: Sequence[Problem]
) -> Iterator[str]:
    kept, rest = few_of_each(problems)
    for problem in kept:
        yield _annotation(verdict, level, problem, harmless(said(problem)))
    for count, last in rest:
        more = Problem(last.code, f"and {count:,} more")
        yield _annotation(verdict, level, more, more.message)


def _annotation(verdict: Verdict, level: str, problem: Problem, text: str) -> str:
    fields = {"file": problem.file or verdict.path, "title": f"planfile {problem.code}"}
    if problem.line:
        fields |= {"line": str(problem.line), "col": str(problem.column or 1)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in fields.items())
    return f"::{level} {listed}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
