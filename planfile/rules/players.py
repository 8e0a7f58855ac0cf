"""What Jellyfin, Kodi and Plex will make of a library, told from its paths alone.

Pure: paths in, findings out. The codes and who fails are from measurements on real
scanners (Jellyfin 10.11 and 12, Kodi 20, Plex's published scanners).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from planfile.artifacts.plan import Section
from planfile.rules.player_files import (
    ALL,
    CODES,
    Finding,
    Video,
    movie_findings,
    show_findings,
)
from planfile.rules.player_numbers import number_of

__all__ = ["ALL", "CODES", "Finding", "player_findings"]

_SEASON = re.compile(r"^Season (\d{1,4})$|^(Specials)$", re.IGNORECASE)
_YEAR = re.compile(r"\((?:19|20)\d\d\)")
# Numbers that a film's name may hold as well.
_VAGUE = frozenset({"", "bare", "part", "three digits"})
_VIDEO = """mkv mp4 m4v avi ts m2ts mov wmv mpg mpeg vob flv webm ogm divx iso img
    rmvb 3gp asf strm"""
_VIDEOS = frozenset(_VIDEO.split())
_SUBTITLE = frozenset(["srt", "ass", "ssa", "sub", "idx", "sup", "vtt", "smi"])


def player_findings(
    paths: Iterable[str],
    roots: Mapping[Section, str],
    players: Iterable[str] = ALL,
) -> list[Finding]:
    """What players would misread among `paths`, relative to the library, sorted.

    `roots` says where shows and movies live. Paths outside of both are nobody's.
    """
    wanted = frozenset(players)
    found: list[Finding] = []
    for section, folder, files in _homes(paths, roots):
        found += home_findings(section, folder, files)
    kept = (
        f._replace(players=tuple(p for p in f.players if p in wanted)) for f in found
    )
    return sorted(f for f in kept if f.players)


def home_findings(
    section: Section, folder: str, files: Iterable[tuple[str, str]]
) -> Iterator[Finding]:
    """What players would misread in one show's or movie's folder.

    `files` are pairs: the path, and what of it is beneath that folder.
    """
    videos = [_video(path, inner) for path, inner in files]
    findings = show_findings if section is Section.SHOWS else movie_findings
    return findings(folder, videos)


def _homes(
    paths: Iterable[str], roots: Mapping[Section, str]
) -> Iterator[tuple[Section, str, list[tuple[str, str]]]]:
    """Files by the show or movie whose folder they are in.

    The deeper root comes first: it may lie within the other. Where shows live at the
    top of the library, a film in a folder of its own there is a film.
    """
    homes: dict[tuple[Section, str], list[tuple[str, str]]] = {}
    sections = (Section.MOVIES, Section.SHOWS)
    nearest = [(roots.get(section, ""), section) for section in sections]
    nearest.sort(key=lambda root: -len(root[0]))
    for path in paths:
        for root, section in nearest:
            rest = _beneath(path, root)
            if rest and "/" in rest.rstrip("/"):
                folder, _, inner = rest.partition("/")
                homes.setdefault((section, folder), []).append((path, inner))
                break
    for (section, folder), files in homes.items():
        at_top = section is Section.SHOWS and not roots.get(section, "")
        film = at_top and _is_film(folder, files)
        yield Section.MOVIES if film else section, folder, files


def _is_film(folder: str, files: Iterable[tuple[str, str]]) -> bool:
    """Whether a folder at the top says a year, and nothing in it an episode."""
    if not _YEAR.search(folder):
        return False
    videos = [_video(path, inner) for path, inner in files]
    return not any(
        video.season is not None or number_of(video.stem).style not in _VAGUE
        for video in videos
    )


def _beneath(path: str, root: str) -> str:
    if not root:
        return path
    return path[len(root) + 1 :] if path.startswith(f"{root}/") else ""


def _video(path: str, inner: str) -> Video:
    """One file as players look at it: season folder, sub-folder, stem, kind."""
    disc = inner.endswith("/")
    parts = inner.rstrip("/").split("/")
    name = parts.pop()
    season = None
    match = _SEASON.match(parts[0]) if parts else None
    if match:
        season = int(match[1]) if match[1] else 0
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    kind = "disc" if disc else _kind(extension)
    return Video(path, tuple(parts), season, stem if dot else name, extension, kind)


def _kind(extension: str) -> str:
    if extension in _VIDEOS:
        return "video"
    return "subtitle" if extension in _SUBTITLE else "other"


def counted(findings: Iterable[Finding]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Code, how many, and which players, the most frequent first."""
    table: dict[str, tuple[int, set[str]]] = {}
    for finding in findings:
        count, players = table.get(finding.code, (0, set()))
        table[finding.code] = (count + 1, players | set(finding.players))
    for code in sorted(table, key=lambda code: (-table[code][0], code)):
        count, players = table[code]
        yield code, count, tuple(p for p in ALL if p in players)
