"""Make media-like trees: 7 to 8 files a folder, depth 3 to 4, one name in 30 hostile.

python -m tests.bench.trees FOLDER COUNT
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator

FIRST = ("Silent", "Crimson", "Broken", "Golden", "Hidden", "Iron", "Velvet", "Pale")
SECOND = ("Harbor", "Empire", "Garden", "Witness", "Summer", "Machine", "River", "Echo")
THIRD = ["", " of Winter", " Rising", " 24", " and Sons", " 1984", " in Paris"]
SOURCES = [
    "1080p.WEB-DL.DD5.1.H.264-GRP",
    "720p.HDTV.x264-KILLERS",
    "2160p.BluRay.x265",
]
HOSTILE = [
    "Ünïcödé",
    "a\nb",
    "Caf\udce9",
    "-rf",
    "' OR 1",
    "{raw}",
    "#x",
    "日本語",
    "  x",
]


def files(count: int, seed: int = 7) -> Iterator[str]:
    """Paths of `count` files: seasons, films with companions, loose episodes."""
    chance = random.Random(seed)
    made = 0
    number = 0
    while made < count:
        number += 1
        batch = list(bundle(chance, number))[: count - made]
        made += len(batch)
        for path in batch:
            if chance.random() < 1 / 30:
                folder, _, name = path.rpartition("/")
                yield f"{folder}/{chance.choice(HOSTILE)} {name}"
            else:
                yield path


def bundle(chance: random.Random, number: int) -> Iterator[str]:
    """One season, film or handful of loose episodes."""
    title = f"{chance.choice(FIRST)} {chance.choice(SECOND)}{chance.choice(THIRD)}"
    title = f"{title} {word(number)}"
    dotted, source = title.replace(" ", "."), chance.choice(SOURCES)
    kind = chance.random()
    if kind < 0.6:
        season = chance.randint(1, 6)
        folder = f"Downloads/{number % 97:02}/{dotted}.S{season:02}.{source}"
        for episode in range(1, chance.randint(4, 11)):
            stem = f"{folder}/{dotted}.S{season:02}E{episode:02}.{source}"
            yield f"{stem}.mkv"
            if kind < 0.3:
                yield f"{stem}.en.srt"
    elif kind < 0.9:
        year = chance.randint(1950, 2024)
        folder = f"Movies unsorted/{number % 89:02}/{dotted}.{year}.{source}"
        for end in (".mkv", ".nfo", ".en.srt", ".de.forced.srt"):
            yield f"{folder}/{dotted}.{year}.{source}{end}"
        yield f"{folder}/poster.jpg"
    else:
        for episode in range(1, chance.randint(4, 16)):
            yield f"Incoming/{number % 83:02}/{title} - 1x{episode:02} - Name.avi"


def word(number: int) -> str:
    """A made-up word for each number, so that titles differ."""
    text = ""
    while number:
        number, rest = divmod(number, 100)
        text += "BCDFGHKLMNPRSTVWXZJQ"[rest // 5].lower() + "aeiou"[rest % 5]
    return text.capitalize()


def make(root: str, count: int) -> None:
    """Create the empty files; folders as they are needed."""
    folder_before = None
    for path in files(count):
        folder, _, name = path.rpartition("/")
        if folder != folder_before:
            os.makedirs(os.path.join(root, folder), exist_ok=True)
            folder_before = folder
        os.close(os.open(os.path.join(root, folder, name), os.O_CREAT | os.O_WRONLY))


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]))
