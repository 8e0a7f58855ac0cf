"""Nothing in a file's name can steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.views.names import harmless, harmless_lines, visible

ODD = st.sampled_from("a\\x1\x1b\u202e\u200d\udce9né\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plain (1999).mkv", "plain (1999).mkv"),
        ("進撃の巨人", "進撃の巨人"),
        ("full\u3000width", "full\u3000width"),
        ("non\u00a0breaking", "non\u00a0breaking"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("bell\x07", "bell\\x07"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("csi\x9b2J", "csi\\x9b2J"),
        ("new\nline\ttab", "new\\nline\\ttab"),
        ("exe\u202egpj.mkv", "exe\\u202egpj.mkv"),
        ("isolate\u2066\u2069", "isolate\\u2066\\u2069"),
        ("mark\u200f", "mark\\u200f"),
        ("line\u2028", "line\\u2028"),
        ("bad\udce9byte", "bad\\xe9byte"),
        ("lone\ud800", "lone\\ud800"),
        ("Caf\\xe9", "Caf\\\\xe9"),
        ("back\\slash", "back\\\\slash"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("He\u200dat", "He\\u200dat"),
        ("Heat\u200c", "Heat\\u200c"),
    ],
)
def test_what_steers_is_shown_as_an_escape(name: str, shown: str) -> None:
    assert visible(name) == shown


@given(st.text(st.characters()))
def test_no_control_bidi_or_surrogate_gets_through(name: str) -> None:
    for character in visible(name):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(st.text(ODD), st.text(ODD))
def test_no_two_names_are_shown_alike(one: str, other: str) -> None:
    assert (one == other) == (visible(one) == visible(other))


def test_words_with_escaped_names_in_them_stay_as_they_are() -> None:
    assert harmless(visible("a\x1b") + " is no name") == "a\\x1b is no name"


def test_a_message_keeps_its_lines() -> None:
    assert harmless_lines("one\ntwo\x1b\n") == "one\ntwo\\x1b\n"
