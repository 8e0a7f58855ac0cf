"""What the edits of a plan teach."""

from __future__ import annotations

from collections.abc import Sequence

from planfile.artifacts.correction import Correction, Label
from planfile.artifacts.identity import Kind
from planfile.artifacts.plan import Left, Placement, Plan, Section
from planfile.naming.called import called
from planfile.rules.corrections import Rules, derive, label, merged
from planfile.stages.corrections import is_main

SHOWS, MOVIES = Section.SHOWS, Section.MOVIES
Row = tuple[str, Section, str, str] | str


def plan_of(*rows: Row) -> Plan:
    """Placed rows are (source, section, folder, sub), left ones a path."""
    placements = tuple(
        Placement(row[1], row[2], row[3], row[0])
        for row in rows
        if not isinstance(row, str)
    )
    left = tuple(Left(row, "unsure") for row in rows if isinstance(row, str))
    return Plan("/m", "sha256:1", "offline", len(rows), 0, placements, left)


def lessons(draft: Sequence[Row], edited: Sequence[Row]) -> list[str]:
    found = derive(plan_of(*draft), plan_of(*edited), called, is_main)
    return [
        f"{one.named}: {one.was or 'left'} -> {one.truth or 'left'}" for one in found
    ]


def harbour(folder: str = "Quiet Harbour (2013)", season: int = 1) -> list[Row]:
    return [
        (
            f"D/Quiet.Harbour.S0{s}E0{e}.{kind}",
            SHOWS,
            folder,
            f"Season {s + season - 1:02}",
        )
        for s in (1, 2)
        for e in (1, 2)
        for kind in ("mkv", "en.srt")
    ]


def test_what_the_file_could_not_say_is_not_learnt() -> None:
    for folder in ("Quiet\u200b Harbour (2014)", "Quiet\ue000 (2014)", "X, season 2"):
        assert lessons(harbour(), harbour(folder)) == []


def test_an_unedited_plan_teaches_nothing() -> None:
    assert lessons(harbour(), harbour()) == []


def test_a_year_put_right_is_learnt_once_for_the_whole_show() -> None:
    assert lessons(harbour(), harbour("Quiet Harbour (2014)")) == [
        "quiet harbour: show: Quiet Harbour (2013) -> show: Quiet Harbour (2014)"
    ]


def test_a_season_put_right_is_learnt_for_that_season() -> None:
    assert lessons(harbour(), harbour(season=3)) == [
        "quiet harbour: show: Quiet Harbour (2013), season 1"
        " -> show: Quiet Harbour (2013), season 3",
        "quiet harbour: show: Quiet Harbour (2013), season 2"
        " -> show: Quiet Harbour (2013), season 4",
    ]


def test_one_season_of_two_leaves_the_other_alone() -> None:
    edited = [
        row if "S01" in row[0] else (row[0], SHOWS, "Quiet Harbour (2013)", "Season 09")
        for row in harbour()
        if not isinstance(row, str)
    ]
    assert lessons(harbour(), edited) == [
        "quiet harbour: show: Quiet Harbour (2013), season 2"
        " -> show: Quiet Harbour (2013), season 9"
    ]


def test_another_kind_is_learnt() -> None:
    draft: list[Row] = [("D/Loud Mountain.mkv", SHOWS, "Loud Mountain", "Season 01")]
    edited: list[Row] = [("D/Loud Mountain.mkv", MOVIES, "Loud Mountain (1999)", "")]
    assert lessons(draft, edited) == [
        "loud mountain: show: Loud Mountain, season 1 -> movie: Loud Mountain (1999)"
    ]


def test_a_film_that_is_left_is_learnt_and_one_that_is_placed_too() -> None:
    placed: list[Row] = [("D/Old.Film.1950.mkv", MOVIES, "Old Film (1950)", "")]
    left: list[Row] = ["D/Old.Film.1950.mkv"]
    assert lessons(placed, left) == ["old film 1950: movie: Old Film (1950) -> left"]
    assert lessons(left, placed) == ["old film 1950: left -> movie: Old Film (1950)"]


def test_a_show_that_was_left_keeps_the_seasons_that_its_names_say() -> None:
    left: list[Row] = [str(row[0]) for row in harbour()]
    assert lessons(left, harbour()) == [
        "quiet harbour: left -> show: Quiet Harbour (2013)"
    ]


def test_one_episode_that_is_left_teaches_nothing() -> None:
    draft = harbour()
    first = draft[0]
    assert lessons(draft, [str(first[0]), *draft[1:]]) == []


def test_two_files_of_one_name_that_go_apart_teach_nothing() -> None:
    draft: list[Row] = [
        ("A/Twin.mkv", MOVIES, "Twin (1990)", ""),
        ("B/Twin.mkv", MOVIES, "Twin (1990)", ""),
    ]
    edited: list[Row] = [
        ("A/Twin.mkv", MOVIES, "Twin (1991)", ""),
        ("B/Twin.mkv", MOVIES, "Twin (1992)", ""),
    ]
    assert lessons(draft, edited) == []


def test_subtitles_alone_teach_nothing() -> None:
    draft: list[Row] = [("Subs/2_English.srt", MOVIES, "Twin (1990)", "Subs")]
    edited: list[Row] = [("Subs/2_English.srt", MOVIES, "Twin (1991)", "Subs")]
    assert lessons(draft, edited) == []


def test_a_disc_teaches() -> None:
    draft: list[Row] = [("Old Film/BDMV/", MOVIES, "Old Film", "")]
    edited: list[Row] = [("Old Film/BDMV/", MOVIES, "Old Film (1950)", "")]
    assert lessons(draft, edited) == [
        "old film: movie: Old Film -> movie: Old Film (1950)"
    ]


def test_folders_are_read_with_and_without_year_and_id() -> None:
    assert label(MOVIES, "Heat (1995) {tmdb-949}", "") == Label(
        Kind.MOVIE, "Heat", 1995
    )
    assert label(SHOWS, "Heat", "Season 00/Subs/x").season == 0
    assert label(MOVIES, "(1995)", "") == Label(Kind.MOVIE, "(1995)")


def correction(number: int, named: str, season: int | None = None) -> Correction:
    was = Label(Kind.SHOW, "Was", season=season)
    return Correction(number, named, was, Label(Kind.SHOW, "Is", season=season))


def test_a_new_lesson_takes_the_place_of_the_old_one() -> None:
    known = [correction(1, "a"), correction(2, "b", 1), correction(3, "c")]
    new = [correction(1, "a"), correction(2, "b")]
    found = merged(known, new, "2026-11-22")
    assert [(one.number, one.named, one.since) for one in found] == [
        (3, "c", ""),
        (4, "a", "2026-11-22"),
        (5, "b", "2026-11-22"),
    ]


def test_the_rule_about_a_season_comes_first() -> None:
    rules = Rules([correction(2, "a"), correction(1, "a", 4)])
    assert [one.number for one in rules] == [1, 2]
    for season, number in ((4, 1), (5, 2), (None, 2)):
        found = rules.find("a", season)
        assert found is not None
        assert found.number == number
    assert rules.find("b", 4) is None
    assert not Rules([])
