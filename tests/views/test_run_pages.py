"""A run and the state in every form, whatever is in the names."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Account, Home, Outcome, Phase, Report, Status
from planfile.artifacts.state import RunRecord
from planfile.errors import DriftError, Problem
from planfile.store.schema import check_schema
from planfile.views.run_pages import (
    RunStory,
    csv_lines,
    failure_markdown,
    outline_lines,
    report_markdown,
    run_diff_lines,
    run_html,
    run_json,
    run_lines,
    run_markdown,
    state_html,
    state_lines,
    state_markdown,
)
from tests.views.plans import NASTY
from tests.views.test_html import data_of, outline

RECORD = RunRecord(
    3,
    "00000000000000ab",
    RunKind.APPLY,
    "move",
    "2026-11-22T12:00:00Z",
    "ann`|",
    "nas",
    "sha256:0123456789abcdef",
    "sha256:cd",
    {"placed": 2},
)
STORY = RunStory(
    RECORD,
    (
        ("move", "Downloads/Heat.mkv", "Movies/Heat (1995)/Heat.mkv"),
        ("disc", "Old/BDMV/", "Movies/Heat (1995)/BDMV/"),
        ("move", "a.mkv", "b.mkv"),
    ),
)
ACCOUNT = Account(
    1_500_000_000,
    2.345,
    "gemini x, 9 tokens in, 2 out, $0.01",
    (
        Home("movies", "Heat (1995)", 2, {"Downloads": 1, "Old": 1}),
        Home("shows", "Ebb", 7, {"": 1, **{str(n): 1 for n in range(1, 7)}}),
    ),
    {"junk": 2, "unsure": 1},
)
TOLD = STORY._replace(account=ACCOUNT)
HOSTILE = RunStory(
    RECORD, tuple(("move", f"in/{name}.mkv", f"out/{name}.mkv") for name in NASTY)
)


def test_a_run_is_told_per_folder_and_per_entry_on_request() -> None:
    lines = list(run_lines(STORY))
    assert lines[0] == "Run 3: apply, 2 entries placed"
    assert "  Movies/Heat (1995)/  2 entries from 2 folders" in lines
    assert "  ./  1 entry from ./" in lines
    assert "    disc     Old/BDMV/ → BDMV/" in list(run_lines(STORY, verbose=True))
    assert "a.mkv → b.mkv" in list(run_diff_lines(STORY))


def test_the_subtitles_folders_of_episodes_are_told_as_one() -> None:
    steps = tuple(
        ("move", f"Old/Subs/{episode}/2.srt", f"TV/A/Season 01/Subs/{episode}/2.srt")
        for episode in ("A.S01E01", "A.S01E02")
    )
    story = RunStory(RECORD, steps)
    told = "  TV/A/Season 01/Subs/  2 entries from Old/Subs/"
    assert list(run_lines(story))[-1] == told
    assert "  TV/A/Season 01/Subs/A.S01E02/  1 entry from Old/Subs/A.S01E02/" in list(
        run_lines(story, verbose=True)
    )
    report = Report(RunKind.APPLY, Outcome.WOULD, "/m", acts=steps)
    assert list(outline_lines(report)) == ["  + TV/A/Season 01/Subs/  2 entries"]


def test_programs_get_each_step() -> None:
    for story in (STORY, HOSTILE):
        data = json.loads("\n".join(run_json(story)))
        assert check_schema("run", data) == []
        assert [tuple(step.values()) for step in data["steps"]] == list(story.steps)


def test_what_a_run_came_to_is_in_every_form() -> None:
    lines = list(run_lines(TOLD))
    assert lines[2:4] == [
        "1.5 GB in 2.3 s; engine gemini x, 9 tokens in, 2 out, $0.01",
        "left: 2 junk, 1 unsure",
    ]
    data = json.loads("\n".join(run_json(TOLD)))
    assert check_schema("run", data) == []
    assert (data["size"], data["cost"], data["left"]["junk"]) == (
        1_500_000_000,
        0.01,
        2,
    )
    assert data["homes"][0]["from"] == {"Downloads": 1, "Old": 1}
    text = run_markdown(TOLD)
    assert "1.5 GB in 2.3 s; engine gemini x, 9 tokens in" in text
    assert "Left: 2 junk, 1 unsure.\n" in text
    assert (
        "- `Heat (1995)`: 2 entries from `Downloads/` (1), `Old/` (1)\n"
        "- `Ebb`: 7 entries from `./` (1), `1/` (1), `2/` (1), `3/` (1), `4/` (1), "
        "2 more\n"
    ) in text
    page = run_html(TOLD, "/media")
    assert "<dt>came to</dt><dd><bdi>1.5 GB in 2.3 s" in page
    assert "<dt>left</dt><dd><bdi>2 junk, 1 unsure" in page
    report = Report(RunKind.APPLY, Outcome.DONE, "/m", 3, account=ACCOUNT)
    assert "1.5 GB in 2.3 s" in report_markdown(report, "plan.yaml")
    nothing = Report(RunKind.APPLY, Outcome.NOTHING, "/m")
    assert " in 0.0 s" not in report_markdown(nothing, "plan.yaml")


def test_shows_without_end_are_cut_and_counted() -> None:
    homes = tuple(Home("shows", f"Show {n}", 1, {NASTY[0]: 1}) for n in range(9000))
    steps = tuple(("move", f"{n}.mkv", f"f{n}/{n}.mkv") for n in range(9000))
    text = run_markdown(RunStory(RECORD, steps, replace(ACCOUNT, homes=homes)))
    assert len(text) <= 65_536
    assert "\n- … and 8," in text
    assert "more folders" in text


def test_the_map_of_moves_is_csv_that_comes_back() -> None:
    pairs = [('a "b", c', "é ü"), ("x", "y")]
    text = "\n".join(csv_lines(pairs))
    rows = list(csv.reader(text.splitlines(keepends=True)))
    assert rows[0] == ["source", "destination"]
    assert [tuple(row) for row in rows[1:]] == pairs


def test_the_map_of_moves_is_lines_of_utf_8_that_no_name_can_break() -> None:
    lines = list(csv_lines([("a\nb\x1b\udce9\\", "=1+1"), ("\u202e", "a=1")]))
    assert lines == ["source,destination", r"a\nb\x1b\xe9\\,./=1+1", r"\u202e,a=1"]


def test_markdown_fits_and_counts_what_it_drops() -> None:
    text = run_markdown(STORY)
    assert "- `Movies/Heat (1995)/`\n  - from `Downloads/Heat.mkv`" in text
    assert "by ``ann`|`` on `nas`, move, plan `sha256:0123456789ab`" in text
    many = RunStory(
        RECORD, tuple(("move", f"{n}.mkv", f"f{n}/{n}.mkv") for n in range(9000))
    )
    text = run_markdown(many)
    assert len(text) <= 65_536
    assert "more folders" in text
    for line in run_markdown(HOSTILE).splitlines():
        assert line.isprintable()


def test_a_page_shows_before_and_after() -> None:
    data = data_of(run_html(STORY, "/media"))
    assert data["homes"][0]["folder"] == "Movies/Heat (1995)"
    assert data["homes"][0]["rows"][1][:3] == [
        "Old/BDMV/",
        "Movies/Heat (1995)/BDMV/",
        "disc",
    ]
    assert outline(run_html(HOSTILE, "/media")).tags.count("script") == 2


def test_a_state_is_told_with_its_runs() -> None:
    drift = (Problem("drift", "it is gone", "", "Movies/x.mkv"),)
    status = Status("/media", Phase.APPLIED, 2, drift, (RECORD,), next="planfile show")
    lines = list(state_lines(status))
    assert "applied: 2 entries placed" in lines
    assert lines[-1].startswith("   3  2026-11-22T12:00:00Z  apply     2 entries")
    text = state_markdown(status)
    assert text.startswith("### Applied: 2 entries placed, 1 changed since\n")
    assert (
        "| 3 | 2026-11-22T12:00:00Z | apply: 2 entries placed | ``ann`\\|`` |" in text
    )
    page = state_html(status, [STORY])
    assert data_of(page)["homes"][0]["folder"] == "Run 3: Movies/Heat (1995)"
    assert data_of(page)["left"] == [["it is gone", ["Movies/x.mkv"]]]


def test_a_question_is_preceded_by_what_it_is_about() -> None:
    acts = (
        ("make folder", "", "Old"),
        ("move", "Movies/a.mkv", "Old/a.mkv"),
        ("move", "Movies/b.mkv", "Old/b.mkv"),
        ("move", "Movies/c.mkv", "c.mkv"),
    )
    report = Report(RunKind.DESTROY, Outcome.WOULD, "/m", 3, acts=acts)
    assert list(outline_lines(report)) == ["  + Old/  2 entries", "  + ./  1 entry"]
    empty = (("remove folder", "Old/x", ""), ("remove folder", "Old", ""))
    report = Report(RunKind.CLEANUP, Outcome.WOULD, "/m", 3, acts=empty)
    assert list(outline_lines(report)) == ["  - Old/x/", "  - Old/"]


def test_a_failure_of_many_problems_is_cut_and_counted() -> None:
    problems = (Problem("drift", "it is gone", "", "a.mkv"),) * 25
    text = failure_markdown(DriftError("it *changed*", problems=problems), "plan.yaml")
    assert text.startswith("### Not applied: it \\*changed\\*\n")
    assert text.count("- `a.mkv`: it is gone\n") == 10
    assert text.endswith("- and 15 more like this: it is gone\n")


def test_a_report_names_what_was_noticed_and_left_out() -> None:
    drift = Problem("drift", "it is gone", "", "a.mkv")
    report = Report(
        RunKind.APPLY, Outcome.DONE, "/m", 7, skipped=(drift,), notices=("hm",)
    )
    text = report_markdown(report, "plan.yaml")
    assert "- hm\n- `a.mkv`: it is gone\n" in text
    assert "--run 7" in text
