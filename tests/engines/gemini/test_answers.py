"""What a model may say, and what becomes of it."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.engines.gemini.answers import (
    Answer,
    BadRecordError,
    clean_title,
    read_record,
    read_reply,
    to_data,
)

GOOD: dict[str, Any] = {
    "i": 1,
    "kind": "movie",
    "title": "Quiet Harbour",
    "year": 1995,
    "season": None,
    "numbering": "season",
    "confidence": "high",
    "why": "well known",
}


def reply(*records: Any) -> str:
    return json.dumps({"groups": records})


def test_a_good_answer_is_taken_whole() -> None:
    read = read_reply(reply(GOOD), [1], 2028)
    assert read.answers == {
        1: Answer("movie", "Quiet Harbour", 1995, None, "season", "high", "well known")
    }
    assert read[1:] == ((), (), 0, "")


def test_missing_doubled_invented_and_conflicting_numbers_are_told_apart() -> None:
    text = reply(
        GOOD,
        {**GOOD, "why": "said twice"},
        {**GOOD, "i": 2, "title": "One"},
        {**GOOD, "i": 2, "title": "Another"},
        {**GOOD, "i": 77},
        {**GOOD, "i": True},
        {**GOOD, "i": "3"},
        "noise",
    )
    read = read_reply(text, [1, 2, 3, 4], 2028)
    assert list(read.answers) == [1]
    assert read.conflicting == (2,)
    assert read.missing == (3, 4)
    assert read.unknown == 3


def test_three_voices_on_one_number_conflict_once() -> None:
    voices = [{**GOOD, "title": title} for title in ("One", "Two", "One")]
    read = read_reply(reply(*voices), [1], 2028)
    assert (read.answers, read.conflicting, read.missing) == ({}, (1,), ())


@pytest.mark.parametrize(
    "text",
    ["", "null", "[", '"x"', '{"groups": {}}', "[" * 50_000, "9" * 5000, "NaN"],
    ids=["none", "null", "cut", "text", "object", "deep", "long", "nan"],
)
def test_a_malformed_reply_leaves_everything_missing(text: str) -> None:
    read = read_reply(text, [1, 2], 2028)
    assert read.missing == (1, 2)
    assert not read.answers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "opera"),
        ("kind", None),
        ("kind", ["movie"]),
        ("title", None),
        ("title", ""),
        ("title", 7),
        ("title", "..."),
        ("title", "../../etc/passwd"),
        ("title", "/etc/passwd"),
        ("title", "C:/Windows"),
        ("title", "..\\.."),
        ("title", "a/b/c/d/e"),
        ("title", "Quiet\nHarbour"),
        ("title", "Quiet\x1b[31mHarbour"),
        ("title", "Quiet\x00"),
        ("title", "x" * 10_000),
        ("title", "\u9759" * 90),
        ("year", 1750),
        ("year", 2029),
        ("year", 1995.5),
        ("year", "MCMXCV"),
        ("year", True),
        ("year", 10**400),
        ("year", [1995]),
        ("season", -1),
        ("season", 100_000),
        ("numbering", "roman"),
        ("confidence", "certain"),
        ("confidence", 1.9),
        ("confidence", True),
    ],
    ids=str,
)
def test_a_field_out_of_bounds_spoils_its_record_alone(name: str, value: Any) -> None:
    bad = {**GOOD, name: value}
    with pytest.raises(BadRecordError):
        read_record(bad, 2028)
    read = read_reply(reply(bad, {**GOOD, "i": 2}), [1, 2], 2028)
    assert (list(read.answers), read.missing) == ([2], (1,))


@pytest.mark.parametrize(
    ("name", "value", "field", "taken"),
    [
        ("kind", "TV", "kind", "show"),
        ("kind", "film", "kind", "movie"),
        ("year", "1995", "year", 1995),
        ("year", 1995.0, "year", 1995),
        ("year", None, "year", None),
        ("year", 0, "year", None),
        ("title", "Face/Off", "title", "Face/Off"),
        ("title", "50/50", "title", "50/50"),
        ("title", "  Quiet   Harbour ", "title", "Quiet Harbour"),
        ("title", "Quiet\u202e Harbour\u2066", "title", "Quiet Harbour"),
        ("title", "Ame\u0301lie", "title", "Am\u00e9lie"),
        ("title", "CON", "title", "CON"),
        ("title", "Quiet Harbour (1995)", "title", "Quiet Harbour"),
        ("confidence", 0.9, "level", "high"),
        ("confidence", 0, "level", "low"),
        ("why", "a\x1b[2J\nb", "why", "a [2J b"),
        ("why", 7, "why", ""),
        ("why", "w" * 1000, "why", "w" * 120),
    ],
    ids=str,
)
def test_what_is_meant_well_is_understood(
    name: str, value: Any, field: str, taken: Any
) -> None:
    assert getattr(read_record({**GOOD, name: value}, 2028), field) == taken


def test_a_thing_that_is_neither_needs_no_title() -> None:
    answer = read_record({**GOOD, "kind": "neither", "title": ""}, 2028)
    assert answer == Answer("neither", level="high", why="well known")


def test_an_answer_without_numbering_counts_by_season() -> None:
    record = {name: value for name, value in GOOD.items() if name != "numbering"}
    assert read_record(record, 2028).numbering == "season"


@given(st.text(max_size=300))
def test_no_title_keeps_what_steers_a_terminal_or_a_path(text: str) -> None:
    try:
        title = clean_title(text)
    except BadRecordError:
        return
    assert title == unicodedata.normalize("NFC", title).strip()
    assert len(title.encode()) <= 200
    assert not {unicodedata.category(c) for c in title} & {"Cc", "Cs", "Zl", "Zp"}
    assert "\\" not in title
    assert ".." not in title.split("/")


@given(st.recursive(st.none() | st.integers() | st.text() | st.floats(), st.lists))
def test_no_reply_is_too_strange_to_be_sorted(data: Any) -> None:
    read = read_reply(json.dumps({"groups": [data, {"i": 1, "kind": data}]}), [1], 2028)
    assert read.missing == (1,)


def test_an_answer_survives_being_kept() -> None:
    answer = read_record(GOOD, 2028)
    assert read_record(to_data(answer), 2028) == answer
