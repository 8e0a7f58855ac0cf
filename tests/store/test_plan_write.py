"""Plans as text."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.store.plan_read import parse_plan, read_plan
from planfile.store.plan_scalars import unescaped
from planfile.store.plan_write import entry_text, format_plan, write_plan

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
PLAN = Plan(
    library="/media/library",
    tree="sha256:" + "9f" * 32,
    engine="offline",
    entries=9,
    unchanged=2,
    placements=(
        Placement(SHOWS, "Show (2014)", "Season 01", "In/S/Show.S01E01.mkv"),
        Placement(SHOWS, "Show (2014)", "Season 01", "In/S/Show.S01E01.en.srt"),
        Placement(
            SHOWS, "Show (2014)", "Season 02", "In/it's \udce9.mkv", "", '0.71 "102"'
        ),
        Placement(MOVIES, "Heat (1995)", "", "In/Heat.1995.mkv"),
        Placement(MOVIES, "Alien (1979)", "", "Old/Alien.1979/BDMV/"),
        Placement(
            MOVIES, "Alien (1979)", "Trailers", "Old/tr.mkv", "Alien (1979)-trailer.mkv"
        ),
    ),
    left=(Left("In/sample.mkv", "sample"),),
    notes={(MOVIES, "Heat (1995)"): "0.97 sure"},
)
BODY = """\
planfile: 1
library: /media/library
tree: sha256:9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f
engine: offline
action: move
entries: 9
unchanged: 2
shows:
  'Show (2014)':
    Season 01:
      - 'In/S/Show.S01E01.mkv'
      - 'In/S/Show.S01E01.en.srt'
    Season 02:
      - {raw: 'In/it''s %E9.mkv'}  # ? 0.71 "102"
movies:
  'Alien (1979)':
    .:
      - 'Old/Alien.1979/BDMV/'
    Trailers:
      - {from: 'Old/tr.mkv', as: 'Alien (1979)-trailer.mkv'}
  'Heat (1995)':  # 0.97 sure
    - 'In/Heat.1995.mkv'
leave:
  - {path: 'In/sample.mkv', why: sample}
"""


def test_a_plan_reads_like_the_library_will_look() -> None:
    text = format_plan(PLAN)
    assert text[text.index("planfile: 1") :] == BODY


def test_the_head_tells_a_newcomer_how_to_edit() -> None:
    head = format_plan(PLAN).partition("planfile: 1")[0]
    assert all(line.startswith("# ") for line in head.splitlines())
    assert "leave:" in head


def test_what_is_written_is_read_back() -> None:
    plan = parse_plan(format_plan(PLAN))
    bare = [placement._replace(line=0) for placement in plan.placements]
    assert sorted(bare) == sorted(PLAN.placements)
    assert format_plan(plan) == format_plan(PLAN)


def test_the_order_of_placements_never_shows(tmp_path: Path) -> None:
    for seed in range(5):
        mixed = list(PLAN.placements)
        random.Random(seed).shuffle(mixed)
        path = str(tmp_path / "plan.yaml")
        write_plan(replace(PLAN, placements=tuple(mixed)), path)
        assert format_plan(read_plan(path)) == format_plan(PLAN)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Zero\u200bWidth.mkv", "Zero%E2%80%8BWidth.mkv"),
        ("soft\xadhyphen.mkv", "soft%C2%ADhyphen.mkv"),
        ("mark\u200f.mkv", "mark%E2%80%8F.mkv"),
        ("tag\U000e0041.mkv", "tag%F3%A0%81%81.mkv"),
        ("idle\u200djoiner.mkv", "idle%E2%80%8Djoiner.mkv"),
        ("進撃の巨人\u2060 100%.mkv", "進撃の巨人%E2%81%A0 100%25.mkv"),
        ("Café \udce9.mkv", "Café %E9.mkv"),
    ],
)
def test_what_a_reviewer_would_not_see_is_escaped_and_nothing_else(
    name: str, shown: str
) -> None:
    placement = Placement(MOVIES, "Heat (1995)", "", f"In/{name}")
    assert entry_text(placement) == f"{{raw: 'In/{shown}'}}"
    assert unescaped(shown) == name


@pytest.mark.parametrize(
    "name", ["👨\u200d👩\u200d👧.mkv", "می\u200cخواهم.mkv", "100%.mkv"]
)
def test_joiners_that_hold_signs_together_stand_as_they_are(name: str) -> None:
    assert entry_text(Placement(MOVIES, "Heat (1995)", "", name)) == f"'{name}'"
