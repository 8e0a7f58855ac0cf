"""Progress tells count, rate and time left, and never gets in the way of a run."""

from __future__ import annotations

import io

import pytest

from planfile.artifacts.event import Event
from planfile.views.progress import Progress, progress_line
from planfile.views.screen import Screen


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Lost(io.StringIO):
    """A terminal that has gone away."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("event", "seconds", "line"),
    [
        (Event("scan", 12345), 5.0, "scan: 12,345 entries, 2,469/s"),
        (Event("plan", 10, 40), 30.0, "plan: 10 of 40 bundles, 0/s, 1:30 left"),
        (Event("apply", 0, 40), 0.0, "apply: 0 of 40 entries"),
        (Event("apply", 40, 40), 2.0, "apply: 40 of 40 entries, 20/s"),
        (
            Event("apply", 1, 2, "x", 25_000_000, 100_000_000),
            10.0,
            "apply: 1 of 2 entries, 25.0 MB of 100.0 MB, 2.5 MB/s, 0:30 left",
        ),
        (
            Event("plan", 1, 2, cost=0.0123),
            1.0,
            "plan: 1 of 2 bundles, 1/s, 0:01 left, $0.0123 so far",
        ),
    ],
)
def test_a_line_says_what_it_knows(event: Event, seconds: float, line: str) -> None:
    assert progress_line(event, seconds) == line


def test_a_pipe_gets_a_plain_line_every_few_seconds() -> None:
    clock, stream = Clock(), io.StringIO()
    with Progress(Screen(stream), clock=clock) as observe:
        for second in range(21):
            clock.now = 100.0 + second
            observe(Event("scan", second * 10))
    assert stream.getvalue().splitlines() == [
        "scan: 50 entries, 10/s",
        "scan: 100 entries, 10/s",
        "scan: 150 entries, 10/s",
        "scan: 200 entries, 10/s",
    ]


def test_short_work_stays_quiet_on_a_terminal() -> None:
    clock, stream = Clock(), io.StringIO()
    with Progress(Screen(stream, width=80, live=True), clock=clock) as observe:
        observe(Event("scan", 1))
        clock.now += 0.2
        observe(Event("scan", 2))
    assert stream.getvalue() == ""


def test_a_live_line_shows_safe_names_and_goes_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    clock, stream = Clock(), io.StringIO()
    with Progress(Screen(stream, width=80, live=True), clock=clock) as observe:
        observe(Event("scan", 1))
        clock.now += 1
        observe(Event("scan", 20, what="TV/\x1b[31mRed"))
        observe(Event("scan", 21, what="too soon"))
        clock.now += 1
        observe(Event("scan", 22))
    shown = stream.getvalue()
    assert "scan: 20 entries, 20/s  TV/\\x1b[31mRed" in shown
    assert "too soon" not in shown
    assert "\x1b[31m" not in shown


def test_a_narrow_window_gets_a_line_that_fits() -> None:
    clock, stream = Clock(), io.StringIO()
    with Progress(Screen(stream, width=24, live=True), clock=clock) as observe:
        observe(Event("scan", 1))
        clock.now += 1
        observe(Event("scan", 123456, what="a long name of something"))
    assert "a long name" not in stream.getvalue()
    assert "…" in stream.getvalue()


def test_a_lost_terminal_stops_no_run() -> None:
    for live in (False, True):
        clock = Clock()
        with Progress(Screen(Lost(), width=80, live=live), clock=clock) as observe:
            for _ in range(3):
                observe(Event("apply", 1, 2))
                clock.now += 10


def test_a_notice_stays_and_a_lost_terminal_does_not_mind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    clock, stream = Clock(), io.StringIO()
    with Progress(Screen(stream, width=80, live=True), clock=clock) as observe:
        observe(Event("plan", 1, 9))
        clock.now += 1
        observe(Event("plan", 2, 9))
        observe(Event("notice", what="the model was asked\x1b twice"))
    assert "the model was asked\\x1b twice\n" in stream.getvalue()
    with Progress(Screen(Lost()), clock=clock) as observe:
        observe(Event("notice", what="unheard"))
        observe(Event("notice", what="unheard"))


def test_where_bytes_are_moved_the_pace_is_in_bytes() -> None:
    event = Event("copy", 1, 3, "a.mkv", 500_000_000, 2_000_000_000)
    assert progress_line(event, 5) == (
        "copy: 1 of 3 entries, 500.0 MB of 2.0 GB, 100.0 MB/s, 0:15 left"
    )
