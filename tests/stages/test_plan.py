# ruff: noqa: E501 - a path per line reads best whole
from __future__ import annotations

import pytest

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Event
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.plan import Action, Section
from planfile.artifacts.tree import Tree
from planfile.errors import EngineError
from planfile.rules.layout import Policies
from planfile.stages.plan import plan
from tests.libraries.trees import accounted, library, reasons, seats

PACK = """
Downloads/Harbour.S01.1080p-GRP/Harbour.S01E01.1080p-GRP.mkv
Downloads/Harbour.S01.1080p-GRP/Harbour.S01E02.1080p-GRP.mkv
Downloads/Harbour.S01.1080p-GRP/Subs/Harbour.S01E01.1080p-GRP.en.srt
Downloads/Harbour.S01.1080p-GRP/Subs/Harbour.S01E02.1080p-GRP/2_English.srt
Downloads/Harbour.S01.1080p-GRP/Sample/sample.mkv
Downloads/Harbour.S01.1080p-GRP/folder.jpg
"""


class Fixed:
    """An engine that gives the same answer for everything."""

    name = "fixed"

    def __init__(self, answer: Identity | None) -> None:
        self.answer = answer

    def identify(
        self, tree: Tree, bundles: list[Bundle], observe: object
    ) -> list[Identity | None]:
        return [self.answer] * len(bundles)


def test_a_season_pack_goes_to_its_season_with_all_that_belongs_to_it() -> None:
    made = plan(library(PACK))
    where = "Harbour/Season 01"
    assert seats(made) == {
        "Downloads/Harbour.S01.1080p-GRP/Harbour.S01E01.1080p-GRP.mkv": f"{where}/Harbour.S01E01.1080p-GRP.mkv",
        "Downloads/Harbour.S01.1080p-GRP/Harbour.S01E02.1080p-GRP.mkv": f"{where}/Harbour.S01E02.1080p-GRP.mkv",
        "Downloads/Harbour.S01.1080p-GRP/Subs/Harbour.S01E01.1080p-GRP.en.srt": f"{where}/Harbour.S01E01.1080p-GRP.en.srt",
        "Downloads/Harbour.S01.1080p-GRP/Subs/Harbour.S01E02.1080p-GRP/2_English.srt": f"{where}/Subs/Harbour.S01E02.1080p-GRP/2_English.srt",
        "Downloads/Harbour.S01.1080p-GRP/folder.jpg": f"{where}/folder.jpg",
    }
    assert reasons(made) == {
        "Downloads/Harbour.S01.1080p-GRP/Sample/sample.mkv": "sample"
    }
    assert accounted(made)


def test_bound_subtitles_take_their_videos_name() -> None:
    made = plan(library(PACK), policies=Policies(subtitles="bind"))
    path = "Downloads/Harbour.S01.1080p-GRP/Subs/Harbour.S01E02.1080p-GRP/2_English.srt"
    assert seats(made)[path] == "Harbour/Season 01/Harbour.S01E02.1080p-GRP.en.srt"
    assert made.policies["subtitles"] == "bind"


def test_two_subtitles_of_one_language_do_not_get_one_name() -> None:
    made = plan(
        library(
            """
            Downloads/Ebb (2011)/Ebb.mkv
            Downloads/Ebb (2011)/Subs/2_English.srt
            Downloads/Ebb (2011)/Subs/3_English.srt
            """
        ),
        policies=Policies(subtitles="bind"),
    )
    assert sorted(seats(made).values()) == [
        "Movies/Ebb (2011)/Ebb.en.srt",
        "Movies/Ebb (2011)/Ebb.mkv",
        "Movies/Ebb (2011)/Subs/Ebb/3_English.srt",
    ]


def test_what_is_right_already_is_not_touched() -> None:
    made = plan(
        library(
            """
            TV Shows/Harbour (2014)/Season 01/Harbour S01E01.mkv
            TV Shows/Harbour (2014)/Season 01/Harbour S01E01.en.srt
            TV Shows/Harbour (2014)/poster.jpg
            Movies/Ebb (2011)/Ebb.mkv
            Movies/Ebb (2011)/Subs/2_English.srt
            Movies/Ebb (2011)/Featurettes/On Set.mkv
            """
        )
    )
    assert (made.placements, made.left, made.unchanged) == ((), (), 6)


def test_new_episodes_join_the_folder_that_is_there() -> None:
    made = plan(
        library(
            """
            TV Shows/Harbour (2014)/Season 01/Harbour S01E01.mkv
            Downloads/harbour.s02e01.720p.mkv
            """
        )
    )
    assert seats(made) == {
        "Downloads/harbour.s02e01.720p.mkv": "TV Shows/Harbour (2014)/Season 02/harbour.s02e01.720p.mkv"
    }


