"""What patterns the names in a tree hold: per show its seasons, episodes, quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from planfile.artifacts.tree import Role, Tree
from planfile.naming.paths import read_path
from planfile.naming.reading import Reading
from planfile.views.names import visible
from planfile.views.screen import Paint, counted, plain, spans

QUALITY = ("resolution", "source")


@dataclass(slots=True)
class Pattern:
    """What the videos of one title have in common."""

    title: str
    episodes: dict[int | None, set[int]] = field(default_factory=dict)
    videos: int = 0
    quality: Counter[str] = field(default_factory=Counter)

    def take(self, reading: Reading) -> None:
        """Count one more video of this title."""
        self.videos += 1
        if reading.kind == "episode":
            seen = self.episodes.setdefault(reading.season, set())
            seen.update(reading.episodes or reading.absolute)
        tags = dict(reading.tags)
        found = " ".join(tags[idea] for idea in QUALITY if idea in tags)
        if found:
            self.quality[found] += 1


def patterns(tree: Tree, read: Callable[[str], Reading] = read_path) -> list[Pattern]:
    """Every title that videos are named after, each name read on its own."""
    found: dict[tuple[str, int | None, bool], Pattern] = {}
    for path, entry in tree.entries():
        if entry.role is not Role.VIDEO:
            continue
        reading = read(path)
        if not (reading.title and reading.kind):
            continue
        episode = reading.kind == "episode"
        key = (reading.title.casefold(), None if episode else reading.year, episode)
        if key not in found:
            year = f" ({reading.year})" if reading.year else ""
            found[key] = Pattern(reading.title + year)
        found[key].take(reading)
    return sorted(found.values(), key=lambda one: (not one.episodes, one.title.lower()))


def pattern_lines(tree: Tree, paint: Paint = plain) -> Iterator[str]:
    """Shows with seasons and episodes, then films, each with its qualities."""
    all_found = patterns(tree)
    for heading, shows in (("Shows found", True), ("Films found", False)):
        found = [one for one in all_found if bool(one.episodes) is shows]
        if found:
            yield ""
            yield paint("title", heading)
        for one in found:
            facts = pattern_text(one)
            yield f"  {visible(one.title)}" + (
                f"  {paint('faint', facts)}" if facts else ""
            )


def pattern_text(one: Pattern) -> str:
    """Seasons, episodes and qualities of one title."""
    parts = []
    if one.episodes:
        seasons = sorted(season for season in one.episodes if season is not None)
        if seasons:
            word = "season" if len(seasons) == 1 else "seasons"
            parts.append(f"{word} {spans(seasons)}")
        count = sum(len(numbers) for numbers in one.episodes.values()) or one.videos
        parts.append(counted(count, "episode"))
    elif one.videos > 1:
        parts.append(counted(one.videos, "video"))
    parts.extend(visible(text) for text, _ in one.quality.most_common(3))
    return ", ".join(parts)
