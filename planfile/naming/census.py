"""Who is who in the whole library: one show, one folder; spelling and year by vote.

Every folder has one vote per title, so a pack of 200 episodes does not outvote the
folder that a person named. Years count only where they are written as years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from planfile.naming.claims import Claim
from planfile.naming.filing import housed
from planfile.naming.keys import ACRONYM, as_written, title_key
from planfile.naming.shortened import Known, stands_for
from planfile.naming.surroundings import Named

# Votes by how a title was come by.
_TIDY_IN_PLACE = 40  # "TV Shows/Fargo (2014)/Season 01": what planfile would do
_TIDY = 12  # "Fargo (2014)", written by a person
_FOLDER = 4  # "Fargo"
_NAME = 1  # the files of one folder
# No library is older than planfile; its files, and years written in it, say if younger.
_LATEST = 2026
_SEASONS_A_YEAR = 2


class Vote(NamedTuple):
    """What one folder's files say a title is.

    `placed` says that the folder is where planfile puts what has no year.
    """

    kind: str
    key: str
    title: str
    year: int | None
    country: str
    weight: int
    placed: bool = False


class _Family:
    """All that goes by one title."""

    __slots__ = ("countries", "placed", "spellings", "years")

    def __init__(self) -> None:
        self.spellings: dict[tuple[str, str, int | None], int] = {}
        self.years: dict[int, int] = {}
        self.countries: dict[str, dict[int, int]] = {}
        self.placed: dict[str, str] = {}


class Census:
    """Titles, spellings and years over a whole tree.

    `newest` is asked for the year of its newest file, once and only if it matters.
    """

    def __init__(self, newest: Callable[[], int] = lambda: 0) -> None:
        self._newest: Callable[[], int] | None = newest
        self._families: dict[tuple[str, str], _Family] = {}
        self._aliases: dict[str, set[str]] = {}
        self._shortened: dict[str, str] | None = None
        self._latest = _LATEST

    def alias(self, other: str, key: str) -> None:
        """Note that a show's files go by another title in the folder of its own."""
        self._aliases.setdefault(other, set()).add(key)

    def count(self, votes: Iterable[Vote]) -> None:
        """Take the votes of one folder, each title once."""
        for vote in set(votes):
            family = self._families.setdefault((vote.kind, vote.key), _Family())
            spelled = (vote.title, vote.country, vote.year)
            family.spellings[spelled] = family.spellings.get(spelled, 0) + vote.weight
            if vote.year is not None:
                family.years[vote.year] = family.years.get(vote.year, 0) + vote.weight
                self._latest = max(self._latest, vote.year)
            if vote.placed:
                known = family.placed.setdefault(vote.country, vote.title)
                family.placed[vote.country] = min(known, vote.title)
            if vote.country:
                years = family.countries.setdefault(vote.country, {})
                if vote.year is not None:
                    years[vote.year] = years.get(vote.year, 0) + vote.weight

    def settle(self, claim: Claim) -> tuple[str, ...]:
        """Give a claim its title's spelling and year; what it might be when torn.

        A year in the file's own name, or its folder's, is never overruled except by
        one a year away: shows start in one year and are listed under the next.
        """
        if claim.kind == "show" and claim.year is None:
            self._join(claim)
        family = self._families.get((claim.kind, claim.key))
        if family is None:
            return ()
        if claim.year is None and claim.country in family.placed:
            claim.title = family.placed[claim.country]
            return ()
        if claim.placed:
            return ()
        years = _merged(family.years) if claim.kind == "show" else dict(family.years)
        rivals: tuple[str, ...] = ()
        if claim.year is None:
            rivals = _choose(claim, family, self._begun(claim, years))
        elif claim.kind == "show":
            claim.year = _nearest(claim.year, years)
        claim.title, claim.country = _spelling(family, claim)
        return rivals

    def _begun(self, claim: Claim, years: dict[int, int]) -> dict[int, int]:
        """The years in which a show can have begun: "Ebb S11" is not that of 2023."""
        season = claim.season or 0
        if not years or not _SEASONS_A_YEAR < season < 1900:
            return years
        if self._newest:
            self._latest, self._newest = max(self._latest, self._newest()), None
        begun = self._latest - (season - 1) // _SEASONS_A_YEAR
        return {year: votes for year, votes in years.items() if year <= begun}

    def _join(self, claim: Claim) -> None:
        """Give a claim the key of the title that its own is known to stand for."""
        others = self._aliases.get(claim.key, ())
        if len(others) == 1:
            claim.key = next(iter(others))
            return
        if self._shortened is None:
            self._shortened = stands_for(
                Known(
                    key,
                    tuple(sorted({title for title, _, _ in family.spellings})),
                    max(family.spellings.values()),
                )
                for (kind, key), family in self._families.items()
                if kind == "show"
            )
        long = self._shortened.get(claim.key)
        if long:
            claim.key = long
            claim.reasons.append("short for another title of the library")


