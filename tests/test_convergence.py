"""What is done is done: a second plan of a library that planfile laid out is empty."""

from __future__ import annotations

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from planfile.artifacts.tree import Tree
from planfile.stages.plan import plan
from tests.libraries.messy import tree_of
from tests.libraries.trees import library, reasons, seats


def paths_of(tree: Tree) -> list[str]:
    return [
        f"{folder.path}/{entry.name}" if folder.path else entry.name
        for folder in tree.folders
        for entry in folder.entries
    ]


def applied(tree: Tree) -> Tree:
    """The library after its plan was carried out."""
    moved = seats(plan(tree))
    return tree_of([moved.get(path, path) for path in paths_of(tree)])


def test_what_players_keep_beside_their_videos_stays() -> None:
    tree = library(
        """
        TV Shows/Harbour (2014)/Season 01/Harbour S01E01.mkv
        TV Shows/Harbour (2014)/Season 01/Harbour S01E02.mkv
        TV Shows/Harbour (2014)/Season 01/Harbour S01E01.trickplay/320 - 10x10/0.jpg
        TV Shows/Harbour (2014)/Season 01/metadata/Harbour S01E01.jpg
        TV Shows/Harbour (2014)/extrafanart/a.jpg
        TV Shows/Harbour (2014)/.actors/Ann_Tide.jpg
        TV Shows/Harbour (2014)/Harbour-trailer.mkv
        Movies/Ebb (2011)/Ebb (2011) - 1080p.mkv
        Movies/Ebb (2011)/Ebb (2011) - 2160p.mkv
        Movies/Ebb (2011)/Ebb (2011)-trailer.mkv
        Movies/Ebb (2011)/Ebb (2011) - 1080p.trickplay/320 - 10x10/0.jpg
        Movies/Ebb (2011)/extrathumbs/thumb1.jpg
        Movies/Ebb (2011)/Subs/English.srt
        """
    )
    made = plan(tree)
    assert seats(made) == reasons(made) == {}


def test_what_players_keep_goes_along_and_is_not_moved_twice() -> None:
    tree = library(
        """
        Downloads/Ebb (2011)/Ebb.2011.mkv
        Downloads/Ebb (2011)/Ebb.2011.trickplay/320 - 10x10/0.jpg
        Downloads/Ebb (2011)/extrafanart/a.jpg
        Downloads/Ebb (2011)/.actors/Ann_Tide.jpg
        """
    )
    made = seats(plan(tree))
    inner = "Ebb (2011)/Ebb.2011.trickplay/320 - 10x10/0.jpg"
    assert made[f"Downloads/{inner}"] == f"Movies/{inner}"
    assert len(made) == 4
    assert seats(plan(applied(tree))) == {}


def test_a_picture_never_goes_to_a_title_that_its_own_folder_does_not_name() -> None:
    made = plan(
        library(
            """
            A-M/Ebb.2011.mkv
            A-M/Harbour (1990)/poster.jpg
            A-M/Moor/Season 2/Moor.S02E01.nfo
            """
        )
    )
    assert list(seats(made)) == ["A-M/Ebb.2011.mkv"]


def test_a_film_that_comes_later_does_not_move_the_shows_of_a_library() -> None:
    made = plan(
        library(
            """
            Harbour/Season 01/Harbour S01E01.mkv
            Moor (US)/Season 02/Moor.US.S02E01.mkv
            Downloads/Ebb.2011.mkv
            """
        )
    )
    assert list(seats(made).values()) == ["Movies/Ebb (2011)/Ebb.2011.mkv"]


def test_a_better_copy_of_a_film_leaves_its_subtitles_where_they_are() -> None:
    before = """
        Movies/Ebb (2011)/Ebb.2011.mkv
        Movies/Ebb (2011)/Subs/English.srt
        """
    tree = library(f"{before}\nDownloads/Ebb.2011.2160p.mkv")
    assert len(seats(plan(tree))) == 1
    assert seats(plan(applied(tree))) == {}


def test_a_show_keeps_its_folder_when_its_year_comes_with_a_new_season() -> None:
    tree = library(
        """
        TV Shows/Harbour/Season 01/Harbour.S01E01.mkv
        TV Shows/Harbour/poster.jpg
        Downloads/Harbour.2010.S02E01.mkv
        """
    )
    assert list(seats(plan(tree)).values()) == [
        "TV Shows/Harbour/Season 02/Harbour.2010.S02E01.mkv"
    ]
    more = [*paths_of(applied(tree)), "Downloads/Harbour.2010.S02E01.720p.mkv"]
    assert list(seats(plan(tree_of(more))).values()) == [
        "TV Shows/Harbour/Season 02/Harbour.2010.S02E01.720p.mkv"
    ]


def test_a_show_of_the_same_name_and_another_year_gets_its_own_folder() -> None:
    made = plan(
        library(
            """
            TV Shows/Harbour/Season 01/Harbour.S01E01.mkv
            Downloads/Harbour.1978.S01E01.mkv
            """
        )
    )
    assert list(seats(made).values()) == [
        "TV Shows/Harbour (1978)/Season 01/Harbour.1978.S01E01.mkv"
    ]


