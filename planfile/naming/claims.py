"""What one video claims to be: its own name heard first, then the folders above it.

Weights are in `planfile.naming.weights`; `explain` prints them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from planfile.artifacts.paths import last_component
from planfile.naming.filing import (
    beneath,
    dated,
    episodic,
    filed,
    housed,
    is_code,
    other_name,
    same_title,
    seasoned,
    titles_episode,
    whole_title,
    within,
)
from planfile.naming.keys import initials_of, short_for, title_key
from planfile.naming.reading import Reading
from planfile.naming.surroundings import Around, Named
from planfile.naming.weights import WEIGHTS

_SEASON = re.compile(r"Season \d{2,4}$")
_SPECIALS = re.compile(r"^(.*[^\s-])[\s-]+(?:ova|oav|oad|specials?)s?$", re.IGNORECASE)


class Claim:
    """One video's identity in the making.

    `kind` is "show", "movie" or "". `alias` is the key of another title that it was
    found to go by. `near` is the folder that named it or would have.
    `own` says that the title is the file's own; `year_by` who said the year: "name",
    "folder", "tree" or "". `reasons` are rows of `WEIGHTS`, `rule` what its neighbours
    made of it, `at_most` how sure the name alone was read where nothing confirms it.
    `placed` says that it lies where planfile puts what has no year.
    """

    __slots__ = (
        "absolute",
        "alias",
        "at_most",
        "country",
        "date",
        "edition",
        "episodes",
        "ids",
        "key",
        "kind",
        "near",
        "own",
        "part",
        "placed",
        "reasons",
        "rule",
        "season",
        "title",
        "year",
        "year_by",
    )

    def __init__(self) -> None:
        self.kind = ""
        self.title = ""
        self.key = ""
        self.alias = ""
        self.year: int | None = None
        self.year_by = ""
        self.country = ""
        self.season: int | None = None
        self.episodes: tuple[int, ...] = ()
        self.absolute: tuple[int, ...] = ()
        self.date: str | None = None
        self.edition = ""
        self.part: int | None = None
        self.ids: tuple[tuple[str, str], ...] = ()
        self.near: Named | None = None
        self.own = False
        self.reasons: list[str] = []
        self.at_most = 1.0
        self.placed = False
        self.rule = ""

    @property
    def confidence(self) -> float:
        """How sure, from the pieces that carry it: each can only take away."""
        sure = 1.0
        for reason in self.reasons:
            sure *= WEIGHTS[reason]
        return round(min(sure, self.at_most), 3)

    @property
    def why(self) -> str:
        """The weakest piece, and with it every other that is weak."""
        return _weakest(tuple(self.reasons))

    def named(self, title: str, reason: str, *, own: bool) -> None:
        """Take a title and the reason for it."""
        self.title, self.own = title, own
        self.key = title_key(title)
        self.reasons.append(reason)


@lru_cache(maxsize=1024)
def _weakest(reasons: tuple[str, ...]) -> str:
    ordered = sorted(reasons, key=WEIGHTS.__getitem__)
    weak = [r for at, r in enumerate(ordered) if not at or WEIGHTS[r] < 0.9]
    return "; ".join(weak)


def claim_episode(reading: Reading, around: Around) -> Claim:
    """The claim of a video that is an episode."""
    reading = _special_title(reading)
    claim = Claim()
    claim.kind = "show"
    claim.near = show_folder(around)
    _number(claim, reading, around)
    _name_show(claim, reading, around)
    claim.placed = _in_place(claim, around.season_path.rpartition("/"))
    if _misfiled(claim, around):
        claim.reasons.append("name and folder disagree")
    claim.edition = reading.edition
    if claim.episodes == (0,) and (around.season is None or around.reading):
        claim.season = 0  # "S05E00", not filed in a season, is a special of the fifth
    return claim


def _in_place(claim: Claim, season: tuple[str, str, str]) -> bool:
    """Whether it lies in `TV Shows/Harbour/Season 01`, and nothing says the year."""
    near = claim.near
    if near is None or near.year or claim.year or claim.key != title_key(near.title):
        return False
    return season[0] == near.path and bool(_SEASON.match(season[2])) and housed(near)


def _misfiled(claim: Claim, around: Around) -> bool:
    """Whether an episode lies in the season, or the show, of another."""
    if around.season is None or claim.date:
        return False
    near = claim.near
    if near is not None and claim.own and beneath(around, near):
        strange = not same_title(claim.title, near.title)
        return strange or claim.season != around.season
    return claim.season is not None and claim.season != around.season


def _special_title(reading: Reading) -> Reading:
    """`Glass Tower OVA - 01` is a special of Glass Tower, no show of its own."""
    match = _SPECIALS.match(reading.title)
    if not match or reading.season not in {None, 0}:
        return reading
    return reading._replace(title=match[1], season=0, special=True)


def _number(claim: Claim, reading: Reading, around: Around) -> None:
    """Season, episodes, date: the name's own, then the folder's."""
    source = reading
    reason = ""
    if not episodic(reading) and around.reading is not None:
        source = around.reading
        reason = "season and episode in the folder's name"
    claim.season = source.season
    claim.episodes, claim.absolute = source.episodes, source.absolute
    claim.date = source.date
    claim.ids = reading.ids
    if claim.date:
        if claim.season is None and seasoned(claim.near, around):
            claim.season = around.season  # the eighth of "Nightly/Season 08"
        reason = reason or "date in the name"
    elif claim.season is not None and claim.episodes:
        reason = reason or "season and episode in the name"
    else:
        reason = reason or _number_from_folder(claim, around)
    if claim.season is None and reading.special:
        claim.season = 0
    claim.reasons.append(reason)


def _number_from_folder(claim: Claim, around: Around) -> str:
    if claim.season is None:
        claim.season = around.season
    if not (claim.episodes or claim.absolute):
        special = claim.season == 0
        return "special among specials" if special else "unnumbered among episodes"
    if around.season is not None:
        claim.episodes = claim.episodes or claim.absolute
        return "episode in the name, season from the folder"
    return "number in the name"


def _name_show(claim: Claim, reading: Reading, around: Around) -> None:
    """The show's title: the name's own or the folder's, or one confirming the other."""
    near, own = claim.near, reading.title
    if near is None:
        claim.named(own, "title from the name", own=True)
        claim.year, claim.country = reading.year, reading.country
        claim.year_by = "name" if reading.year else ""
        return
    if around.reading is not None and not episodic(reading):
        own = own.rstrip("0123456789")  # "bob5" in "Band.of.Brothers.E05"
    short = claim.season is not None and near.tidy and short_for(own, near.title)
    season = near.title == f"{own} {claim.season}"  # "Friends 1/Friends - 101"
    code = is_code(own, near.title) and not season
    if not own or short or code or titles_episode(reading, around, near):
        claim.named(near.title, "title from the folder", own=False)
        claim.year, claim.country = near.year, near.country
        claim.year_by = "folder" if near.year else ""
        claim.ids = claim.ids or near.ids
        return
    same = same_title(own, near.title)
    reason = "title from the name and the folder" if same else "title from the name"
    claim.named(own, reason, own=True)
    claim.year, claim.country = reading.year, reading.country
    claim.year_by = "name" if reading.year else ""
    if same:
        _confirm(claim, near)


