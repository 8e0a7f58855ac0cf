"""What travels together: a tree's videos and discs, each with its companions.

Takes a `Tree`, gives `Gathered`: bundles, things that follow whole folders (a show's
poster, a season's extras), and entries that stay, with the reason. Work is done folder
by folder; nothing here knows what a video is called by the world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.artifacts.bundle import Attached, Bundle, Companion
from planfile.artifacts.plan import Left
from planfile.artifacts.tree import Entry, Role, Tree
from planfile.naming.extras import extra_folder
from planfile.naming.folders import Sort
from planfile.naming.homemade import homemade, software
from planfile.naming.homes import Station, Stations, path_of
from planfile.naming.languages import language_of, subtitle_tags
from planfile.naming.roles import disc_file, extension_of, is_archive
from planfile.naming.stems import Stems, shorter_stems, stem_of, words_of

NO_VIDEO = "belongs to no video that is here"
_REASONS = {
    Role.SAMPLE: "sample",
    Role.JUNK: "junk",
    Role.INCOMPLETE: "incomplete download",
}
_IMAGES = frozenset({"iso", "img"})
_FOLLOWING = frozenset({Role.ARTWORK, Role.METADATA, Role.EXTRA})


class Gathered(NamedTuple):
    """Everything in a tree, each entry once."""

    bundles: tuple[Bundle, ...]
    attached: tuple[Attached, ...]
    left: tuple[Left, ...]


@dataclass(slots=True)
class _Draft:
    """A bundle in the making."""

    lead: str
    role: Role
    size: int
    companions: list[Companion] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    """What has been decided so far."""

    drafts: list[_Draft] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    orphans: list[tuple[str, Role]] = field(default_factory=list)


class _Follower(NamedTuple):
    """A companion in search of its video: its folder, itself, and how it lies.

    `trail` is the path from the home folder to it ("Subs/English"), "" beside the
    videos. `sort` is what the first folder of the trail is.
    """

    folder: str
    entry: Entry
    role: Role
    sort: Sort | None
    trail: str


def gather(tree: Tree) -> Gathered:
    """Bundle a tree's entries; any order of its folders gives the same answer."""
    stations = Stations(tree.folders)
    work = _Work()
    for home in stations.homes():
        _gather_home(home, stations, work)
    _adopt(work)
    bundles = tuple(
        Bundle(draft.lead, draft.role, draft.size, tuple(draft.companions))
        for draft in work.drafts
    )
    return Gathered(bundles, tuple(work.attached), tuple(work.left))


def _gather_home(home: Station, stations: Stations, work: _Work) -> None:
    """Bundle one folder of videos with all that its support folders hold."""
    leads: list[_Draft] = []
    followers: list[_Follower] = []
    for station in stations.members(home):
        _sort_entries(station, home, leads, followers, work)
    leads = _whole_discs(home, leads)
    work.drafts.extend(leads)
    if not followers:
        return
    stems = Stems([_last(draft.lead) for draft in leads])
    sole = len(leads) == 1 and not home.generic
    for follower in followers:
        _Match(home, leads, stems, sole, work).settle(follower)