def test_a_remake_does_not_rename_the_folder_of_a_film_without_a_year() -> None:
    made = plan(
        library(
            """
            Movies/Ebb/Ebb.mkv
            Movies/Ebb/poster.jpg
            Downloads/Ebb.2002.1080p.mkv
            """
        )
    )
    assert list(seats(made).values()) == ["Movies/Ebb (2002)/Ebb.2002.1080p.mkv"]
    assert made.unchanged == 2


def test_a_country_with_a_folder_of_its_own_is_not_torn_by_another_year() -> None:
    made = plan(
        library(
            """
            TV Shows/Harbour (US)/Season 03/Harbour.US.S03E01.mkv
            TV Shows/Harbour (2001)/Season 01/Harbour S01E01.mkv
            Downloads/Harbour.US.S04E01.mkv
            """
        )
    )
    assert list(seats(made).values()) == [
        "TV Shows/Harbour (US)/Season 04/Harbour.US.S04E01.mkv"
    ]
    assert made.unchanged == 2


def test_many_shows_at_the_top_do_not_move_for_one_new_folder_of_shows() -> None:
    paths = [f"Harbour {n} (2010)/Season 01/S01E01.mkv" for n in ("A", "B", "C")]
    paths += ["Miniseries/Moor/Moor.S01E01.mkv"]
    moved = seats(plan(tree_of(paths)))
    assert list(moved) == paths[3:]


def test_libraries_that_an_owner_keeps_apart_are_not_merged() -> None:
    tree = library(
        """
        TV/Harbour (2014)/Season 01/Harbour S01E01.mkv
        TV 4K/Harbour (2014)/Season 01/Harbour S01E01 2160p.mkv
        Movies/Ebb (2011)/Ebb (2011).mkv
        Movies 4K/Ebb (2011)/Ebb (2011) 2160p.mkv
        Movies 4K/Ebb (2011)/poster.jpg
        Anime/Tower (2016)/Tower (2016).mkv
        Documentaries/Moor (2006)/Season 01/Moor S01E01.mkv
        Documentaries/Gale (2018)/Gale (2018).mkv
        """
    )
    made = plan(tree)
    assert seats(made) == reasons(made) == {}
    more = plan(tree_of([*paths_of(tree), "Downloads/Ebb.2011.720p.mkv"]))
    assert list(seats(more).values()) == ["Movies/Ebb (2011)/Ebb.2011.720p.mkv"]


def test_a_disc_keeps_the_title_that_a_person_wrote() -> None:
    made = plan(library("Movies/Bluray Tide (2001)/BDMV/"))
    assert seats(made) == {}


def test_a_subtitle_of_another_video_does_not_follow_the_only_one_that_is_left() -> (
    None
):
    made = plan(
        library(
            """
            TV Shows/Moor (2014)/Season 01/Moor.S01E01.mkv
            Downloads/Moor.S01/Moor.S01E03.mkv
            Downloads/Moor.S01/Subs/Moor.S01E01.de.srt
            Downloads/Moor.S01/Subs/Moor.S01E02.1080p/2_English.srt
            Downloads/Tides/Tides Two (2003).mkv
            Downloads/Tides/Tides (1999).en.srt
            """
        )
    )
    moved = seats(made)
    assert moved.pop("Downloads/Moor.S01/Subs/Moor.S01E01.de.srt") == (
        "TV Shows/Moor (2014)/Season 01/Moor.S01E01.de.srt"
    )
    assert sorted(moved) == [
        "Downloads/Moor.S01/Moor.S01E03.mkv",
        "Downloads/Tides/Tides Two (2003).mkv",
    ]


def test_days_that_a_person_filed_in_a_season_stay_there() -> None:
    made = plan(
        library(
            """
            TV/Nightly (2005)/Season 08/Nightly - 2011-11-15 - Guest.avi
            TV/Moor (2014)/Season 01/Moor S01E01.mkv
            Downloads/Nightly.S09/Nightly.2012.11.15.Guest.mkv
            """
        )
    )
    assert list(seats(made).values()) == [
        "TV/Nightly (2005)/Season 2012/Nightly.2012.11.15.Guest.mkv"
    ]


def test_a_films_folder_that_reads_like_a_release_keeps_all_its_versions() -> None:
    made = plan(
        library(
            """
            Movies/Tide 4K (2010)/Tide 4K (2010).mkv
            Movies/Tide 4K (2010)/Tide 4K.mkv
            Movies/(500) Tides (2009)/(500) Tides (2009) [Bluray-1080p].mkv
            Movies/(500) Tides (2009)/500.Tides.2009.mkv
            """
        )
    )
    assert seats(made) == {}


def test_a_country_in_lower_case_is_that_of_its_folder() -> None:
    made = plan(library("TV/The Moor (UK) (1986)/Season 02/the.moor.(uk).201.mkv"))
    assert seats(made) == {}


