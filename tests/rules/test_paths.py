"""What may stand in a plan as a path."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.rules.paths import (
    control_fault,
    doubts,
    fold,
    is_own,
    maybe_doubtful,
    path_fault,
    shown,
)

GOOD = [
    "a.mkv",
    "In/it's #1: {x} & *.mkv",
    "In/...and more.mkv",
    "In/.hidden/x",
    "In/BDMV/",
    "é" * 127,
    "x" * 255,
    "/".join(["d" * 200] * 19),
    "In/\udce9.mkv",
    "In/a\nb.mkv",
    "planfile/x",
    ".planfiles/x",
]


@pytest.mark.parametrize("path", GOOD)
def test_what_a_disk_can_hold_is_fine(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("", "empty-path"),
        ("/", "absolute-path"),
        ("/a", "absolute-path"),
        ("a//b", "empty-component"),
        ("a//", "empty-component"),
        (".", "path-escape"),
        ("..", "path-escape"),
        ("../a", "path-escape"),
        ("a/..", "path-escape"),
        ("a/../", "path-escape"),
        ("a/./b", "path-escape"),
        ("a\0b", "control-character"),
        ("x" * 256, "name-too-long"),
        ("é" * 128, "name-too-long"),
        ("\udce9" * 256, "name-too-long"),
        ("/".join(["d" * 200] * 20), "path-too-long"),
        (".planfile", "own-folder"),
        ("a/.PLANFILE/b", "own-folder"),
        (".planfile. .", "own-folder"),
        (".plan\u200dfile/x", "own-folder"),
        (".planﬁle/x", "own-folder"),
    ],
)
def test_what_is_unsafe_is_named(path: str, code: str) -> None:
    fault = path_fault(path)
    assert fault
    assert fault[0] == code


@given(st.text(st.sampled_from("./a\0é~"), max_size=12))
def test_no_path_that_passes_leaves_the_library(path: str) -> None:
    if path_fault(path) is None:
        whole = posixpath.normpath(posixpath.join("/library", path))
        assert whole.startswith("/library/")
        assert whole == f"/library/{path.rstrip('/')}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heat", "HEAT"),
        ("caf\u00e9", "cafe\u0301"),
        ("straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("\u1fb3", "\u03b1\u0345"),
        ("\u212b", "\u00e5"),
    ],
)
def test_names_that_some_disk_takes_for_one_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=10))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_name_is_shown_in_quotes_without_surprises() -> None:
    assert shown("a\x1b\u202e\udce9") == "'a\\x1b\\u202e\\udce9'"
    assert shown("x" * 1000) == f"'{'x' * 80}…{'x' * 80}'"


def test_control_characters_are_named_by_number() -> None:
    assert control_fault("a\x07b") == (
        "control-character",
        "it holds the control character U+0007",
    )
    assert control_fault("plain") is None
    assert control_fault("join\u200der") is None


def test_only_its_own_folder_is_its_own() -> None:
    assert is_own(".Planfile")
    assert not is_own("planfile")
    assert not is_own(".planfile.bak")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Heat (1995)", []),
        ("What?", ["reserved-character"]),
        ("a:b|c", ["reserved-character"]),
        ("end. ", ["trailing-dot"]),
        (" start", ["leading-space"]),
        ("con.mkv", ["device-name"]),
        ("LPT1", ["device-name"]),
        ("a\u202eb", ["bidi-override"]),
        ("a\u200db", []),
    ],
)
def test_what_not_every_disk_holds_is_doubtful(name: str, codes: list[str]) -> None:
    assert [code for code, _ in doubts(name)] == codes


PIECES = st.sampled_from(
    ["con", "LPT1", "com¹", "a", " ", ".", "/", "?", "\u202e", "é"]
)


@given(st.lists(PIECES).map("".join))
def test_what_is_said_to_be_no_doubt_is_none(path: str) -> None:
    if not maybe_doubtful(path):
        assert not any(doubts(name) for name in path.split("/"))
