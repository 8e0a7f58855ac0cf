"""What no reader of plans is given: too large, not text, half merged."""

from __future__ import annotations

import re
from itertools import islice

from planfile.errors import Problem

LARGEST = 512 * 2**20
LARGEST_FREE = 16 * 2**20
MOST_LINES = 4_000_000
LONGEST_LINE = 65_536
MOST_CHARACTERS_TOLD = 20
SPLIT_FIX = "split it: planfile plan --split letter"

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)"
)
_PRINTABLE = bytes([9, 10, *range(32, 127)])
_CONFLICT = re.compile(r"^(?:<{7} .*|\|{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_OTHER = re.compile(r'\s*\{\s*"planfile":\s*"([a-z]+)"')
_SNIFF = re.compile(r"(?m)^[ {]*[\"']?planfile[\"']? *:")


def decoded(data: bytes, file: str) -> str | Problem:
    """The text of a plan file's bytes, or why they are none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "the file is UTF-16"
        return _refusal("byte-order-mark", what, "save it as UTF-8", file, 1, 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        return _refusal(
            "not-utf-8",
            f"byte 0x{data[error.start]:02X} is not UTF-8",
            "save the file as UTF-8; write such names as {raw: 'Caf%E9.mkv'}",
            file,
            line,
            len(data[start : error.start].decode("utf-8")) + 1,
        )


def far_too_large(path: str, size: int) -> Problem:
    """Why a file of `size` bytes is not even opened."""
    message = f"the file has {size:,} bytes; planfile reads up to {LARGEST:,}"
    return _refusal("too-large", message, SPLIT_FIX, path)


def _refusal(
    code: str, message: str, fix: str, file: str, line: int = 0, column: int = 0
) -> Problem:
    return Problem(code, message, fix, "", line, column, file)


def too_much(text: str, file: str) -> list[Problem]:
    """Limits that keep hostile input from costing time or memory."""
    if text.count("\n") > MOST_LINES:
        message = f"the file has more than {MOST_LINES} lines"
        return [_refusal("too-large", message, SPLIT_FIX, file)]
    other = _OTHER.match(text)
    if other:
        message = f"this is a {other[1]}, not a plan"
        fix = "give a plan; planfile plan makes one of a library or a tree"
        return [_refusal("not-a-plan", message, fix, file, 1, 1)]
    if not _SNIFF.search(text):
        message = "this is no plan: there is no line 'planfile: 1'"
        fix = "planfile plan LIBRARY writes one"
        return [_refusal("not-a-plan", message, fix, file, 1, 1)]
    line = long_line(text)
    if line:
        message = f"a line of more than {LONGEST_LINE} characters"
        fix = "no path is that long: put one file on a line"
        return [_refusal("line-too-long", message, fix, file, line, 1)]
    return []


def long_line(text: str) -> int:
    """The first line that is longer than any of ours, 0 if there is none."""
    start, line = 0, 1
    while len(text) - start > LONGEST_LINE:
        end = text.rfind("\n", start, start + LONGEST_LINE)
        if end < 0:
            return line
        line += text.count("\n", start, end + 1)
        start = end + 1
    return 0


def unprintable(data: bytes) -> bool:
    """Whether UTF-8 holds what YAML calls unprintable, or a carriage return."""
    rest = data.translate(None, _PRINTABLE)
    return bool(rest) and (b"\r" in rest or bool(_UNPRINTABLE.search(rest.decode())))


def not_for_yaml(text: str, file: str) -> list[Problem]:
    """What is no YAML to any reader: merge conflicts, unprintable characters."""
    found = []
    if "<<<<<<< " in text or ">>>>>>> " in text:
        for match in _CONFLICT.finditer(text):
            what = f"a git conflict marker ({match[0][:7]})"
            fix = "merge the two versions and remove the markers"
            at = match.start()
            found.append(problem_at(text, at, "conflict-marker", what, fix, file))
    if text.isascii() and not text.encode().translate(None, _PRINTABLE):
        return found  # ten times as fast as the expression below
    for match in islice(_UNPRINTABLE.finditer(text), MOST_CHARACTERS_TOLD):
        what = f"the character U+{ord(match[0]):04X} cannot stand in a plan"
        fix = "remove it; a name that holds it is written {raw: 'name%0Aname'}"
        at = match.start()
        found.append(problem_at(text, at, "control-character", what, fix, file))
    return found


def problem_at(
    text: str, position: int, code: str, message: str, fix: str, file: str
) -> Problem:
    """A problem with the line and column of a position in the text."""
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return _refusal(code, message, fix, file, line, column)


def too_free(text: str, file: str) -> Problem:
    """Why a large file in a form of its own is not read."""
    what = f"a plan of {len(text) >> 20} MB must be in the form that planfile writes"
    fix = "planfile fmt brings smaller plans into it; or split: planfile plan --split"
    return _refusal("too-large", what, fix, file)
