"""Reads a whole path: its components apart, then together."""

from __future__ import annotations

from planfile.naming.confidence import NO_TITLE, NOTHING
from planfile.naming.extras import extra_folder, extra_suffix
from planfile.naming.homemade import homemade, software
from planfile.naming.junk import split_extension
from planfile.naming.keys import initials_of, title_key
from planfile.naming.names import read_name
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.reading import Reading, Step
from planfile.naming.typed import as_typed, components

# "Late Tide-sample", "Late Tide - trailer": but "The Sample" is a title.
_NAMED_EXTRA = lazy(
    r"(^|[\w)\]]\s?[-.]\s?|\s(?=official\s))"
    r"(?:(?:official|final|theatrical|international)[ ._])?"
    r"(sample|trailer|teaser|featurette|behind ?the ?scenes)(?:\s?#?\d\d?)?$",
    IGNORECASE,
)
_NUMBER = lazy(r"(?<!\S)(\d{1,4})(?!\S)(.*)")
_OF_DISCS = frozenset({"bdmv", "video_ts", "audio_ts", "stream", "hvdvd_ts"})
_DRIVE = lazy(r"^[A-Za-z]:$")


def read_path(path: str, *, typed: bool = False) -> Reading:
    """What a path says on its own: the file, helped by its folders.

    `typed` says that a person or an indexer wrote it, so that " / " may stand between
    two titles, and "25/10/2019" be a day.

    >>> read_path("Late Tide (2011)/Season 2/05 - Ebb.mkv")[:5]
    ('episode', 'Late Tide', 2011, 2, (5,))
    """
    parts = components(path) if typed else [part for part in path.split("/") if part]
    if not parts:
        return Reading()
    folders = _read_folders(parts[:-1])
    near = folders[-1] if folders else None
    own = read_name(
        parts[-1],
        folder=typed and bool(folders) and not split_extension(parts[-1])[1],
        seasonal=near is not None and _is_season(near),
    )
    if typed and (own.date or not own.tags):
        stem, extension = split_extension(parts[-1])
        image = extension in ("iso", "img") and software(stem)
        kind = "software" if image else homemade("", stem)
        if kind:
            return Reading(steps=(Step(parts[-1], f"a name of {kind}", 0.9),))
    alone = own = own._replace(extra=_extra(parts) or own.extra)
    for folder in reversed(folders):
        if folder is not None and not (own.date and folder.title == own.date[:4]):
            own = _helped(own, folder)
    if own.absolute and _among_films(parts[:-1]):
        own = _listed_film(own, alone, near)
    if typed:
        own = as_typed(own, parts)
    named = _NAMED_EXTRA.search(own.title) if alone.extra else None
    title = own.title[: named.end(1)].rstrip(" -.") if named else ""
    return own._replace(extra=alone.extra, title=title or own.title)


def _among_films(folders: list[str]) -> bool:
    from planfile.naming.folders import folder_sort

    return any(folder_sort(folder) == "movies" for folder in folders)


def _listed_film(own: Reading, alone: Reading, near: Reading | None) -> Reading:
    """A number where films live: "Films/Tides 1-7/Tides 3", "Films/Ebbs/05 - Gale"."""
    if alone.kind == "movie":
        return alone
    title = alone.episode_title
    if title and not alone.title:
        return Reading(kind="movie", title=title, tags=alone.tags, confidence=0.6)
    film = near is not None and near.kind == "movie" and near.year
    return near if near and film and not alone.title else own


def _extra(parts: list[str]) -> str:
    """The kind of extra that a folder or the end of the name tells."""
    for folder in parts[1:-1] or parts[:-1]:
        if extra_folder(folder):
            return "extra"
    stem, extension = split_extension(parts[-1])
    if extension in ("mp3", "flac", "m4a", "ogg"):
        return ""
    if stem.startswith("sample-"):
        return "sample"
    named = _NAMED_EXTRA.search(stem)
    return named[2].lower() if named else extra_suffix(stem)


