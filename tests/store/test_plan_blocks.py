"""Plans read by blocks are the plans read whole; what is odd is left to that reader."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.plan import Placement, Plan, Section
from planfile.store import plan_blocks, plan_limits, plan_read
from planfile.store.plan_blocks import read_by_blocks, read_lines
from planfile.store.plan_lines import OtherForm
from planfile.store.plan_read import examine, examine_text
from planfile.store.plan_write import format_plan, write_plan

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
DIGEST = "sha256:" + "9f" * 32


def season(number: int, note: str = "") -> list[Placement]:
    source = f"In/Ünï {number}/Show.S{number:02}E"
    return [
        Placement(
            SHOWS, "Show (2014)", f"Season {number:02}", f"{source}{e:02}.mkv", "", note
        )
        for e in range(9)
    ]


def plan_of(*placements: Placement) -> Plan:
    return Plan("/l", DIGEST, "offline", len(placements), 0, placements, ())


PLAN = plan_of(
    *season(1),
    *season(2, "0.71 look"),
    Placement(SHOWS, "Show (2014)", "Season 03", "In/it's.mkv"),
    Placement(SHOWS, "Show (2014)", "Season 03", "loose.mkv"),
    Placement(SHOWS, "Show (2014)", "Season 03", "loose too.mkv"),
    Placement(MOVIES, "Alien (1979)", "", "Old/Alien/BDMV/"),
    Placement(MOVIES, "Heat (1995)", "", "In/h.mkv", "Heat.mkv"),
)


@pytest.mark.parametrize("block", [1, 50, 333, 1 << 18])
def test_a_plan_is_the_same_wherever_its_text_is_cut(
    tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_blocks, "BLOCK", block)
    path = tmp_path / "plan.yaml"
    write_plan(PLAN, str(path))
    found = read_by_blocks(str(path))
    if found is None:  # lines longer than a block
        assert block < 300
        return
    whole = read_lines(path.read_text("utf-8"), str(path))
    assert found == whole
    assert found.folder_lines == whole.folder_lines
    assert format_plan(found) == path.read_text("utf-8")


@pytest.mark.parametrize(
    "odd",
    [
        b"\r\n",
        b"\t",
        b"\xff",
        b"\x01",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
        b"# <<<<<<< mine\n",
        b"# " + b"x" * 70_000 + b"\n",
        b"x" * 600_000,
    ],
)
def test_what_is_odd_is_for_the_reader_of_whole_texts(
    tmp_path: Path, odd: bytes
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(odd + format_plan(PLAN).encode())
    assert read_by_blocks(str(path)) is None
    path.write_bytes(format_plan(PLAN).encode() + odd)
    assert read_by_blocks(str(path)) is None


def test_a_file_of_too_many_lines_is_left_to_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    write_plan(PLAN, str(path))
    monkeypatch.setattr("planfile.store.plan_lines.MOST_LINES", 20)
    assert read_by_blocks(str(path)) is None


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    write_plan(PLAN, str(path))
    monkeypatch.setattr(plan_limits, "LARGEST", 100)
    assert read_by_blocks(str(path)) is None


def test_a_sound_plan_is_never_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    write_plan(PLAN, str(path))
    with patch.object(plan_read, "load_source", side_effect=AssertionError):
        assert examine(str(path)).plan == read_lines(format_plan(PLAN), "")


BROKEN = st.sampled_from(
    [
        "      - 'In/x.mkv'\n",
        "'",
        "  # c\n",
        "\n",
        "In/",
        "'' ",
        ":",
        "- ",
        "Show.S01E03",
    ]
)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9), BROKEN), max_size=3))
@settings(max_examples=150)
def test_any_edit_is_told_as_of_the_whole_text(
    edits: list[tuple[int, int, str]],
) -> None:
    text = format_plan(PLAN)
    for at, gone, piece in edits:
        text = text[:at] + piece + text[at + gone :]
    whole = examine_text(text, "plan.yaml")
    try:
        plan = plan_blocks.read_blocks(iter([text.rstrip("\n")]), "plan.yaml")
    except OtherForm:
        return
    assert plan == whole.plan or whole.plan is None
