"""Tree to tree with evidence: reads the small .nfo files that may name something."""

from __future__ import annotations

from contextlib import closing

from planfile.artifacts.paths import joined
from planfile.artifacts.tree import Tree
from planfile.disk.real import RealDisk
from planfile.errors import PlanfileError

LARGEST = 65_536
MOST = 20_000


def with_nfo(tree: Tree) -> Tree:
    """The tree, with the contents of at most `MOST` small .nfo files.

    A library that is not there, or a file that cannot be read, says nothing.
    """
    wanted = [
        (folder.path, entry.name)
        for folder in tree.folders
        for entry in folder.entries
        if entry.name[-4:].lower() == ".nfo"
        and not entry.target
        and 0 < entry.size <= LARGEST
    ][:MOST]
    if not wanted:
        return tree
    try:
        found = RealDisk(tree.library)
    except (OSError, PlanfileError):
        return tree
    with closing(found) as disk:
        return tree._replace(nfo=_contents(disk, wanted))


def _contents(disk: RealDisk, wanted: list[tuple[str, str]]) -> dict[str, bytes]:
    """What can be read of these files."""
    contents = {}
    for folder, name in wanted:
        try:
            with disk.opened(folder, name) as stream:
                contents[joined(folder, name)] = stream.read(LARGEST)
        except OSError:
            continue
    return contents
