"""What travels together: a tree's videos and discs, each with its companions.

Takes a `Tree`, gives `Gathered`: bundles, things that follow whole folders (a show's
poster, a season's extras), and entries that stay, with the reason. Work is done folder
by folder; nothing here knows what a video is called by the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planfile.artifacts.bundle import Attached, Bundle, Companion
from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Left
from planfile.artifacts.tree import Entry, Role, Tree
from planfile.naming.folders import Sort
from planfile.naming.homemade import homemade, software
from planfile.naming.homes import Station, Stations, path_of
from planfile.naming.languages import subtitle_tags
from planfile.naming.matching import Draft, Follower, Match, Work
from planfile.naming.roles import disc_file, extension_of, is_archive
from planfile.naming.stems import Stems, shorter_stems, stem_of, words_of

NO_VIDEO = "belongs to no video that is here"
_REASONS = {
    Role.SAMPLE: "sample",
    Role.JUNK: "junk",
    Role.INCOMPLETE: "incomplete download",
}
_NONE: list[Companion] = []
_IMAGES = frozenset({"iso", "img"})
_SIDE_FOLDERS = {Sort.SAMPLE: "sample", Sort.PICTURES: "screenshot or proof"}


class Gathered(NamedTuple):
    """Everything in a tree, each entry once."""

    bundles: tuple[Bundle, ...]
    attached: tuple[Attached, ...]
    left: tuple[Left, ...]


def gather(tree: Tree) -> Gathered:
    """Bundle a tree's entries; any order of its folders gives the same answer."""
    stations = Stations(tree.folders)
    work = Work()
    for home in stations.homes():
        _gather_home(home, stations, work)
    _adopt(work)
    bundles = tuple(map(_bundle, work.drafts))
    return Gathered(bundles, tuple(work.attached), tuple(work.left))


def _bundle(draft: Draft) -> Bundle:
    companions = tuple(draft.companions)
    draft.companions = _NONE  # a million of them must not be held twice
    return Bundle(draft.lead, draft.role, draft.size, companions)


def _gather_home(home: Station, stations: Stations, work: Work) -> None:
    """Bundle one folder of videos with all that its support folders hold."""
    leads: list[Draft] = []
    followers: list[Follower] = []
    for station in stations.members(home):
        _sort_entries(station, home, leads, followers, work)
    leads = _whole_discs(leads)
    work.drafts.extend(leads)
    if not followers:
        return
    stems = Stems([last_component(draft.lead) for draft in leads])
    sole = len(leads) == 1 and not home.generic
    for follower in followers:
        Match(home, leads, stems, sole, work).settle(follower)


def _sort_entries(
    station: Station,
    home: Station,
    leads: list[Draft],
    followers: list[Follower],
    work: Work,
) -> None:
    """Tell the videos of a folder from what follows them and what stays."""
    trail = station.path[len(home.path) :].lstrip("/")
    for entry in sorted(station.folder.entries):
        path = path_of(station.path, entry.name)
        why = _stays(entry, station)
        if why:
            work.left.append(Left(path, why))
            continue
        role = station.role(entry)
        if role in {Role.VIDEO, Role.DISC} and not station.disc_piece(entry):
            leads.append(Draft(path, role, entry.size))
        else:
            followers.append(
                Follower(station.path, entry, role, station.support, trail)
            )


def _stays(entry: Entry, station: Station) -> str:
    """Why an entry stays whatever is beside it, or ""."""
    if entry.target:
        return "symbolic link"
    if station.unfinished:
        return "incomplete download"
    if entry.role is Role.OTHER and is_archive(entry.name):
        return "archive: unpack it first"
    if entry.role is Role.VIDEO and station.support is None:
        return _not_for_players(entry.name, station)
    if station.support is not None:
        return _REASONS.get(entry.role) or _SIDE_FOLDERS.get(station.support, "")
    return _REASONS.get(entry.role, "")


def _not_for_players(name: str, station: Station) -> str:
    stem, extension = stem_of(name), extension_of(name)
    folder = last_component(station.path)
    if extension in _IMAGES and (software(stem) or software(folder)):
        return "software"
    return homemade(station.path, stem)


def _whole_discs(leads: list[Draft]) -> list[Draft]:
    """Make one bundle of a DVD's files that lie without their VIDEO_TS folder."""
    pieces = [draft for draft in leads if disc_file(last_component(draft.lead))]
    if not pieces or not any(
        stem_of(last_component(draft.lead)).lower() == "video_ts" for draft in pieces
    ):
        return leads
    first = Draft(pieces[0].lead, Role.DISC, sum(draft.size for draft in pieces))
    first.companions = [Companion(draft.lead, Role.DISC) for draft in pieces[1:]]
    rest = [draft for draft in leads if not disc_file(last_component(draft.lead))]
    return [first, *rest]


def _adopt(work: Work) -> None:
    """Give companions from far away to the one video whose stem they carry."""
    wanted: dict[str, list[int]] = {}
    for path, _role in work.orphans:
        for stem in _telling_stems(path):
            wanted.setdefault(stem, [])
    if wanted:
        for index, draft in enumerate(work.drafts):
            found = wanted.get(stem_of(last_component(draft.lead)))
            if found is not None:
                found.append(index)
    for path, role in work.orphans:
        video = _stem_owner(path, wanted)
        if video is None:
            _without_video(path, role, work)
        else:
            tail = stem_of(
                last_component(path)[
                    len(stem_of(last_component(work.drafts[video].lead))) :
                ]
            )
            language, flags = subtitle_tags(tail) if role is Role.SUBTITLE else ("", ())
            home = "Extras" if role is Role.EXTRA else ""
            work.drafts[video].companions.append(
                Companion(path, role, True, language, flags, home)
            )


def _telling_stems(path: str) -> Iterator[str]:
    """The stems of a name that no two videos share by chance."""
    for stem in shorter_stems(stem_of(last_component(path))):
        words = words_of(stem)
        if words and len(words) > 1 + words[0].isdigit() and len(stem) > 7:
            yield stem


def _stem_owner(path: str, wanted: dict[str, list[int]]) -> int | None:
    for stem in _telling_stems(path):
        found = wanted[stem]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _without_video(path: str, role: Role, work: Work) -> None:
    """A subtitle or an extra may still be known by its own name; the rest stays."""
    if role in {Role.SUBTITLE, Role.EXTRA}:
        work.drafts.append(Draft(path, role, 0))
    elif role is Role.AUDIO:
        work.left.append(Left(path, "audio without a video"))
    else:
        work.left.append(Left(path, NO_VIDEO))
