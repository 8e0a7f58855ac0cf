"""What a YAML reader complains of, in words about plans and with the fix."""

from __future__ import annotations

_SYNTAX = (
    ("'\\t'", "a tab is used as indentation", "use spaces"),
    (
        "found unexpected end of stream",
        "a quote is opened and never closed",
        "close it; a quote inside single quotes is written twice: ''",
    ),
    (
        "mapping values are not allowed here",
        "a ': ' where YAML does not expect one",
        "put names that hold ': ' between single quotes",
    ),
    (
        "could not find expected ':'",
        "a line that is neither a key nor a list item",
        "add the ':' at its end, or the '- ' before it",
    ),
    (
        "did not find expected <block end>",
        "the indentation does not fit what is above",
        "line it up with its neighbours; quote names in single quotes",
    ),
    (
        "expected <block end>",
        "the indentation does not fit what is above, or a quote ends too early",
        "line it up with its neighbours; a quote inside single quotes is written ''",
    ),
    (
        "undefined alias",
        "an alias (*name) is not allowed",
        "write the value out, or quote it: '*…'",
    ),
    (
        "that cannot start any token",
        "a character that cannot begin a value without quotes",
        "put the value between single quotes",
    ),
    (
        "expected ',' or",
        "a ',' or the closing bracket is missing",
        "write {from: 'path', as: 'name'} with both names in single quotes",
    ),
)


def told(problem: str) -> tuple[str, str]:
    """The YAML library's message in words about plans, and the fix."""
    for part, what, fix in _SYNTAX:
        if part in problem:
            return what, fix
    return f"not YAML: {problem}", "put names between single quotes"
