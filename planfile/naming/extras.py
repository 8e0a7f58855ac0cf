"""Extras by folder, suffix and name: trailers, featurettes, deleted scenes.

The folder names and suffixes are Jellyfin's and Plex's own (jellyfin.org, "Movies",
section "Extras"); the destinations are those that most players take.
"""

from __future__ import annotations

from planfile.naming.patterns import IGNORECASE, lazy

# Folder words -> the folder Jellyfin knows. A strong word means extras wherever it is
# found below the top; a weak one ("Other/") only beside the video it belongs to.
_STRONG: dict[str, str] = {
    "extras": "Extras",
    "extra": "Extras",
    "bonus": "Extras",
    "bonus disc": "Extras",
    "bonus disk": "Extras",
    "bonus content": "Extras",
    "bonus features": "Extras",
    "bonus material": "Extras",
    "bonusmaterial": "Extras",
    "special features": "Extras",
    "specialfeatures": "Extras",
    "supplements": "Extras",
    "making of": "Extras",
    "ncop": "Extras",
    "nced": "Extras",
    "ncop nced": "Extras",
    "creditless": "Extras",
    "behind the scenes": "Behind The Scenes",
    "deleted scenes": "Deleted Scenes",
    "featurettes": "Featurettes",
    "featurette": "Featurettes",
    "interviews": "Interviews",
    "trailers": "Trailers",
    "trailer": "Trailers",
}
_WEAK: dict[str, str] = {
    "features": "Extras",
    "interview": "Interviews",
    "scenes": "Scenes",
    "shorts": "Shorts",
    "short": "Shorts",
    "other": "Other",
    "clips": "Extras",
    "menus": "Extras",
    "menu": "Extras",
    "pv": "Extras",
    "sp": "Extras",
    "backdrops": "backdrops",
    "theme music": "theme-music",
}
_KEPT = frozenset(
    "Extras;Behind The Scenes;Deleted Scenes;Featurettes;Interviews;Scenes;Shorts;"
    "Trailers;Other".lower().split(";")
)

# Last word of a file name -> kind of extra, as "Movie (2010)-trailer".
_SUFFIXES = {
    "trailer": "trailer",
    "teaser": "trailer",
    "featurette": "featurette",
    "behindthescenes": "behind the scenes",
    "deleted": "deleted scene",
    "deletedscene": "deleted scene",
    "interview": "interview",
    "scene": "scene",
    "clip": "clip",
    "short": "short",
    "extra": "extra",
    "extras": "extra",
    "bonus": "extra",
    "other": "extra",
}
_DOTTED = (".trailer", "_trailer", ".teaser", "_teaser")
_NUMBER_AT_END = lazy(r"[ ._-]?\d{1,2}$")
# "NCOP1", "Creditless Opening", as anime discs have them.
_CREDITLESS = lazy(
    r"(?:^|[\W_])(?:nc ?(?:op|ed)|creditless|textless|clean (?:op|ed))\d*[a-z]?"
    r"(?:v\d)?(?=$|[\W_])"
    r"|\S\s?\[(?:menu|pv|cm|preview|trailer|teaser|iv|bonus)[ _]?\d{0,2}[a-z]?(?:v\d)?"
    r"(?: [^\]]*)?\]",
    IGNORECASE,
)
# A name that is nothing but the word: "trailer.mkv", "Official Trailer 2.mp4".
_WHOLE = lazy(
    r"^(?:(?:official|theatrical|teaser|final|original|international|red ?band|us|uk)"
    r"[ ._-]*)*(?:trailer|teaser|featurette|behind[ ._-]the[ ._-]scenes|making[ ._-]of|"
    r"deleted[ ._-]scenes?|gag[ ._-]reel|bloopers|outtakes|blooper[ ._-]reel|"
    r"alternate[ ._-](?:ending|opening)|extended[ ._-]scenes?)s?"
    r"(?:[ ._-]*#?\d{1,2})?$",
    IGNORECASE,
)
_HEADS = "of th te fi or in re us uk tr fe be ma de ga bl ou al ex"
_WHOLE_STARTS = frozenset(_HEADS.split())  # of the words that it can begin with

