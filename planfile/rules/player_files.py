"""What players misread in a show's or movie's folder: codes and rules, one an idea."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planfile.rules.player_numbers import Number, number_of

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


_EXTRA_FOLDERS = """extras;behind the scenes;deleted scenes;featurettes;interviews;
    scenes;shorts;trailers;other;backdrops;theme-music;clips"""
_EXTRAS = frozenset(name.strip() for name in _EXTRA_FOLDERS.split(";"))
_SUBS = frozenset({"subs", "subtitles", "vobsubs", "sub", "vobsub", "subtitle"})
_SAMPLE = re.compile(r"(?<![^\W_])sample(?![^\W_])", re.IGNORECASE)
_TRAILER = re.compile(r"-trailer\d?$", re.IGNORECASE)
_YEAR = re.compile(r"[(\[. _](19\d\d|20\d\d)(?=[)\]. _-]|$)")
_FOLDER_YEAR = re.compile(r"\((\d{4})\)")
_PART_LAST = re.compile(
    r"^(?P<title>.*?)[ ._-]*(?:cd|dvd|part|pt|dis[ck])[ ._-]*(?P<n>\d+|[a-d])$",
    re.IGNORECASE,
)
_PART_INSIDE = re.compile(r"[ ._-](?:part|pt|cd)[ ._-]?\d+[ ._-]+\S", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{3,}")
# Number styles that not all players read, and those that don't.
_STYLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "bare": ("number-style", K),
    "range without E": ("range-style", P),
    "range with E": ("range-style", K),
    "joined": ("range-style", JP),
    "date with blanks": ("date-style", K),
    "date with the year last": ("date-style", J),
    "date of six digits": ("date-style", ALL),
}


def show_findings(folder: str, files: Sequence[Video]) -> Iterator[Finding]:
    """What is misread in one show's folder."""
    title = _FOLDER_YEAR.sub("", folder)
    if _LONG_NUMBER.search(title):
        yield Finding(files[0].path, "numeric-show-name", J)
    seasons: dict[int | None, list[tuple[Video, Number]]] = {}
    for file in files:
        if _in_extras(file):
            yield from _extra(file)
        elif file.kind == "video":
            number = number_of(file.stem)
            seasons.setdefault(file.season, []).append((file, number))
            yield from _episode(file, number)
        elif file.kind == "disc":
            yield from _disc(file)
    for episodes in seasons.values():
        yield from _season(episodes)
    yield from _subtitles(files)


def _in_extras(file: Video) -> bool:
    return any(name.lower() in _EXTRAS for name in file.folders)


def _extra(file: Video) -> Iterator[Finding]:
    if file.kind == "video" and number_of(file.stem).style:
        yield Finding(file.path, "extra-with-number", K)


def _episode(file: Video, number: Number) -> Iterator[Finding]:
    """One episode's own name."""
    yield from _ignored(file)
    if file.extension in {"iso", "img"}:
        yield Finding(file.path, "iso-tv", JP)
    if not number.style:
        yield Finding(file.path, "number-not-in-name", ALL)
    elif number.style in {"E", "part"} and file.season not in {None, 1}:
        yield Finding(file.path, "number-style", K)
    elif number.style in _STYLES:
        code, players = _STYLES[number.style]
        yield Finding(file.path, code, players)
    elif _other_season(file, number):
        if number.style == "three digits":
            yield Finding(file.path, "absolute-number", KP)
        else:
            yield Finding(file.path, "season-conflict", ALL)


def _other_season(file: Video, number: Number) -> bool:
    return None not in {file.season, number.season} and file.season != number.season


def _season(episodes: list[tuple[Video, Number]]) -> Iterator[Finding]:
    """What the names of one season do to one another."""
    counts = Counter(number for _, number in episodes if number.episodes)
    bare = [n.episodes[0] for _, n in episodes if n.style == "bare" and n.episodes]
    beyond = bool(bare) and min(bare) > max(len(episodes), 30)
    stacks = any(number.style == "part" for _, number in episodes)
    parts = Counter(_part_title(file) for file, _ in episodes if stacks)
    for file, number in episodes:
        if number.style == "part" and parts[_part_title(file)] > 1:
            yield Finding(file.path, "parts-stack", J)
        elif counts[number] > 1:
            yield Finding(file.path, "same-number", J)
        if beyond and number.style == "bare":
            yield Finding(file.path, "absolute-number", ALL)


