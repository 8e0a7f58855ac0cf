"""What a run did to entries, folder by folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planfile.naming.folders import Sort, folder_sort
from planfile.views.names import visible

Step = tuple[str, str, str]
"""Word, source and destination of what a run did to one entry."""


def by_folder(steps: Iterable[Step]) -> dict[str, list[Step]]:
    """Steps under the folder that their entry came to."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        folder = step[2].rstrip("/").rpartition("/")[0]
        found.setdefault(folder, []).append(step)
    return found


def told_together(folders: Mapping[str, list[Step]]) -> dict[str, list[Step]]:
    """Folders with the one that each episode has in `Subs` told as part of that."""
    found: dict[str, list[Step]] = {}
    for folder, steps in folders.items():
        found.setdefault(in_short(folder), []).extend(steps)
    return found


def in_short(folder: str) -> str:
    """A folder, up to the one for subtitles that it is in.

    >>> in_short("Fargo/Season 01/Subs/S01E01"), in_short("Fargo/Season 01")
    ('Fargo/Season 01/Subs', 'Fargo/Season 01')
    """
    names = folder.split("/")
    for depth, name in enumerate(names, 1):
        if folder_sort(name) is Sort.SUBS:
            return "/".join(names[:depth])
    return folder


def origin_text(steps: Iterable[Step]) -> str:
    """Where the entries of one folder came from: its name, or how many there were."""
    folders = {step[1].rstrip("/").rpartition("/")[0] for step in steps}
    if len(folders) > 1:
        folders = {in_short(folder) for folder in folders}
    if len(folders) > 1:
        return f"from {len(folders):,} folders"
    return f"from {visible(folders.pop() or '.')}/"
