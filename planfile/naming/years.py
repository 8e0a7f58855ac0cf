"""Years in a name, and which of them is its own."""

from __future__ import annotations

from planfile.naming.clues import Clues, Year, is_year
from planfile.naming.patterns import lazy
from planfile.naming.words import ARTICLES

# Shows whose titles end in a year that is not theirs: title, when it began.
TITLED_YEARS: dict[str, int] = {
    "space 1999": 1975,
    "galactica 1980": 1980,
    "sealab 2020": 1972,
    "sealab 2021": 2000,
}
_LEADING_YEAR = lazy(
    r"(?:\[[^\]]*\]\s)?[(\[]((?:19|20)\d\d)[)\]]|((?:19|20)\d\d)[ _]-[ _](?=[^\W\d])"
)


def find_years(clues: Clues) -> list[Year]:
    """Four-digit years but one that starts the title."""
    years = []
    taken = [(found.start, found.end) for found in (clues.numbers, clues.day) if found]
    for token in clues.tokens:
        low = token.low
        if not (len(low) == 4 or (len(low) == 5 and low[4] in "гy")):
            continue
        if not low[:4].isdecimal() or not is_year(int(low[:4])):
            continue
        if token.start <= clues.start:
            continue
        if any(start <= token.start < end for start, end in taken):
            continue
        if clues.day and clues.text[clues.day.end : token.start] in ("_", "-"):
            continue  # "Late_Tide_20140517_2015": the hour
        bracketed = token.bracket != -1
        start = clues.brackets[token.bracket].start if bracketed else token.start
        years.append(Year(int(low[:4]), start, token.end, bracketed))
    return years


def best_year(clues: Clues, years: list[Year]) -> Year | None:
    """A year in brackets, else the last one ahead of numbers and sure tags."""
    limit, numbers = clues.sure_from, clues.numbers
    if numbers and numbers.start > clues.start:
        limit = min(limit, numbers.start)
    ahead = [year for year in years if year.start < limit]
    bracketed = [year for year in ahead if year.bracketed]
    if ahead:
        return bracketed[0] if bracketed else _first_of_range(clues, ahead)
    leading = _LEADING_YEAR.match(clues.text)
    if leading and not years and not (leading[2] and numbers):
        return Year(int(leading[1] or leading[2]), 0, leading.end(), bracketed=True)
    if (numbers and numbers.episodes and numbers.start < limit + 1) or not years:
        return None
    return years[0]


def in_title(clues: Clues) -> bool:
    """As "The 1900 House E02", "Tide 1992 The Long Ebb S01E05": words go on behind."""
    year, numbers = clues.year, clues.numbers
    if year is None or year.bracketed:
        return False
    ahead = [t for t in clues.tokens if clues.start <= t.start < year.start]
    if ahead and all(token.low in ARTICLES for token in ahead):
        return _goes_on(clues, year)
    if numbers is None or numbers.start < year.end:
        return False
    titled = " ".join(token.low for token in ahead)
    if f"{titled} {year.value}" in TITLED_YEARS:
        return True
    between = [t for t in clues.tokens if year.end <= t.start < numbers.start]
    words = [t for t in between if t.low.isalpha() and t.bracket == -1]
    return len(words) > 1 and clues.sure_from > numbers.start


def _goes_on(clues: Clues, year: Year) -> bool:
    """As "The.1900.House.Part.2": a word, and no tag, stands right behind the year."""
    tagged = {tag.first for tag in clues.tags}
    for place, token in enumerate(clues.tokens):
        if token.start >= year.end:
            return token.low.isalpha() and place not in tagged
    return False


def _first_of_range(clues: Clues, years: list[Year]) -> Year:
    """The last year, or the one it is the end of: "2011-2014"."""
    last = years[-1]
    if len(years) > 1:
        between = clues.text[years[-2].end : last.start]
        if between.strip(" ._") in ("-", "–") and years[-2].value < last.value:
            return years[-2]
    return last
