from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planfile.artifacts.bundle import Bundle, Companion
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.plan import Placement, Section
from planfile.artifacts.tree import Entry, Role
from planfile.rules.layout import (
    Policies,
    Spot,
    bound_name,
    companion_place,
    disc_spot,
    folder_name,
    place,
    safe_name,
    safe_sub,
    season_folder,
    spot_of,
)
from planfile.rules.reasons import already, note_of, unsure

MOVIE = Spot(Section.MOVIES, "Ebb (2011)", "")


@pytest.mark.parametrize(
    ("title", "year", "folder"),
    [
        ("Ebb", 2011, "Ebb (2011)"),
        ("Ebb", None, "Ebb"),
        ("Mission: Impossible", 1996, "Mission - Impossible (1996)"),
        ("Face/Off", 1997, "Face-Off (1997)"),
        ("M*A*S*H", 1972, "MASH (1972)"),
        ("What?", None, "What"),
        ("S.H.I.E.L.D.", 2013, "S.H.I.E.L.D. (2013)"),
        ("S.H.I.E.L.D.", None, "S.H.I.E.L.D"),
        ("...And Then", 2001, "And Then (2001)"),
        ("CON", None, "CON_"),
        ("nul.txt", None, "nul.txt_"),
        ("COM¹", None, "COM¹_"),
        ('Say "Hi"', 2001, "Say 'Hi' (2001)"),
        ("Tab\there\u202e", 2001, "Tab here (2001)"),
        ("e\u0301lan", 2001, "élan (2001)"),
        ("...", 2001, ""),
        ("", None, ""),
    ],
)
def test_a_folder_is_the_title_as_every_disk_takes_it(
    title: str, year: int | None, folder: str
) -> None:
    assert folder_name(Identity(Kind.MOVIE, title, year)) == folder


@given(st.text(max_size=300))
def test_no_title_becomes_more_than_one_safe_component(title: str) -> None:
    name = safe_name(title)
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\<>:"|?*\0')
    assert name not in {".", ".."}
    assert name == name.strip() or name.endswith("_")


def test_sub_folders_from_the_disk_are_made_safe() -> None:
    assert safe_sub("Subs/Ebb. ") == "Subs/Ebb"
    assert safe_sub("Extras/\x07") == "Extras"
    assert safe_sub("Extras/Inside") == "Extras/Inside"


@pytest.mark.parametrize(
    ("identity", "folder"),
    [
        (Identity(Kind.SHOW, "A", season=2), "Season 02"),
        (Identity(Kind.SHOW, "A", season=0), "Season 00"),
        (Identity(Kind.SHOW, "A", season=2016), "Season 2016"),
        (Identity(Kind.SHOW, "A", date="2023-05-04"), "Season 2023"),
        (Identity(Kind.SHOW, "A", season=3, date="2023-05-04"), "Season 03"),
        (Identity(Kind.SHOW, "A", absolute=(57,)), "Season 01"),
        (Identity(Kind.SHOW, "A", episodes=(3,)), "Season 01"),
    ],
)
def test_a_season_follows_the_policies(identity: Identity, folder: str) -> None:
    assert season_folder(identity, Policies()) == folder


def test_taste_can_be_told() -> None:
    taste = Policies("Season 01", "Absolute", "Specials", "Parts")
    assert season_folder(Identity(Kind.SHOW, "A", date="2023-05-04"), taste) == (
        "Season 01"
    )
    assert season_folder(Identity(Kind.SHOW, "A", absolute=(5,)), taste) == "Absolute"
    assert season_folder(Identity(Kind.SHOW, "A", season=0), taste) == "Specials"
    assert season_folder(Identity(Kind.SHOW, "A"), taste) == "Parts"
    assert taste.to_data()["daily"] == "Season 01"


def test_a_title_that_names_no_folder_has_no_spot() -> None:
    assert spot_of(Identity(Kind.SHOW, "??"), Policies()) is None


def test_discs_of_a_film_are_numbered_only_when_there_are_several() -> None:
    film = Identity(Kind.MOVIE, "Ebb", 2011)
    assert disc_spot(MOVIE, "D/Ebb/BDMV/", film, several=False) == MOVIE
    assert disc_spot(MOVIE, "D/Ebb/BDMV/", film, several=True).sub == (
        "Ebb (2011) Disc 1"
    )


def test_a_shows_disc_is_called_after_its_episodes_or_its_folder() -> None:
    spot = Spot(Section.SHOWS, "Moor", "Season 02")
    known = Identity(Kind.SHOW, "Moor", season=2, episodes=(1, 2))
    assert disc_spot(spot, "D/x/VIDEO_TS/", known, several=False).sub == (
        "Season 02/Moor S02E01E02"
    )
    unknown = Identity(Kind.SHOW, "Moor", season=2)
    assert disc_spot(spot, "D/MOOR_D1/VIDEO_TS/", unknown, several=False).sub == (
        "Season 02/MOOR_D1"
    )
    assert disc_spot(spot, "VIDEO_TS/", unknown, several=False) == spot
    special = Identity(Kind.SHOW, "Moor", season=0, episodes=(3,))
    assert disc_spot(spot, "D/x/VIDEO_TS/", special, several=False).sub == (
        "Season 02/Moor S00E03"
    )


def test_companions_go_to_their_homes_beneath_the_video() -> None:
    bundle = Bundle(
        "D/Ebb.mkv",
        Role.VIDEO,
        1,
        (
            Companion("D/Ebb.en.srt", Role.SUBTITLE, True, "en"),
            Companion("D/Subs/2.srt", Role.SUBTITLE, home="Subs/Ebb"),
        ),
    )
    assert place(bundle, MOVIE, Policies()) == [
        Placement(*MOVIE, "D/Ebb.mkv"),
        Placement(*MOVIE, "D/Ebb.en.srt"),
        Placement(*MOVIE[:2], "Subs/Ebb", "D/Subs/2.srt"),
    ]


def test_a_bound_subtitle_says_language_and_flags() -> None:
    subtitle = Companion("D/2.SRT", Role.SUBTITLE, False, "pt-BR", ("forced",))
    assert bound_name(subtitle, "D/Ebb.2011.mkv") == "Ebb.2011.pt-BR.forced.srt"


def test_reasons_say_what_a_person_needs() -> None:
    low = Identity(Kind.MOVIE, "Ebb", confidence=0.3, why="nothing but a title")
    assert unsure(low, 0.5) == "unsure (0.30): nothing but a title"
    assert unsure(None, 0.5) == "unsure: cannot tell what it is"
    assert unsure(low, 0.1) == ""
    assert note_of(low) == "0.30 nothing but a title"
    assert note_of(Identity(Kind.MOVIE, "Ebb")) == ""


def test_the_same_file_and_a_copy_are_told_apart() -> None:
    one = Entry("a", 5, 7, 9, Role.VIDEO)
    assert already("x", one, one) == "already at 'x' (the same file)"
    assert already("x", one, one._replace(inode=1)) == "already at 'x' (a copy)"
    assert already("x", one, one._replace(inode=1, size=6)) == ""
    assert already("x", one, one._replace(mtime_ns=8)) == ""
    assert already("x", None, one) == ""


def test_a_subtitle_keeps_its_name_where_the_bound_one_would_be_too_long() -> None:
    english = Companion("D/2_English.srt", Role.SUBTITLE, language="en", home="Subs")
    bind = Policies(subtitles="bind")
    for length, seat in ((251, ("Subs", "")), (248, ("", f"{'x' * 248}.en.srt"))):
        lead = f"D/{'x' * length}.mkv"
        assert companion_place(english, lead, bind) == seat
