"""A tree for people."""

from __future__ import annotations

from planfile.artifacts.tree import (
    Entry,
    Folder,
    Notes,
    Role,
    Tree,
    TreeSummary,
    Unreadable,
)
from planfile.naming.reading import Reading
from planfile.store.tree_write import tally
from planfile.views.patterns import pattern_text, patterns
from planfile.views.screen import spans
from planfile.views.tree_text import (
    MOST_NOTICES,
    notice_lines,
    summary_data,
    summary_line,
    tree_lines,
)


def video(name: str, size: int = 1000) -> Entry:
    return Entry(name, size, 0, 1, Role.VIDEO)


def tree_of(*folders: Folder) -> Tree:
    return Tree("/media", folders, tally(folders, Notes((), {}, ())))


SHOW = "Silicon.Valley.S01.1080p.WEB-DL"
TREE = tree_of(
    Folder("", 1, (Entry("li\x1bnk", 1, 0, 1, Role.OTHER, target="a\nb"),)),
    Folder("Down", 1, (video("Heat.1995.1080p.BluRay.mkv", 8_000_000_000),)),
    Folder(
        f"Down/{SHOW}",
        1,
        (
            video("Silicon.Valley.S01E01.1080p.WEB-DL.mkv"),
            video("Silicon.Valley.S01E02.1080p.WEB-DL.mkv")._replace(links=2),
            Entry("Silicon.Valley.S01E01.srt", 10, 0, 1, Role.SUBTITLE),
        ),
    ),
    Folder("Empty", 1, ()),
)


def test_every_folder_and_entry_stands_in_its_place_with_its_size() -> None:
    assert list(tree_lines(TREE))[:9] == [
        "/media/",
        "li\\x1bnk  -> a\\nb",
        "Down/  8.0 GB, 1 video",
        "  Heat.1995.1080p.BluRay.mkv  8.0 GB",
        f"  {SHOW}/  2.0 kB, 2 videos, 1 subtitle",
        "    Silicon.Valley.S01E01.1080p.WEB-DL.mkv  1.0 kB",
        "    Silicon.Valley.S01E02.1080p.WEB-DL.mkv  1.0 kB, 2 names",
        "    Silicon.Valley.S01E01.srt  10 B, subtitle",
        "Empty/  0 B",
    ]


def test_the_patterns_found_are_told_per_show_and_film() -> None:
    lines = list(tree_lines(TREE))
    assert lines[9:11] == ["", "Shows found"]
    assert lines[11].startswith("  Silicon Valley  season 1, 2 episodes")
    assert lines[12:14] == ["", "Films found"]
    assert lines[14].startswith("  Heat (1995)")
    assert lines[15:] == [
        "",
        "Tree: 5 entries, 8.0 GB: 3 videos, 1 subtitle, 1 other file.",
    ]


def test_a_pattern_has_its_seasons_episodes_and_qualities() -> None:
    def read(path: str) -> Reading:
        number = int(path[-6:-4])
        tags = (("resolution", "720p" if number > 2 else "1080p"), ("source", "HDTV"))
        season = None if number > 8 else number % 3
        return Reading("episode", "Lost", None, season, (number,), tags=tags)

    files = [video(f"{n:02}.mkv") for n in range(1, 10)]
    (one,) = patterns(tree_of(Folder("", 1, tuple(files))), read)
    assert pattern_text(one) == "seasons 0-2, 9 episodes, 720p HDTV, 1080p HDTV"


def test_a_film_with_several_videos_says_how_many() -> None:
    tree = tree_of(
        Folder("", 1, (video("Heat.1995.cd1.avi"), video("Heat.1995.cd2.avi")))
    )
    (one,) = patterns(tree)
    assert one.videos == 2
    assert "  Heat (1995)  2 videos" in list(tree_lines(tree))


def test_runs_of_seasons_are_joined() -> None:
    assert spans([0, 1, 2, 5, 7, 8]) == "0-2, 5, 7-8"


def test_a_tree_without_names_that_say_anything_has_no_patterns() -> None:
    assert not any("found" in line for line in tree_lines(tree_of(Folder("", 1, ()))))


def summary_with(count: int) -> TreeSummary:
    unreadable = tuple(Unreadable(f"a{n}", "No") for n in range(count))
    return TreeSummary(0, 0, {}, "sha256:0", unreadable, {"@eaDir": 3}, ("disk",))


def test_what_was_noticed_is_said_and_long_lists_are_counted() -> None:
    lines = list(notice_lines(summary_with(MOST_NOTICES + 4)))
    assert lines[:3] == [
        "left out: @eaDir x3",
        "on another file system: disk/",
        "cannot read a0: No",
    ]
    assert lines[-1].startswith("cannot read 4 more")
    assert len(lines) == 2 + MOST_NOTICES + 1


def test_nothing_noticed_is_nothing_said() -> None:
    assert list(notice_lines(TREE.summary)) == []
    root = TreeSummary(0, 0, {}, "", (Unreadable("", "No"),))
    assert list(notice_lines(root)) == ["cannot read the library: No"]


def test_the_summary_names_the_file_and_an_empty_library() -> None:
    empty = tree_of(Folder("", 1, ())).summary
    assert summary_line(empty, "tree.json") == "Tree in tree.json: 0 entries, 0 B."
    assert summary_line(empty, "-") == "Tree: 0 entries, 0 B."
    assert summary_data(empty, "t.json")["tree"] == "t.json"
