from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.naming.extras import extra_folder, extra_suffix, may_be_extra


@pytest.mark.parametrize(
    ("folder", "wanted"),
    [
        ("Extras", "Extras"),
        ("extras", "extras"),
        ("Bonus.Disc", "Extras"),
        ("Special Features", "Extras"),
        ("Featurettes", "Featurettes"),
        ("Deleted_Scenes", "Deleted Scenes"),
        ("Other", "Other"),
        ("Season 1", ""),
    ],
)
def test_a_folder_of_extras_keeps_a_name_players_know(folder: str, wanted: str) -> None:
    assert extra_folder(folder) == wanted


def test_a_weak_word_is_no_extras_folder_on_its_own() -> None:
    assert extra_folder("Other", strong=True) == ""
    assert extra_folder("Trailers", strong=True) == "Trailers"


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [
        ("Harbour (2011)-trailer", "trailer"),
        ("Harbour (2011)-trailer2", "trailer"),
        ("harbour.2011.teaser", "trailer"),
        ("Harbour (2011)-behindthescenes", "behind the scenes"),
        ("deleted scenes", "extra"),
        ("trailer", "trailer"),
        ("[G] Tower NCED2v2 [720p]", "creditless"),
        ("Textless Opening", "creditless"),
        ("Harbour - Other", ""),
        ("Harbour.S01.Deleted.Scenes", "extra"),
        ("Harbour.2011.Official.Trailer.1080p", "trailer"),
        ("Harbour (2011) Behind the Scenes", "extra"),
        ("Harbour.S01E02.Making.Of", ""),
        ("The Making of Harbour (2011)", ""),
        ("Harbour (2011)", ""),
        ("Trailer Park Nights", ""),
    ],
)
def test_the_end_of_a_name_says_the_kind_of_extra(stem: str, wanted: str) -> None:
    assert extra_suffix(stem) == wanted


TELLING = """trailer teaser featurette behindthescenes Making of Deleted Scenes
    interview clip short extras bonus other Gag Reel bloopers outtakes Alternate ending
    Extended
    official theatrical creditless Textless NCOP nc ED clean op S01E02 2x07 1999 Heat
    1080p GRP 2 . - _ ( )"""
STEMS = st.lists(
    st.tuples(st.sampled_from(TELLING.split()), st.sampled_from(" ._-")),
    min_size=1,
    max_size=5,
)


@settings(max_examples=500)
@given(STEMS)
def test_the_quick_look_never_misses_an_extra(words: list[tuple[str, str]]) -> None:
    stem = "".join(word + end for word, end in words)
    for name in (stem, stem[:-1]):
        assert may_be_extra(name.lower()) or not extra_suffix(name)
