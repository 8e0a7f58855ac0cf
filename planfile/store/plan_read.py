"""plan.yaml to Plan: limits first, the fast reader, the full one, then the rules."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from planfile.artifacts.plan import Plan
from planfile.errors import InputError, PlanError, Problem
from planfile.rules.check import problems as plan_problems
from planfile.store.plan_draft import FORMS, MAPS
from planfile.store.plan_lines import OtherForm, read_lines

LARGEST = 512 * 2**20
LARGEST_FREE = 16 * 2**20
MOST_LINES = 4_000_000
LONGEST_LINE = 65_536
SPLIT_FIX = "split it: planfile plan --split letter"

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)"
)
_PRINTABLE = bytes([9, 10, *range(32, 127)])
_CONFLICT = re.compile(r"^(?:<{7} .*|\|{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_SNIFF = re.compile(r"(?m)^[ {]*[\"']?planfile[\"']? *:")


class Examined(NamedTuple):
    """What could be read of a plan file, and everything that is wrong with it."""

    plan: Plan | None
    problems: tuple[Problem, ...]


def read_plan(path: str) -> Plan:
    """The plan in a file, complete and safe as far as the file alone can say.

    Raises:
        PlanError: With every problem found.
        InputError: The file cannot be read.
    """
    return _sound(examine_file(path), path)


def parse_plan(text: str, file: str = "plan.yaml") -> Plan:
    """The plan in a text.

    Raises:
        PlanError: With every problem found.
    """
    return _sound(examine_text(text, file), file)


def _sound(examined: Examined, file: str) -> Plan:
    if examined.plan is None or examined.problems:
        count = len(examined.problems)
        many = "one problem" if count == 1 else f"{count} problems"
        raise PlanError(
            f"{file} has {many}; nothing was changed",
            fix=f"mend the plan, then: planfile validate {file}",
            problems=examined.problems,
        )
    return examined.plan


def examine_file(path: str) -> Examined:
    """Read a plan file and list what is wrong with it.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        size = os.stat(path).st_size
        text = _loaded(path) if size <= LARGEST else _far_too_large(path, size)
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}",
            fix="give the path of a plan file; planfile plan LIBRARY writes one",
        ) from error
    return examine_text(text, path) if isinstance(text, str) else text


def _loaded(path: str) -> str | Examined:
    with open(path, "rb") as stream:
        return decoded(stream.read(), path)


def decoded(data: bytes, file: str) -> str | Examined:
    """The text of a plan file's bytes, or why they are none."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return _refused(
            "byte-order-mark",
            "the file begins with a byte order mark",
            "save it as UTF-8 without BOM",
            file,
            1,
            1,
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        return _refused(
            "not-utf-8",
            f"byte 0x{data[error.start]:02X} is not UTF-8",
            "save the file as UTF-8; write such names as {raw: 'Caf%E9.mkv'}",
            file,
            line,
            len(data[start : error.start].decode("utf-8")) + 1,
        )


def _far_too_large(path: str, size: int) -> Examined:
    message = f"the file has {size >> 20} MB, more than {LARGEST >> 20}"
    return _refused("too-large", message, SPLIT_FIX, path)


def examine_text(text: str, file: str) -> Examined:
    """The same for a text."""
    plan: Plan | None = None
    found = _too_much(text, file)
    try:
        if not found:
            plan = read_lines(text, file)
            found = _not_for_yaml(text, file)
            plan = None if found else plan
    except OtherForm:
        plan, found = _read_other_form(text, file)
    if plan is not None:
        unsafe = plan_problems(plan)
        if found:  # counts of a plan read in part say nothing
            unsafe = [p for p in unsafe if p.code not in {"lost-line", "added-line"}]
        found = sorted([*found, *with_columns(unsafe, text)], key=_by_place)
    return Examined(plan, tuple(found))


def _read_other_form(text: str, file: str) -> tuple[Plan | None, list[Problem]]:
    if len(text) > LARGEST_FREE:
        return None, [_too_free(text, file)]
    found = _not_for_yaml(text, file)
    if found:
        return None, found
    from planfile.store.plan_yaml import read_yaml

    return read_yaml(text, file)


def with_columns(problems: list[Problem], text: str) -> list[Problem]:
    """Problems with the column where the value on their line begins."""
    if not problems:
        return []
    rows = text.split("\n")
    return [_with_column(problem, rows) for problem in problems]


def _with_column(problem: Problem, rows: list[str]) -> Problem:
    line = problem.line
    if not line and (problem.path in FORMS or problem.path in MAPS):
        key = f"{problem.path}:"
        line = next((n for n, row in enumerate(rows, 1) if row.startswith(key)), 0)
    if problem.column or not 0 < line <= len(rows):
        return problem
    return problem._replace(line=line, column=_column(rows[line - 1]))


def _column(row: str) -> int:
    inner = row.lstrip(" ")
    return len(row) - len(inner.removeprefix("- ").lstrip(" ")) + 1


def _by_place(problem: Problem) -> tuple[bool, int, int]:
    return not problem.line, problem.line, problem.column


def _refused(
    code: str, message: str, fix: str, file: str, line: int = 0, column: int = 0
) -> Examined:
    return Examined(None, (Problem(code, message, fix, "", line, column, file),))


def _too_much(text: str, file: str) -> list[Problem]:
    """Limits that keep hostile input from costing time or memory."""
    if text.count("\n") > MOST_LINES:
        message = f"the file has more than {MOST_LINES} lines"
        return [Problem("too-large", message, SPLIT_FIX, file=file)]
    if not _SNIFF.search(text):
        message = "this is no plan: there is no line 'planfile: 1'"
        fix = "planfile plan LIBRARY writes one"
        return [Problem("not-a-plan", message, fix, "", 1, 1, file)]
    start, line = 0, 1
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE)
        if end < 0:
            message = f"a line of more than {LONGEST_LINE} characters"
            fix = "no path is that long: put one file on a line"
            return [Problem("line-too-long", message, fix, "", line, 1, file)]
        line += text.count("\n", start, end + 1)
        start = end + 1
    return []


def _not_for_yaml(text: str, file: str) -> list[Problem]:
    """What is no YAML to any reader, found before one is asked."""
    found = []
    if "<<<<<<< " in text or ">>>>>>> " in text:
        found += [
            _at(
                text,
                match.start(),
                "conflict-marker",
                f"a git conflict marker ({match[0][:7]})",
                "merge the two versions and remove the markers",
                file,
            )
            for match in _CONFLICT.finditer(text)
        ]
    if text.isascii() and not text.encode().translate(None, _PRINTABLE):
        return found  # ten times as fast as the expression below
    for index, match in enumerate(_UNPRINTABLE.finditer(text)):
        if index == 20:
            break
        code = ord(match[0])
        fix = "remove it; a name that holds it is written {raw: 'name%0Aname'}"
        message = f"the character U+{code:04X} cannot stand in a plan"
        found.append(_at(text, match.start(), "control-character", message, fix, file))
    return found


def _at(
    text: str, position: int, code: str, message: str, fix: str, file: str
) -> Problem:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Problem(code, message, fix, "", line, column, file)


def _too_free(text: str, file: str) -> Problem:
    return Problem(
        "too-large",
        f"a plan of {len(text) >> 20} MB must be in the form that planfile writes",
        "planfile fmt brings smaller plans into it; or split: planfile plan --split",
        file=file,
    )