def test_a_folder_with_an_id_is_the_movies_own() -> None:
    made = plan(
        library(
            """
            Movies/Ebb (2011) {imdb-tt0000001}/Ebb.mkv
            Downloads/Ebb.2011.2160p.mkv
            """
        )
    )
    assert seats(made) == {
        "Downloads/Ebb.2011.2160p.mkv": "Movies/Ebb (2011) {imdb-tt0000001}/Ebb.2011.2160p.mkv"
    }


def test_a_film_without_a_year_that_two_share_is_left() -> None:
    made = plan(library("D/Ebb.1984.mkv\nD/Ebb.2021.mkv\nD/Ebb.1080p.BluRay.mkv"))
    assert len(made.placements) == 2
    assert reasons(made) == {
        "D/Ebb.1080p.BluRay.mkv": "unsure (0.30): could be Ebb (1984) or Ebb (2021)"
    }


def test_two_files_for_one_place_both_stay_with_their_companions() -> None:
    made = plan(
        library(
            """
            Downloads/a/Ebb.2011.mkv
            Downloads/b/EBB.2011.mkv
            Downloads/b/EBB.2011.srt
            """
        )
    )
    assert made.placements == ()
    assert "would get the same name" in reasons(made)["Downloads/a/Ebb.2011.mkv"]
    assert reasons(made)["Downloads/b/EBB.2011.srt"] == "stays with 'EBB.2011.mkv'"


def test_a_hard_link_of_what_is_placed_is_already_there() -> None:
    made = plan(
        library(
            """
            Movies/Ebb (2011)/Ebb.2011.mkv
            Downloads/Ebb.2011.mkv
            """,
            f2={"inode": 100, "size": 1000, "mtime_ns": 7},
            f1={"inode": 100, "size": 1000, "mtime_ns": 7},
        )
    )
    assert reasons(made) == {
        "Downloads/Ebb.2011.mkv": "already at 'Movies/Ebb (2011)/Ebb.2011.mkv' (the same file)"
    }


def test_a_hard_link_of_what_is_only_to_be_placed_is_not_there_yet() -> None:
    made = plan(
        library(
            "Seed/Ebb.2011.mkv\nDownloads/Ebb.2011.mkv",
            f1={"inode": 100, "size": 1000, "mtime_ns": 5},
            f2={"inode": 100, "size": 1000, "mtime_ns": 5},
        )
    )
    assert reasons(made) == {
        "Seed/Ebb.2011.mkv": "the same file as 'Downloads/Ebb.2011.mkv', "
        "which goes to 'Movies/Ebb (2011)/Ebb.2011.mkv'"
    }


def test_a_copy_of_what_is_placed_is_already_there() -> None:
    made = plan(
        library(
            "Movies/Ebb (2011)/Ebb.2011.mkv\nDownloads/Ebb.2011.mkv",
            f1={"size": 7, "mtime_ns": 8},
            f2={"size": 7, "mtime_ns": 8},
        )
    )
    assert "(a copy)" in reasons(made)["Downloads/Ebb.2011.mkv"]


def test_another_file_of_that_name_is_never_replaced() -> None:
    made = plan(library("Movies/Ebb (2011)/Ebb.2011.mkv\nDownloads/Ebb.2011.mkv"))
    assert "is another file already" in reasons(made)["Downloads/Ebb.2011.mkv"]


def test_a_twin_by_case_is_never_replaced() -> None:
    made = plan(
        library(
            "Movies/Ebb (2011)/ebb.2011.txt\nDownloads/Ebb.2011/Ebb.2011.mkv\nDownloads/Ebb.2011/EBB.2011.txt"
        )
    )
    assert "Downloads/Ebb.2011/EBB.2011.txt" in reasons(made)


def test_a_file_where_a_folder_must_be_stops_all_that_would_go_there() -> None:
    made = plan(library("Movies\nDownloads/Ebb.2011.mkv"))
    assert reasons(made)["Downloads/Ebb.2011.mkv"] == (
        "the file 'Movies' is where its folder would be"
    )


def test_a_folder_where_a_file_must_be_leaves_the_file() -> None:
    made = plan(
        library("Movies/Ebb (2011)/Ebb.2011.mkv/notes.pdf\nDownloads/Ebb.2011.mkv")
    )
    assert reasons(made)["Downloads/Ebb.2011.mkv"] == (
        "a folder is at 'Movies/Ebb (2011)/Ebb.2011.mkv' already"
    )


