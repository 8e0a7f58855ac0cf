# ruff: noqa: E501, RUF059 - a path per line reads best whole
"""Makes messy libraries whose truth is known, because the mess is made from it.

Each kind of mess is a function; `make(seed)` draws from all of them.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from planfile.artifacts.tree import Entry, Folder, Tree, TreeSummary
from planfile.naming.roles import role_of
from tests.libraries import titles


class Truth(NamedTuple):
    """Where an entry belongs: `folder` "" means that it must not move.

    `video` is the path of the video a companion must not be parted from, `loose` that
    staying is right too.
    """

    section: str
    folder: str
    sub: str
    mess: str
    video: str = ""
    loose: bool = False


Item = tuple[str, Truth]
STAY = ("", "", "")


class Maker:
    """Draws titles without putting any back, so that no two kinds of mess mix."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.decks: dict[int, list[Any]] = {}
        self.items: dict[str, Truth] = {}
        self.mess = ""

    def draw(self, deck: list[Any]) -> Any:
        left = self.decks.get(id(deck))
        if not left:
            if left is not None:
                raise LookupError("no titles left")
            left = self.decks[id(deck)] = list(deck)
            self.rng.shuffle(left)
        return left.pop()

    def add(
        self,
        path: str,
        truth: tuple[str, str, str],
        video: str = "",
        *,
        loose: bool = False,
    ) -> str:
        self.items[path] = Truth(*truth, self.mess, video, loose)
        return path

    # words

    def dots(self, title: str) -> str:
        text = self.plain(title)
        if self.rng.random() < 0.2:
            text = text.lower()
        return text.replace(" - ", " ").replace(" ", ".")

    def plain(self, title: str) -> str:
        """A title as release names have it: without what file names can't hold."""
        if self.rng.random() < 0.5:
            title = title.replace("&", "and")
        for mark in ":!?*,;'":
            title = title.replace(mark, "")
        return title.replace("/", "-").removesuffix(".")

    def tags(self) -> str:
        r = self.rng
        return (
            r.choice(["1080p", "720p", "2160p", "480p"])
            + "."
            + r.choice(["WEB-DL", "BluRay", "HDTV", "WEBRip", "AMZN.WEB-DL", "DVDRip"])
            + "."
            + r.choice(["x264", "x265", "H.264", "XviD", "HEVC.DDP5.1", "DTS.x264"])
            + "-"
            + r.choice(titles.GROUPS)
        )

    def ext(self) -> str:
        return self.rng.choice(["mkv", "mkv", "mkv", "mp4", "avi"])

    def dump(self) -> str:
        return self.rng.choice(
            [
                "Downloads",
                "Downloads/complete",
                "New folder",
                "torrents/done",
                "Unsorted",
                "USB backup",
                "Old disk/video",
                "Incoming",
                "stuff",
                "Downloads/2023-05",
                "A-M",
            ]
        )

    def episode_title(self) -> str:
        return self.rng.choice(titles.EPISODES)

    def hash(self) -> str:
        return "".join(self.rng.choice("0123456789abcdef") for _ in range(32))


def series(title: str, year: int | None, season: int | str) -> tuple[str, str, str]:
    name = f"{title} ({year})" if year else title
    sub = f"Season {season:02}" if isinstance(season, int) else season
    return ("shows", name, sub)


def film(title: str, year: int | None) -> tuple[str, str, str]:
    return ("movies", f"{title} ({year})" if year else title, "")


Mess = Callable[[Maker], None]
ALL: dict[str, Mess] = {}


def mess(function: Mess) -> Mess:
    ALL[function.__name__] = function
    return function


# shows


