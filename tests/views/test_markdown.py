"""Markdown fits a comment, keeps its totals, and no name is ever markup."""

from __future__ import annotations

import re

import pytest

from planfile.artifacts.placements import Placement
from planfile.artifacts.plan import Section
from planfile.artifacts.tree import Tree, TreeSummary, Unreadable
from planfile.views.markdown import (
    LIMIT,
    code,
    plain_text,
    plan_markdown,
    tree_markdown,
)
from planfile.views.names import visible
from tests.views.plans import NASTY, large, nasty, plan_of, sample


def test_totals_come_first_then_what_to_look_at_then_the_shows() -> None:
    text = plan_markdown(sample())
    assert text.startswith(
        "### Plan: 7 to place in 1 show, 2 movies; 6 left; 2 need a look.\n"
    )
    assert "| 7 | 1 | 2 | 6 | 8,121 | 2 |" in text
    look = text.index("**Please look at these**")
    show = text.index("<code>Silicon Valley (2014)</code>: 4 entries, 1 to look at")
    heat = text.index("<code>Heat (1995)</code>: 1 entry, 0.97")
    assert look < show < heat < text.index("6 left as they are")
    assert "- `Season 01/`\n  - `Downloads/Silicon.Valley.S01/" in text
    assert "- **?** `Old/Alien.1979/tr.mkv` as `Alien (1979)-trailer.mkv`" in text
    assert "0.71 `sv.102.mkv` → `Silicon Valley (2014)/Season 01/sv.102.mkv` (" in text


def test_siblings_that_need_a_look_for_one_reason_share_a_line() -> None:
    inside = [
        Placement(Section.SHOWS, "A", "", f"in/{number}.mkv", note="0.5 no title")
        for number in range(1, 5)
    ]
    other = Placement(Section.SHOWS, "A", "", "in/5.mkv", note="0.4 no number")
    text = plan_markdown(plan_of((*inside, other)))
    assert (
        "least sure first:\n\n"
        "- 0.40 `in/5.mkv` → `A/5.mkv` (no number)\n"
        "- 0.50 `in/1.mkv` → `A/1.mkv`, and 3 more like it (no title)\n\n"
    ) in text


def test_what_of_the_looks_is_dropped_is_counted_with_its_siblings() -> None:
    alike = [
        Placement(Section.SHOWS, "A", "", f"{folder}/{part}.mkv", note="0.5 no title")
        for folder in range(200)
        for part in range(2)
    ]
    text = plan_markdown(plan_of(tuple(alike)), limit=8000)
    shown = text.count("and 1 more like it")
    assert 0 < shown < 200
    assert f"- and {400 - 2 * shown} more\n" in text


@pytest.mark.parametrize("shows", [1, 50, 3000])
@pytest.mark.parametrize("limit", [LIMIT, 5000])
def test_it_fits_whatever_the_size_and_keeps_the_totals(shows: int, limit: int) -> None:
    text = plan_markdown(large(shows), limit=limit)
    assert len(text) <= limit
    assert f"| {shows * 20:,} | {shows:,} | 0 | 500 | 0 | {shows // 100} |" in text
    assert text.count("<details>") == text.count("</details>")


def test_what_is_dropped_is_counted() -> None:
    text = plan_markdown(large(3000))
    shown = len(re.findall(r"^  - ", text, re.MULTILINE))
    dropped = re.search(r"… and ([\d,]+) more with ([\d,]+) entries", text)
    assert dropped
    assert shown + int(dropped[2].replace(",", "")) == 60_000
    assert "left as they are" in text
    assert "- and " in text


def test_the_risky_shows_survive_the_cut() -> None:
    text = plan_markdown(large(3000))
    assert text.count("0.40 `Downloads/") == 30
    assert "<code>Show 00099 (2001)</code>: 20 entries, 1 to look at" in text


def test_a_home_of_thousands_is_cut_inside() -> None:
    text = plan_markdown(large(1, 5000))
    assert len(text) <= LIMIT
    shown = len(re.findall(r"^  - ", text, re.MULTILINE))
    assert f"- and {5000 - shown:,} more\n\n</details>" in text


def test_names_are_never_markup() -> None:
    text = plan_markdown(nasty())
    assert "<script>" not in re.sub(r"`+[^`]*<script>[^`]*`+", "", text)
    for line in text.splitlines():
        assert line.isprintable()
    outside = re.sub(r"(`+).+?\1", "", text)
    assert not re.search(r"(?<!\\)@someone", re.sub(r"<code>.*?</code>", "", outside))


@pytest.mark.parametrize("name", [*NASTY, "`", "``", " lead", "a`", "x"])
def test_a_code_span_holds_exactly_the_name(name: str) -> None:
    span = code(name)
    fence = re.match(r"`+", span)
    assert fence
    inside = span[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall(r"`+", inside)
    if inside[:1] == " " and inside[-1:] == " ":
        inside = inside[1:-1]
    assert inside == visible(name)


def test_prose_has_its_marks_escaped() -> None:
    assert plain_text("a_b*c <d> @e #1 [f](g)") == (r"a\_b\*c \<d\> \@e \#1 \[f\](g)")


def test_an_empty_plan_has_totals_alone() -> None:
    text = plan_markdown(plan_of(()))
    assert "| 0 | 0 | 0 | 0 | 0 | 0 |" in text
    assert "<details>" not in text


def test_folders_that_cannot_be_read_are_named_or_counted() -> None:
    closed = tuple(Unreadable(f"{n}" if n else "", "No") for n in range(23))
    text = tree_markdown(Tree("/m", (), TreeSummary(0, 0, {}, "", closed)))
    assert "- not readable: `./` (No)\n- not readable: `1` (No)\n" in text
    assert text.count("- not readable: ") == 20
    assert "- and 3 more that are not readable\n" in text
