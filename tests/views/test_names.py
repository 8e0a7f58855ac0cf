"""Nothing in a file's name can steer a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.views.names import visible, visible_text


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


def test_a_message_keeps_its_lines() -> None:
    assert visible_text("one\ntwo\x1b\n") == "one\ntwo\\x1b\n"
