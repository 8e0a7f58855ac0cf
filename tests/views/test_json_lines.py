"""JSON for programs: valid whatever is in the names, one item a line."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from planfile.store.schema import check_schema
from planfile.views.json_lines import object_lines, plan_json
from planfile.views.json_text import json_text, printable_json
from tests.views.plans import nasty, plan_of, sample


def test_a_plan_gives_one_move_per_entry_with_stable_names() -> None:
    data = json.loads("\n".join(plan_json(sample())))
    assert data["planfile"] == "moves"
    assert data["version"] == 1
    assert data["summary"] == {
        "placed": 7,
        "shows": 1,
        "movies": 2,
        "left": 6,
        "look": 2,
        "unchanged": 8121,
    }
    assert data["moves"][2] == {
        "source": "sv.102.mkv",
        "destination": "Silicon Valley (2014)/Season 01/sv.102.mkv",
        "action": "move",
        "confidence": 0.71,
        "why": 'read from "102"',
        "section": "shows",
        "folder": "Silicon Valley (2014)",
        "look": True,
    }
    assert data["left"][0] == {"path": "Downloads/sample.mkv", "why": "sample"}
    assert data["entries"] == 7 + 6 + 8121


def test_each_move_is_a_line_of_its_own() -> None:
    lines = [line for line in plan_json(sample()) if '"source"' in line]
    assert len(lines) == 7
    for line in lines:
        assert json.loads(line.strip().rstrip(","))["source"]


def test_hostile_names_survive_byte_for_byte() -> None:
    data = json.loads("\n".join(plan_json(nasty())))
    assert [move["source"] for move in data["moves"]] == [
        placement.source for placement in nasty().placements
    ]


def test_nothing_to_do_is_valid_too() -> None:
    data = json.loads("\n".join(plan_json(plan_of(()))))
    assert (data["moves"], data["left"]) == ([], [])
    assert json.loads("\n".join(object_lines({"a": 1}, {}))) == {"a": 1}


@given(st.text(st.characters()))
def test_any_text_comes_back_and_steers_nothing(text: str) -> None:
    line = json_text({"name": text})
    assert json.loads(line) == {"name": text}
    assert line.isprintable()
    line.encode("utf-8")


def test_the_moves_keep_to_their_schema() -> None:
    for plan in (sample(), nasty(), plan_of(())):
        assert check_schema("moves", json.loads("\n".join(plan_json(plan)))) == []
    assert check_schema("moves", {"planfile": "moves"})


@given(st.text())
def test_any_json_can_be_made_printable_and_means_the_same(name: str) -> None:
    line = json.dumps({"name": name}, ensure_ascii=False)
    assert json.loads(printable_json(line)) == {"name": name}
    assert printable_json(line).isprintable()
    assert printable_json('\t["a"]') == '\t["a"]'
