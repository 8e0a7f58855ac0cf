# ruff: noqa: E501, RUF059 - a path per line reads best whole
"""More kinds of mess, written after the engine: how people's own folders look."""

from __future__ import annotations

from tests.libraries import titles
from tests.libraries.messy import STAY, Maker, film, mess, series


@mess
def year_buckets(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    m.add(f"Movies/{year}/{m.plain(title)} ({year}).mkv", film(title, year))
    m.add(
        f"{m.dump()}/Films by year/{year}/{m.dots(title)}.{year}.{m.tags()}.mp4",
        film(title, year),
    )


@mess
def letters(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    m.add(
        f"Movies/{title[0].upper()}/{m.plain(title)} ({year})/{m.plain(title)}.mkv",
        film(title, year),
    )


@mess
def pack_in_pack(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    where = f"{m.dump()}/{m.dots(title)}.{year}.COMPLETE.{m.tags()}"
    for s in (1, 2, 3):
        for e in (1, 2, 3):
            v = m.add(
                f"{where}/{m.dots(title)}.S{s:02}.{m.tags()}/{m.dots(title)}.S{s:02}E{e:02}.{m.tags()}.mkv",
                series(title, year, s),
            )
    m.add(f"{where}/poster.jpg", series(title, year, ""), v)


@mess
def subs_beside_pack(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    tags, d = m.tags(), m.dots(title)
    for e in (1, 2, 3):
        v = m.add(
            f"{m.dump()}/{d}.S01.{tags}/{d}.S01E{e:02}.{tags}.mkv",
            series(title, None, 1),
        )
        m.add(
            f"{m.dump()}/{d} subtitles/{d}.S01E{e:02}.{tags}.en.srt",
            series(title, None, 1),
            v,
        )


@mess
def single_movie_subs(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.dots(title)}.{year}.{m.tags()}"
    v = m.add(f"{where}/{m.dots(title)}.mkv", film(title, year))
    for name in ("English.srt", "eng.idx", "eng.sub", "forced.srt", "French [SDH].srt"):
        m.add(
            f"{where}/{m.rng.choice(['Subs', 'subtitles', 'Subtitles'])}/{name}",
            film(title, year),
            v,
        )
    m.add(f"{where}/cover.jpg", film(title, year), v)


@mess
def underscores(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    m.add(
        f"{m.dump()}/{m.plain(title).lower().replace(' ', '_')}_{year}_dvdrip.avi",
        film(title, year),
    )


@mess
def article_last(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    if not title.startswith("The "):
        return
    m.add(f"{m.dump()}/{m.plain(title[4:])}, The ({year}).mkv", film(title, year))


@mess
def discs_of_episodes(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 7):
        disc = 1 + (e > 3)
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 2/Disc {disc}/{m.plain(title)} S02E{e:02}.mkv",
            series(title, year, 2),
        )


@mess
def season_in_show_name(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for s in (1, 2):
        form = m.rng.choice(
            [
                f"{m.plain(title)} Season {s}",
                f"{m.plain(title)} S{s:02}",
                f"{m.plain(title)} - Season {s:02}",
                f"{m.plain(title)} ({year}) - Season {s}",
            ]
        )
        for e in range(1, 5):
            m.add(
                f"{m.dump()}/{form}/{m.plain(title)} - S{s:02}E{e:02}.mkv",
                series(title, 0, s),
            )
    for path, truth in list(m.items.items()):
        if truth.mess == m.mess:
            said = any(f"({year})" in p for p, t in m.items.items() if t.mess == m.mess)
            m.items[path] = truth._replace(
                folder=f"{title} ({year})" if said else title
            )


@mess
def hashes_in_a_season(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for _ in range(3):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 1/{m.hash()}.mkv",
            series(title, year, 1),
        )


@mess
def two_qualities(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    for quality in ("720p", "2160p"):
        where = f"{m.dump()}/{m.dots(title)}.{year}.{quality}"
        v = m.add(f"{where}/{m.dots(title)}.{year}.{quality}.mkv", film(title, year))
        m.add(f"{where}/Subs/2_English.srt", film(title, year), v)


@mess
def name_only_in_folder(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 5):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 3/S03E{e:02} - {m.episode_title()}.mkv",
            series(title, year, 3),
        )
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 4/4x{e:02}.mkv",
            series(title, year, 4),
        )


@mess
def loose_in_show(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 5):
        m.add(
            f"TV Shows/{m.plain(title)} ({year})/{m.dots(title)}.S01E{e:02}.{m.tags()}.mkv",
            series(title, year, 1),
        )


@mess
def year_of_season(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e in range(1, 4):
        m.add(
            f"{m.dump()}/{m.plain(title)} ({year})/Season 1/{m.dots(title)}.S01E{e:02}.{m.tags()}.mkv",
            series(title, year, 1),
        )
    m.add(
        f"{m.dump()}/{m.dots(title)}.{year}.S02E01.{m.tags()}.mkv",
        series(title, year, 2),
    )


@mess
def film_of_a_show(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    other, when = m.draw(titles.MOVIES)
    where = f"{m.dump()}/{m.plain(title)} ({year})"
    for e in range(1, 4):
        v = m.add(
            f"{where}/Season 1/{m.plain(title)} S01E{e:02}.mkv", series(title, year, 1)
        )
    m.add(f"{where}/{m.plain(other)} ({when}).mkv", film(other, when))
    m.add(f"{where}/poster.jpg", series(title, year, ""), v)


@mess
def episode_among_films(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    other, when = m.draw(titles.MOVIES)
    m.add(
        f"Movies/{m.dots(title)}.{year}.S01E05.{m.tags()}.mkv", series(title, year, 1)
    )
    m.add(f"TV Shows/{m.dots(other)}.{when}.{m.tags()}.mkv", film(other, when))


@mess
def scene_short_names(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    code = "".join(word[0] for word in m.plain(title).lower().split())
    where = f"{m.dump()}/{m.dots(title)}.{year}.1080p.BluRay.x264-SPARKS"
    v = m.add(f"{where}/{code}-1080p-sparks.mkv", film(title, year))
    m.add(f"{where}/{code}-1080p-sparks.nfo", film(title, year), v)
    m.add(f"{where}/Proof/{code}-proof.jpg", STAY)
    m.add(f"{where}/{code}-1080p-sparks.r00", STAY)


@mess
def letterboxed_anime(m: Maker) -> None:
    title, year = m.draw(titles.ANIME)
    where = f"Anime/{m.plain(title)}"
    for e in range(1, 6):
        m.add(
            f"{where}/Season 2/{m.plain(title)} - S02E{e:02}.mkv",
            series(title, None, 2),
        )
        m.add(f"{where}/{e:03}.mkv", series(title, None, 1))


@mess
def versions_of_an_episode(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for quality in ("720p", "1080p"):
        v = m.add(
            f"{m.dump()}/{m.dots(title)}.S01E01.{quality}.WEB.x264-GRP.mkv",
            series(title, None, 1),
        )
        m.add(f"{v[:-4]}.srt", series(title, None, 1), v)


@mess
def tidy_with_ids(m: Maker) -> None:
    title, year = m.draw(titles.MOVIES)
    safe = title.replace(":", " -").replace("/", "-")
    m.add(f"Movies/{safe} ({year}) [imdbid-tt0113277]/{safe} ({year}).mkv", STAY)
    m.add(
        f"{m.dump()}/{m.dots(title)}.{year}.{m.tags()}.mkv",
        film(f"{title} ({year}) [imdbid-tt0113277]", None),
    )


@mess
def tidy_show_grows(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    safe = title.replace(":", " -").replace("/", "-")
    for e in range(1, 4):
        m.add(
            f"TV Shows/{safe} ({year})/Season 05/{m.dots(title)}.S05E{e:02}.{m.tags()}.mkv",
            STAY,
        )
    spelled = m.rng.choice(
        [
            m.dots(title).lower(),
            m.dots(title).upper(),
            m.dots(title.replace("&", "and")),
        ]
    )
    m.add(f"{m.dump()}/{spelled}.S05E09.{m.tags()}.mkv", series(title, year, 5))
    m.add(
        f"{m.dump()}/{spelled}.S06E01.{m.tags()}/{m.hash()}.mkv", series(title, year, 6)
    )


@mess
def spaces_and_apostrophes(m: Maker) -> None:
    title, year = m.draw(titles.SHOWS)
    for e, form in enumerate(
        (title, m.plain(title), m.dots(title), m.plain(title).replace(" ", "_")), 1
    ):
        safe = form.replace("/", "-").replace(":", "").replace("*", "")
        m.add(f"{m.dump()}/{safe} S01E{e:02}.mkv", series(title, None, 1))