def _part_title(file: Video) -> str:
    match = _PART_LAST.match(file.stem)
    return match["title"].lower() if match else ""


def _disc(file: Video) -> Iterator[Finding]:
    """A disc of a show: numbered by its folder, or not at all."""
    number = number_of(file.folders[-1]) if file.folders else Number()
    if number.style not in {"SxxEyy", "NxNN"}:
        yield Finding(file.path, "disc-unnumbered", ALL)


def movie_findings(folder: str, files: Sequence[Video]) -> Iterator[Finding]:
    """What is misread in one movie's folder."""
    mains = [f for f in files if f.kind in {"video", "disc"} and not _beside(f)]
    parts = Counter(_part_title(file) for file in mains)
    for file in mains:
        yield from _ignored(file)
        yield from _year(folder, file)
        if file.kind == "disc":
            yield from _movie_disc(folder, file)
        elif len(mains) > 1:
            yield from _second_video(folder, file, stacked=parts[_part_title(file)] > 1)
    yield from _stray_folders(files)
    yield from _subtitles(files)


def _beside(file: Video) -> bool:
    """Whether a video is an extra beside the film."""
    return _in_extras(file) or bool(_TRAILER.search(file.stem))


def _second_video(folder: str, file: Video, *, stacked: bool) -> Iterator[Finding]:
    if _PART_LAST.match(file.stem) and stacked:
        if file.folders:
            yield Finding(file.path, "movie-folder-mixed", JK)
    elif _PART_INSIDE.search(file.stem):
        yield Finding(file.path, "parts-stack", J)
    elif file.stem.startswith(folder):
        yield Finding(file.path, "versions-unlinked", K)
    else:
        yield Finding(file.path, "versions-unlinked", JK)


def _movie_disc(folder: str, file: Video) -> Iterator[Finding]:
    if file.folders and not file.folders[-1].startswith(folder):
        yield Finding(file.path, "disc-nested", JK)


def _stray_folders(files: Sequence[Video]) -> Iterator[Finding]:
    """A folder beside a film that is neither extras nor subtitles spoils its name."""
    for file in files:
        first = file.folders[0].lower() if file.folders else ""
        known = not first or first in _EXTRAS or first == "subs"
        if not known and file.kind not in {"disc", "video"}:
            yield Finding(file.path, "movie-folder-mixed", J)
        elif not known and file.kind == "video":
            yield Finding(file.path, "movie-folder-mixed", ALL)


def _year(folder: str, file: Video) -> Iterator[Finding]:
    """A year in the file's name that is not the folder's, and no part of its title."""
    match = _FOLDER_YEAR.search(folder)
    years = {year for year in _YEAR.findall(f" {file.stem}") if year not in folder}
    if match and years and match[1] not in file.stem and file.kind == "video":
        yield Finding(file.path, "year-conflict", J)


def _ignored(file: Video) -> Iterator[Finding]:
    if _SAMPLE.search(file.stem) or file.stem.startswith("."):
        yield Finding(file.path, "ignored-word", ALL)
    elif _TRAILER.search(file.stem):
        yield Finding(file.path, "ignored-word", K)


def _subtitles(files: Sequence[Video]) -> Iterator[Finding]:
    """Subtitles that lie where, or are called as, some players don't look."""
    stems = {f.stem for f in files if f.kind == "video"}
    for file in files:
        if file.kind != "subtitle" or _in_extras(file):
            continue
        bound = _carries(file.stem, stems)
        in_subs = any(name.lower() in _SUBS for name in file.folders)
        if not bound:
            yield Finding(file.path, "subtitle-orphan", ALL)
        elif in_subs:
            yield Finding(file.path, "subtitle-orphan", JP)


def _carries(stem: str, stems: set[str]) -> bool:
    """Whether a subtitle's stem is a video's, or begins with one and a dot."""
    while stem:
        if stem in stems:
            return True
        stem = stem.rpartition(".")[0]
    return False
