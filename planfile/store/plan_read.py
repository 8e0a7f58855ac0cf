"""plan.yaml to Plan: limits first, the fast reader, the full one, then the rules."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from planfile.artifacts.plan import Plan
from planfile.errors import InputError, PlanError, Problem
from planfile.rules.check import problems as plan_problems
from planfile.store import plan_limits
from planfile.store.bounded import read_most
from planfile.store.plan_blocks import read_by_blocks, read_lines
from planfile.store.plan_draft import FORMS, MAPS
from planfile.store.plan_lines import OtherForm

_NO_HEAD = ("", " ", "#", "\n")
COUNTED = {"lost-line", "added-line"}


class Examined(NamedTuple):
    """What could be read of a plan, and everything that is wrong with it.

    `whole` says that its form is right: all of it was read, and the problems are about
    what it would do. Otherwise the plan holds only what could be understood.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    whole: bool = False


class Source(NamedTuple):
    """One file of a plan: its text, and what its form alone says."""

    file: str
    text: str
    plan: Plan | None
    problems: tuple[Problem, ...]


def read_plan(path: str) -> Plan:
    """The plan in a file or folder, complete and safe as far as it alone can say.

    Raises:
        PlanError: With every problem found.
        InputError: It cannot be read.
    """
    return sound(examine(path), path)


def parse_plan(text: str, file: str = "plan.yaml") -> Plan:
    """The plan in a text.

    Raises:
        PlanError: With every problem found.
    """
    return sound(examine_text(text, file), file)


def sound(examined: Examined | Source, file: str) -> Plan:
    """The plan, if nothing is wrong with it, or with its form.

    Raises:
        PlanError: With every problem found.
    """
    if examined.plan is None or examined.problems:
        count = len(examined.problems)
        many = "one problem" if count == 1 else f"{count} problems"
        what = f"{file} has {many}; nothing was changed"
        fix = f"mend the plan, then: planfile validate {file}"
        raise PlanError(what, fix=fix, problems=examined.problems)
    return examined.plan


def examine(path: str) -> Examined:
    """Read a plan file, or a folder of them, and list what is wrong.

    Raises:
        InputError: It cannot be read.
    """
    if os.path.isdir(path):
        from planfile.store.plan_parts import examine_folder

        return examine_folder(path)
    plan = _sound_at_once(path)
    if plan is not None:
        return Examined(plan, (), whole=True)
    examined = examined_source(load_source(path))
    if any(problem.code in COUNTED for problem in examined.problems):
        from planfile.store.plan_parts import examine_folder, is_head

        if is_head(path):
            return examine_folder(os.path.dirname(path) or ".")
    return examined


def _sound_at_once(path: str) -> Plan | None:
    """A whole plan in the canonical form with nothing wrong; None: look closely."""
    try:
        plan = read_by_blocks(path)
    except OSError:
        return None
    return None if plan is None or plan.part or plan_problems(plan) else plan


def examine_text(text: str, file: str) -> Examined:
    """The same for a text."""
    return examined_source(read_source(text, file))


def load_source(path: str) -> Source:
    """A plan file as it is, its form judged and nothing else.

    Raises:
        InputError: It cannot be read.
    """
    try:
        text = _loaded(path)
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}",
            fix="give the path of a plan file; planfile plan LIBRARY writes one",
        ) from error
    if isinstance(text, Problem):
        return Source(path, "", None, (text,))
    return read_source(text, path)


def _loaded(path: str) -> str | Problem:
    with open(path, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= plan_limits.LARGEST:  # a pipe tells no size
            data = read_most(stream, plan_limits.LARGEST)
            size = len(data)
    if size > plan_limits.LARGEST:
        return plan_limits.far_too_large(path, size)
    return plan_limits.decoded(data, path)


def read_source(text: str, file: str) -> Source:
    """The same for a text; the mark that Windows editors begin one with is no part."""
    text = text.removeprefix("\ufeff")
    plan = None
    found = plan_limits.too_much(text, file)
    if not found:
        plan, found = _read_text(text, file)
    return Source(file, text, plan, tuple(found))


def _read_text(text: str, file: str) -> tuple[Plan | None, list[Problem]]:
    """The plan by either reader, and what is wrong with its form."""
    plan = None
    try:
        plan = read_lines(text, file)
    except OtherForm:
        if len(text) > plan_limits.LARGEST_FREE:
            return None, [plan_limits.too_free(text, file)]
    found = plan_limits.not_for_yaml(text, file)
    if plan is not None or found:
        return None if found else plan, found
    from planfile.store.plan_yaml import read_yaml

    return read_yaml(text, file)


def examined_source(source: Source) -> Examined:
    """A file's plan by the rules of safety, too."""
    plan, found = source.plan, source.problems
    if plan is None:
        return Examined(None, found)
    if plan.part and not found:
        return Examined(None, (_only_a_part(plan, source.file),))
    unsafe = plan_problems(plan)
    if found:  # counts of a plan read in part say nothing
        unsafe = [problem for problem in unsafe if problem.code not in COUNTED]
    rows = source.text.split("\n") if unsafe else ()
    told = [*found, *with_columns(unsafe, rows)]
    return Examined(plan, tuple(sorted(told, key=_by_place)), whole=not found)


def _only_a_part(plan: Plan, file: str) -> Problem:
    what = f"this is only a part of a plan, which begins in {plan.part}"
    fix = f"give the whole folder: planfile validate {os.path.dirname(file) or '.'}"
    return Problem("only-a-part", what, fix, file=file)


def with_columns(problems: list[Problem], rows: Iterable[str]) -> list[Problem]:
    """Problems with the column where the value on their line begins.

    The text comes line by line; only lines in question are kept.
    """
    wanted = {problem.line for problem in problems}
    lines: dict[int, str] = {}
    heads: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        head, colon, _ = row.partition(":") if row[:1] not in _NO_HEAD else ("", "", "")
        if number in wanted or colon:
            lines[number] = row
        if colon:
            heads.setdefault(head, number)
    return [_with_column(problem, lines, heads) for problem in problems]


def _with_column(
    problem: Problem, lines: dict[int, str], heads: dict[str, int]
) -> Problem:
    line = problem.line
    if not line and (problem.path in FORMS or problem.path in MAPS):
        line = heads.get(problem.path, 0)
    if problem.column or line not in lines:
        return problem
    return problem._replace(line=line, column=_column(lines[line]))


def _column(row: str) -> int:
    inner = row.lstrip(" ")
    return len(row) - len(inner.removeprefix("- ").lstrip(" ")) + 1


def _by_place(problem: Problem) -> tuple[bool, int, int]:
    return not problem.line, problem.line, problem.column


def located(problems: list[Problem]) -> list[Problem]:
    """Problems with their columns, looked up in the files that they name."""
    found = list(problems)
    for file in {problem.file for problem in problems if problem.file}:
        places = [at for at, problem in enumerate(problems) if problem.file == file]
        with open(file, encoding="utf-8-sig", errors="replace", newline="\n") as stream:
            told = with_columns([problems[at] for at in places], stream)
        for at, problem in zip(places, told, strict=True):
            found[at] = problem
    return found
