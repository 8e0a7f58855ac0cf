"""A whole plan, made by the real offline engine and a model that means harm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.engines.gemini import engine
from planfile.engines.gemini.options import Ask
from planfile.rules.check import problems
from planfile.stages.plan import plan
from planfile.stages.scan import scan_tree
from planfile.store.plan_read import parse_plan
from planfile.store.plan_write import format_plan
from tests.engines.gemini.server import (
    Call,
    Response,
    Server,
    answering,
    groups,
    ok,
)
from tests.engines.gemini.world import options, told

FILES = (
    "Downloads/Quiet.Harbour.S01/Quiet.Harbour.S01E01.mkv",
    "Downloads/Quiet.Harbour.S01/Quiet.Harbour.S01E02.mkv",
    "Downloads/Quiet.Harbour.S01/Quiet.Harbour.S01E02.en.srt",
    "Downloads/Loud.Mountain.mkv",
    "Downloads/zz9/plural-z-alpha.mkv",
    "Heat (1995)/Heat (1995).mkv",
)
HOSTILE = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "Quiet Harbour/../../../x",
    "Quiet\nHarbour",
    "Quiet\x00Harbour",
    "Quiet \x1b[2J Harbour",
    "Quiet \u202e Harbour \u2066",
    "CON",
    "NUL.Harbour",
    "Quiet Harbour " * 700,
    "Quiet Harbour \ud800",
    ".planfile Harbour",
    ".planfile",
    "Quiet: Harbour? <*>|",
    " . Quiet Harbour . ",
    "~/Quiet Harbour",
    "C:\\Quiet Harbour",
    "Season 01",
    "Movies",
    "\u00a0\u3000",
)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    library = tmp_path / "library"
    for name in FILES:
        path = library / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return scan_tree(str(library))


def planned(tree: Tree, server: Server, cache: Path | str = "", **more: Any) -> Plan:
    return plan(tree, engine=engine(options(server, str(cache), **more)))


def sound(made: Plan, tree: Tree) -> bool:
    """The plan accounts for every entry, and nothing leads out of the library."""
    assert not problems(made, tree)
    assert len(made.placements) + len(made.left) + made.unchanged == len(FILES)
    for _, destination in made.moves():
        path = os.path.normpath(os.path.join(tree.library, destination))
        assert path.startswith(f"{tree.library}/")
        assert f"{tree.library}/.planfile" not in path
    assert format_plan(parse_plan(format_plan(made))) == format_plan(made)
    return True


@pytest.mark.parametrize(
    ("title", "kind"),
    [(title, ("show", "movie")[at % 2]) for at, title in enumerate(HOSTILE)],
    ids=[ascii(title)[:40] for title in HOSTILE],
)
def test_no_title_leads_anywhere_but_into_the_library(
    title: str, kind: str, tree: Tree, server: Server
) -> None:
    server.behave = answering(lambda line: {**told(line), "title": title, "kind": kind})
    assert sound(planned(tree, server, ask=Ask.ALL), tree)


def test_right_answers_are_used_and_placed(tree: Tree, server: Server) -> None:
    made = planned(tree, server)
    assert sound(made, tree)
    places = dict(made.moves())
    assert places[FILES[0]].endswith(
        "Quiet Harbour (2014)/Season 01/Quiet.Harbour.S01E01.mkv"
    )
    assert places[FILES[2]].endswith(
        "Quiet Harbour (2014)/Season 01/Quiet.Harbour.S01E02.en.srt"
    )
    assert places[FILES[3]] == "Movies/Loud Mountain (2014)/Loud.Mountain.mkv"
    assert "questions answered" in made.engine


def test_a_second_plan_is_the_same_to_the_byte_without_a_call(
    tree: Tree, server: Server, tmp_path: Path
) -> None:
    first = format_plan(planned(tree, server, tmp_path / "cache"))
    calls = len(server.calls)
    assert format_plan(planned(tree, server, tmp_path / "cache")) == first
    assert len(server.calls) == calls


def noise(call: Call) -> Response:
    """Wrong types, wrong numbers, everything to one folder."""
    records: list[dict[str, Any]] = []
    for line in call.lines:
        records += [
            {**told(line), "i": line["i"] + 1, "season": 10**9},
            {**told(line), "i": line["i"], "title": "Quiet Harbour", "season": 0},
            {"i": line["i"]},
            {**told(line), "i": -1},
        ]
    return ok(groups(*records), call)


def test_noise_is_survived(tree: Tree, server: Server) -> None:
    server.behave = noise
    assert sound(planned(tree, server, ask=Ask.ALL), tree)


def test_everything_called_one_thing_never_collides(tree: Tree, server: Server) -> None:
    server.behave = answering(
        lambda line: {**told(line), "kind": "movie", "title": "Downloads Harbour"}
    )
    assert sound(planned(tree, server, ask=Ask.ALL), tree)
