"""Words for what players misread: the codes, and what is said about each."""

from __future__ import annotations

from typing import NamedTuple

ALL = ("jellyfin", "kodi", "plex")
J, K, P = (("jellyfin",), ("kodi",), ("plex",))
JK, JP, KP = ("jellyfin", "kodi"), ("jellyfin", "plex"), ("kodi", "plex")

CODES: dict[str, str] = {
    "number-not-in-name": "its name has no episode number, so no player can place it",
    "number-style": "its number is in a style that is not read there",
    "absolute-number": "the number counts over all seasons; none maps it to this one",
    "season-conflict": "players follow the season in its name, not this folder's",
    "range-style": "only some of its episodes are seen",
    "same-number": "another file here has the same number and may hide it",
    "parts-stack": "names that end in a part are joined into one video",
    "date-style": "its date is not read as one",
    "ignored-word": "a word in its name makes players overlook it",
    "subtitle-orphan": "no video here has its name, so it is not shown",
    "movie-folder-mixed": "another video or folder here makes players use file names",
    "versions-unlinked": "versions are joined only if named after their folder",
    "year-conflict": "the year in its name is not its folder's",
    "disc-nested": "a disc in a folder of its own is called after that folder",
    "disc-unnumbered": "the disc's folder has no episode number",
    "iso-tv": "a disc image of a show is not numbered",
    "extra-with-number": "an extra with a number is listed as an episode",
    "numeric-show-name": "Jellyfin 10 cuts names with long numbers",
}


class Finding(NamedTuple):
    """One file that some players will misread, and which."""

    path: str
    code: str
    players: tuple[str, ...]

    @property
    def message(self) -> str:
        """What happens, in a sentence."""
        return CODES[self.code]


class Video(NamedTuple):
    """One file beneath a show's or a movie's folder, as a player comes upon it.

    `folders` lie between that folder and it, `season` is what the first of them says,
    `kind` is video, subtitle, disc or other.
    """

    path: str
    folders: tuple[str, ...]
    season: int | None
    stem: str
    extension: str
    kind: str