def _sort_entries(
    station: Station,
    home: Station,
    leads: list[_Draft],
    followers: list[_Follower],
    work: _Work,
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
            leads.append(_Draft(path, role, entry.size))
        else:
            followers.append(
                _Follower(station.path, entry, role, station.support, trail)
            )


def _stays(entry: Entry, station: Station) -> str:
    """Why an entry stays whatever is beside it, or ""."""
    if entry.target:
        return "symbolic link"
    if station.unfinished:
        return "incomplete download"
    reason = _REASONS.get(entry.role, "")
    if reason:
        return reason
    if station.support is Sort.SAMPLE:
        return "sample"
    if station.support is Sort.PICTURES:
        return "screenshot or proof"
    if entry.role is Role.OTHER and is_archive(entry.name):
        return "archive: unpack it first"
    if entry.role is Role.VIDEO:
        return _not_for_players(entry.name, station)
    return ""


def _not_for_players(name: str, station: Station) -> str:
    stem, extension = stem_of(name), extension_of(name)
    if extension in _IMAGES and software(stem):
        return "software"
    return homemade(station.path, stem)


def _whole_discs(home: Station, leads: list[_Draft]) -> list[_Draft]:
    """Make one bundle of a DVD's files that lie without their VIDEO_TS folder."""
    pieces = [draft for draft in leads if disc_file(_last(draft.lead))]
    if not pieces or not any(
        stem_of(_last(draft.lead)).lower() == "video_ts" for draft in pieces
    ):
        return leads
    first = _Draft(pieces[0].lead, Role.DISC, sum(draft.size for draft in pieces))
    first.companions = [Companion(draft.lead, Role.DISC) for draft in pieces[1:]]
    rest = [draft for draft in leads if not disc_file(_last(draft.lead))]
    del home
    return [first, *rest]


class _Match:
    """Finds the video of each follower in one home folder."""

    def __init__(
        self,
        home: Station,
        leads: list[_Draft],
        stems: Stems,
        sole: bool,
        work: _Work,
    ) -> None:
        self._home = home
        self._leads = leads
        self._stems = stems
        self._sole = sole
        self._work = work

    def settle(self, follower: _Follower) -> None:
        """Give a follower to its video, to its folder, or leave it."""
        found = self._find(follower)
        if found is not None:
            draft, bound = found
            draft.companions.append(_companion(follower, draft, bound))
            return
        path = path_of(follower.folder, follower.entry.name)
        if self._follows_folder(follower):
            home = "" if follower.sort is not Sort.EXTRAS else _extras_home(follower)
            if follower.role is Role.EXTRA:
                home = home or "Extras"
            anchor = self._home.path
            self._work.attached.append(Attached(path, follower.role, anchor, home))
        elif follower.role in {Role.OTHER, Role.DISC}:
            self._work.left.append(Left(path, "not media"))
        else:
            self._work.orphans.append((path, follower.role))

    def _follows_folder(self, follower: _Follower) -> bool:
        """Whether it belongs to all that is beneath its folder."""
        if self._home.generic:
            return False
        if follower.sort is Sort.EXTRAS:
            return follower.role is not Role.OTHER
        if follower.sort is not None:
            return False
        return follower.role in _FOLLOWING or (
            follower.role is Role.AUDIO and follower.entry.name.startswith("theme")
        )

    def _find(self, follower: _Follower) -> tuple[_Draft, bool] | None:
        """The video a follower belongs to, and whether it is bound by its stem."""
        if not self._leads:
            return None
        if follower.entry.name[-1] == "/":
            return self._disc_beside(follower)
        bound = self._stems.bound(follower.entry.name)
        if bound is not None:
            return self._leads[bound[0]], bound[1]
        if follower.sort is Sort.EXTRAS or follower.role is Role.EXTRA:
            whole = self._home.seasons or not self._sole
            return None if whole else (self._leads[0], False)
        if self._sole and follower.role in _FOLLOWING:
            return None  # what belongs to a whole film or show goes with its folder
        index = self._by_name(follower)
        if index is not None:
            return self._leads[index], False
        if self._sole and follower.role not in {Role.OTHER, Role.AUDIO}:
            return self._leads[0], False
        return None

    def _disc_beside(self, follower: _Follower) -> tuple[_Draft, bool] | None:
        """The disc that `CERTIFICATE/` or `AUDIO_TS/` is a piece of."""
        for draft in self._leads:
            if draft.role is Role.DISC and folder_of(draft.lead) == follower.folder:
                return draft, False
        return None

    def _by_name(self, follower: _Follower) -> int | None:
        """The video that the name, or a folder on the way (`Subs/<stem>/`), means."""
        for name in reversed(follower.trail.split("/")[1:]):
            bound = self._stems.bound(name)
            if bound is not None:
                return bound[0]
            index = self._stems.named(name)
            if index is not None:
                return index
        if follower.role in {Role.OTHER, Role.AUDIO}:
            return None
        return self._stems.named(_without_tags(stem_of(follower.entry.name)))


def _without_tags(stem: str) -> str:
    """A stem without the languages and flags at its end."""
    for shorter in shorter_stems(stem):
        tail = shorter[max(shorter.rfind(mark) for mark in "._- ") + 1 :]
        if not language_of(tail) and tail.lower() not in {"forced", "sdh", "cc"}:
            return shorter
    return stem


def _companion(follower: _Follower, draft: _Draft, bound: bool) -> Companion:
    path = path_of(follower.folder, follower.entry.name)
    language = ""
    flags: tuple[str, ...] = ()
    if follower.role is Role.SUBTITLE:
        tail = follower.entry.name
        stem = stem_of(_last(draft.lead))
        tail = stem_of(tail[len(stem) :] if bound else tail)
        language, flags = subtitle_tags(tail)
        if not language:
            language = _trail_language(follower.trail)
    home = _home_of(follower, draft, bound)
    return Companion(path, follower.role, bound, language, flags, home)


def _trail_language(trail: str) -> str:
    for name in reversed(trail.split("/")):
        language = language_of(name)
        if language:
            return language
    return ""


def _home_of(follower: _Follower, draft: _Draft, bound: bool) -> str:
    """Where a companion goes beneath its video's folder."""
    if follower.sort is Sort.EXTRAS or follower.role is Role.EXTRA:
        return _extras_home(follower)
    if follower.sort is not Sort.SUBS:
        return ""
    stem = stem_of(_last(draft.lead))
    rest = [name for name in follower.trail.split("/")[1:] if name != stem]
    if bound and not rest:
        return ""
    return "/".join(["Subs", stem, *rest])


def _extras_home(follower: _Follower) -> str:
    """The folder for extras, under the name that players know."""
    first = follower.trail.split("/")[0] if follower.sort is Sort.EXTRAS else ""
    return extra_folder(first) or "Extras"


def _adopt(work: _Work) -> None:
    """Give companions from far away to the one video whose stem they carry."""
    wanted: dict[str, list[int]] = {}
    for path, _role in work.orphans:
        for stem in _telling_stems(path):
            wanted.setdefault(stem, [])
    if wanted:
        for index, draft in enumerate(work.drafts):
            found = wanted.get(stem_of(_last(draft.lead)))
            if found is not None:
                found.append(index)
    for path, role in work.orphans:
        video = _stem_owner(path, wanted)
        if video is None:
            _without_video(path, role, work)
        else:
            tail = stem_of(_last(path)[len(stem_of(_last(work.drafts[video].lead))) :])
            language, flags = subtitle_tags(tail) if role is Role.SUBTITLE else ("", ())
            work.drafts[video].companions.append(
                Companion(path, role, True, language, flags)
            )


def _telling_stems(path: str) -> Iterator[str]:
    """The stems of a name that no two videos share by chance."""
    for stem in shorter_stems(stem_of(_last(path))):
        words = words_of(stem)
        if len(words) > 1 and len(stem) > 7 and not words[0].isdigit():
            yield stem


def _stem_owner(path: str, wanted: dict[str, list[int]]) -> int | None:
    for stem in _telling_stems(path):
        found = wanted[stem]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _without_video(path: str, role: Role, work: _Work) -> None:
    """A subtitle or an extra may still be known by its own name; the rest stays."""
    if role in {Role.SUBTITLE, Role.EXTRA}:
        work.drafts.append(_Draft(path, role, 0))
    elif role is Role.AUDIO:
        work.left.append(Left(path, "audio without a video"))
    else:
        work.left.append(Left(path, NO_VIDEO))


def _last(path: str) -> str:
    return path[path.rfind("/", 0, -1) + 1 :]


def folder_of(path: str) -> str:
    """The folder an entry lies in; of a disc folder, the folder around it."""
    return path[: max(path.rfind("/", 0, -1), 0)]
