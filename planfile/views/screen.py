"""What the reader's end can show: colour, width, symbols, pages."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TextIO, cast

if TYPE_CHECKING:
    import subprocess

Paint = Callable[[str, str], str]
"""Colours a text by an idea ("shows", "look", …), or leaves it as it is."""

COLOURS = {
    "title": "1",
    "folder": "1;36",
    "group": "36",
    "arrives": "32",
    "look": "1;33",
    "stays": "2",
    "wrong": "1;31",
    "good": "32",
    "faint": "2",
}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
HELD = re.compile(r"/|\bplanfile [a-z]|^[-+~?·@] ")
"""What holds a line together: a path, something to type, a mark."""
CELL = re.compile(r"( *)(\S+(?: \S+)*)")
WORD = re.compile(r"( *)(\S+)")
LEAST_ROOM = 16  # columns; in less, the end of a row goes on beneath its beginning
PLAIN_SYMBOLS = str.maketrans({"→": "->", "·": "-", "…": "...", "–": "-", "×": "x"})


def plain(idea: str, text: str) -> str:
    """Paint nothing."""
    del idea
    return text


def coloured(idea: str, text: str) -> str:
    """Paint with the terminal's own palette, so that any theme stays readable."""
    return f"\x1b[{COLOURS[idea]}m{text}\x1b[0m"


class Screen(NamedTuple):
    """Where lines go and what it can show; `width` 0 is a pipe, without an edge."""

    stream: TextIO
    paint: Paint = plain
    width: int = 0
    height: int = 0
    live: bool = False
    symbols: bool = True

    def write(self, lines: Iterable[str]) -> None:
        """Write lines; a reader that went away is not an error."""
        try:
            for line in lines:
                text = line if self.symbols else line.translate(PLAIN_SYMBOLS)
                for part in folded(text, self.width) if self.width else (text,):
                    self.stream.write(f"{part}\n")
            self.stream.flush()
        except BrokenPipeError:
            discard(self.stream)

    def data(self, lines: Iterable[str]) -> None:
        """Write lines for programs: UTF-8 whatever the locale, no symbol replaced."""
        for_programs(self.stream)
        self._replace(symbols=True, width=0).write(lines)

    def page(self, lines: Iterable[str]) -> None:
        """Write lines, through the reader's pager when they don't fit the window."""
        if not self.live:
            self.write(lines)
            return
        whole = list(lines)
        from shutil import which

        pager = os.environ.get("PAGER", "less")
        if _rows(whole, self.width) < self.height or not which(
            pager.split(" ")[0] or "-"
        ):
            self.write(whole)
            return
        _through(pager, self, whole)


def for_programs(stream: TextIO) -> TextIO:
    """The stream, from now on in UTF-8 whatever the locale."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def _rows(lines: Iterable[str], width: int) -> int:
    """Rows of the window that lines take: a long one takes several."""
    sizes = (width_of(ESCAPES.sub("", line)) for line in lines)
    return sum(-(-max(size, 1) // width) if width else 1 for size in sizes)


def _through(pager: str, screen: Screen, lines: list[str]) -> None:
    import shlex
    import subprocess

    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    with subprocess.Popen(  # noqa: S603 - the user's own PAGER, without a shell
        shlex.split(pager),
        stdin=subprocess.PIPE,
        stdout=_own(screen.stream),
        env=environment,
        text=True,
        encoding=screen.stream.encoding,
        errors="backslashreplace",
    ) as process:
        if process.stdin:
            screen._replace(stream=cast("TextIO", process.stdin)).write(lines)
            process.stdin.close()
        _wait(process)


def _wait(process: subprocess.Popen[str]) -> None:
    """Wait for the pager; Ctrl-C is its business while it shows."""
    while True:
        try:
            process.wait()
        except KeyboardInterrupt:
            continue
        return


def _own(stream: TextIO) -> int | None:
    """The stream's descriptor, where it has one: the pager writes where we would."""
    try:
        return stream.fileno()
    except OSError:
        return None


