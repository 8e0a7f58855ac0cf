"""What each piece of evidence is worth: the one table of weights."""

from __future__ import annotations

# How much each piece of evidence is worth alone, 0 to 1: the share of files, in
# libraries with known truth, that it got right.
WEIGHTS: dict[str, float] = {
    "season and episode in the name": 0.97,
    "date in the name": 0.95,
    "season and episode in the folder's name": 0.93,
    "episode in the name, season from the folder": 0.93,
    "number in the name": 0.85,
    "the number may hold a season": 0.75,
    "nothing but a title and a day": 0.72,
    "part of a series": 0.85,
    "unnumbered among episodes": 0.62,
    "special among specials": 0.8,
    "title and year in the name": 0.95,
    "title in the name, year in the folder": 0.95,
    "title and year in the folder": 0.92,
    "title in the name, no year": 0.6,
    "title in the folder, no year": 0.55,
    "nothing but a title": 0.35,
    "short for another title of the library": 0.9,
    "several of one title and year": 0.45,
    "a part without its others": 0.46,
    "numbered like episodes, dated like films": 0.47,
    "may be a home video": 0.45,
    "may be an event, no film": 0.44,
    "may be a clip, no film": 0.43,
    "title from the name": 0.95,
    "title from the name and the folder": 0.99,
    "title from the folder": 0.93,
    "title from a folder of one's own making": 0.88,
    "name and folder disagree": 0.74,
    "year from elsewhere in the library": 0.92,
    "country from elsewhere in the library": 0.88,
    "title in the name, year elsewhere in the library": 0.8,
    "year by vote among several": 0.6,
}
