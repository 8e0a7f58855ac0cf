"""Differences in words: for people, for pull requests and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planfile.artifacts.difference import Change, Difference
from planfile.artifacts.paths import last_component
from planfile.naming.names import read_name
from planfile.views.json_lines import object_lines
from planfile.views.json_text import document
from planfile.views.markdown import LIMIT, plain_text
from planfile.views.names import visible
from planfile.views.screen import Paint, counted, plain

SIGNS = {Change.PLACED: "+", Change.ADDED: "+", Change.LEFT: "-", Change.GONE: "-"}
IDEAS = {"+": "arrives", "-": "wrong", "~": "look"}
SAME = "They mean the same."


def difference_lines(
    differences: Sequence[Difference], paint: Paint = plain
) -> Iterator[str]:
    """For people: a sentence each, below the show or movie that it is about."""
    home: str | None = None
    for difference in differences:
        head = difference.change is Change.HEADER
        if not head and difference.home != home:
            home = difference.home
            yield paint("folder", visible(home) or "Other entries")
        sign = SIGNS.get(difference.change, "~")
        indent = "" if head else "  "
        yield indent + paint(IDEAS[sign], f"{sign} {sentence(difference)}")
    yield summed(differences)


def summed(differences: Sequence[Difference]) -> str:
    """How much differs, in one line."""
    return f"{counted(len(differences), 'difference')}." if differences else SAME


def sentence(difference: Difference) -> str:
    """One difference in words: "S02E05 moves from Season 02 to Season 03"."""
    change, home, old, new, paths = difference
    before, after = (visible(text) or "nothing" for text in (old, new))
    what = label(paths) if home else ", ".join(map(visible, paths))
    texts = {
        Change.HEADER: f"{visible(home)}: {before} becomes {after}",
        Change.RENAMED: f"{before} becomes {after} ({counted(len(paths), 'file')})",
        Change.MOVED: f"{what} moves from {before} to {after}",
        Change.NAMED: f"{before} is to be called {after}",
        Change.PLACED: f"{what} is no longer left ({before}): it goes to {after}",
        Change.LEFT: f"{what} is now left: {after} (it was to go to {before})",
        Change.REASON: f"{what} is left for another reason: {after} (was: {before})",
        Change.CHANGED: f"{what} was changed: {before} became {after}",
        Change.ADDED: f"{what} is new" + (f": {after}" if new else ""),
        Change.GONE: f"{what} is gone" + (f" (was: {before})" if old else ""),
    }
    return texts[change]


def label(paths: Sequence[str]) -> str:
    """What people call some files: the episode, else the name of the first."""
    if not paths:
        return ""
    name = last_component(paths[0])
    reading = read_name(name.rstrip("/"), folder=name.endswith("/"))
    text = visible(name)
    if reading.season is not None and reading.episodes:
        numbers = "-".join(f"E{number:02}" for number in reading.episodes)
        text = f"S{reading.season:02}{numbers}"
    elif reading.date:
        text = reading.date
    return f"{text} ({counted(len(paths), 'file')})" if len(paths) > 1 else text


def difference_markdown(
    differences: Sequence[Difference], *, limit: int = LIMIT
) -> str:
    """For a pull request: the count first, then a list; what is too much is counted."""
    lines = [f"**{summed(differences)}**", ""]
    room = limit - 200
    for done, difference in enumerate(differences):
        home = "" if difference.change is Change.HEADER else difference.home
        about = f"**{plain_text(home)}**: " if home else ""
        line = f"- {about}{plain_text(sentence(difference))}"
        room -= len(line) + 1
        if room < 0:
            lines.append(f"- … and {counted(len(differences) - done, 'more', 'more')}")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def difference_json(differences: Iterable[Difference]) -> Iterator[str]:
    """For programs."""
    rows = (
        difference._asdict() | {"text": sentence(difference)}
        for difference in differences
    )
    return object_lines(document("differences"), {"differences": rows})