@mess
def scene_pack(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    tags, d = m.tags(), m.dots(title)
    with_year = m.rng.random() < 0.5
    name = f"{d}.{year}" if with_year else d
    where = f"{m.dump()}/{name}.S01.{tags}"
    true = series(title, year if with_year else None, 1)
    for e in range(1, m.rng.randint(4, 9)):
        v = m.add(f"{where}/{name}.S01E{e:02}.{tags}.mkv", true)
        if m.rng.random() < 0.4:
            m.add(
                v[:-4] + m.rng.choice([".srt", ".en.srt", ".eng.forced.srt"]), true, v
            )
        if m.rng.random() < 0.3:
            m.add(f"{where}/Subs/{name}.S01E{e:02}.{tags}/2_English.srt", true, v)
            m.add(f"{where}/Subs/{name}.S01E{e:02}.{tags}/3_French.srt", true, v)
    m.add(f"{where}/Sample/{name}.S01E01.{tags}-sample.mkv", STAY)
    m.add(f"{where}/{name}.S01.{tags}.nfo", true, v)
    m.add(f"{where}/RARBG.txt", STAY)


@mess
def scattered(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    true_year = year
    spellings = [
        m.dots(title),
        m.dots(title).lower(),
        m.plain(title),
        f"{m.dots(title)}.{year}",
        m.dots(title.replace("&", "and")),
    ]
    said = False
    for e in range(1, m.rng.randint(5, 12)):
        how = m.rng.choice(spellings)
        said = said or (str(year) in how and how.endswith(str(year)))
        s = m.rng.randint(1, 3)
        sep = " " if " " in how else "."
        m.add(
            f"{m.dump()}/{how}{sep}S{s:02}E{e:02}{sep}{m.tags()}.{m.ext()}",
            series(title, 0, s),
        )
    for path, t in list(m.items.items()):
        if t.mess == m.mess and t.folder == title:
            m.items[path] = t._replace(
                folder=series(title, true_year if said else None, 1)[1]
            )


@mess
def anchored(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    safe = title.replace(":", " -").replace("/", "-").replace("*", "")
    base = f"TV Shows/{safe} ({year})/Season 01"
    for e in range(1, 6):
        v = m.add(f"{base}/{safe} - S01E{e:02} - {m.episode_title()}.mkv", STAY)
        if e % 2:
            m.add(v[:-4] + ".en.srt", STAY)
    m.add(f"TV Shows/{safe} ({year})/poster.jpg", STAY)
    m.add(f"TV Shows/{safe} ({year})/tvshow.nfo", STAY)
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.dots(title)}.S02E{e:02}.{m.tags()}.mkv",
            series(title, year, 2),
        )


@mess
def season_folders(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    has = m.rng.random() < 0.5
    folder = m.plain(title) + (f" ({year})" if has else "")
    where = f"{m.rng.choice(['TV Shows', m.dump(), 'TV Shows'])}/{folder}"
    for s in (1, 2):
        style = m.rng.choice(
            ["Season {}", "season {}", "S{:02}", "Season {:02}"]
        ).format(s)
        for e in range(1, 6):
            true = series(title, year if has else None, s)
            path = f"{where}/{style}/{e:02} - {m.episode_title()}.{m.ext()}"
            if style == f"Season {s:02}" and where.startswith("TV Shows/"):
                true = ("*", "", "")
            v = m.add(path, true)
            if e == 1:
                m.add(f"{v.rsplit('.', 1)[0]}.srt", true, v)


@mess
def kodi_style(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    show = f"{m.plain(title)} ({year})"
    where = f"{m.dump()}/{show}"
    for s in (1, 2):
        for e in range(1, 5):
            v = m.add(
                f"{where}/Season {s}/{m.plain(title)} - s{s:02}e{e:02} - {m.episode_title()}.mkv",
                series(title, year, s),
            )
            m.add(v[:-4] + "-thumb.jpg", series(title, year, s), v)
            m.add(v[:-4] + ".nfo", series(title, year, s), v)
        m.add(f"{where}/season0{s}-poster.jpg", series(title, year, ""), v)
    for art in ("poster.jpg", "fanart.jpg", "tvshow.nfo", "banner.jpg"):
        m.add(f"{where}/{art}", series(title, year, ""), v)


@mess
def one_x_two(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.plain(title)}"
    for e in range(1, 7):
        m.add(
            f"{where}/{m.plain(title)} - 3x{e:02} - {m.episode_title()}.avi",
            series(title, None, 3),
        )


@mess
def three_digits(m: Maker) -> None:
    title, year = m.draw(
        [t for t in titles.SHOWS if not any(c.isdigit() for c in t[0])]
        if id(titles.SHOWS) not in m.decks
        else titles.SHOWS
    )
    if any(c.isdigit() for c in title):
        return
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    for s in (1, 2):
        for e in range(1, 5):
            m.add(
                f"{where}/{m.dots(title).lower()}.{s}{e:02}.hdtv-lol.avi",
                series(title, year, s),
            )


@mess
def anime_absolute(m: Maker) -> None:
    title, year = m.draw(titles.ANIME)
    where = m.rng.choice(
        [f"{m.dump()}/{m.plain(title)}", m.dump(), f"Anime/{m.plain(title)}"]
    )
    start = m.rng.choice([1, 1, 95])
    for e in range(start, start + 9):
        crc = "".join(m.rng.choice("0123456789ABCDEF") for _ in range(8))
        m.add(
            f"{where}/[SubGroup] {m.plain(title)} - {e:02} [1080p][{crc}].mkv",
            series(title, None, 1),
        )


@mess
def anime_extras(m: Maker) -> None:
    title, year = m.draw(titles.ANIME)
    where = f"{m.dump()}/[Group] {m.plain(title)} (BD 1080p)"
    for e in range(1, 7):
        v = m.add(
            f"{where}/[Group] {m.plain(title)} - {e:02} (BD 1080p) [ABCDEF{e:02}].mkv",
            series(title, None, 1),
        )
    m.add(
        f"{where}/[Group] {m.plain(title)} - NCOP1 (BD 1080p).mkv",
        series(title, None, ""),
        v,
    )
    m.add(
        f"{where}/Extras/[Group] {m.plain(title)} - NCED1 (BD 1080p).mkv",
        series(title, None, ""),
        v,
    )


@mess
def anime_seasons(m: Maker) -> None:
    title, year = m.draw(titles.ANIME)
    for s, name in ((1, m.plain(title)), (2, f"{m.plain(title)} S2")):
        for e in range(1, 5):
            m.add(
                f"{m.dump()}/[HorSubs] {name} - {e:02} [720p].mkv",
                series(title, None, s),
            )


@mess
def daily(m: Maker) -> None:
    title, year = m.draw(titles.DAILY)
    for _ in range(6):
        y, mo, d = (
            m.rng.choice([2022, 2023]),
            m.rng.randint(1, 12),
            m.rng.randint(1, 28),
        )
        date = m.rng.choice([f"{y}.{mo:02}.{d:02}", f"{y}-{mo:02}-{d:02}"])
        m.add(
            f"{m.dump()}/{m.dots(title)}.{date}.Guest.Name.{m.tags()}.mkv",
            series(title, None, f"Season {y}"),
        )


@mess
def specials(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    for e in range(1, 4):
        m.add(
            f"{where}/Season 01/{m.plain(title)} S01E{e:02}.mkv", series(title, year, 1)
        )
        m.add(
            f"{where}/Specials/{m.plain(title)} S00E{e:02}.mkv", series(title, year, 0)
        )
    m.add(f"{where}/Specials/Christmas Special.mkv", series(title, year, 0))
    m.add(f"{m.dump()}/{m.dots(title)}.S00E09.{m.tags()}.mkv", series(title, year, 0))


@mess
def doubles(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in (1, 3, 5):
        style = m.rng.choice(
            ["S02E{:02}E{:02}", "S02E{:02}-E{:02}", "S02E{:02}-{:02}", "2x{:02}-{:02}"]
        )
        m.add(
            f"{m.dump()}/{m.dots(title)}.{style.format(e, e + 1)}.{m.tags()}.mkv",
            series(title, None, 2),
        )


@mess
def remade_show(m: Maker) -> None:
    title, old, new = m.draw(titles.REMADE_SHOWS)
    for year in (old, new):
        for e in range(1, 5):
            form = m.rng.choice(
                [
                    f"{m.dots(title)}.{year}.S01E{e:02}.{m.tags()}",
                    f"{m.plain(title)} ({year}) - S01E{e:02}",
                ]
            )
            m.add(f"{m.dump()}/{form}.mkv", series(title, year, 1))


@mess
def miniseries(m: Maker) -> None:
    title, year = m.draw(titles.MINIS)
    style = m.rng.choice(
        ["Part {}", "{}of5", "E{:02}", "part.{}", "Episode {}", "Pt.{}"]
    )
    has = m.rng.random() < 0.5
    where = f"{m.dump()}/{m.plain(title)}" + (f" ({year})" if has else "")
    sep = " " if " " in style or m.rng.random() < 0.5 else "."
    name = m.plain(title) if sep == " " else m.dots(title)
    for e in range(1, 6):
        m.add(
            f"{where}/{name}{sep}{style.format(e)}{sep}{'720p' if sep == ' ' else m.tags()}.mkv",
            series(title, year if has else None, 1),
        )


@mess
def year_in_pack_only(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.plain(title)} ({year}) Season 1-2 Complete {m.tags()}"
    for s in (1, 2):
        for e in range(1, 4):
            m.add(
                f"{where}/Season {s}/{m.dots(title)}.S{s:02}E{e:02}.mkv",
                series(title, year, s),
            )


@mess
def country(m: Maker) -> None:
    title, land, year = m.draw(titles.COUNTRIES)
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.dots(title)}.{land}.S04E{e:02}.{m.tags()}.mkv",
            series(f"{title} ({land})", None, 4),
        )


@mess
def obfuscated(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 5):
        where = f"{m.dump()}/{m.dots(title)}.S02E{e:02}.{m.tags()}"
        v = m.add(f"{where}/{m.hash()}.mkv", series(title, None, 2))
        m.add(v[:-4] + ".srt", series(title, None, 2), v)


@mess
def short_codes(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    words = [w for w in m.plain(title).split() if w[0].isalpha()]
    if len(words) < 2 or any(c.isdigit() for c in title) or "." in title:
        return
    code = "".join(w[0] for w in words).lower()
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 2/{code}.2{e:02}.avi",
            series(title, year, 2),
        )


@mess
def bare_numbers(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.dots(title)}.S02.{m.tags()}"
    for e in range(1, 8):
        v = m.add(f"{where}/{e:02}.mkv", series(title, None, 2))
        m.add(f"{where}/{e:02}.srt", series(title, None, 2), v)


@mess
def foreign_seasons(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    word = m.rng.choice(
        [
            "Staffel 2",
            "Saison 2",
            "Temporada 2",
            "Stagione 2",
            "2. Staffel",
            "Season 2",
            "Series 2",
        ]
    )
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.plain(title)}/{word}/{m.plain(title)} - {e:02} - {m.episode_title()}.mkv",
            series(title, None, 2),
        )


@mess
def wrong_folder(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    other, when = m.draw(titles.SHOWS)
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 1/{m.dots(title)}.S01E{e:02}.{m.tags()}.mkv",
            series(title, year, 1),
        )
    m.add(
        f"{m.dump()}/{m.plain(title)} ({year})/Season 1/{m.dots(other)}.{when}.S03E07.{m.tags()}.mkv",
        series(other, when, 3),
    )
    m.add(
        f"{m.dump()}/{m.plain(title)} ({year})/Season 1/{m.dots(title)}.S02E01.{m.tags()}.mkv",
        series(title, year, 2),
    )


@mess
def tv_discs(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for d in (1, 2):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 1/Disc {d}/VIDEO_TS/",
            series(title, year, 1),
        )


@mess
def show_extras(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    for e in range(1, 5):
        v = m.add(
            f"{where}/Season 1/{m.dots(title)}.S01E{e:02}.mkv", series(title, year, 1)
        )
    m.add(f"{where}/Season 1/Extras/Gag Reel.mkv", series(title, year, ""), v)
    m.add(f"{where}/Featurettes/Inside the Show.mkv", series(title, year, ""), v)
    m.add(f"{where}/Extras/Deleted Scenes/one.mkv", series(title, year, ""), v)


@mess
def the_sample(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    m.add(
        f"{m.dump()}/{m.dots(title)}.S02E07.The.Sample.{m.tags()}.mkv",
        series(title, None, 2),
    )
    m.add(
        f"{m.dump()}/{m.plain(title)} - S02E08 - The Trailer.mkv",
        series(title, None, 2),
    )
    m.add(
        f"{m.dump()}/{m.dots(title)}.S02E09.Extras.{m.tags()}.mkv",
        series(title, None, 2),
    )


@mess
def unicode_forms(m: Maker) -> None:
    title, year = m.rng.choice(
        [
            ("Élite", 2018),
            ("Señor Días", 2011),
            ("Mördare på Österöarna", 2009),
            ("Кухня", 2012),
            ("Zażółć Gęślą", 2015),
        ]
    )
    for e in range(1, 5):
        form: Literal["NFD", "NFC"] = "NFD" if e % 2 else "NFC"
        m.add(
            unicodedata.normalize(
                form, f"{m.dump()}/{title} ({year})/{title} S01E{e:02}.mkv"
            ),
            series(title, year, 1),
        )


@mess
def unnumbered_pilot(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.plain(title)} ({year})/Season 1"
    for e in range(2, 6):
        m.add(f"{where}/{m.plain(title)} S01E{e:02}.mkv", series(title, year, 1))
    m.add(f"{where}/Pilot.mkv", series(title, year, 1))


@mess
def many_subtitles(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.dots(title)}.S01.{m.tags()}"
    for e in range(1, 4):
        v = m.add(f"{where}/{m.plain(title)} S01E{e:02}.mkv", series(title, None, 1))
        for tail in (
            ".en.srt",
            ".pt-BR.forced.srt",
            ".eng.sdh.srt",
            ".idx",
            ".sub",
            ".ja.ass",
        ):
            m.add(v[:-4] + tail, series(title, None, 1), v)
        m.add(
            f"{where}/Subs/{m.plain(title)} S01E{e:02}.de.srt",
            series(title, None, 1),
            v,
        )


@mess
def nested_release(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 4):
        name = f"{m.dots(title)}.S05E{e:02}.{m.tags()}"
        v = m.add(f"{m.dump()}/{name}/{name}.mkv", series(title, None, 5))
        m.add(f"{v.rsplit('/', 1)[0]}/{name}.nfo", series(title, None, 5), v)
        m.add(f"{v.rsplit('/', 1)[0]}/Sample/sample-{name.lower()}.mkv", STAY)
        m.add(f"{v.rsplit('/', 1)[0]}/{name}.sfv", STAY)


# movies


@mess
def loose_movies(m: Maker) -> None:
    for _ in range(4):
        title, year = m.draw(titles.MOVIES)
        sep = m.rng.choice([".", " "])
        name = m.dots(title) if sep == "." else m.plain(title)
        form = m.rng.choice(
            [
                f"{name}{sep}{year}{sep}{m.tags()}",
                f"{m.plain(title)} ({year})",
                f"{m.plain(title)} [{year}]",
            ]
        )
        v = m.add(f"{m.dump()}/{form}.{m.ext()}", film(title, year))
        if m.rng.random() < 0.5:
            m.add(f"{v.rsplit('.', 1)[0]}.en.srt", film(title, year), v)


@mess
def movie_releases(m: Maker) -> None:
    for _ in range(2):
        title, year = m.draw(titles.MOVIES)
        name = f"{m.dots(title)}.{year}.{m.tags()}"
        where = f"{m.dump()}/{name}"
        v = m.add(f"{where}/{name}.mkv", film(title, year))
        m.add(f"{where}/{name}.nfo", film(title, year), v)
        m.add(f"{where}/Subs/2_English.srt", film(title, year), v)
        m.add(f"{where}/Subs/3_French.srt", film(title, year), v)
        m.add(f"{where}/Sample/{name.lower()}-sample.mkv", STAY)
        m.add(f"{where}/Downloaded from the.site.txt", STAY)


@mess
def yts_style(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year}) [1080p] [YTS.MX]"
    v = m.add(
        f"{where}/{m.dots(title)}.{year}.1080p.BluRay.x264.AAC-[YTS.MX].mp4",
        film(title, year),
    )
    m.add(
        f"{where}/{m.dots(title)}.{year}.1080p.BluRay.x264.AAC-[YTS.MX].srt",
        film(title, year),
        v,
    )
    m.add(f"{where}/www.YTS.MX.jpg", STAY)
    m.add(f"{where}/YTSProxies.com.txt", STAY)


@mess
def tidy_movie(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    safe = title.replace(":", " -").replace("/", "-").replace("*", "").replace("?", "")
    where = f"Movies/{safe} ({year})"
    m.add(f"{where}/{m.dots(title)}.{year}.{m.tags()}.mkv", STAY)
    m.add(f"{where}/poster.jpg", STAY)
    m.add(f"{where}/movie.nfo", STAY)
    m.add(f"{where}/Extras/Making of.mkv", STAY)


@mess
def loose_in_movies(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    v = m.add(f"Movies/{m.plain(title)} ({year}).mkv", film(title, year))
    m.add(f"{v[:-4]}.srt", film(title, year), v)
    m.add(f"{v[:-4]}-poster.jpg", film(title, year), v)


@mess
def listed_collection(m: Maker) -> None:
    name, films = m.draw(titles.SERIES_OF_FILMS)
    style = m.rng.choice(["{:02} - ", "{}. ", "{:02}. ", "[{:02}] "])
    where = f"{m.rng.choice(['Movies', m.dump()])}/{name} {m.rng.choice(['Collection', 'Trilogy', 'Quadrilogy', 'Saga', 'Anthology'])}"
    for n, (title, year) in enumerate(films, 1):
        v = m.add(
            f"{where}/{style.format(n)}{m.plain(title)} ({year}).mkv", film(title, year)
        )
        m.add(f"{v[:-4]}.en.srt", film(title, year), v)


@mess
def collection_of_folders(m: Maker) -> None:
    name, films = m.draw(titles.SERIES_OF_FILMS)
    for title, year in films:
        d = f"{m.dump()}/{name} Collection/{m.plain(title)} ({year})"
        v = m.add(f"{d}/{m.dots(title)}.{year}.{m.tags()}.mkv", film(title, year))
        m.add(f"{d}/poster.jpg", film(title, year), v)


@mess
def remade_movie(m: Maker) -> None:
    title, old, new = m.draw(titles.REMADE_MOVIES)
    for year in (old, new):
        m.add(f"{m.dump()}/{m.dots(title)}.{year}.{m.tags()}.mkv", film(title, year))
    m.add(f"{m.dump()}/{m.dots(title)}.1080p.BluRay.x264-GRP.mkv", STAY)


@mess
def cd_files(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    for n in (1, 2):
        v = m.add(f"{where}/{m.dots(title)}.{year}.CD{n}.avi", film(title, year))
        m.add(f"{where}/{m.dots(title)}.{year}.CD{n}.srt", film(title, year), v)


@mess
def cd_folders(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.dots(title)}.{year}.DVDRip.XviD-GRP"
    for n in (1, 2):
        v = m.add(f"{where}/CD{n}/grp-movie{n}.avi", film(title, year))
    m.add(f"{where}/grp.nfo", film(title, year), v)


@mess
def bluray_disc(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.dots(title)}.{year}.COMPLETE.BLURAY-GRP"
    v = m.add(f"{where}/BDMV/", film(title, year))
    m.add(f"{where}/CERTIFICATE/", film(title, year), v)


@mess
def dvd_disc(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    v = m.add(f"{where}/VIDEO_TS/", film(title, year))
    m.add(f"{where}/AUDIO_TS/", film(title, year), v)
    m.add(f"{where}/poster.jpg", film(title, year), v)


@mess
def two_discs(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    for n in (1, 2):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Disc {n}/VIDEO_TS/",
            film(title, year),
        )


@mess
def loose_dvd(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year}) DVD"
    v = m.add(f"{where}/VIDEO_TS.IFO", film(title, year))
    for name in (
        "VIDEO_TS.BUP",
        "VIDEO_TS.VOB",
        "VTS_01_0.IFO",
        "VTS_01_0.BUP",
        "VTS_01_0.VOB",
        "VTS_01_1.VOB",
    ):
        m.add(f"{where}/{name}", film(title, year), v)


@mess
def versions(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    m.add(f"{m.dump()}/{m.plain(title)} ({year}) - 1080p.mkv", film(title, year))
    m.add(f"{m.dump()}/{m.plain(title)} ({year}) - 2160p HDR.mkv", film(title, year))
    m.add(
        f"{m.dump()}/{m.dots(title)}.{year}.Directors.Cut.720p.BluRay.x264-GRP.mkv",
        film(title, year),
    )


@mess
def movie_extras(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    v = m.add(f"{where}/{m.plain(title)} ({year}).mkv", film(title, year))
    m.add(f"{where}/{m.plain(title)} ({year})-trailer.mp4", film(title, year), v)
    m.add(f"{where}/Featurettes/On Set.mkv", film(title, year), v)
    m.add(f"{where}/Behind The Scenes/The Making.mkv", film(title, year), v)
    m.add(f"{where}/Bonus/Interview with the Director.mkv", film(title, year), v)
    m.add(f"{where}/Trailers/Teaser.mkv", film(title, year), v)


@mess
def hidden_movie(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.dots(title)}.{year}.{m.tags()}"
    name = m.rng.choice([m.hash(), "fgt-2dl.1080p", "movie", "sparks-mov", "title_t00"])
    v = m.add(f"{where}/{name}.mkv", film(title, year))
    m.add(f"{where}/{name}.srt", film(title, year), v)


@mess
def image(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    m.add(f"{m.dump()}/{m.plain(title)} ({year}).iso", film(title, year))
    m.add(f"{m.dump()}/ubuntu-22.04-desktop-amd64.iso", STAY)


@mess
def year_in_folder(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    v = m.add(
        f"{m.dump()}/{m.plain(title)} ({year})/{m.plain(title)}.avi", film(title, year)
    )
    m.add(f"{v.rsplit('/', 1)[0]}/folder.jpg", film(title, year), v)
    m.add(f"{v.rsplit('/', 1)[0]}/English.srt", film(title, year), v)


@mess
def show_and_movie(m: Maker) -> None:
    title, first, later = m.draw(titles.BOTH)
    for e in range(1, 4):
        m.add(
            f"{m.dump()}/{title} ({first})/Season 1/{m.dots(title)}.S01E{e:02}.mkv",
            series(title, first, 1),
        )
    m.add(f"{m.dump()}/{m.dots(title)}.{later}.{m.tags()}.mkv", film(title, later))


@mess
def with_ids(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    tag = m.rng.choice(
        ["{tmdb-603}", "[imdbid-tt0133093]", "{imdb-tt0133093}", "[tmdbid=603]"]
    )
    m.add(
        f"{m.dump()}/{m.plain(title)} ({year}) {tag}/{m.plain(title)} ({year}) {tag}.mkv",
        film(title, year),
    )


@mess
def in_a_genre(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    genre = m.rng.choice(["Action", "Sci-Fi", "Drama", "4K", "1990s", "Kids"])
    m.add(
        f"Movies/{genre}/{m.plain(title)} ({year})/{m.dots(title)}.{year}.mkv",
        film(title, year),
    )


@mess
def editions(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    e = m.rng.choice(
        ["EXTENDED", "Directors.Cut", "REMASTERED", "UNRATED", "IMAX", "Criterion"]
    )
    m.add(f"{m.dump()}/{m.dots(title)}.{year}.{e}.{m.tags()}.mkv", film(title, year))


# what stays


@mess
def garbage(m: Maker) -> None:
    for path in (
        "Camera/IMG_2034.MOV",
        "Camera/VID_20200102_101112.mp4",
        "DCIM/100GOPRO/GOPR0123.MP4",
        f"Downloads/{m.hash()}.mkv",
        "Downloads/asdf.mp4",
        "Downloads/Thumbs.db",
        "Downloads/something.mkv.part",
        "Downloads/Other.Show.S01E01.mkv.!qB",
        "Downloads/archive.r00",
        "Downloads/archive.r01",
        "Downloads/archive.rar",
        "Documents/invoice.pdf",
        "Music/Artist/Album/01 Song.mp3",
        "Music/Artist/Album/cover.jpg",
        "Downloads/Show.S01E01.torrent",
        "Pictures/Holiday/beach.jpg",
        "Downloads/setup.exe",
    ):
        m.add(path, STAY)


def make(seed: int, kinds: list[str] | None = None) -> tuple[Tree, dict[str, Truth]]:
    """A library drawn from all kinds of mess, and where each entry belongs."""
    m = Maker(seed)
    names = kinds or list(ALL)
    m.rng.shuffle(names)
    for name in names:
        m.mess = name
        try:
            ALL[name](m)
        except LookupError:
            continue
    return tree_of(m.items), m.items


def tree_of(paths: dict[str, Truth] | list[str]) -> Tree:
    """A tree of these paths; a disc folder ends in "/"."""
    folders: dict[str, list[Entry]] = {"": []}
    for number, path in enumerate(paths):
        above, _, name = path.rstrip("/").rpartition("/")
        name += "/" if path.endswith("/") else ""
        for folder in _above(above):
            folders.setdefault(folder, [])
        size = 1000 + number
        folders[above].append(
            Entry(name, size, 10**18 + number, 100 + number, role_of(above, name, size))
        )
    made = tuple(
        Folder(
            path,
            1,
            tuple(
                sorted(entries, key=lambda e: e.name.encode("utf-8", "surrogateescape"))
            ),
        )
        for path, entries in sorted(folders.items())
    )
    return Tree("/library", made, TreeSummary(len(paths), 0, {}, "sha256:" + "0" * 64))


def _above(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
