"""The doctor's rows fit the window."""

from __future__ import annotations

from planfile.artifacts.health import Check, Grade
from planfile.views.doctor import check_lines

CHECKS = (
    Check("lock", Grade.GOOD, "nobody holds the library at all", "not told"),
    Check("move", Grade.WRONG, "no room", "remove something or buy a disk"),
)


def test_rows_go_on_in_their_column() -> None:
    assert list(check_lines(CHECKS, width=34)) == [
        "ok      lock  nobody holds the",
        "                library at all",
        "WRONG   move  no room",
        "              remove something or",
        "                buy a disk",
        "1 wrong.",
    ]


def test_a_pipe_and_a_window_too_small_have_a_row_each() -> None:
    for width in (0, 20):
        assert list(check_lines(CHECKS, width=width)) == [
            "ok      lock  nobody holds the library at all",
            "WRONG   move  no room",
            "              remove something or buy a disk",
            "1 wrong.",
        ]
