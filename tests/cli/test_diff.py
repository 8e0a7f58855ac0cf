"""`planfile diff` in words, in Markdown and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planfile
from planfile.artifacts.difference import Change, Difference
from planfile.cli.app import run
from planfile.store.schema import check_schema
from planfile.views.differences import difference_markdown, label, sentence

FILES = (
    "Downloads/Silicon.Valley.S02E05.720p.mkv",
    "Downloads/Silicon.Valley.S02E05.720p.en.srt",
    "Downloads/Silicon.Valley.S02E06.720p.mkv",
    "Downloads/Heat.1995.1080p.BluRay.mkv",
)


@pytest.fixture(autouse=True)
def _planned(library: Path) -> None:
    tree = planfile.scan(str(library))
    planfile.write(tree, "tree.json")
    planfile.write(planfile.plan(tree), "old.yaml")
    Path("new.yaml").write_bytes(Path("old.yaml").read_bytes())


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["diff", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_move_is_told_in_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    run(["set", "new.yaml", FILES[0], "--season", "3"])
    run(["set", "new.yaml", FILES[1], "--season", "3"])
    run(["set", "new.yaml", "Heat", "--year", "1996"])
    capsys.readouterr()
    assert said(capsys, "old.yaml", "new.yaml") == [
        "Heat (1995)",
        "  ~ Heat (1995) becomes Heat (1996) (1 file)",
        "Silicon Valley",
        "  ~ S02E05 (2 files) moves from Season 02 to Season 03",
        "2 differences.",
    ]


def test_order_and_comments_are_no_difference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with open("new.yaml", "a") as stream:
        stream.write("# mine\n")
    assert said(capsys, "old.yaml", "new.yaml") == ["They mean the same."]
    assert run(["diff", "old.yaml", "new.yaml", "--detailed-exitcode"]) == 0


def test_a_difference_can_be_an_exit_code() -> None:
    run(["set", "new.yaml", "Heat", "--leave"])
    assert run(["diff", "old.yaml", "new.yaml", "--detailed-exitcode"]) == 2


def test_json_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    run(["set", "new.yaml", "Heat", "--leave"])
    capsys.readouterr()
    data = json.loads("\n".join(said(capsys, "old.yaml", "new.yaml", "--json")))
    assert check_schema("differences", data) == []
    assert data["differences"][0]["change"] == "left"
    assert data["differences"][0]["text"].startswith(
        "Heat.1995.1080p.BluRay.mkv is now"
    )


def test_markdown_says_the_count_first(capsys: pytest.CaptureFixture[str]) -> None:
    run(["set", "new.yaml", "Heat", "--leave"])
    capsys.readouterr()
    lines = said(capsys, "old.yaml", "new.yaml", "--format", "markdown")
    assert lines[0] == "**1 difference.**"
    assert lines[2].startswith(
        "- **Heat (1995)**: Heat.1995.1080p.BluRay.mkv is now left"
    )


def test_trees_are_compared_by_files(capsys: pytest.CaptureFixture[str]) -> None:
    Path("library/new.mkv").write_bytes(b"y")
    planfile.write(planfile.scan("library"), "later.json")
    assert said(capsys, "tree.json", "later.json") == [
        "Other entries",
        "  + new.mkv is new",
        "1 difference.",
    ]


def test_runs_are_compared_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["apply", "old.yaml", "--yes"]) == 0
    assert run(["undo", "library", "--yes"]) == 0
    capsys.readouterr()
    lines = said(capsys, "1", "1", "--library", "library")
    assert lines == ["They mean the same."]
    assert run(["diff", "1", "7", "--library", "library"]) == 3


def test_things_of_two_kinds_are_not_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", "tree.json", "old.yaml"]) == 3
    assert "not of one kind" in capsys.readouterr().err


def test_every_kind_of_change_has_its_sentence() -> None:
    for change in Change:
        home = "action" if change is Change.HEADER else "Heat (1995)"
        text = sentence(Difference(change, home, "old", "new", ("In/a\n.mkv",)))
        assert "\n" not in text
        assert "new" in text or "gone" in text
    assert sentence(Difference(Change.GONE, "", "", "", ("a",))) == "a is gone"
    assert sentence(Difference(Change.ADDED, "", "", "", ("a",))) == "a is new"


def test_people_know_an_episode_by_its_number_or_date() -> None:
    assert label(("In/Show.S01E02E03.mkv",)) == "S01E02-E03"
    assert label(("In/Show.2014.05.06.mkv", "b")) == "2014-05-06 (2 files)"
    assert label(("In/BDMV/",)) == "BDMV/"
    assert label(()) == ""


def test_markdown_never_grows_beyond_a_comment() -> None:
    many = [Difference(Change.GONE, "", "", "", (f"{n}" * 100,)) for n in range(2000)]
    text = difference_markdown(many)
    assert len(text) <= 65_536
    assert text.startswith("**2,000 differences.**")
    assert text.splitlines()[-1].endswith(" more")
