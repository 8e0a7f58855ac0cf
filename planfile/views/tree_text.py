"""A scanned library for people: folders with their sizes, and what was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
from planfile.views.json_text import document, picked
from planfile.views.names import visible
from planfile.views.role_words import roles_text
from planfile.views.screen import Paint, bytes_text, counted, plain

MOST_NOTICES = 20


def tree_lines(tree: Tree, *, paint: Paint = plain) -> Iterator[str]:
    """Every folder and entry, then the patterns found, then the totals."""
    from planfile.views.patterns import pattern_lines

    totals = beneath(tree.folders)
    yield paint("title", visible(tree.library) + "/")
    for folder in tree.folders:
        yield from folder_lines(folder, totals[folder.path], paint)
    yield from pattern_lines(tree, paint)
    yield ""
    yield paint("title", summary_line(tree.summary))


def folder_lines(folder: Folder, size: int, paint: Paint) -> Iterator[str]:
    """One folder's heading and its entries, indented by depth."""
    depth = folder.path.count("/") + 1 if folder.path else 0
    pad = "  " * depth
    if folder.path:
        name = visible(folder.path.rpartition("/")[2])
        inside = roles_text(Counter(entry.role for entry in folder.entries))
        facts = ", ".join(filter(None, [bytes_text(size), inside]))
        yield f"{pad[2:]}{paint('folder', name + '/')}  {paint('faint', facts)}"
    for entry in folder.entries:
        yield f"{pad}{visible(entry.name)}  {paint('faint', entry_facts(entry))}"


def entry_facts(entry: Entry) -> str:
    """The size of an entry, its role unless its name says so, and where it points."""
    if entry.target:
        return f"-> {visible(entry.target)}"
    size = bytes_text(entry.size)
    links = f", {entry.links} names" if entry.links > 1 else ""
    return size + links if entry.role is Role.VIDEO else f"{size}, {entry.role}{links}"


def beneath(folders: Iterable[Folder]) -> dict[str, int]:
    """The bytes in each folder and everything below it."""
    totals: dict[str, int] = {"": 0}
    for folder in folders:
        size = sum(entry.size for entry in folder.entries)
        path = folder.path
        totals[path] = totals.get(path, 0) + size
        while path:
            path = path.rpartition("/")[0]
            totals[path] = totals.get(path, 0) + size
    return totals


def summary_line(summary: TreeSummary, output: str = "") -> str:
    """All that was found in one line."""
    roles = roles_text({Role(role): n for role, n in summary.counts.items()})
    where = f" in {visible(output)}" if output not in {"", "-"} else ""
    what = f": {roles}" if roles else ""
    entries = counted(summary.entries, "entry", "entries")
    return f"Tree{where}: {entries}, {bytes_text(summary.size)}{what}."


def notice_lines(summary: TreeSummary) -> Iterator[str]:
    """What was left out, lies elsewhere, or could not be read."""
    if summary.skipped:
        rules = [f"{visible(name)} x{n}" for name, n in summary.skipped.items()]
        yield f"left out: {', '.join(rules)}"
    for path in summary.mounts[:MOST_NOTICES]:
        yield f"on another file system: {visible(path)}/"
    yield from unreadable_lines(summary)


def unreadable_lines(summary: TreeSummary) -> Iterator[str]:
    """What could not be read."""
    for item in summary.unreadable[:MOST_NOTICES]:
        yield f"cannot read {visible(item.path) or 'the library'}: {item.why}"
    more = len(summary.unreadable) - MOST_NOTICES
    if more > 0:
        yield f"cannot read {more} more; the tree file lists all under `unreadable`"


def summary_data(summary: TreeSummary, output: str) -> dict[str, object]:
    """The totals for programs."""
    unreadable = [item._asdict() for item in summary.unreadable]
    said = picked(summary, "digest entries size counts skipped mounts")
    return document("scan", tree=output, unreadable=unreadable, **said)
