"""Sports: a year is the season, a round, week or day the number in it.

`Formula.1.2023.Round.05.Monaco` is no film of 2023. Leagues are rows of `LEAGUES`;
what a number counts is a row of `ROUNDS`; each has an example.
"""

from __future__ import annotations

import re

from planfile.naming.numbers import Numbering
from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.tags import is_sure

# word -> example of the name it is for
ROUNDS: dict[str, str] = {
    "round": "Formula.1.2023.Round.05",
    "rnd": "Supercars.2023.Rnd05",
    "rd": "MotoGP.2023.Rd.05",
    r"r(?=\d\d)": "Formula1.2023.R05",  # but "Late.Tide.2009.R5" is a disc's region
    "week": "NFL.2023.Week.07",
    "wk": "NFL.2023.Wk07",
    "weekend": "BTCC.2023.Weekend.3",
    "matchweek": "Premier.League.2023.Matchweek.12",
    "matchday": "Bundesliga.2023.Matchday.12",
    "md": "UEFA.Champions.League.2023.MD4",
    "gameweek": "EPL.2023.Gameweek.12",
    "gw": "EPL.2023.GW12",
    "game": "NBA.Finals.2023.Game.5",
    "stage": "Tour.de.France.2023.Stage.12",
    "etape": "Tour de France 2023 Etape 12",
    "étape": "Tour de France 2023 Étape 12",
    "etappe": "Tour de France 2023 Etappe 12",
    "tappa": "Giro d'Italia 2023 Tappa 9",
    "etapa": "La Vuelta 2023 Etapa 9",
    "spieltag": "Bundesliga 2023 Spieltag 12",
    "journée": "Ligue 1 2023 Journée 12",
    "journee": "Ligue 1 2023 Journee 12",
    "jornada": "La Liga 2023 Jornada 12",
    "giornata": "Serie A 2023 Giornata 12",
    "day": "Wimbledon.2023.Day.05",
    "race": "Americas.Cup.2021.Race.3",
    "heat": "Olympics.2024.Heat.3",
}
# Leagues and series: what they are called in names, the sport they are an example of.
LEAGUES: dict[str, str] = {
    "formula ?[1-4e]": "Formula.1.2023",
    "f1": "F1 2023",
    "moto ?(?:gp|2|3|e)": "MotoGP.2023",
    "(?:wsbk|worldsbk|bsb)": "WSBK.2023",
    "(?:nascar|indycar|wec|wrc|dtm|imsa|btcc|supercars)": "NASCAR.2023",
    "(?:nascar|indycar|formula 1|wrc) [a-z]+(?: [a-z]+)?": "NASCAR.Cup.Series.2023",
    "(?:w?nba|nfl|nhl|mlb|mls|ncaaf?b?|cfl|xfl|afl|nrl)": "NFL.2023",
    "(?:nba|nhl|mlb) (?:finals|playoffs)": "NBA.Finals.2023",
    "(?:english )?premier league|epl|efl|fa cup": "Premier.League.2023",
    "la ?liga|serie a|bundesliga|ligue 1|eredivisie": "Bundesliga.2023",
    "(?:uefa )?(?:champions|europa|nations) league|ucl": "UEFA.Champions.League.2023",
    "(?:fifa )?world cup|uefa euro|copa america": "FIFA.World.Cup.2022",
    "tour de france|giro d ?italia|(?:la )?vuelta(?: a espana)?": "Tour.de.France.2023",
    "(?:summer |winter )?olympics|olympic games": "Olympics.2024",
    "six nations|super rugby|ipl|atp|wta": "Six.Nations.2023",
}
_COUNTED = "|".join(sorted(ROUNDS, key=len, reverse=True))
# The year of a season ("2023-24"); what is looked for begins with it.
_SEASON = lazy(
    r"(?<![^\W_])((?:19|20)\d\d)(?:\s?[-/ ]\s?(?:\d\d|(?:19|20)\d\d)(?!\d))?"
)
_ROUND = lazy(
    rf"\)?[\s._-]+(?:(?:{_COUNTED})[\s._-]?(\d{{1,3}})|(\d{{1,2}})(?:\.|ª|[eè]m?e?)?"
    r"[\s._-](?:spieltag|etappe|jornada|journ[ée]e|giornata|tappa))(?![^\W_])",
    IGNORECASE,
)
_LATER_ROUND = lazy(
    rf"\)?\s.{{0,60}}?(?<=\s)(?:{_COUNTED})\s?(\d{{1,3}})(?![^\W_])", IGNORECASE
)
# "Wimbledon.2023.Final.Alcaraz.vs.Djokovic": a match of that year.
_MATCH = lazy(
    r"(?!.*(?:cut|edition)\b)[\s._-]+(?:[^\W_]+[\s._-]+){1,8}?(?:vs|v|versus)[\s._]+"
    r"(?=\d*[^\W\d])",
    IGNORECASE,
)
_LEAGUE = lazy("|".join(LEAGUES), IGNORECASE)
# A race or match after the year; "F1.2025.2160p" may be the film of that name.
_MORE = lazy(r"[\s._-]+(?!film|movie|web|the\b)([^\W\d_]{3,})", IGNORECASE)
# Nights of wrestling and fighting, matches of leagues: one by one, and no films.
PROMOTIONS = """wwe wwf wcw aew njpw tna roh ufc bellator pfl ksw
    nfl nba wnba nhl mlb mls ncaa nascar motogp uefa epl ipl"""
