from __future__ import annotations

import pytest

from planfile.artifacts.plan import Section
from planfile.rules.player_numbers import number_of
from planfile.rules.players import ALL, CODES, counted, player_findings

ROOTS = {Section.SHOWS: "TV Shows", Section.MOVIES: "Movies"}
SHOW = "TV Shows/Harbour (2014)"


def codes(*paths: str, players: tuple[str, ...] = ALL) -> dict[str, str]:
    found = player_findings(paths, ROOTS, players)
    return {finding.path: finding.code for finding in found}


def who(*paths: str) -> dict[str, tuple[str, ...]]:
    return {f.path: f.players for f in player_findings(paths, ROOTS)}


@pytest.mark.parametrize(
    ("name", "code", "players"),
    [
        ("Season 01/Harbour.S01E01.1080p.mkv", "", ()),
        ("Season 01/Harbour - 1x02 - T.mkv", "", ()),
        ("Season 01/Harbour S01E01E02.mkv", "", ()),
        ("Season 01/Harbour S01E01-E02.mkv", "", ()),
        ("Season 01/harbour.103.avi", "", ()),
        ("Season 2016/Harbour.2016.05.03.mkv", "", ()),
        ("Season 01/e05.mkv", "", ()),
        ("Season 01/Pilot.mkv", "number-not-in-name", ALL),
        ("Season 01/05.mkv", "number-style", ("kodi",)),
        ("Season 01/Episode 5.mkv", "number-style", ("kodi",)),
        ("Season 01/[G] Harbour - 05 [1080p].mkv", "number-style", ("kodi",)),
        ("Season 01/5of12.mkv", "number-style", ("kodi",)),
        ("Season 02/e05.mkv", "number-style", ("kodi",)),
        ("Season 02/Harbour S01E05.mkv", "season-conflict", ALL),
        ("Season 00/Harbour S01E12.mkv", "season-conflict", ALL),
        ("Specials/Harbour S00E12.mkv", "", ()),
        ("Season 01/Harbour S01E01-02.mkv", "range-style", ("plex",)),
        ("Season 01/Harbour S01E01-E03.mkv", "range-style", ("kodi",)),
        ("Season 01/Harbour S01E01 & S01E02.mkv", "range-style", ("jellyfin", "plex")),
        ("Season 2016/Harbour 2016 05 03.mkv", "date-style", ("kodi",)),
        ("Season 2014/Harbour.04.28.2014.mkv", "date-style", ("jellyfin",)),
        ("Season 2014/Harbour.140722.mkv", "date-style", ALL),
        ("Season 02/Harbour.S02E07.The.Sample.mkv", "ignored-word", ALL),
        ("Season 01/Harbour S01E01.iso", "iso-tv", ("jellyfin", "plex")),
        ("Season 01/Disc 1/VIDEO_TS/", "disc-unnumbered", ALL),
        ("Season 01/Harbour S01E01/VIDEO_TS/", "", ()),
        ("Featurettes/Inside S01E01.mkv", "extra-with-number", ("kodi",)),
        ("Extras/Inside.mkv", "", ()),
    ],
)
def test_an_episodes_name_is_judged_as_players_read_it(
    name: str, code: str, players: tuple[str, ...]
) -> None:
    path = f"{SHOW}/{name}"
    assert codes(path).get(path, "") == code
    assert who(path).get(path, ()) == players


def test_two_files_of_one_number_may_hide_each_other() -> None:
    one, other = f"{SHOW}/Season 01/a S01E01.mkv", f"{SHOW}/Season 01/b S01E01.mkv"
    assert codes(one, other) == {one: "same-number", other: "same-number"}


def test_parts_of_a_show_are_stacked_by_jellyfin() -> None:
    paths = [f"{SHOW}/Season 01/Harbour Part {n}.mkv" for n in (1, 2, 3)]
    assert set(codes(*paths).values()) == {"parts-stack"}


def test_absolute_numbers_are_mapped_by_nobody() -> None:
    paths = [f"{SHOW}/Season 03/Harbour - {n}.mkv" for n in range(57, 60)]
    found = player_findings(paths, ROOTS)
    assert {f.code for f in found} >= {"absolute-number"}