def _read_folders(parts: list[str]) -> list[Reading | None]:
    """The readings of folders; in one that names a show "2" or "T2" is a season."""
    folders: list[Reading | None] = []
    for place, part in enumerate(parts):
        number, above = part.lstrip("tT"), folders[-1] if folders else None
        show = above and not above.year and above.season is None
        counts = show and number.isdecimal() and len(number) < 3
        if counts and not _among_films(parts[:place]):
            folders.append(Reading(kind="episode", season=int(number)))
        else:
            folders.append(_read_folder(part))
    return folders


def _read_folder(part: str) -> Reading | None:
    """The reading of a folder, None when it only says where things lie."""
    # A bare name needs no such tables.
    from planfile.naming.folders import folder_sort
    from planfile.naming.season_folders import read_folder

    if folder_sort(part) not in ("named", "collection") or _DRIVE.match(part):
        return None
    if part.lower() in _OF_DISCS:
        return None
    reading = read_folder(part)
    return reading if reading.title or reading.season is not None else None


def _is_season(folder: Reading) -> bool:
    return folder.season is not None and not folder.episodes


def _is_release(folder: Reading) -> bool:
    """A folder that names one episode or one film wholly."""
    if not folder.title:
        return False
    film = folder.kind == "movie" and folder.year is not None
    return film or bool(folder.episodes or folder.date)


def _helped(own: Reading, folder: Reading) -> Reading:
    """`own` with what only the folder knows."""
    if not folder.steps and own.kind != "episode" and not folder.special:
        return own  # a number alone: "Tides/2/Tides.avi"
    if (not own.kind and not own.title) or _is_coded_in(own, folder):
        return folder._replace(steps=(*folder.steps, *own.steps))
    if _repeats(own, folder):
        return folder._replace(edition=own.edition, part=own.part, tags=own.tags)
    if own.kind == "episode" or folder.kind == "episode":
        return _as_episode(own, folder)
    counted = _counted(own, folder)
    titled = counted is own and _titles(own, folder)
    return _titled(own, folder, year=folder.year) if titled else counted


def _repeats(own: Reading, folder: Reading) -> bool:
    """As "THX.1138" in "THX 1138 (1971)", "Tide.2000" in "Tide 2000 (1975)"."""
    if not folder.year or folder.kind != "movie" or not own.steps:
        return False
    whole = _fold(own.title + own.steps[0].text)
    return whole == _fold(folder.title) != _fold(own.title)


def _titles(own: Reading, folder: Reading) -> bool:
    """Whether a film's folder knows its title better than the file's name."""
    if not own.title or _abbreviates(own, folder) or _prefixes(own, folder):
        return True
    if own.year is not None or folder.year is None:
        return False
    named = folder.confidence > 0.94 or bool(folder.tags)  # "(2011)", or a release
    return named or _fold(folder.title) in _fold(own.title)


def _prefixes(own: Reading, folder: Reading) -> bool:
    """As "video_ts-late.tide" in the folder "Late Tide"."""
    head, dash, last = own.title.rpartition("-")
    plain = own.title == own.title.lower() and own.year is None
    return bool(head and dash and plain) and _fold(last) == _fold(folder.title)


def _titled(own: Reading, folder: Reading, *, year: int | None) -> Reading:
    """`own` with the title of the folder; agreement makes it surer."""
    same = _fold(own.title) == _fold(folder.title)
    sure = max(own.confidence, folder.confidence * (0.99 if same else 0.95))
    return own._replace(
        kind=own.kind or folder.kind,
        title=folder.title,
        year=year,
        country=own.country or folder.country,
        ids=own.ids or folder.ids,
        confidence=sure if own.kind == folder.kind else own.confidence,
        steps=(*own.steps, Step(folder.title, "the title, from the folder", 0.9)),
    )


def _is_coded_in(own: Reading, folder: Reading) -> bool:
    """One odd word in the folder of a whole release: an abbreviation or a code."""
    odd = own.confidence < 0.6 and " " not in own.title and not own.extra
    return odd and bool(folder.tags) and _is_release(folder)


