"""What is laid out right never moves, whatever its files are called."""

from __future__ import annotations

import random

import pytest

from planfile.stages.plan import plan
from tests.libraries import titles
from tests.libraries.messy import Maker, tree_of

EPISODES = [
    "{show} - S{s:02}E{e:02} - {title}",
    "{dots}.S{s:02}E{e:02}.1080p.WEB.x264-AOI",
    "{show} {s}x{e:02}",
    "S{s:02}E{e:02}",
    "{s}x{e:02} - {title}",
    "{e:02} - {title}",
    "{e:02}",
    "Episode {e}",
    "E{e:02}",
    "{show} - {e:02}",
    "[Group] {show} - {e:02} [1080p]",
    "{show} Part {e}",
    "{title} {e}",
]
FILMS = [
    "{film} ({year})",
    "{dots}.{year}.1080p.BluRay.x264-AOI",
    "{film}",
    "{hash}",
    "movie",
    "{e}-1080p-aoi",
    "{film} ({year}) - 2160p",
    "{film} Part 1",
]
TAILS = ["", ".en.srt", ".nfo", "-thumb.jpg"]


def safe(title: str) -> str:
    for mark in ':?*"':
        title = title.replace(mark, "")
    return title.replace("/", "-")


def organised(seed: int, root: str) -> list[str]:
    m = Maker(seed)
    paths = []
    for name, year in random.Random(seed).sample(titles.SHOWS + titles.ANIME, 14):
        show, style = safe(name), m.rng.choice(EPISODES)
        for s in (1, 2):
            for e in range(1, 6):
                stem = style.format(
                    show=show, dots=m.dots(show), s=s, e=e, title=m.episode_title()
                )
                folder = f"{root}{show} ({year})/Season {s:02}"
                paths += [f"{folder}/{stem}.mkv", f"{folder}/{stem}{TAILS[e % 3 + 1]}"]
        paths.append(f"{root}{show} ({year})/poster.jpg")
    for name, year in random.Random(seed).sample(titles.MOVIES, 14):
        film = safe(name)
        stem = m.rng.choice(FILMS).format(
            film=film, dots=m.dots(film), year=year, hash=m.hash(), e=2
        )
        folder = f"Movies/{film} ({year})"
        paths += [f"{folder}/{stem}.mkv", f"{folder}/{stem}.en.srt"]
        paths += [f"{folder}/folder.jpg", f"{folder}/Featurettes/On Set.mkv"]
    return list(dict.fromkeys(paths))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("root", ["TV Shows/", "Serien/", ""])
def test_nothing_that_is_right_moves(seed: int, root: str) -> None:
    paths = organised(seed, root)
    made = plan(tree_of(paths))
    assert [(p.source, made.destination(p)) for p in made.placements] == []
    assert [left for left in made.left if "(Year)" not in left.path] == []
