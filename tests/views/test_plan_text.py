"""The plan at a terminal looks like the library will."""

from __future__ import annotations

import re

import pytest

from planfile.artifacts.plan import Action, Left, Placement
from planfile.views.plan_text import diff_lines, plan_lines, remark_in
from planfile.views.screen import coloured, width_of
from tests.views.plans import MOVIES, SHOWS, large, nasty, plan_of, sample

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_a_show_is_told_per_season_and_a_movie_in_one_line() -> None:
    lines = list(plan_lines(sample()))
    assert lines[0] == "/media/library"
    assert "Shows" in lines
    assert "Movies in Movies/" in lines
    assert "    ? Season 01/  2 videos, 1 subtitle" in lines
    assert "    + (beside them)  1 picture" in lines
    assert "  + Heat (1995)/  1 video; 0.97 title and year in the name" in lines
    assert "    ? Trailers/  1 video" in lines
    assert "  · 8,121 already right" in lines
    assert "  · 5: junk" in lines
    assert "      and 2 more (-v shows all)" in lines
    assert "  · Downloads/sample.mkv: sample" in lines
    assert lines[-1] == "Plan: 7 to place in 1 show, 2 movies; 6 left; 2 need a look."


def test_what_needs_a_look_stands_at_the_end_least_sure_first() -> None:
    lines = list(plan_lines(sample()))
    at = lines.index("Please look at these, least sure first")
    assert lines[at + 1 : -2] == [
        "  ?      Old/Alien.1979/tr.mkv",
        "         → Movies/Alien (1979)/Trailers/Alien (1979)-trailer.mkv",
        "         no number at all",
        "  ? 0.71 sv.102.mkv",
        "         → Silicon Valley (2014)/Season 01/sv.102.mkv",
        '         read from "102"',
    ]


def test_every_file_is_shown_when_asked_for() -> None:
    text = "\n".join(plan_lines(sample(), verbose=True))
    for wanted in (
        "      + Silicon.Valley.S01E01.en.srt  from Downloads/Silicon.Valley.S01",
        "      ? sv.102.mkv  from ./",
        "      ? Alien (1979)-trailer.mkv  from Old/Alien.1979/tr.mkv",
        "    + BDMV/  from Old/Alien.1979",
        "      junk/4.txt",
    ):
        assert wanted in text
    renamed = Placement(MOVIES, "Heat (1995)", "", "h.mkv", "Heat (1995).mkv")
    assert "    ~ Heat (1995).mkv  from h.mkv" in list(
        plan_lines(plan_of((renamed,)), verbose=True)
    )


def test_before_and_after_stand_side_by_side() -> None:
    lines = list(diff_lines(sample()))
    assert "? sv.102.mkv → Silicon Valley (2014)/Season 01/sv.102.mkv" in lines
    assert lines[-1].startswith("Plan: 7 to place")
    narrow = list(diff_lines(sample(), width=40))
    at = narrow.index("+ Downloads/Heat.1995.mkv")
    assert narrow[at + 1] == "  → Movies/Heat (1995)/Heat.1995.mkv"


@pytest.mark.parametrize("width", [20, 30, 40, 80, 200])
def test_rows_fit_the_window_or_are_a_whole_name(width: int) -> None:
    lines = list(plan_lines(sample(), verbose=True, width=width))
    body = lines[4 : lines.index("Please look at these, least sure first") - 1]
    assert len(body) > 10
    for line in body:
        assert width_of(line) <= width or re.match(r"\s+([+~?·] )?\S.*(/|\w)$", line)
        assert "…" not in line.partition("  ")[0]


def test_no_name_is_cut_however_narrow_the_window() -> None:
    for lines in (
        plan_lines(sample(), verbose=True, width=24),
        diff_lines(sample(), width=24),
    ):
        text = "\n".join(lines)
        for placement in sample().placements:
            assert placement.source.rpartition("/")[2] in text


