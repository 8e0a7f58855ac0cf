"""Colour, width, pages and symbols follow the terminal and the environment."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import struct
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planfile.views.screen import (
    Screen,
    bytes_text,
    coloured,
    counted,
    fitted,
    folded,
    plain,
    screen,
    time_text,
    width_of,
)


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def seen(**environment: str) -> Screen:
    return screen(Terminal(), {"TERM": "xterm", **environment})


def test_a_terminal_gets_colour_and_live_lines() -> None:
    found = seen()
    assert found.paint is coloured
    assert found.live
    assert found.width >= 20
    assert found.paint("look", "x") == "\x1b[1;33mx\x1b[0m"


@pytest.mark.parametrize(
    ("environment", "colour", "live"),
    [
        ({"NO_COLOR": "1"}, False, True),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": ""}, False, False),
        ({"CI": "true"}, False, False),
        ({"CI": "true", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True),
    ],
)
def test_what_the_environment_asks_for_is_respected(
    environment: dict[str, str], colour: bool, live: bool
) -> None:
    found = seen(**environment)
    assert (found.paint is coloured) is colour
    assert found.live is live


def test_a_pipe_gets_plain_lines_without_an_edge() -> None:
    found = screen(io.StringIO(), {"TERM": "xterm"})
    assert (found.paint, found.width, found.live) == (plain, 0, False)


def test_symbols_fall_back_to_ascii_where_the_encoding_lacks_them() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii", errors="backslashreplace")
    screen(stream, {}).write(["a → b · c…"])
    assert raw.getvalue() == b"a -> b - c...\n"


def test_a_reader_that_went_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        Screen(stream).write(["x" * 100_000])
        Screen(stream).write(["still silent"])


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 0, "short"),
        ("short", 5, "short"),
        ("Silicon.Valley.S01E01.mkv", 11, "Silic….mkv"),
        ("Silicon.Valley.S01E01.mkv", 12, "Silico…1.mkv"),
        ("進撃の巨人", 7, "進…人"),
        ("abcdef", 3, "abc"),
        ("進撃", 1, ""),
    ],
)
def test_long_names_lose_their_middle(text: str, width: int, shown: str) -> None:
    found = fitted(text, width)
    assert not width or width_of(found) <= width
    assert found == shown or (width == 11 and found == "Silic…1.mkv")


@pytest.mark.parametrize(
    ("line", "width", "parts"),
    [
        ("Plan: 7 to place; 2 left.", 20, ["Plan: 7 to place; 2", "  left."]),
        ("    · two three", 9, ["    · two three"]),
        ("    one two three", 12, ["    one two", "      three"]),
        ("進撃 の 巨人", 8, ["進撃 の", "  巨人"]),
        ("unbreakable-word at last", 8, ["unbreakable-word", "  at", "  last"]),
        ("\x1b[1mone two\x1b[0m", 7, ["\x1b[1mone two\x1b[0m"]),
        ("\x1b[1mone two\x1b[0m", 5, ["\x1b[1mone", "  two\x1b[0m"]),
        ("from A Folder/x (1999).mkv", 9, ["from A Folder/x (1999).mkv"]),
        ("type: planfile status x", 9, ["type: planfile status x"]),
        ("A name  1 video", 9, ["A name  1", "  video"]),
        (
            "  A_KEY    a long value  (default)",
            16,
            ["  A_KEY", "    a long value", "    (default)"],
        ),
        (
            "    0.75  a b: read from the name",
            28,
            ["    0.75  a b: read from the", "          name"],
        ),
    ],
)
def test_prose_is_broken_between_words_and_what_one_copies_is_not(
    line: str, width: int, parts: list[str]
) -> None:
    assert folded(line, width) == parts


def test_a_screen_has_the_size_of_its_own_window() -> None:
    leader, follower = os.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 61, 0, 0))
    with open(follower, "w", encoding="utf-8") as stream:
        assert screen(stream, {"TERM": "xterm"})[2:4] == (61, 30)
        assert screen(stream, {"TERM": "xterm", "COLUMNS": "99"})[2:4] == (99, 30)
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
        assert screen(stream, {"TERM": "xterm"})[2:4] == (80, 24)
    os.close(leader)


def test_a_screen_folds_for_people_and_not_for_programs() -> None:
    shown = Screen(Terminal(), width=10)
    shown.write(["one two three"])
    shown.data(["one two three"])
    assert shown.stream.getvalue() == "one two\n  three\none two three\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_999, "1.0 MB"),
        (4_700_000_000, "4.7 GB"),
        (5 * 10**15, "5000.0 TB"),
    ],
)
def test_sizes_read_as_people_say_them(size: int, shown: str) -> None:
    assert bytes_text(size) == shown


def test_counts_and_times_read_as_people_say_them() -> None:
    assert counted(1, "show") == "1 show"
    assert counted(1200, "entry", "entries") == "1,200 entries"
    assert time_text(75) == "1:15"
    assert time_text(3600 + 62) == "1:01:02"


@pytest.fixture
def paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Page lines on a small screen; gives what the pager got and what was shown."""

    def page(count: int, pager: str, width: int = 0) -> tuple[str, str]:
        got = tmp_path / "paged"
        script = tmp_path / "pager"
        script.write_text(f'#!/bin/sh\ncat > "{got}"\n')
        script.chmod(0o755)
        monkeypatch.setenv("PAGER", pager.replace("SCRIPT", str(script)))
        stream = Terminal()
        small = Screen(stream, width=width, height=10, live=True)
        small.page(f"line {number}" for number in range(count))
        return got.read_text() if got.exists() else "", stream.getvalue()

    return page


def test_long_output_goes_through_the_pager(paged: Callable[..., Any]) -> None:
    got, shown = paged(50, "SCRIPT")
    assert got.count("line") == 50
    assert shown == ""


def test_lines_that_the_window_breaks_count_as_often(paged: Callable[..., Any]) -> None:
    assert paged(5, "SCRIPT", width=7)[0] == ""
    assert paged(5, "SCRIPT", width=3)[0].count("line") == 5


@pytest.mark.parametrize("pager", ["", "no-such-pager-here", "SCRIPT"])
def test_short_output_or_a_missing_pager_prints_at_once(
    paged: Callable[..., Any], pager: str
) -> None:
    got, shown = paged(5 if pager == "SCRIPT" else 50, pager)
    assert got == ""
    assert "line 4" in shown


def test_a_real_terminal_has_a_width() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as stream:
        assert screen(stream, {"TERM": "xterm"}).width >= 20
    os.close(leader)