def _merged(years: dict[int, int]) -> dict[int, int]:
    """Years of one show with those a year apart joined to the one with more votes."""
    merged: dict[int, int] = {}
    for year in sorted(years, key=lambda y: (-years[y], y)):
        near = next((y for y in merged if abs(y - year) == 1), year)
        merged[near] = merged.get(near, 0) + years[year]
    return merged


def _nearest(year: int, years: dict[int, int]) -> int:
    if year in years:
        return year
    return next((known for known in sorted(years) if abs(known - year) == 1), year)


def _choose(claim: Claim, family: _Family, years: dict[int, int]) -> tuple[str, ...]:
    """Take the only year or country there is; what to choose from when more."""
    if not claim.country and not years and not _is_plain(family):
        if len(family.countries) == 1:
            claim.country = next(iter(family.countries))
            claim.reasons.append("country from elsewhere in the library")
        elif family.countries:
            return tuple(sorted(family.countries))
    if claim.country:
        own = _merged(family.countries.get(claim.country, {}))
        if years and not own:  # "The Office US" beside "The Office (2005)"
            return (*map(str, sorted(years)), claim.country)
        years = own
    if len(years) == 1:
        claim.year = next(iter(years))
        claim.year_by = "tree"
        if claim.kind == "movie":
            claim.reasons = ["title in the name, year elsewhere in the library"]
        else:
            claim.reasons.append("year from elsewhere in the library")
    return tuple(map(str, sorted(years))) if len(years) > 1 else ()


def _is_plain(family: _Family) -> bool:
    """Whether a folder, "Ebb Island", has the title without any country."""
    plain = (
        votes for (_, country, _), votes in family.spellings.items() if not country
    )
    return max(plain, default=0) >= _FOLDER


def _spelling(family: _Family, claim: Claim) -> tuple[str, str]:
    """How most folders spell the title, and whether with its country."""
    votes: dict[tuple[str, str], int] = {}
    for (title, country, year), weight in family.spellings.items():
        near = year is None or claim.year is None or abs(year - claim.year) <= 1
        if near and ((claim.year and year) or country in {"", claim.country}):
            votes[title, country] = votes.get((title, country), 0) + weight
    if not votes:
        return as_written(claim.title), claim.country
    best = max(votes, key=lambda pair: (votes[pair], _care(pair[0]), pair))
    return as_written(best[0]), best[1] if claim.year else claim.country


def _care(title: str) -> tuple[int, int]:
    """How much care a spelling shows: capitals, then marks."""
    short = len(title) < ACRONYM and title != title.lower()
    mixed = short or title not in {title.lower(), title.upper()}
    return int(mixed), sum(not c.isalnum() and c != " " for c in title)


def votes_of(claim: Claim) -> Iterable[Vote]:
    """The votes in one claim: its own title's, and its folder's."""
    if not claim.kind or not claim.key:
        return
    if claim.own:
        year = claim.year if claim.year_by == "name" else None
        yield Vote(claim.kind, claim.key, claim.title, year, claim.country, _NAME)
    near = claim.near
    if near is None:
        return
    key = title_key(near.title)
    if key == claim.key or (near.tidy and claim.kind == "show"):
        country = near.country or (claim.country if key == claim.key else "")
        weight = _folder_weight(near)
        placed = claim.placed and key == claim.key
        yield Vote(claim.kind, key, near.title, near.year, country, weight, placed)


def _folder_weight(near: Named) -> int:
    if not near.tidy:
        return _NAME if near.release else _FOLDER
    return _TIDY_IN_PLACE if housed(near) else _TIDY