def test_a_remark_gives_way_in_steps() -> None:
    said = "12 videos; 0.95 title and year in the name"
    assert remark_in(said, 50) == said
    assert remark_in(said, 35) == "12 videos; 0.95 title and year in…"
    assert remark_in(said, 20) == "12 videos"
    assert remark_in("from Downloads", 10) == "from Down…"
    assert remark_in("from Downloads", 5) == ""


def test_prose_in_a_narrow_window_loses_its_end_not_its_middle() -> None:
    why = {(SHOWS, "Harbour"): "0.9 year unknown; season and episode in the name"}
    placement = Placement(SHOWS, "Harbour", "Season 01", "x.mkv")
    left = tuple(
        Left(f"{name}.mkv", "unsure: Ebb or Moor, it says not which") for name in "ab"
    )
    lines = list(plan_lines(plan_of((placement,), left, notes=why), width=60))
    assert "  Harbour/                  1 in all; 0.90 year unknown; se…" in lines
    lines = list(plan_lines(plan_of((), left), width=40))
    assert "  · 2: unsure: Ebb or Moor, it says not which" in lines


def test_colour_says_nothing_that_symbols_do_not() -> None:
    for width in (0, 80):
        painted = plan_lines(sample(), verbose=True, paint=coloured, width=width)
        assert [ANSI.sub("", line) for line in painted] == list(
            plan_lines(sample(), verbose=True, width=width)
        )


def test_names_cannot_steer_the_terminal() -> None:
    for lines in (plan_lines(nasty(), verbose=True), diff_lines(nasty())):
        for line in lines:
            assert line.isprintable()


def test_a_long_list_to_look_at_is_cut_and_counted() -> None:
    plan = plan_of(
        tuple(
            Placement(SHOWS, "A", "", f"{number}/{part}.mkv", note="0.5 x")
            for number in range(30)
            for part in range(2)
        )
    )
    assert "  and 20 more, marked ? above" in list(plan_lines(plan))


def test_siblings_that_need_a_look_for_one_reason_are_told_together() -> None:
    def odd(path: str, note: str, folder: str = "A") -> Placement:
        return Placement(SHOWS, folder, "Season 01", path, note=note)

    plan = plan_of(
        (
            *(odd(f"in/{number}.mkv", "0.5 no title") for number in range(1, 5)),
            odd("in/5.mkv", "0.5 no number"),
            odd("in/6.mkv", "0.6 no title"),
            odd("other/7.mkv", "0.5 no title"),
            odd("in/8.mkv", "0.5 no title", "B"),
        )
    )
    lines = list(plan_lines(plan))
    at = lines.index("Please look at these, least sure first")
    told = lines[at + 1 : -2]
    assert told[:3] == [
        "  ? 0.50 in/1.mkv, and 3 more like it",
        "         → A/Season 01/1.mkv",
        "         no title",
    ]
    assert [line.split()[2] for line in told if line.startswith("  ?")] == [
        "in/1.mkv,",
        "in/5.mkv",
        "other/7.mkv",
        "in/8.mkv",
        "in/6.mkv",
    ]


def test_an_empty_plan_says_so_in_its_summary() -> None:
    lines = list(plan_lines(plan_of((), unchanged=0)))
    assert lines[-1] == "Plan: 0 to place; 0 left; 0 need a look."
    assert "Stays as it is" not in lines


def test_the_head_says_the_action_and_the_other_library() -> None:
    plan = plan_of((), action=Action.HARDLINK, into="/sorted")
    assert list(plan_lines(plan))[1] == "hardlink, into /sorted; engine offline"


def test_a_hundred_thousand_entries_come_out_line_by_line() -> None:
    lines = plan_lines(large(1000, 20), verbose=True, width=80)
    assert sum(1 for _ in lines) > 20_000


def test_folders_within_a_season_are_told_as_part_of_it() -> None:
    plan = plan_of(
        (
            Placement(SHOWS, "A", "Season 01", "a.mkv"),
            Placement(SHOWS, "A", "Season 01/Subs/a", "2_English.srt"),
        )
    )
    assert "    + Season 01/  1 video, 1 subtitle" in list(plan_lines(plan))
    assert "    + Season 01/Subs/a/  1 subtitle" in list(plan_lines(plan, verbose=True))