def test_subtitles_of_an_edition_and_of_discs_stay_with_them() -> None:
    made = plan(
        library(
            """
            Movies/Ebb (2019) {edition-Final Cut}/Ebb (2019)-cd1.avi
            Movies/Ebb (2019) {edition-Final Cut}/Ebb (2019)-cd2.avi
            Movies/Ebb (2019) {edition-Final Cut}/Subs/English.srt
            Movies/Ebb (2019)/Ebb (2019).mkv
            Movies/Gale (2022)/Gale (2022) Disc 1/VIDEO_TS/
            Movies/Gale (2022)/Gale (2022) Disc 2/VIDEO_TS/
            Movies/Gale (2022)/Subs/English.srt
            """
        )
    )
    assert seats(made) == reasons(made) == {}


def test_a_film_with_a_country_and_no_year_keeps_its_folder() -> None:
    assert seats(plan(library("Movies/The Moor (UK)/The Moor (UK).mkv"))) == {}


def test_music_videos_are_no_films() -> None:
    made = plan(
        library("Movies/Ebb (2011)/Ebb.mkv\nMusic Videos/Ann/Ann - Ebb (1990).mkv")
    )
    assert list(reasons(made).values()) == ["a music video"]


TITLES = [
    "Harbour",
    "The Moor (UK)",
    "Tide - Origins",
    "24 Hours West",
    "Room 104",
    "Marée Noire",
    "Ночной Паром",
    "潮の街",
    "Ebb & Flow",
    "S.W.E.L.L",
]
FOLDERS = ["{t}", "{t} ({y})", "{t} ({y}) {{tvdb-{y}}}", "{t} ({y}) [tmdbid-{y}]"]
EPISODES = [
    "{t} - S{s:02}E{e:02} - Part 1",
    "{d}.S{s:02}E{e:02}.1080p-AOI",
    "{t} {s}x{e:02}",
    "{d}.{y}.S{s:02}E{e:02}",
    "{e:02} - 1984",
    "Episode {e}",
]
FILMS = ["{t} ({y})", "{d}.{y}.1080p-AOI", "{t}", "{t} ({y}) - 2160p"]
BESIDE = """poster.jpg extrafanart/1.jpg .actors/Ann.jpg Subs/English.srt trailer.mkv
    Featurettes/a.mkv Extras/b.mkv movie.nfo Specials/S00E01.mkv theme.mp3"""
Names = tuple[str, int, str, str]
NAMES = st.tuples(
    st.sampled_from(TITLES),
    st.integers(1980, 2020),
    st.sampled_from(FOLDERS),
    st.sampled_from(["Season {s:02}", "Season {s}", "Staffel {s}", "S{s:02}"]),
)


def spelled(shape: str, names: Names, s: int = 1, e: int = 1) -> str:
    title, year = names[:2]
    dots = title.replace(" - ", " ").replace(" ", ".")
    return shape.format(t=title, d=dots, y=year, s=s, e=e)


@st.composite
def shows(draw: st.DrawFn, top: str) -> list[str]:
    names, shape = draw(NAMES), draw(st.sampled_from(EPISODES))
    folder = f"{top}{spelled(names[2], names)}"
    paths = [
        f"{folder}/{names[3].format(s=s)}/{spelled(shape, names, s, e)}.mkv"
        for s in range(1, draw(st.integers(2, 3)))
        for e in range(1, draw(st.integers(2, 4)))
    ]
    more = draw(st.lists(st.sampled_from(BESIDE.split()), max_size=3))
    return [*paths, f"{paths[0][:-4]}.en.srt", *(f"{folder}/{name}" for name in more)]


@st.composite
def films(draw: st.DrawFn, top: str) -> list[str]:
    names = draw(NAMES)
    folder = f"{top}{spelled(names[2], names)}"
    shapes = draw(st.lists(st.sampled_from(FILMS), min_size=1, max_size=2, unique=True))
    more = draw(st.lists(st.sampled_from(BESIDE.split()[:-2]), max_size=3))
    paths = [f"{spelled(shape, names)}.mkv" for shape in shapes]
    return [f"{folder}/{name}" for name in (*paths, *more)]


LIBRARIES = st.lists(
    st.one_of(shows("TV/"), shows("Downloads/"), films("Movies/"), films("Downloads/")),
    min_size=1,
    max_size=5,
).map(lambda parts: tree_of(list(dict.fromkeys(chain.from_iterable(parts)))))


@settings(max_examples=150, deadline=None)
@given(LIBRARIES)
def test_a_plan_that_was_followed_leaves_nothing_to_move(tree: Tree) -> None:
    assert seats(plan(applied(tree))) == {}


@settings(max_examples=100, deadline=None)
@given(LIBRARIES, films("Downloads/New/"))
def test_a_new_film_moves_nothing_that_is_in_place(tree: Tree, new: list[str]) -> None:
    there = paths_of(applied(tree))
    moved = seats(plan(tree_of([*there, *dict.fromkeys(new)])))
    assert [path for path in moved if path in set(there)] == []
