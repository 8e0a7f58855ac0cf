"""People's own symbolic links, and what becomes of what they lead to. Pure."""

from __future__ import annotations

import os
from bisect import bisect
from collections.abc import Iterable, Iterator

from planfile.artifacts.plan import Left
from planfile.artifacts.tree import Tree

LINK = "symbolic link"
BREAKS = "symbolic link to what moves: it will lead nowhere"


def told(left: Iterable[Left], tree: Tree, sources: Iterable[str]) -> Iterator[Left]:
    """What is left; links that lead to one of the moved `sources` say so."""
    left = tuple(left)
    if not any(one.why == LINK for one in left):
        yield from left
        return
    targets = {path: entry.target for path, entry in tree.entries() if entry.target}
    moved = sorted(source.rstrip("/") for source in sources)
    for one in left:
        path = led_to(tree.library, one.path, targets.get(one.path, ""))
        breaks = one.why == LINK and path and leaves(path, moved)
        yield one._replace(why=BREAKS) if breaks else one


def led_to(library: str, path: str, target: str) -> str:
    """Where in the library a link leads, by its words; "" for elsewhere.

    >>> led_to("/media", "Best/Heat.mkv", "../Downloads/Heat.mkv")
    'Downloads/Heat.mkv'
    >>> led_to("/media", "Heat.mkv", "/media/Heat/"), led_to("/media", "a", "../b")
    ('Heat', '')
    """
    whole = os.path.join(library, os.path.dirname(path), target)
    relative = os.path.relpath(os.path.normpath(whole), library)
    return "" if relative.split("/")[0] in {"..", "."} else relative


def leaves(path: str, moved: list[str]) -> bool:
    """Whether a file or folder is among what moves (sorted), holds it, or is in it."""
    at = bisect(moved, f"{path}/")
    if moved[at : at + 1] and moved[at].startswith(f"{path}/"):
        return True
    while path:
        at = bisect(moved, path)
        if at and moved[at - 1] == path:
            return True
        path = os.path.dirname(path)
    return False