def discard(stream: TextIO) -> None:
    """Let everything written from now on go nowhere."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)


def screen(
    stream: TextIO | None = None, environment: Mapping[str, str] | None = None
) -> Screen:
    """Look at a stream (stdout by default) and what the environment asks for."""
    stream = sys.stdout if stream is None else stream
    environment = os.environ if environment is None else environment
    capable = stream.isatty() and environment.get("TERM", "") not in {"", "dumb"}
    live = capable and not environment.get("CI")
    colour = (live or bool(environment.get("FORCE_COLOR"))) and not environment.get(
        "NO_COLOR"
    )
    width, height = _window(stream, environment) if stream.isatty() else (0, 0)
    return Screen(
        stream,
        coloured if colour else plain,
        width,
        height,
        live,
        "utf" in (stream.encoding or "").lower(),
    )


def _window(stream: TextIO, environment: Mapping[str, str]) -> tuple[int, int]:
    """Columns and lines of a stream's own window, unless COLUMNS and LINES say."""
    try:
        size = tuple(os.get_terminal_size(stream.fileno()))
    except OSError:
        size = (0, 0)
    said = (environment.get(name, "") for name in ("COLUMNS", "LINES"))
    columns, lines = (
        int(word) if word.isdecimal() else seen
        for word, seen in zip(said, size, strict=True)
    )
    return max(columns or 80, 20), lines or 24


def width_of(text: str) -> int:
    """Columns that a text takes: wide characters take two, marks none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def folded(line: str, width: int) -> list[str]:
    """A line of prose, or a row of which the last column is, within `width` columns.

    A line with a path or a command stays whole: the terminal breaks it, and what is
    copied from there is as it was.
    """
    words = ESCAPES.sub("", line)
    if width_of(words) <= width or HELD.search(words.lstrip()):
        return [line]
    margin = " " * _margin(words, width)
    parts = [""]
    for gap, word in _unbroken(line, width - len(margin)):
        longer = f"{parts[-1]}{gap}{word}"
        if parts[-1] and width_of(ESCAPES.sub("", longer)) > width:
            parts.append(f"{margin}{word}")
        else:
            parts[-1] = longer
    return parts


def _unbroken(line: str, room: int) -> Iterator[tuple[str, str]]:
    """What stays whole, each with the gap before it: columns, words of the last one."""
    *cells, last = CELL.findall(line)
    for gap, cell in cells:
        fits = width_of(ESCAPES.sub("", cell)) <= room
        yield from [(gap, cell)] if fits else WORD.findall(gap + cell)
    yield from WORD.findall("".join(last))


def _margin(words: str, width: int) -> int:
    """Where a broken line goes on: in its last column, or deeper than it began."""
    indent = len(words) - len(words.lstrip())
    gap = words.rfind("  ", indent)
    column = width_of(words[: gap + 2])
    if gap > 0 and width - column >= LEAST_ROOM:
        return column
    return min(indent + 2, width // 2)


def fitted(text: str, width: int) -> str:
    """The text in at most `width` columns, its middle left out; 0 is no limit."""
    if not width or width_of(text) <= width:
        return text
    if width < 5:
        return _head(text, width)
    tail = (width - 1) // 2
    return f"{_head(text, width - 1 - tail)}…{_head(text[::-1], tail)[::-1]}"


def clipped(text: str, width: int) -> str:
    """The text in at most `width` columns, its end left out: prose says most first."""
    return text if width_of(text) <= width else f"{_head(text, width - 1).rstrip()}…"


def _head(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text):
        taken += width_of(character)
        if taken > width:
            return text[:index]
    return text


def counted(count: int, one: str, many: str = "") -> str:
    """A count and its word: 1 show, 2 shows."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spans(numbers: Iterable[int]) -> str:
    """Sorted numbers with runs joined.

    >>> spans((1, 2, 3, 7))
    '1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def bytes_text(size: int) -> str:
    """1,234 bytes as 1.2 kB, by thousands as shops and `df -H` count."""
    amount = float(size)
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if round(amount, 1) < 1000:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:.1f} TB"


def time_text(seconds: float) -> str:
    """75 seconds as 1:15."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
