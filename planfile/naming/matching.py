"""Finds the video of each companion in one folder of videos.

Takes followers (entries in search of their video) and drafts of bundles; gives each
follower to its video, to its whole folder, or to those that are orphans.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.artifacts.bundle import Attached, Companion
from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Left
from planfile.artifacts.tree import Entry, Role
from planfile.naming.extras import extra_folder, named_extra
from planfile.naming.folders import Sort
from planfile.naming.homes import Station, path_of
from planfile.naming.languages import language_of, subtitle_tags
from planfile.naming.stems import (
    Stems,
    names_another,
    number_key,
    shorter_stems,
    stem_of,
)

_FOLLOWING = frozenset({Role.ARTWORK, Role.METADATA, Role.EXTRA})


@dataclass(slots=True)
class Draft:
    """A bundle in the making."""

    lead: str
    role: Role
    size: int
    companions: list[Companion] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """What has been decided so far."""

    drafts: list[Draft] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    orphans: list[tuple[str, Role]] = field(default_factory=list)


class Follower(NamedTuple):
    """A companion in search of its video: its folder, itself, and how it lies.

    `trail` is the path from the home folder to it ("Subs/English"), "" beside the
    videos. `sort` is what the first folder of the trail is.
    """

    folder: str
    entry: Entry
    role: Role
    sort: Sort | None
    trail: str


class Match:
    """Finds the video of each follower in one home folder."""

    def __init__(
        self,
        home: Station,
        leads: list[Draft],
        stems: Stems,
        sole: bool,
        work: Work,
    ) -> None:
        self._home = home
        self._leads = leads
        self._stems = stems
        self._sole = sole
        self._work = work

    def settle(self, follower: Follower) -> None:
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

    def _follows_folder(self, follower: Follower) -> bool:
        """Whether it belongs to all that is beneath its folder."""
        if self._home.generic:
            return False
        if follower.sort is Sort.EXTRAS:
            return follower.role is not Role.OTHER
        if follower.role is Role.EXTRA and not self._leads:
            return not named_extra(follower.entry.name.lower())
        if follower.sort is not None:
            return False
        return follower.role in _FOLLOWING or (
            follower.role is Role.AUDIO and follower.entry.name.startswith("theme")
        )

    def _find(self, follower: Follower) -> tuple[Draft, bool] | None:
        """The video a follower belongs to, and whether it is bound by its stem."""
        if not self._leads:
            return None
        if follower.entry.name[-1] == "/":
            return self._disc_beside(follower)
        bound = self._stems.bound(follower.entry.name)
        if bound is not None:
            return self._leads[bound[0]], bound[1]
        index = self._unbound(follower)
        return None if index is None else (self._leads[index], False)

    def _unbound(self, follower: Follower) -> int | None:
        """The video of a follower that does not carry its stem."""
        alone = 0 if self._sole and not self._of_another(follower) else None
        if follower.sort is Sort.EXTRAS or follower.role is Role.EXTRA:
            return None if self._home.seasons else alone
        if self._sole and follower.role in _FOLLOWING:
            return None  # what belongs to a whole film or show goes with its folder
        index = self._by_name(follower)
        if index is None and follower.role not in {Role.OTHER, Role.AUDIO}:
            return alone
        return index

    def _of_another(self, follower: Follower) -> bool:
        """Whether a subtitle, or its folder, names another video than the only one."""
        if follower.role is not Role.SUBTITLE:
            return False
        lead = stem_of(last_component(self._leads[0].lead))
        names = (stem_of(follower.entry.name), *follower.trail.split("/")[1:])
        return any(names_another(name, lead) for name in names)

    def _disc_beside(self, follower: Follower) -> tuple[Draft, bool] | None:
        """The disc that `CERTIFICATE/` or `AUDIO_TS/` is a piece of."""
        for draft in self._leads:
            if draft.role is Role.DISC and _folder_of(draft.lead) == follower.folder:
                return draft, False
        return None

    def _by_name(self, follower: Follower) -> int | None:
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


def _companion(follower: Follower, draft: Draft, bound: bool) -> Companion:
    path = path_of(follower.folder, follower.entry.name)
    language = ""
    flags: tuple[str, ...] = ()
    if follower.role is Role.SUBTITLE:
        tail = follower.entry.name
        stem = stem_of(last_component(draft.lead))
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


def _home_of(follower: Follower, draft: Draft, bound: bool) -> str:
    """Where a companion goes beneath its video's folder."""
    if follower.sort is Sort.EXTRAS or follower.role is Role.EXTRA:
        return _extras_home(follower)
    if follower.sort is not Sort.SUBS:
        return ""
    stem = stem_of(last_component(draft.lead))
    rest = [
        name
        for name in follower.trail.split("/")[1:]
        if name != stem and not number_key(name)
    ]
    if bound and not rest:
        return ""
    return "/".join(["Subs", stem, *rest])


def _extras_home(follower: Follower) -> str:
    """The folder for extras, under the name that players know."""
    first = follower.trail.split("/")[0] if follower.sort is Sort.EXTRAS else ""
    return extra_folder(first) or "Extras"


def _folder_of(path: str) -> str:
    """The folder an entry lies in; of a disc folder, the folder around it."""
    return path[: max(path.rfind("/", 0, -1), 0)]
