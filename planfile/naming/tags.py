"""Finds release tags among the words of a name, by the tables of `tagwords`."""

from __future__ import annotations

from typing import NamedTuple

from planfile.naming.patterns import lazy
from planfile.naming.tagwords import FAINT, STRONG, TRAILING
from planfile.naming.tokens import Name

SURE, LIKELY, POSSIBLE = 3, 2, 1


class Tag(NamedTuple):
    """Tokens `first` to `last` (both included) read as a tag.

    `strength` is SURE (a tag wherever it stands), LIKELY (beside other tags) or
    POSSIBLE (in brackets or after a sure one).
    """

    idea: str
    value: str
    strength: int
    first: int
    last: int


Entry = tuple[str, str, int]

# Shapes rather than words: idea, pattern of a whole word, example.
SHAPES: tuple[tuple[str, str, str], ...] = (
    ("resolution", r"\d{3,4}[pi]\d{0,3}|[124][0o]8[0o][pi]", "1080p60"),
    ("resolution", r"\d{3,4}[x×]\d{3,4}p?|hd\d{3,4}p?", "1280x720"),
    ("resolution", r"\d{1,2}bits?|hi\d{2,3}p{0,2}|\d{2,3}fps", "10bit"),
    (
        "codec",
        r"(?:hdtv|web|bdrip|webrip|dvdrip|webdl|\d+p)?[xh]26\d\w{0,9}",
        "HDTVx264",
    ),
    (
        "audio",
        r"(?:ddp?a?|e?ac|aac|dts|flac|opus|truehd|mpa|atmos|lpcm|subs?)x?\d\d?(?:ch)?",
        "DDP5",
    ),
    ("audio", r"[2-8]ch|\d{2,4}kbps|\d{2,5}kbits?|\d+mbits?", "6ch"),
    ("audio", r"(?:aac|ac3|dts|flac|subs?)x\d", "FLACx3"),
    ("size", r"\d{2,5}mi?b|\d{1,3}gi?b|\d+tb", "450MB"),
    ("id", r"tt\d{7,9}", "tt0903747"),
    (
        "language",
        "[简繁簡體体日中英双雙语語字幕内內封嵌外挂]{2,}(?:mp4|mkv)?",
        "简日双语MP4",
    ),
    ("disc", r"\d{1,2}cd|\dx?dvd\d?|dvd\d", "2CD"),
)
_SHAPE = lazy("|".join(f"(?:{row[1]})" for row in SHAPES))
_IDEA_OF = tuple((row[0], lazy(row[1])) for row in SHAPES)


def rows(table: str) -> list[tuple[str, str, list[str], str]]:
    """A table's rows as idea, value, spellings and example."""
    found = []
    for line in table.strip().replace("\n    ", " ").splitlines():
        idea, value, spellings, example = (part.strip() for part in line.split("|"))
        found.append((idea, value, [s.strip() for s in spellings.split(",")], example))
    return found


def _index() -> tuple[dict[str, Entry], dict[str, list[tuple[tuple[str, ...], Entry]]]]:
    """Single words and runs of words to what they are; stronger tables win."""
    single: dict[str, Entry] = {}
    runs: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for table, strength in ((STRONG, SURE), (TRAILING, LIKELY), (FAINT, POSSIBLE)):
        for idea, value, spellings, _ in rows(table):
            for spelling in spellings:
                entry = (idea, value, strength)
                first, *more = spelling.split(" ")
                if more:
                    runs.setdefault(first, []).append(((first, *more), entry))
                else:
                    single.setdefault(first, entry)
    for found in runs.values():
        found.sort(key=lambda run: -len(run[0]))
    return single, runs


_SINGLE, _RUNS = _index()


def find_tags(name: Name) -> list[Tag]:
    """Tags in order of their place; the longest spelling wins.

    >>> from planfile.naming.tokens import cut
    >>> [(tag.value, tag.strength) for tag in find_tags(cut("Late.Tide.WEB-DL.German"))]
    [('WEB', 3), ('language', 2)]
    """
    found: list[Tag] = []
    tokens = name.tokens
    place, count = 0, len(tokens)
    while place < count:
        low = tokens[place].low
        tag = _run_at(name, place) if low in _RUNS else None
        if tag is None:
            entry = _SINGLE.get(low) or _shape(low)
            tag = Tag(*entry, place, place) if entry else None
        if tag is None:
            place += 1
        else:
            found.append(tag)
            place = tag.last + 1
    return found


def is_sure(low: str) -> bool:
    """Whether a word is a tag wherever it stands.

    >>> is_sure("hdtv"), is_sure("german")
    (True, False)
    """
    entry = _SINGLE.get(low) or _shape(low)
    return entry is not None and entry[2] == SURE


def _run_at(name: Name, place: int) -> Tag | None:
    tokens = name.tokens
    for words, entry in _RUNS[tokens[place].low]:
        last = place + len(words) - 1
        if last >= len(tokens):
            continue
        if all(tokens[place + i].low == word for i, word in enumerate(words)) and (
            tokens[last].start - tokens[place].end < 3 + 12 * (len(words) - 2)
        ):
            return Tag(*entry, place, last)
    return None


def _shape(low: str) -> Entry | None:
    """What a word with digits looks like, if like a tag."""
    if (low.isascii() and low.isalpha()) or low.isdigit() or not _SHAPE.fullmatch(low):
        return None
    for idea, pattern in _IDEA_OF:
        if pattern.fullmatch(low):
            return (idea, low, SURE)
    return None