def _confirm(claim: Claim, near: Named) -> None:
    """Take from a folder of the same title what the name does not say."""
    claim.country = claim.country or near.country
    claim.ids = claim.ids or near.ids
    if claim.year is None and near.year is not None:
        claim.year, claim.year_by = near.year, "folder"


def claim_movie(reading: Reading, around: Around, *, alone: bool) -> Claim:
    """The claim of a video that is a movie; `alone`: nothing else is in its folder."""
    claim = Claim()
    claim.kind = "movie"
    near = around.name if around.season is None else None
    near = claim.near = near and dated(near, reading.title)
    claim.edition, claim.part = reading.edition, reading.part or around.part or None
    claim.ids = reading.ids
    own = reading.title
    known = near and (alone or (filed(around) and within(own, near.title)))
    if near and known and other_name(own, reading.year, near):
        _from_folder(claim, near, own)
    elif own and reading.year:
        claim.named(own, "title and year in the name", own=True)
        claim.year, claim.year_by = reading.year, "name"
        if alone and near and near.tidy and _other_film(claim, near):
            claim.reasons.append("name and folder disagree")
    elif near and _folder_knows(own, near, alone=alone or filed(around)):
        title = whole_title(near, around)
        _from_folder(claim, near._replace(title=title), own)
    else:
        tagged = bool(reading.tags)
        reason = "title in the name, no year" if tagged else "nothing but a title"
        claim.named(own, reason, own=True)
    if near and not (near.year or claim.year) and around.section == "movies":
        named = {title_key(near.title), title_key(last_component(near.path))}
        claim.placed = claim.key in named and housed(near)
        claim.country = near.country if claim.placed else claim.country
    return claim


def _other_film(claim: Claim, near: Named) -> bool:
    """Whether a folder written `Title (Year)` means another film than the file."""
    return claim.year != near.year or not same_title(claim.title, near.title)


def _folder_knows(own: str, near: Named, *, alone: bool) -> bool:
    """Whether the folder rather than the name says what a film is."""
    if not own or is_code(own, near.title) or same_title(own, near.title):
        return True
    return alone and near.year is not None


def _from_folder(claim: Claim, near: Named, own: str) -> None:
    same = bool(own) and same_title(own, near.title)
    if near.year is None:
        reason = f"title in the {'name' if same else 'folder'}, no year"
    elif same:
        reason = "title in the name, year in the folder"
    else:
        reason = "title and year in the folder"
    claim.named(near.title, reason, own=False)
    claim.year, claim.year_by = near.year, "folder" if near.year else ""
    claim.ids = claim.ids or near.ids


def show_folder(around: Around) -> Named | None:
    """The folder that names the show: with a year or of two that agree, the upper."""
    nearest = around.name
    if nearest is None:
        return None
    for upper in around.names[1:]:
        if upper.year and not nearest.year and same_title(upper.title, nearest.title):
            return upper
        if title_key(nearest.title) == initials_of(upper.title):  # "Family Guy/FG S04"
            return upper
    return nearest
