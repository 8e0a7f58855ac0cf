"""What surrounds a name without telling anything: sites, groups, hashes, codes."""

from __future__ import annotations

from planfile.naming.patterns import IGNORECASE, lazy
from planfile.naming.tokens import Name, is_separators

_VIDEO = """mkv mp4 avi m4v mov wmv mpg mpeg ts m2ts mts webm ogm ogv divx rmvb rm flv
    vob iso img asf 3gp mk3d strm wtv f4v dvr-ms m2v amv nsv qt"""
_OTHER = """srt sub idx ass ssa vtt smi sup nfo txt jpg jpeg png tbn webp gif nzb
    torrent rar zip 7z par2 sfv mp3 m4a ogg flac wav mka mks aac ac3 dts wma
    disc blah md5 xml json url exe part partial srr srs lnk htm html"""
VIDEO = frozenset(_VIDEO.split())
OTHER = frozenset(_OTHER.split())
# What is played, or read beside it: a bare title with one of these is a film.
WATCHED = VIDEO | frozenset(
    {"srt", "sub", "idx", "ass", "ssa", "vtt", "smi", "sup", "nfo"}
)
_SITE = lazy(
    r"^(?:\[\w+\]\s?)?(?:downloaded\sfrom\s)?[\s\[\({]*(?:w{2,3}[\s._,][\w-]{2,30}(?:[._\s][\w-]{2,12}){0,2}?|[\w-]{3,30}\.(?:com|org|net|info|me|to|tv|cc|ws|eu|ru|li|in|pw|party|tel|vip|io|se|nu|pl|es|it|biz|xyz|club|site|cafe|app|phd|bz|re|pro|top|fun|lol|live|online|mx|lt|am|ag|gs|nl|wf))"
    r"(?:[\s\])}]*(?:\s-+\s|[\]\)}]\s*[-_.]*\s*)|\.-+\.|(?<=\.com|\.org|\.net)_)",
    IGNORECASE,
)
# "@Channel - Late Tide", "阳光电影www.tides.com.晩い潮", "LostFilm.TV.Late.Tide": what
# channels and sites put in front without a mark of its own.
_CHANNEL = lazy(
    r"@(?:[^\s.-]*_(?=[^\W_]+\.)|[^\s.-]+[\s.-]+|[^\W_]+_)(?=[^\W_])|[^\x00-\x7f]{0,12}www\.[a-z\d-]+\.(?:com|net|org|cc|tv|vip|me)[._](?=\w)"
    r"|(?:[A-Z][a-z]+[A-Z]\w*\.TV|[\w-]{4,}\.(?:com|org|info)"
    r"|(?=\w*[A-Z]\w*[A-Z])[\w-]{3,}\.(?:eu|mx|MX|wf|ws|cc|lt|LT))[._](?=[^\W\d_]+[._\s]\w)"
)
# Groups that put their own name in front: "tvp-late.tide.s01e02".
GROUPS = """amiable cinefile geckos japhson sadpanda 2hd aaf aoc asap avs bia c4tv
    cbfm cocain ctu deflate dim dimension fever fov fqm fum ftp ggez haggis
    hdclub higgsboson idtv iht immerse killers lol mtb ncfc nltv nosegment
    notv orenji p0w4 psychd qpel reward rovers saphire sample sector7 sfm sinners
    skgtv sparks sva sys tastetv tla toopo tvp tvr tvs w4f wastedtime xor ytv"""