def _as_episode(own: Reading, folder: Reading) -> Reading:
    """An episode's file with the show, season or numbers of its folder."""
    if own.season is None and not own.date and folder.kind == "episode":
        own = _numbered(own, folder)
    if not folder.title:
        return own
    own = _counted(own, folder)
    bare = own.confidence <= NOTHING and own.season is not None and not own.extra
    if bare and not (own.episode_title or own.episodes or own.absolute):
        own = own._replace(title="", episode_title=own.title)  # "Season 2/Ebb.mkv"
    if not own.title or _means(own, folder):
        sure = own.confidence if own.title else min(own.confidence / NO_TITLE, 1.0)
        titled = _titled(own, folder, year=own.year or folder.year)
        return titled._replace(confidence=sure)
    if _fold(own.title) == _fold(folder.title) and folder.year and not own.year:
        return own._replace(year=folder.year)
    return own


def _numbered(own: Reading, folder: Reading) -> Reading:
    """The folder's season, or all its numbers when it is a whole release."""
    if _is_release(folder):
        return folder._replace(steps=(*folder.steps, *own.steps))
    if folder.season is None:
        return own
    episodes = own.episodes or own.absolute
    compact = episodes[0] if len(episodes) == 1 else 0
    if folder.season and compact // 100 == folder.season and compact % 100:
        episodes = (compact % 100,)
    step = Step(f"season {folder.season}", "the season, from the folder", 0.95)
    return own._replace(
        kind="episode",
        season=folder.season,
        episodes=episodes,
        absolute=(),
        steps=(*own.steps, step),
    )


def _counted(own: Reading, folder: Reading) -> Reading:
    """As "Late Tide 12 - Ebb" in "Late Tide", "Tide 921" in "Tide 921-928"."""
    if own.episodes or own.absolute or own.date or own.special:
        return own
    match = next(_NUMBER.finditer(own.title), None)
    if match is None or (own.season is None and len(match[1]) < 2):
        return own
    head, rest, numbers = own.title[: match.start()], match[2], (int(match[1]),)
    called = _fold(head) == _fold(folder.title)
    if numbers[0] in folder.absolute and not rest and (called or not head):
        return own._replace(
            kind="episode", title="", absolute=numbers, episodes=(), confidence=0.85
        )
    seasonal = own.season is not None
    alone = not (own.year or folder.year) and (not rest or rest.startswith(" - "))
    if not called or not head or not (seasonal or alone):
        return own
    step = Step(match[1], f"a number behind {folder.title!r}, the folder", 0.7)
    return own._replace(
        kind="episode",
        title=folder.title,
        episodes=numbers if seasonal else (),
        absolute=() if seasonal else numbers,
        confidence=0.8 if seasonal else 0.7,
        steps=(*own.steps, step),
    )


def _means(own: Reading, folder: Reading) -> bool:
    """Whether the name's title is the folder's, shortened or lengthened."""
    if _ends_with(own, folder) or _abbreviates(own, folder):
        return True
    if own.season is not None and own.title == f"{folder.title} {own.season}":
        return True  # "Harbour/Season 1/Harbour 1-05"
    longer = len(own.title) < len(folder.title)
    if longer and title_key(own.title) == title_key(folder.title):
        return True  # "The Harbours/Season 1/Harbours 1x05"
    return longer and (
        own.title.isupper() and own.title.lower() == initials_of(folder.title)
    )


def _ends_with(own: Reading, folder: Reading) -> bool:
    """As "Ebb - Late Tide S2 (Ep 6)" in "Late.Tide.S02E06": the folder's is whole."""
    if not own.episodes or own.episodes != folder.episodes:
        return False
    return own.season == folder.season and _fold(own.title).endswith(
        _fold(folder.title)
    )


def _abbreviates(own: Reading, folder: Reading) -> bool:
    """As "hl.205" or "grp-hl.s02e05" in "Harbour.Lights.S02.1080p"."""
    if " " in own.title or not folder.tags or own.season != folder.season:
        return False
    if not folder.title or own.title != own.title.lower() or own.year:
        return False
    short, letters = _fold(own.title.rpartition("-")[2]), iter(_fold(folder.title))
    return all(char in letters for char in short)


def _fold(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())
