"""Who sits where when companions want one seat."""

from __future__ import annotations

import pytest

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.paths import joined
from planfile.artifacts.plan import Left, Placement, Section
from planfile.artifacts.tree import Entry, Folder, Role
from planfile.rules.desk import Desk
from planfile.rules.keeps import Keeps
from planfile.rules.layout import Policies, Spot
from planfile.rules.rivals import Rivals
from planfile.rules.seats import Seats

ROOTS = {Section.SHOWS: "", Section.MOVIES: "Movies"}


def desk_of(*folders: Folder) -> Desk:
    seats = Seats(folders, ROOTS, str)
    return Desk(
        seats, seats, Policies(), 0.5, Keeps(ROOTS, lambda path, section: False)
    )


def subtitles(*names: str) -> tuple[Entry, ...]:
    return tuple(Entry(name, 1, 1, at, Role.SUBTITLE) for at, name in enumerate(names))


def subtitle(path: str, sub: str) -> Placement:
    return Placement(Section.MOVIES, "Heat (1995)", sub, path)


def test_a_subtitle_whose_name_is_taken_goes_to_a_folder_of_its_videos_name() -> None:
    folders = [Folder(name, 1, subtitles("en.srt")) for name in ("A", "B", "C")]
    desk = desk_of(*folders)
    desk.put(subtitle("A/en.srt", "Subs/Heat 2"), "A/Heat 2.mkv")
    desk.put(subtitle("B/en.srt", "Subs/Heat 2"), "B/Heat.mkv")
    desk.put(subtitle("C/en.srt", "Subs/Heat 2"), "C/Heat 2.mkv")
    assert [p.sub for p in desk.placements] == ["Subs/Heat 2", "Subs/Heat 2/Subs/Heat"]
    why = "'Movies/Heat (1995)/Subs/Heat 2/en.srt' is another file already"
    assert desk.left == [Left("C/en.srt", why)]


def test_one_inode_of_two_file_systems_is_not_one_file() -> None:
    one = Entry("Heat.1995.mkv", 5, 7, 12, Role.VIDEO)
    for other, seated in ((one, 1), (one._replace(mtime_ns=8), 0)):
        folders = [Folder("A", 1, [one]), Folder("B", 2, [other])]
        seats = Seats(folders, ROOTS, str)
        bundles = [Bundle(f"{f.path}/{one.name}", Role.VIDEO, 5) for f in folders]
        spot = Spot(Section.MOVIES, "Heat (1995)", "")
        rivals = Rivals(seats, seats, elsewhere=False)
        winners, refused = rivals.settle(spot, [0, 1], bundles)
        assert (len(winners), len(refused)) == (seated, 2 - seated)


@pytest.mark.parametrize("root", ["", "Movies"])
def test_of_twin_folders_the_one_with_videos_counts(root: str) -> None:
    film = Entry("Heat.mkv", 1, 1, 1, Role.VIDEO)
    folders = [Folder(joined(root, name), 1, ()) for name in ("Heat (1995)", "Up")]
    folders.append(Folder(joined(root, "heat (1995)"), 1, [film]))
    seats = Seats(folders, {Section.SHOWS: "TV", Section.MOVIES: root}, str)
    for folder, spelled in (("Heat (1995)", "heat (1995)"), ("up", "Up")):
        spot = Spot(Section.MOVIES, folder, "")
        assert seats.spell(spot).folder == spelled


def test_an_entry_is_found_among_its_twins() -> None:
    names = ("A.srt", "a.srt")
    seats = Seats([Folder("", 1, subtitles(*names))], ROOTS, str)
    assert [entry and entry.name for entry in map(seats.entry, names)] == [*names]
    assert seats.entry("b.srt") is None