def test_well_laid_out_sections_stay_and_keep_their_shows_together() -> None:
    made = plan(
        library(
            """
            TV Shows/Harbour (2014)/Season 01/Harbour S01E01.mkv
            Anime/Glass Tower (2002)/Season 01/Glass Tower S01E01.mkv
            Anime/Glass Tower (2002)/poster.jpg
            Downloads/Glass.Tower.S01E02.mkv
            """
        )
    )
    assert made.placements == ()
    assert made.unchanged == 3
    assert reasons(made) == {
        "Downloads/Glass.Tower.S01E02.mkv": "the rest of it is kept in 'Anime/Glass Tower (2002)'"
    }


def test_parts_in_folders_of_their_own_keep_those() -> None:
    made = plan(library("D/Ebb.2011.DVDRip/CD1/a.avi\nD/Ebb.2011.DVDRip/CD2/a.avi"))
    assert sorted(seats(made).values()) == [
        "Movies/Ebb (2011)/CD1/a.avi",
        "Movies/Ebb (2011)/CD2/a.avi",
    ]


def test_two_discs_of_a_film_get_folders_that_players_stack() -> None:
    made = plan(library("D/Ebb (2011)/Disc 1/VIDEO_TS/\nD/Ebb (2011)/Disc 2/VIDEO_TS/"))
    assert sorted(seats(made).values()) == [
        "Movies/Ebb (2011)/Ebb (2011) Disc 1/VIDEO_TS/",
        "Movies/Ebb (2011)/Ebb (2011) Disc 2/VIDEO_TS/",
    ]


def test_a_disc_moves_with_its_pieces() -> None:
    made = plan(library("D/Ebb.2011.BLURAY/BDMV/\nD/Ebb.2011.BLURAY/CERTIFICATE/"))
    assert sorted(seats(made).values()) == [
        "Movies/Ebb (2011)/BDMV/",
        "Movies/Ebb (2011)/CERTIFICATE/",
    ]


def test_a_lone_trailer_joins_its_film_and_a_lone_subtitle_its_episode() -> None:
    made = plan(
        library(
            """
            D/films/Ebb.2011.mkv
            D/Ebb.2011.Trailer.mkv
            D/Harbour.S01E01.720p.mkv
            E/Harbour.S01E01.HDTV.srt
            E/Harbour.S01E09.HDTV.srt
            D/Moor.2014.Trailer.mkv
            """
        )
    )
    assert seats(made)["D/Ebb.2011.Trailer.mkv"] == (
        "Movies/Ebb (2011)/Extras/Ebb.2011.Trailer.mkv"
    )
    assert seats(made)["E/Harbour.S01E01.HDTV.srt"].startswith("TV Shows/Harbour/")
    assert "which is not here" in reasons(made)["E/Harbour.S01E09.HDTV.srt"]
    assert "which is not here" in reasons(made)["D/Moor.2014.Trailer.mkv"]


def test_an_episode_without_a_number_is_flagged() -> None:
    made = plan(
        library(
            """
            D/Harbour (2014)/Season 1/Harbour S01E02.mkv
            D/Harbour (2014)/Season 1/Harbour S01E03.mkv
            D/Harbour (2014)/Season 1/Pilot.mkv
            """
        )
    )
    notes = {p.source: p.note for p in made.placements}
    assert notes["D/Harbour (2014)/Season 1/Pilot.mkv"].startswith("0.")
    assert notes["D/Harbour (2014)/Season 1/Harbour S01E02.mkv"] == ""


def test_a_name_that_players_ignore_is_noted() -> None:
    made = plan(library("D/Harbour.S02E07.The.Sample.1080p.mkv"))
    assert "ignored-word" in made.placements[0].note


def test_an_unknown_year_is_said_with_the_folder() -> None:
    made = plan(library("D/Harbour.S01E01.mkv"))
    assert "year unknown" in made.notes[(Section.SHOWS, "Harbour")]


def test_the_threshold_leaves_what_is_less_sure() -> None:
    tree = library("D/Harbour (2014)/Season 1/Harbour S01E02.mkv")
    assert len(plan(tree).placements) == 1
    made = plan(tree, min_confidence=0.999)
    assert made.placements == ()
    assert made.left[0].why.startswith("unsure (0.")


def test_the_roots_can_be_told() -> None:
    made = plan(
        library("D/Harbour.S01E01.mkv\nD/Ebb.2011.mkv"),
        folders={Section.SHOWS: "Series", Section.MOVIES: "Films"},
    )
    assert sorted(seats(made).values()) == [
        "Films/Ebb (2011)/Ebb.2011.mkv",
        "Series/Harbour/Season 01/Harbour.S01E01.mkv",
    ]


