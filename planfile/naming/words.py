"""Words for seasons, episodes and parts in the languages that names come in."""

from __future__ import annotations

from typing import NamedTuple

from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.tokens import Name, Token, is_separators

# "Season 2", "2. sezon", by language.
_SEASON_WORDS = """season seasons saison saisons livre staffel staffeln
    temporada temporadas temp tem stagione stagioni serie
    sezon sezona sezóna sezonul sesong sæson saeson säsong sasong kausi tuotantokausi
    seizoen reeks évad evad série séria sería þáttaröð sēzona sezonas hooaeg
    сезон сезоны σεζόν σαιζόν κύκλος الموسم ج الجزء فصل עונה 시즌 シーズン mùa phần"""
SEASON = frozenset(_SEASON_WORDS.split())
# Words that are seasons only at the start of a folder or before an episode word.
SEASON_AT_START: dict[str, str] = {
    "series": "Series 2",
    "se": "Se.2",
    "sn": "Sn 2",
    "seas": "Seas 2",
    "book": "Book 2",
    "livro": "Livro 2",
    "volume": "Volume 2",
}
# "Episode 2", "2. Bölüm", by language.
_EPISODE_WORDS = """e ep eps episode episodes épisode épisodes épizode folge folgen
    episodio episodios episodi episódio episódios episodul puntata puntate
    cap capitulo capitulos capítulo capítulos capítol capitol capitolo
    odcinek odcinki odc aflevering afleveringen afl avsnitt afsnit jakso þáttur
    rész bölüm bolum blm díl díly dil časť epizod epizoda epizody epizód sērija
    serija seriya seriia serii seria серия серии серий серія серії эпизод епизод
    епизода епізод выпуск επεισόδιο epeisodio სერია
    قسمت الحلقة ح פרק tập"""
EPISODE = frozenset(_EPISODE_WORDS.split())
# Number first: "7. Bölüm".
_AFTER_WORDS = """bölüm bolum blm rész díl časť выпуск серия серии серий серія серії
    sērija serija seriya seriia serii seria"""
EPISODE_AFTER = frozenset(_AFTER_WORDS.split())
# The number on either side, that behind first: "5 epizoda", "Epizoda 5".
EPISODE_EITHER = frozenset(
    ("folge", "epizoda", "epizod", "odcinek", "jakso", "avsnitt")
)
# Episodes where a season was named: "Volume 2 Chapter 5".
COUNTED = frozenset({"chapter", "session", "lesson", "del"})
# What a show may call its episodes: "Session 5", "Mission 26".
CALLED = "act|layer|lecture|lesson|mission|phase|session|stage"
PART: dict[str, str] = {
    "part": "Part 2",
    "parts": "Parts 1-2",
    "pt": "Pt 2",
    "parte": "Parte 2",
    "partie": "Partie 2",
    "teil": "Teil 2",
    "часть": "Часть 2",
    "deel": "Deel 2",
    "osa": "Osa 2",
    "część": "Część 2",
}
# A folder that is nothing but this word holds season 0.
SPECIALS = frozenset(
    ("specials", "special", "ovas", "ova", "especiales", "speciale", "extraordinaires")
)
NUMBER_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
    "الأول": 1, "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5,
}  # fmt: skip
ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "erste": 1, "zweite": 2, "dritte": 3, "primera": 1, "segunda": 2, "tercera": 3,
    "première": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "cinquième": 5,
    "premiere": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
    "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "cuarta": 4, "quinta": 5,
    "sexta": 6, "séptima": 7, "octava": 8, "prima": 1, "seconda": 2, "terza": 3,
    "quarta": 4, "sesta": 6, "settima": 7, "ottava": 8, "primeira": 1, "terceira": 3,
    "pierwszy": 1, "drugi": 2, "trzeci": 3, "czwarty": 4, "eerste": 1, "tweede": 2,
    "derde": 3, "vierde": 4, "första": 1, "andra": 2, "tredje": 3, "fjärde": 4,
    "první": 1, "druhá": 2, "třetí": 3, "első": 1, "második": 2,
    "harmadik": 3, "первый": 1, "второй": 2, "третий": 3, "четвертый": 4,
    "четвёртый": 4, "пятый": 5, "birinci": 1, "ikinci": 2,
}  # fmt: skip
ROMAN: dict[str, int] = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
    "ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13,
    "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4, "ⅴ": 5,
}  # fmt: skip
_ARTICLES = "the a an der die das le la les el los il"
ARTICLES = frozenset(_ARTICLES.split())
HAN: dict[str, int] = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "十": 10,
}  # fmt: skip


GLUED = lazy(r"([^\W\d_]+?)(\d{1,5})(?:v\d|(?:ep?\d{1,5})+)?([a-c]?)$")
OF = lazy(
    r"(?<![^\W_])(?:ep?)?(\d{1,3})(?:\s?-\s?(\d{1,3}))?"
    r"(?:[\s._]?(?:of|из|iz|von)[\s._]?|[\s._](?:af|av|de|di|sur|van|z)[\s._]"
    r"|(?:af|av|sur|z))"
    r"(\d{1,3}|xx)(?![^\W_])",
    IGNORECASE,
)
# A number, or a range of them, that ends where a word starts.
RANGE_AHEAD = lazy(r"(?<![^\W_])(\d{1,5})(?:\s?-\s?(\d{1,5}))?[\s._]{0,3}$")


class Found(NamedTuple):
    """Numbers told by a word, and where."""

    numbers: tuple[int, ...]
    start: int
    end: int
    how: str


def near(name: Name, left: Token, right: Token) -> bool:
    """Only separators, three at most, stand between two words."""
    between = name.text[left.end : right.start]
    return len(between) < 4 and is_separators(between.strip("([#"))


def spelled_number(low: str) -> int | None:
    """A number in digits, words or Roman letters; None when it is none.

    >>> [spelled_number(word) for word in ("07", "two", "iv", "tide")]
    [7, 2, 4, None]
    """
    if low.isdecimal():
        return int(low) if len(low) < 6 else None
    return NUMBER_WORDS.get(low) or ROMAN.get(low)
