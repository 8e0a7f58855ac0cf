"""Who sits where: what is there, how its folders are spelled, who came since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.plan import Section
from planfile.artifacts.tree import Entry, Folder, Role
from planfile.rules.layout import Spot
from planfile.rules.paths import fold

MOST_AT_HAND = 64
"""Folders whose names are kept folded while companions come in."""
_SHOWN = frozenset({Role.VIDEO, Role.EXTRA})
_EDITION = re.compile(r" ?\{edition-[^}]*\}")


class Seats:
    """The library's folders, asked for spellings and for what is in the way.

    `plain` takes from a folder's name what does not count when two are compared (ids).
    """

    def __init__(
        self,
        folders: Iterable[Folder],
        roots: dict[Section, str],
        plain: Callable[[str], str],
    ) -> None:
        self._roots = roots
        self._plain = plain
        self._folders = {folder.path: folder for folder in folders}
        self._children: dict[str, dict[str, str]] = {}
        for path in sorted(self._folders, key=self._videos_first):
            if path:
                self._add_child(path)
        self._names: dict[str, dict[str, Entry]] = {}
        self._spelled: dict[Spot, Spot] = {}
        self._blocked: dict[str, str] = {}

    def _videos_first(self, path: str) -> tuple[bool, str]:
        """Of twins, the folder with videos is the one that counts."""
        entries = self._folders[path].entries
        return not any(entry.role is Role.VIDEO for entry in entries), path

    def _add_child(self, path: str) -> None:
        above, _, name = path.rpartition("/")
        known = self._children.setdefault(above, {})
        known.setdefault(fold(name), name)
        known.setdefault(fold(self._plain(name)), name)

    def spell(self, spot: Spot) -> Spot:
        """The spot, in the spelling of the folders that are there already."""
        known = self._spelled.get(spot)
        if known is None:
            root = self._roots[spot.section]
            folder = self._spell_below(root, spot.folder)
            below = joined(root, folder)
            sub = self._spell_below(below, spot.sub) if spot.sub else ""
            known = self._spelled[spot] = Spot(spot.section, folder, sub)
        return known

    def own_edition(self, spot: Spot, lead: str) -> Spot:
        """The spot, or the folder of the same movie's edition that the video is in.

        As `Alien (1979) {edition-Director's Cut}/`, which Plex shows on its own.
        """
        root = self._roots[spot.section]
        if root and not lead.startswith(f"{root}/"):
            return spot
        name, _, rest = lead[len(root) + 1 if root else 0 :].partition("/")
        if not rest or "{edition-" not in name:
            return spot
        same = fold(self._plain(_EDITION.sub("", name))) == fold(
            self._plain(spot.folder)
        )
        return spot._replace(folder=name) if same else spot

    def _spell_below(self, above: str, path: str) -> str:
        spelled = []
        for name in path.split("/"):
            children = self._children.get(above, {})
            spelled.append(children.get(fold(name), name))
            above = joined(above, spelled[-1])
        return "/".join(spelled)

    def folder_path(self, spot: Spot) -> str:
        """The path of a spot's folder, relative to the library."""
        return joined(self._roots[spot.section], spot.folder, spot.sub)

    def occupant(self, folder: str, name: str) -> Entry | None:
        """What has that name, or a twin of it, in a folder of the library."""
        names = self._names.get(folder)
        if names is None:
            found = self._folders.get(folder)
            names = (
                {fold(e.name.rstrip("/")): e for e in found.entries} if found else {}
            )
            if found and len(names) > 1:
                self._names[folder] = names
        return names.get(fold(name.rstrip("/")))

    def blocked(self, folder: str) -> str:
        """The file that lies where a folder, or one above it, would have to be."""
        known = self._blocked.get(folder)
        if known is None:
            above, _, name = folder.rpartition("/")
            known = self.blocked(above) if folder else ""
            if not known and folder and folder not in self._folders:
                file = self.occupant(above, name)
                known = joined(above, file.name) if file else ""
            self._blocked[folder] = known
        return known

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies where a file would go."""
        return path.rstrip("/") in self._folders

    def has_videos(self, folder: str) -> bool:
        """Whether videos or extras lie in a folder."""
        found = self._folders.get(folder)
        return found is not None and any(e.role in _SHOWN for e in found.entries)

    def entry(self, path: str) -> Entry | None:
        """The entry at a path."""
        folder, name = folder_of(path), last_component(path)
        entry = self.occupant(folder, name)
        if entry is None or entry.name == name:
            return entry
        twins = self._folders[folder].entries
        return next((twin for twin in twins if twin.name == name), None)


class Taken:
    """Paths by spot, whose last components are taken there.

    The paths are those of the placements, so they cost no memory of their own. Names
    are folded only where somebody asks, for a few spots at a time.
    """

    def __init__(self) -> None:
        self.spots: dict[Spot, list[str]] = {}
        self._folded: dict[Spot, set[str]] = {}

    def add(self, spot: Spot, path: str) -> None:
        """Give the name of a path out in a spot."""
        self.spots.setdefault(spot, []).append(path)
        known = self._folded.get(spot)
        if known is not None:
            known.add(_folded(path))

    def has(self, spot: Spot, path: str) -> bool:
        """Whether the name of a path, or a twin of it, is given out in a spot."""
        known = self._folded.get(spot)
        if known is None:
            if spot not in self.spots:
                return False
            if len(self._folded) >= MOST_AT_HAND:
                self._folded.clear()
            known = self._folded[spot] = set(map(_folded, self.spots[spot]))
        return _folded(path) in known


def _folded(path: str) -> str:
    return fold(last_component(path).rstrip("/"))
