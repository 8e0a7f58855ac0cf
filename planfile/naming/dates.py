"""Days in names: "2014-05-17", "17.05.2014", "17th May 2014", "140517"."""

from __future__ import annotations

import re
from typing import NamedTuple

from planfile.naming.patterns import lazy
from planfile.naming.tokens import Name, Token

FIRST_YEAR, LAST_YEAR = 1900, 2035
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro января januari "
            "ianuarie január stycznia ledna ocak січня",
            "february feb februar février febrero febbraio fevereiro февраля "
            "februari februarie február lutego února şubat лютого",
            "march mar märz mars marzo março марта maart marts martie március marca "
            "března mart березня",
            "april apr avril abril aprile апреля aprilie április kwietnia dubna "
            "nisan квітня",
            "may mai mayo maggio maio мая mei maj maja május května mayıs травня",
            "june jun juni juin junio giugno junho июня iunie június czerwca června "
            "haziran червня",
            "july jul juli juillet julio luglio julho июля iulie július lipca "
            "července temmuz липня",
            "august aug août agosto августа augustus augusti augusztus sierpnia "
            "srpna ağustos серпня",
            "september sep sept septembre septiembre settembre setembro сентября "
            "septembrie szeptember września září eylül вересня",
            "october oct oktober okt octobre octubre ottobre outubro октября "
            "octombrie október października října ekim жовтня",
            "november nov novembre noviembre novembro ноября noiembrie listopada "
            "listopadu kasım листопада",
            "december dec dezember dez décembre diciembre dicembre dezembro декабря "
            "decembrie grudnia prosince aralık грудня",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_OF = frozenset({"de", "del", "of"})  # "17 de mayo de 2014"
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_SEP = r"[\s._/-]"

# order of the three numbers, pattern, example
NUMERIC: tuple[tuple[str, str, str], ...] = (
    ("ymd", rf"(?<!\d)((?:19|20)\d\d)({_SEP})(\d\d?)\2(\d\d?)(?!\d)", "2014-05-17"),
    (
        "dmy",
        rf"(?<!\d)(\d\d|(?<!(?<!\d)\d\.)\d)({_SEP})(\d\d?)\2((?:19|20)\d\d)(?!\d)",
        "17.05.2014",
    ),
    ("ymd", r"(?<![^\W_])((?:19|20)\d\d)()(\d\d)(\d\d)(?![^\W_期])", "20140517"),
    (
        "Ymd",
        rf"(?<!\d)(?<!\d\.)(\d\d)({_SEP})(\d\d)\2(\d\d)(?!{_SEP}?\d(?!\d\d\d?[pi]))",
        "14.05.17",
    ),
    (
        "ymd",
        r"(?<!\d)((?:19|20)\d\d)(年|년)[\s._]?(\d\d?)[月월][\s._]?(\d\d?)[日일]",
        "2014年5月17日",
    ),
    ("Ymd", r"(?<![^\W_])(\d\d)()(\d\d)(\d\d)(?![^\W_])", "140517"),
    ("Ymd", r"(?<!\d)(\d\d)(\.)(\d\d)\2(\d\d)(?=_\d\d-\d\d_)", "14.05.17_20-15_"),
)
_NUMERIC = tuple((order, lazy(pattern)) for order, pattern, _ in NUMERIC)
# What every one of them has, so that most names are searched once.
_ANY = lazy(rf"\d({_SEP})\d\d?\1\d|\d{{6}}|[年년]")
_DAY = lazy(r"(\d\d?)(?:st|nd|rd|th|e|er)?$")


class Day(NamedTuple):
    """A day found in a name: "YYYY-MM-DD" and the place of its text."""

    iso: str
    start: int
    end: int
    sure: bool


def find_day(name: Name) -> Day | None:
    """The day a name holds, four-digit years first; None when there is none.

    >>> from planfile.naming.tokens import cut
    >>> find_day(cut("Late Tide 17th May 2014")).iso
    '2014-05-17'
    """
    if _ANY.search(name.text):
        for order, pattern in _NUMERIC:
            for match in pattern.finditer(name.text):
                day = _numeric(order, match)
                if day:
                    return day
    return _worded(name)


def _numeric(order: str, match: re.Match[str]) -> Day | None:
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if order == "dmy":
        day, month, year = (a, b, c) if b <= 12 else (b, a, c)
    else:
        year, month, day = a, b, c
        if month > 12 and order == "ymd":
            month, day = day, month
    iso = _short_year(a, b, c) if order == "Ymd" else valid_day(year, month, day)
    sure = order != "Ymd" or match[2] == "."
    return Day(iso, match.start(), match.end(), sure) if iso else None


def _short_year(a: int, b: int, c: int) -> str | None:
    """Two-digit years: year first, else day first, else month first."""
    return (
        valid_day(2000 + a, b, c)
        or valid_day(2000 + c, b, a)
        or valid_day(2000 + c, a, b)
    )


def _worded(name: Name) -> Day | None:
    """As "17th May 2014", "May 17, 2014" and "2014-May-17"."""
    tokens = tuple(token for token in name.tokens if token.low not in _OF)
    for place, token in enumerate(tokens):
        month = MONTHS.get(token.low)
        if not month:
            continue
        for day, year in (
            (place - 1, place + 1),
            (place + 1, place + 2),
            (place + 1, place - 1),
        ):
            if min(day, year) < 0 or max(day, year) >= len(tokens):
                continue
            if tokens[year].bracket != token.bracket:
                continue  # a film of that year: "The 5th of May (2019)"
            if " - " in name.text[tokens[day].end : token.start]:
                continue  # "4 of 8 - September 1940"
            iso = _worded_day(tokens[day].low, month, tokens[year].low)
            if iso:
                first, last = min(place, day, year), max(day, year)
                start = _weekday_start(tokens, first)
                return Day(iso, start, tokens[last].end, sure=True)
    return None


def _worded_day(day: str, month: int, year: str) -> str | None:
    number = _DAY.match(day)
    if not number or len(year) != 4 or not year.isdecimal():
        return None
    return valid_day(int(year), month, int(number[1]))


def _weekday_start(tokens: tuple[Token, ...], first: int) -> int:
    """Where the day's text starts, "Sat" before it included."""
    if first > 1 and tokens[first - 1].low[:3] in _WEEKDAYS:
        return tokens[first - 1].start
    return tokens[first].start


def valid_day(year: int, month: int, day: int) -> str | None:
    """The day as "YYYY-MM-DD" when the calendar and the age of film allow it."""
    fits = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    if not fits or not 1 <= day <= _DAYS[month]:
        return None
    return f"{year:04}-{month:02}-{day:02}"