_GROUPS = frozenset(GROUPS.split())
_ENDINGS = ("com", "org", "info", "tv.", "eu", "mx", "wf", "ws", "cc", "lt")
_MUTE = lazy(r"(?=\d*[a-z])[b-df-hj-np-tv-xz\d]{3,5}")  # "xvf-late.tide"
# "HDCLUB - Late Tide 2011", "TeamHD - Late Tide": words no title begins with.
_CLUB = lazy(
    r"(?=\w*[A-Z]\w*[A-Z])(?:\w+(?:HD|Rip|RIP|[Cc]lub|CLUB|Team|TEAM|Torrents?)|"
    r"(?:HD|Team|TEAM)\w+|NNM-Club)\s-\s(?=\w)"
)
_POSTED = lazy(r'[\])]\s?-\s?"([^"]+)"?|\]-\[ (\S+) \]')
_DATED = lazy(r"\W*(?:19|20)\d\d\W*")
_DOMAIN = lazy(r"\w\.[a-z]{2,6}\b", IGNORECASE)
_SEASONAL = lazy(r"[★☆\s]*\d{1,2}月新番[★☆\s]*")  # "new in April"
_BRACKETS = frozenset("[({")
# "[Tide] (2011)", "[Tide] 2 (2009)", "[Tide].2007.720p", "[Tide]³ Ebb (2012)".
YEAR_BEHIND = lazy(
    r"(?:[\s.]?[\d²³]|[²³]\s[^\W\d][\w\s]*)?(?:[\s_]\((?:19|20)\d\d\)|"
    r"[._](?:19|20)\d\d(?=[._][^\W\d_]|[._]\d{3,4}[pi]))"
)
# "[Aoi-Raws] (2011) Late Tide [1080p]": but that one is a group's.
_GROUPED = lazy(r"\s\((?:19|20)\d\d\)\s+[^\W\d_][^\[(]*[^\W_]\s*\[")
_REQUEST = lazy(r"^\d{6}[ _.](?=[^\W\d_])")
_DOTS = str.maketrans("_-", "..")
_UUID_LENGTH = 36
_UUID = lazy(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", IGNORECASE)
_HEX = lazy(r"[0-9a-f]{8,}|[0-9A-F]{8,}")
_REVERSED = lazy(
    r"\d{2,3}[eE][-. _]?\d{1,4}[sS](?![^\W_])|[pP](?:027|0801|0612|084)(?!\d)"
    r"|46[25]-?\.?[hHxX](?!\w)"
)
# "140517_06", "1001_20140517200000": as programs for posting and recording number.
_UPLOAD = lazy(r"\d{6}_\d{1,3}|\d{4,5}_20\d{12}")
_UNPACKING = lazy(r"^_(?:unpack|failed)_?\s?", IGNORECASE)
_NUMBERED = lazy(r"[sS]\d\d?[eE][pP]?\d\d|(?<![^\W_])\d{1,2}x\d\d(?!\d)")
_REPEATS = lazy(r"(?:[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z])")
_AMID = lazy(r"(?<=[A-Za-z])\d+(?=[A-Za-z])")
_ODD_CAPITALS = lazy(r"[a-z][A-Z]{2,}(?=[a-z])|[A-Z]{2}[a-z](?=[A-Z])")
_GLUED_WORDS = lazy(r"(?:\d*[A-Z][a-z]+)+\d*")  # "TheLateTide2Ebbs"
_LONG_WORD = 12
_VOWEL = lazy(r"[aeiouyAEIOUY]")


def split_extension(name: str) -> tuple[str, str]:
    """A name and its known file extension, lower case ("" when there is none).

    >>> split_extension("Late.Tide.2011.MKV")
    ('Late.Tide.2011', 'mkv')
    """
    stem, dot, extension = name.rstrip("'\"").rpartition(".")
    low = extension.lower()
    if dot and stem.strip(" .") and (low in VIDEO or low in OTHER):
        if low in ("7z", "zip", "rar") and stem.endswith((".patch", ".Patch")):
            return split_extension(stem[:-6])[0], low
        return stem, low
    return name, ""


def legible(name: str) -> str:
    r"""A name that is not UTF-8, read as what old Windows shares wrote.

    >>> legible("Caf\udce9.Tide")
    'Café.Tide'
    """
    if "%20" in name:
        name = name.replace("%20", " ")
    if name.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in name):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return raw.decode("cp1252", "replace").replace("\ufffd", " ")


# What programs call a file: "movie", "title_t00", "VTS_01_1", "B1_t00", "00005.m2ts".
_NAMELESS = lazy(
    r"^(?:(?:movie|video|film|title|titel|main|feature|untitled|unknown|new|clip|full|"
    r"disc|dvd|bluray|stream|track|rip|output|final|default|index|playlist|encoded?|"
    r"temp|video_ts|vts|vob|bdmv|a|x|test|file|download|media|dvdrip|[a-h]\d{1,2}(?=_t\d))"
    r"(?:[ ._-]*(?:t|title|track|part)?[ ._-]*(?!(?:19|20)\d\d\b)\d{1,5}){0,3}"
    r"(?:\.[a-z0-9]{2,4})?|\d{5}\.(?:m2ts|mts|mkv|vob))$",
    IGNORECASE,
)
_LONGEST_CALLED = 32
_RIPPED = lazy(r"(?<=\w)_t\d\d$")  # "LATE_TIDE_t03", as discs are copied
_COPY = lazy(r"(?:copy.of|copie.de|copia.de|kopie.von)[\s._]+(?=\S)", IGNORECASE)


def posted(stem: str) -> str:
    """The file that a post's subject names in quotes, or that a desktop copied.

    >>> posted('(01/35) - "Late.Tide.S01E02.nfo" yEnc')
    'Late.Tide.S01E02'
    """
    quoted = _POSTED.search(stem) if '"' in stem or "[ " in stem else None
    if quoted:
        return split_extension(quoted[1] or quoted[2])[0]
    copied = _COPY.match(stem) if stem[:1] in "CKck" else None
    stem = stem[copied.end() :] if copied else stem
    return _RIPPED.sub("", stem) if stem[-4:-2] == "_t" else stem


def is_nameless(name: str) -> bool:
    """Whether a file is called what a program calls every file.

    >>> [is_nameless(name) for name in ("title_t00.mkv", "movie.mkv", "Movie.2011.mkv")]
    [True, True, False]
    """
    return len(name) < _LONGEST_CALLED and _NAMELESS.match(name) is not None


