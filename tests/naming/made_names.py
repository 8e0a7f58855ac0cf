"""Release names put together from known parts, with what they should be read as."""

from __future__ import annotations

import random
from typing import NamedTuple

SHOWS = """Harbour Lights|The Long Gale|Saltwater|Gull|House of Kelp|Brine & Sons|
    A Port in Winter|Dr. Marsh|The 77|Pier 9|Tide's End|Les Marins|Hafenlichter|
    El Faro Viejo|Ô Marée|The Office Party|Deep Six|The Last Ferry|Two Gulls|Keel"""
EPISODES = """The Gale|Pilot|Ebb and Flow|Part Two|The 39 Steps|Chapter Five|One|
    Best of 2014|Who Am I|Season of Fog|The Special|S.O.S|No. 7|Red|Code 9|Day Twelve|
    Extended Family|Web of Lies|Proper Gents|Room 12|French Lessons|Up, Up and Away"""
TAGS = (
    "||PROPER|REPACK|iNTERNAL|READNFO",
    "|||German|FRENCH|iTALiAN|MULTi|German DL|PL|Hindi",
    "720p|1080p|2160p|480p|",
    "HDTV|WEB-DL|BluRay|WEBRip|WEB|DVDRip|AMZN WEB-DL|",
    "DD5.1|AAC2.0|DDP5.1|DTS|AC3|",
    "x264|x265|H.264|HEVC|XviD|",
)
GROUPS = "-GRP|-KELP|[kelp]|-MiXeD||-x0r"
TONGUES = """Staffel {s} Folge {e}|Saison {s} Episode {e}|Temporada {s} Capitulo {e}|
    Stagione {s} Episodio {e}|Сезон {s} Серия {e}|Seizoen {s} Aflevering {e}|
    Season {s} Episode {e}|Season {s:02} Ep {e:02}"""
EDITIONS = "|||Extended|Director's Cut|Unrated|REMASTERED|Theatrical Cut"


class Made(NamedTuple):
    """A name and its truth."""

    name: str
    kind: str
    title: str
    year: int | None = None
    season: int | None = None
    numbers: tuple[int, ...] = ()
    date: str | None = None


class Maker:
    """Makes names of every common build; the same seed makes the same names."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, words: str) -> str:
        return self.random.choice([word.strip() for word in words.split("|")])

    def made(self) -> Made:
        """A name of any build."""
        builds = (self.numbered, self.dated, self.pack, self.fansub, self.film)
        return self.random.choice((self.numbered, *builds))()

    def dressed(self, words: str) -> str:
        """The words with a separator of the time, tags, group and extension."""
        separator = self.random.choice("  ._")
        tags = " ".join(tag for tag in map(self.pick, TAGS) if tag)
        if tags:
            boxed = self.random.choice([f" [{tags}]", f" ({tags})", f" {tags}"])
            words += boxed if separator == " " else f" {tags}"
            words += self.pick(GROUPS) if words[-1] not in "])" else ""
        return words.replace(" ", separator) + self.random.choice([".mkv", ".mp4"])

    def show(self) -> tuple[str, str]:
        """A show's title, and how it is written (with a year at times)."""
        title = self.pick(SHOWS)
        year = self.random.randint(1950, 2024)
        return title, self.random.choice([title, title, f"{title} ({year})"])

    def behind(self, words: str, number: str) -> str:
        """Words, number and perhaps an episode's title."""
        dash = self.random.choice([" - ", " "])
        end = dash + self.pick(EPISODES) if self.random.random() < 0.6 else ""
        return self.dressed(words + dash + number + end)

    def numbered(self) -> Made:
        title, written = self.show()
        s, e = self.random.randint(1, 25), self.random.randint(1, 30)
        last = e + self.random.randint(1, 3)
        forms = {
            f"S{s:02}E{e:02}": (e,),
            f"s{s:02}e{e:02}": (e,),
            f"S{s}E{e}": (e,),
            f"{s}x{e:02}": (e,),
            f"[{s}x{e:02}]": (e,),
            f"S{s:02}E{e:02}-E{last:02}": tuple(range(e, last + 1)),
            f"S{s:02}E{e:02}E{e + 1:02}": (e, e + 1),
            self.pick(TONGUES).format(s=s, e=e): (e,),
        }
        form = self.random.choice(list(forms))
        name = self.behind(written, form)
        return Made(name, "episode", title, None, s, forms[form])

    def dated(self) -> Made:
        title, _ = self.show()
        r = self.random
        day = f"{r.randint(1990, 2024)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        form = day.replace("-", r.choice("-. "))
        return Made(self.behind(title, form), "episode", title, date=day)

    def pack(self) -> Made:
        title, written = self.show()
        s = self.random.randint(1, 25)
        forms = f"S{s:02}|Season {s}|S{s:02} Complete|(Season {s})|Complete Season {s}"
        words = f"{written} {self.pick(forms)}"
        return Made(self.dressed(words), "episode", title, None, s)

    def fansub(self) -> Made:
        title = self.pick(SHOWS)
        number = self.random.choice([7, 12, 104, 1054])
        season = self.random.choice(["", "", " S2", " 2nd Season"])
        end = self.random.choice(["", "v2"])
        name = f"[Kelp] {title}{season} - {number:02}{end} [1080p][A1B2C3D4].mkv"
        name = name.replace(" ", self.random.choice(" _"))
        return Made(name, "episode", title, None, 2 if season else None, (number,))

    def film(self) -> Made:
        title = self.pick(SHOWS)
        year = self.random.randint(1930, 2024)
        edition = self.pick(EDITIONS)
        forms = f"{title} ({year}) {edition}|{title} {year} {edition}|{title} [{year}]"
        return Made(self.dressed(self.pick(forms)), "movie", title, year)