# Behind a year or a season: "Heat.1995.Making.Of", "Moor.S01.Deleted.Scenes".
_MARKED = lazy(
    r"(?:[ ._(\[-](?:19|20)\d\d|[ ._-]s\d{1,2})[)\]]?[ ._-](?:.*[ ._-])?"
    r"(deleted[ ._-]scenes?|making[ ._-]of|behind[ ._-]the[ ._-]scenes|featurettes?|"
    r"gag[ ._-]reel|bloopers|trailer|teaser)(?=$|[ ._-])"
)
# "Heat - Trailer", "Heat (1995) - Making of", but not "05 - Interview".
_SPACED = lazy(
    r" (?:(?:official |theatrical )?(?:trailer|teaser)|featurette|making of|"
    r"behind the scenes|deleted scenes?|gag reel|bloopers|outtakes)(?: \d)?$"
)
_NUMBERED = lazy(r"s\d{1,3}[ ._-]?e\d|\d{1,2}x\d\d|(?:^|[ -])\d{1,3} -")
_EPISODE = lazy(r"s\d{1,3}[ ._-]?e\d|\d{1,2}x\d\d")


def extra_folder(name: str, *, strong: bool = False) -> str:
    """The folder players know for extras kept in a folder of that name, or "".

    `strong` asks only for the words that mean extras wherever they stand.
    """
    key = name.lower().replace("_", " ").replace(".", " ").replace("-", " ").strip()
    found = _STRONG.get(key, "")
    if not found and not strong:
        found = _WEAK.get(key, "")
    if found and name.lower() in _KEPT:
        return name
    return found


def extra_suffix(stem: str) -> str:
    """The kind of extra that the end of a stem says ("…-trailer"), or ""."""
    stem = stem.lower()
    if kind := _hyphened(stem):
        return kind
    if stem.endswith(_DOTTED):
        return "trailer"
    if stem[:2] in _WHOLE_STARTS and _WHOLE.match(stem):
        return "trailer" if "trailer" in stem or "teaser" in stem else "extra"
    return named_extra(stem) or ("creditless" if _is_creditless(stem) else "")


def players_suffix(stem: str) -> bool:
    """Whether players know an extra beside its video by how its stem ends.

    >>> players_suffix("Heat (1995)-trailer"), players_suffix("NCOP1")
    (True, False)
    """
    stem = stem.lower()
    hyphened = stem.rpartition("-")[2] in _SUFFIXES and "-" in stem
    return stem == "trailer" or hyphened or stem.endswith(_DOTTED)


def may_be_extra(stem: str) -> bool:
    """Whether a stem in lower case may be that of an extra: quick, never wrongly no."""
    hyphen = stem.rfind("-") + 1
    return (
        (hyphen > 0 and (stem[hyphen:] in _SUFFIXES or stem[-1].isdigit()))
        or "trailer" in stem
        or "teaser" in stem
        or "featurette" in stem
        or "behind" in stem
        or "making" in stem
        or "deleted" in stem
        or "gag" in stem
        or "blooper" in stem
        or "outtake" in stem
        or "alternate" in stem
        or "extended" in stem
        or "tless" in stem
        or "clean" in stem
        or "nc" in stem
        or ("[" in stem and _has_code(stem))
    )


def _has_code(stem: str) -> bool:
    """As "[Aoi] Late Tide [Menu01]", "[PV2]": what fansubs number in brackets."""
    return (
        "[menu" in stem
        or "[pv" in stem
        or "[cm" in stem
        or "[preview" in stem
        or "[trailer" in stem
        or "[teaser" in stem
        or "[iv" in stem
        or "[bonus" in stem
    )


def _hyphened(stem: str) -> str:
    """The kind of extra that the word behind the last hyphen says, or ""."""
    _, hyphen, last = stem.rpartition("-")
    if not hyphen:
        return ""
    kind = _SUFFIXES.get(last, "")
    if last[:1] == " " and _SPACED.match(last) and not _NUMBERED.search(stem):
        return "trailer" if "trailer" in last or "teaser" in last else "extra"
    if not kind and last[-1:].isdigit():
        kind = _SUFFIXES.get(_NUMBER_AT_END.sub("", last), "")
    return kind


def named_extra(stem: str) -> str:
    """The kind of extra named behind a year or a season of its title, or "".

    `stem` is in lower case.
    """
    if not (
        "making" in stem
        or "behind" in stem
        or "deleted" in stem
        or "trailer" in stem
        or "teaser" in stem
        or "featurette" in stem
        or "blooper" in stem
        or "gag" in stem
    ):
        return ""
    found = _MARKED.search(stem)
    if not found or _EPISODE.search(stem):
        return ""
    return "trailer" if found[1] in {"trailer", "teaser"} else "extra"


def _is_creditless(stem: str) -> bool:
    """Looks for the parts of the words first: scan asks this of every video."""
    if "nc" in stem or "less" in stem or "clean" in stem or _has_code(stem):
        return _CREDITLESS.search(stem) is not None
    return False