def test_placing_into_another_library_moves_even_what_is_right_here() -> None:
    made = plan(
        library("Movies/Ebb (2011)/Ebb.mkv\nMovies/Ebb (2011)/poster.jpg"),
        into="/mnt/other",
        action=Action.HARDLINK,
    )
    assert made.into == "/mnt/other"
    assert made.action is Action.HARDLINK
    assert sorted(seats(made).values()) == [
        "Movies/Ebb (2011)/Ebb.mkv",
        "Movies/Ebb (2011)/poster.jpg",
    ]


def test_any_engine_can_be_given_and_its_titles_never_lead_out() -> None:
    answer = Identity(Kind.MOVIE, "../../etc/passwd", 2011)
    made = plan(library("D/a.mkv"), engine=Fixed(answer))  # type: ignore[arg-type]
    assert made.engine == "fixed"
    assert seats(made) == {"D/a.mkv": "Movies/-..-etc-passwd (2011)/a.mkv"}


@pytest.mark.parametrize("title", ["..", "...", "/", "???", "\u202e"])
def test_a_title_of_which_nothing_is_left_leaves_the_file(title: str) -> None:
    made = plan(library("D/a.mkv"), engine=Fixed(Identity(Kind.SHOW, title)))  # type: ignore[arg-type]
    folders = {p.folder for p in made.placements}
    assert folders <= {"-"}
    if not folders:
        assert reasons(made)["D/a.mkv"] == "its title cannot be a folder's name"


def test_an_engine_that_cannot_tell_leaves_the_file() -> None:
    made = plan(library("D/a.mkv\nD/a.srt"), engine=Fixed(None))  # type: ignore[arg-type]
    assert reasons(made) == {
        "D/a.mkv": "unsure: cannot tell what it is",
        "D/a.srt": "stays with 'a.mkv'",
    }


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(EngineError) as error:
        plan(library("a.mkv"), engine="oracle")
    assert "oracle" in error.value.message
    assert "offline" in error.value.fix


def test_progress_is_told_from_nothing_to_all() -> None:
    events: list[Event] = []
    plan(library(PACK), observe=events.append)
    assert events[0].done == 0
    assert events[-1].done == events[-1].total


def test_daily_shows_can_go_to_one_season() -> None:
    tree = library("D/The.Evening.Report.2023.05.04.Guest.mkv")
    assert plan(tree).placements[0].sub == "Season 2023"
    made = plan(tree, policies=Policies(daily="Season 01"))
    assert made.placements[0].sub == "Season 01"


def test_symbolic_links_and_archives_stay() -> None:
    made = plan(
        library("D/Ebb.2011.mkv\nD/moor.r00", f1={"target": "/elsewhere/ebb.mkv"})
    )
    assert reasons(made) == {
        "D/Ebb.2011.mkv": "symbolic link",
        "D/moor.r00": "archive: unpack it first",
    }


def test_links_to_what_moves_say_that_they_will_lead_nowhere() -> None:
    tree = library(
        """
        D/Ebb.2011.mkv
        Best/Ebb.mkv
        Best/all
        Best/readme
        D/notes.doc
        """,
        f2={"target": "../D/Ebb.2011.mkv"},
        f3={"target": "../D"},
        f4={"target": "../D/notes.doc"},
    )
    moves = "symbolic link to what moves: it will lead nowhere"
    stays = {"Best/readme": "symbolic link", "D/notes.doc": "not media"}
    links = ("Best/Ebb.mkv", "Best/all")
    assert reasons(plan(tree)) == stays | dict.fromkeys(links, moves)
    made = plan(tree, action=Action.HARDLINK)
    assert reasons(made) == stays | dict.fromkeys(links, "symbolic link")


def test_a_shows_poster_stays_with_the_show_when_a_film_lies_in_its_folder() -> None:
    made = plan(
        library(
            """
            D/Harbour (2014)/Season 1/Harbour S01E01.mkv
            D/Harbour (2014)/Ebb (2011).mkv
            D/Harbour (2014)/poster.jpg
            """
        )
    )
    assert seats(made)["D/Harbour (2014)/poster.jpg"] == (
        "TV Shows/Harbour (2014)/poster.jpg"
    )


def test_what_lies_in_a_folder_of_scans_becomes_an_extra() -> None:
    made = plan(
        library("D/Glass Tower/Glass Tower - S01E01.mkv\nD/Glass Tower/Scans/1.jpg")
    )
    assert seats(made)["D/Glass Tower/Scans/1.jpg"] == "Glass Tower/Extras/Scans/1.jpg"


def test_artwork_of_a_folder_of_several_films_stays() -> None:
    made = plan(
        library("D/Set/Ebb (2011).mkv\nD/Set/Moor (2014).mkv\nD/Set/poster.jpg")
    )
    assert reasons(made) == {"D/Set/poster.jpg": "its folder's videos go apart"}