_PROMOTIONS = tuple(PROMOTIONS.split())
_EVENT = lazy(
    r"(?:^|\s)(?:awards?|oscars|emmys|grammys|baftas|golden globes|"
    r"eurovision(?: song contest)?|halftime show|(?:opening|closing) ceremony|"
    r"super bowl|championships?)$",
    IGNORECASE,
)
_EVENT_WORDS = """award awards oscars emmys grammys baftas globes eurovision contest
    show ceremony bowl championship championships"""
_EVENT_ENDS = frozenset(_EVENT_WORDS.split())
_FLAT = str.maketrans("._-'", "    ")


def find_round(text: str, start: int) -> Numbering | None:
    """Season and number of a sport's broadcast whose title begins at `start`.

    >>> find_round("Formula.1.2023.Round.05.Monaco", 0)[3:5]
    (2023, (5,))
    """
    season = _SEASON.search(text, start + 1) if "19" in text or "20" in text else None
    if season is None:
        return None
    found = _ROUND.match(text, season.end())
    if found:
        return _numbering(season, found, 0.8)
    if _LEAGUE.fullmatch(text[start : season.start()].translate(_FLAT).rstrip(" (")):
        found = _LATER_ROUND.match(text.translate(_FLAT), season.end())
        more = _MORE.match(text, season.end())
        told = found or (more and not is_sure(more[1].lower()))
        return _numbering(season, found, 0.75) if told else None
    if _MATCH.match(text, season.end()):
        return _numbering(season, None, 0.7)
    return None


def fight_night(text: str, start: int) -> bool:
    """Whether a name is of wrestling or fighting: neither a show nor a film, surely.

    >>> fight_night("WWE.Royal.Rumble.2024.1080p", 0)
    True
    """
    first = text[start : start + 9].translate(_FLAT).lower().partition(" ")[0]
    return first in _PROMOTIONS


def yearly_event(title: str) -> bool:
    """Whether a title is of a night that comes back every year: prizes, contests.

    >>> yearly_event("The Oscars"), yearly_event("The Oscar")
    (True, False)
    """
    last = title[title.rfind(" ") + 1 :].lower()
    return last in _EVENT_ENDS and _EVENT.search(title) is not None


def _numbering(
    season: re.Match[str], found: re.Match[str] | None, weight: float
) -> Numbering:
    numbers = (int(found[found.lastindex or 1]),) if found else ()
    end = found.end(found.lastindex or 1) if found else season.end(1)
    return Numbering("round", season.start(), end, int(season[1]), numbers, weight)