def unreversed(stem: str) -> str:
    """A name written backwards, turned round.

    >>> unreversed("p027.20E10S.ediT.etaL")
    'Late.Tide.S01E02.720p'
    """
    return stem[::-1] if _REVERSED.search(stem) else stem


def is_coded(stem: str) -> bool:
    """A hash, a random or a purely technical name: it tells nothing.

    >>> [is_coded(stem) for stem in ("a94a8fe5ccb19ba6", "Late Tide", "q8Xw2Lk9Zr4T")]
    [True, False, True]
    """
    stem = _UNPACKING.sub("", stem)
    if _UPLOAD.fullmatch(stem):
        return True
    if (
        " " in stem
        or not _BRACKETS.isdisjoint(stem)
        or len(stem) < 8
        or _NUMBERED.search(stem)
    ):
        return False
    pieces = [piece for piece in stem.translate(_DOTS).split(".") if piece]
    if len(pieces) > 3:
        return len(stem) == _UUID_LENGTH and _UUID.fullmatch(stem) is not None
    longest = max(pieces, key=len, default="")
    if len(longest) * 2 < len(stem):
        return False
    return _is_random(longest)


def _is_random(word: str) -> bool:
    digits = sum(char.isdigit() for char in word)
    if len(word) < 8 or not word.isascii() or digits == len(word):
        return False
    if not digits:
        return len(word) >= _LONG_WORD and _is_babble(word)
    if len(word) > 8 and _HEX.fullmatch(word):
        return True
    if len(_REPEATS.findall(word)) >= max(3, len(word) // 4):
        return True
    amid = len(_AMID.findall(word))
    if amid > 1 and (amid > 2 or len(word) > 19):
        return _GLUED_WORDS.fullmatch(word) is None
    vowels = len(_VOWEL.findall(word))
    return len(word) >= _LONG_WORD and digits > 1 and vowels * 5 <= len(word)


def _is_babble(word: str) -> bool:
    """Letters that no tongue writes so: capitals amid words, too few vowels."""
    odd = len(_ODD_CAPITALS.findall(word))
    vowels = len(_VOWEL.findall(word))
    share = vowels / len(word)
    if odd:
        return share < (0.35 if odd > 1 else 0.3)
    return len(word) > 19 and share < 0.2 and not _GLUED_WORDS.fullmatch(word)


def without_sites(stem: str) -> str:
    """A name without the addresses that sites put in front.

    >>> without_sites("[ www.tides.example.com ] - Late Tide")
    'Late Tide'
    """
    while site := _SITE.match(stem):
        plain = not site.group().lower().lstrip(" [({").startswith("ww")
        if site.end() >= len(stem) or (plain and _NUMBERED.match(stem, site.end())):
            break  # a title like an address, "Tide.com - S01E02"
        stem = stem[site.end() :]
    lead = _CHANNEL.match(stem) if _may_be_channel(stem) else None
    if lead is None and " - " in stem[:24]:
        lead = _CLUB.match(stem)
    if lead:
        return stem[lead.end() :]
    group, dash, rest = stem.partition("-")
    led = group in _GROUPS or (dash and "." in rest and _MUTE.fullmatch(group))
    return rest if dash and led and _is_rest(rest) else stem


def _may_be_channel(stem: str) -> bool:
    """Whether an address or a channel may begin a name: quick, never wrongly no."""
    if stem[:1] == "@" or "www." in stem[:32]:
        return True
    return stem.partition(".")[2][:4].lower().startswith(_ENDINGS)


def _is_rest(rest: str) -> bool:
    return rest[:1].isalnum() and rest == rest.lower()


def title_start(name: Name) -> tuple[int, bool]:
    """Where the title may begin, and whether a group's bracket stands ahead of it.

    Request numbers and brackets are passed over.
    """
    text, start, fansub = name.text, 0, False
    while (behind := _behind_bracket(name, start)) is not None:
        inside = text[start:behind]
        fansub = fansub or not (_DOMAIN.search(inside) or _DATED.fullmatch(inside))
        start = behind
    request = _REQUEST.match(text[start:])
    start += request.end() if request else 0
    if not text.isascii() and (new := _SEASONAL.match(text, start)):
        start = new.end()
    return len(text) - len(text[start:].lstrip(" ._-★☆=")), fansub


def _behind_bracket(name: Name, start: int) -> int | None:
    """The end of a square bracket at `start`, when words follow outside brackets."""
    for bracket in name.brackets:
        if bracket.start < start:
            continue
        if bracket.mark == "(" or not is_separators(
            name.text[start : bracket.start].strip("[★☆=")
        ):
            return None
        if YEAR_BEHIND.match(name.text, bracket.end) and not _GROUPED.match(
            name.text, bracket.end
        ):
            return None  # "[Tide] (2011)" is a title
        if any(t.start >= bracket.end and t.bracket == -1 for t in name.tokens):
            return bracket.end
        return None
    return None
