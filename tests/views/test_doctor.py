"""The doctor's rows fit the window."""

from __future__ import annotations

import io

from planfile.artifacts.health import Check, Grade
from planfile.views.doctor import check_lines
from planfile.views.screen import Screen

CHECKS = (
    Check("lock", Grade.GOOD, "nobody holds the library at all", "not told"),
    Check("move", Grade.WRONG, "no room", "remove something or buy a disk"),
)


def rows(width: int) -> list[str]:
    """The checks in a window of so many columns."""
    shown = Screen(io.StringIO(), width=width)
    shown.write(check_lines(CHECKS))
    assert isinstance(shown.stream, io.StringIO)
    return shown.stream.getvalue().splitlines()


def test_rows_go_on_in_their_column() -> None:
    assert rows(34) == [
        "ok      lock  nobody holds the",
        "              library at all",
        "WRONG   move  no room",
        "              remove something or",
        "                buy a disk",
        "1 wrong.",
    ]


def test_a_pipe_has_a_row_each() -> None:
    assert rows(0) == [
        "ok      lock  nobody holds the library at all",
        "WRONG   move  no room",
        "              remove something or buy a disk",
        "1 wrong.",
    ]