def test_a_show_with_a_long_number_is_cut_by_jellyfin_10() -> None:
    path = "TV Shows/Room 104 (2017)/Season 01/Room 104 S01E01.mkv"
    assert codes(path) == {path: "numeric-show-name"}


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Ebb.2011.mkv"], [""]),
        (["Ebb.1999.mkv"], ["year-conflict"]),
        (["Ebb (2011).cd1.avi", "Ebb (2011).cd2.avi"], ["", ""]),
        (["CD1/a.cd1.avi", "CD2/a.cd2.avi"], ["movie-folder-mixed"] * 2),
        (["x.part1.dvdrip.avi", "x.part2.dvdrip.avi"], ["parts-stack"] * 2),
        (["Ebb (2011) - 720p.mkv", "Ebb (2011) - 4K.mkv"], ["versions-unlinked"] * 2),
        (["a.mkv", "b.mkv"], ["versions-unlinked"] * 2),
        (["Ebb.mkv", "Ebb-trailer.mkv"], ["", ""]),
        (["BDMV/"], [""]),
        (["Disc E/BDMV/"], ["disc-nested"]),
        (["Ebb (2011) Disc 1/VIDEO_TS/"], [""]),
        (["Ebb.mkv", "Sample/x.jpg"], ["", "movie-folder-mixed"]),
        (["Ebb.mkv", "Bonus/x.mkv"], ["versions-unlinked", "versions-unlinked"]),
        (["Ebb.mkv", "Ebb.en.srt"], ["", ""]),
        (["Ebb.mkv", "English.srt"], ["", "subtitle-orphan"]),
        (["Ebb.mkv", "Subs/Ebb.srt"], ["", "subtitle-orphan"]),
        (["Ebb.mkv", "Extras/a.srt"], ["", ""]),
    ],
)
def test_a_movies_folder_is_judged_as_a_whole(
    names: list[str], wanted: list[str]
) -> None:
    paths = [f"Movies/Ebb (2011)/{name}" for name in names]
    found: dict[str, list[str]] = {}
    for finding in player_findings(paths, ROOTS):
        found.setdefault(finding.path, []).append(finding.code)
    for path, code in zip(paths, wanted, strict=True):
        assert (code in found.get(path, [])) if code else path not in found


def test_only_the_players_asked_for_are_named() -> None:
    path = f"{SHOW}/Season 01/05.mkv"
    assert codes(path, players=("plex", "jellyfin")) == {}
    assert codes(path, players=("kodi",)) == {path: "number-style"}


def test_paths_outside_both_roots_are_nobodys() -> None:
    assert codes("Downloads/05.mkv", "Movies/loose.mkv") == {}


def test_a_film_among_shows_at_the_top_of_a_library_is_judged_as_a_film() -> None:
    roots = {Section.SHOWS: "", Section.MOVIES: "Movies"}
    paths = [
        "Harbour (2014)/Season 01/Harbour.mkv",
        "Harbour 2 (2016)/Harbour 2 - 1x02.mkv",
        "Harbour 2049 (2017)/Harbour 2049 (2017).mkv",
        "Harbour 2050 (2018)/VIDEO_TS/",
        "Untold/Title.mkv",
        "Heat (1995)/Heat.1995.mkv",
        "Movies/Heat (1995)/Heat.1995.mkv",
    ]
    found = [(f.path, f.code) for f in player_findings(paths, roots)]
    assert found == [(paths[0], "number-not-in-name"), (paths[4], "number-not-in-name")]


def test_shows_in_a_folder_of_a_library_of_films_are_judged_as_shows() -> None:
    roots = {Section.SHOWS: "TV Shows", Section.MOVIES: ""}
    paths = [f"{SHOW}/Season 01/Harbour.mkv", "Heat (1995)/Heat (1995).mkv"]
    found = [(f.path, f.code) for f in player_findings(paths, roots)]
    assert found == [(paths[0], "number-not-in-name")]


def test_findings_are_counted_with_the_players_they_concern() -> None:
    found = player_findings([f"{SHOW}/Season 01/{n:02}.mkv" for n in (1, 2)], ROOTS)
    assert list(counted(found)) == [("number-style", 2, ("kodi",))]
    assert found[0].message == CODES["number-style"]


def test_numbers_are_read_in_every_style_that_players_know() -> None:
    assert number_of("Harbour S01E01E02")[1:] == (1, (1, 2))
    assert number_of("Harbour 1x01-1x02").episodes == (1, 2)
    assert number_of("Harbour S01E01-E03").episodes == (1, 2, 3)
    assert number_of("Harbour S01E05-720p").episodes == (5,)
    assert number_of("Harbour Part IV").style == "part"
    assert number_of("Harbour").style == ""
