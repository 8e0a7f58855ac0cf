"""Files that are no show and no movie: cameras, phones, screen recorders, software."""

from __future__ import annotations

import re

# What devices call their files, one row a device or program.
_DEVICES = re.compile(
    r"^(?:"
    r"(?:img|vid|mov|dsc|dscn|dscf|mvi|pxl|mah|sam|cimg|hpim|100_|gx|gopr|gh|gp|gl|"
    r"dji)"
    r"[_-]?\d{4,}.*"  # IMG_2034, GOPR0123, DJI_0001
    r"|whatsapp video.*|(?:video|clip|movie|film|footage|recording|aufnahme)"
    r"[-_ ](?:19|20)\d\d[-_]?\d\d[-_]?\d\d.*|signal-\d{4}.*|telegram.*\d{4}.*"
    r"|screen[ _-]?(?:recording|record|cast|capture).*|bandicam.*|obs[ _-]?\d{4}.*"
    r"|c\d{4}"
    r"|zoom_\d+.*|gmt\d{8}.*|rec_?\d{3,}.*|trim\.[0-9a-f-]+|clip ?\d{4,}"
    r"|(?:19|20)\d\d-?\d\d-?\d\d[ _-]\d\d[.:_-]?\d\d[.:_-]?\d\d.*"
    r"|fullsizerender.*|snapchat-\d+.*|inshot_\d+.*"
    r")$",
    re.IGNORECASE,
)
_FOLDERS = re.compile(
    r"^(?:dcim|camera(?: roll| uploads)?|\d{3}(?:gopro|canon|nikon|apple|media|"
    r"_pana|msdcf|olymp)|home[ -]?(?:videos?|movies?)|private|"
    r"family (?:videos?|movies?)|"
    r"(?:familien|urlaubs|heim|privat)(?:videos?|filme)|camcorder|"
    r"vid[ée]os? (?:de famille|perso|caseros|familiares)|avchd|whatsapp video|"
    r"screen recordings|google photos|icloud photos|photos|my pictures|pictures)$",
    re.IGNORECASE,
)
# What families film, a language a row.
_OCCASION_WORDS = """christmas xmas holiday holidays vacation vacations birthday wedding
    reunion trip roadtrip graduation thanksgiving easter halloween honeymoon
    weihnachten urlaub geburtstag hochzeit ferien sommerurlaub skiurlaub ostern
    silvester taufe kommunion konfirmation einschulung klassenfahrt sommer winter
    familienfeier familientreffen sommerferien abiball fasching karneval
    noël noel vacances anniversaire mariage baptême
    navidad navidades vacaciones cumpleaños boda bautizo viaje
    natale vacanze compleanno matrimonio battesimo viaggio
    natal férias ferias aniversário aniversario casamento
    kerst vakantie verjaardag bruiloft sinterklaas
    jul semester födelsedag bröllop ferie bursdag bryllup joulu häät
    wakacje urodziny wesele święta svatba vánoce dovolená nyaralás esküvő
    отпуск свадьба"""
_OCCASIONS = frozenset(_OCCASION_WORDS.split())
# "Familienurlaub", "Mittelmeerkreuzfahrt"
_OCCASION_ENDS = ("urlaub", "geburtstag", "hochzeit", "feier", "ferien", "kreuzfahrt")
_MOST_WORDS = 6
_WHEN = re.compile(
    r"[\s._-]+(?:(?:19|20)\d\d(?:[-._\s]\d\d){0,2}|\d\d\.\d\d\.(?:19|20)\d\d)$"
)
# Folders that hold nothing but what a family filmed: "Urlaub", "Vacances 2015".
_FAMILY_FOLDERS = re.compile(
    r"^(?:vacations?|birthdays?|(?:urlaube?|ferien|geburtstage?|hochzeit|vacances|"
    r"vacaciones|vacanze|vakantie|férias|wakacje|bodas?|cumpleaños|compleanni)"
    r"(?: \d{4})?)$",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"\d{3,4}p|[xh]\.?26[45]|blu-?ray|dvdrip|web-?(?:dl|rip)|[sS]\d\d?[eE]\d\d"
)
_LESSONS = re.compile(
    r"^(?:lecture|tutorial|vorlesung|webinar|seminar|workshop|zoom meeting)[ ._-]*\d",
    re.IGNORECASE,
)
_LESSON_FOLDERS = re.compile(
    r"^(?:(?:online |video )?(?:courses?|tutorials?|lectures|lessons|webinars)|udemy|"
    r"coursera|vorlesungen|kurse|cours|cursos)$",
    re.IGNORECASE,
)
# Servers have a kind of library of its own for them.
_MUSIC_FOLDERS = re.compile(
    r"^(?:music[ ._-]?(?:videos?|clips?)|musikvideos?|musikclips|karaoke|"
    r"v[ií]deos? musicales|clips musicaux|videoclipes|videoclips?|muziekvideo'?s)$",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(
    r"(?:^|[^a-z])(?:x86|amd64|i[36]86|arm64|aarch64|x86_64|setup|installer|netinst|"
    r"win(?:dows)?[ ._-]?(?:xp|vista|7|8|10|11|server)|live-?cd|ubuntu|debian|fedora|"
    r"centos|archlinux|linuxmint|kali|proxmox|truenas|office[ ._-]?20\d\d|adobe|macos|"
    r"keygen|portable|iso(?=-[a-z\d]+$))(?=$|[^a-z])",
    re.IGNORECASE,
)


def homemade(folder: str, stem: str) -> str:
    """Why a video is nobody's show or movie ("home video", "software"), or "".

    >>> homemade("Phone", "IMG_2034"), homemade("Downloads", "debian-12-amd64")
    ('home video', '')
    """
    if _DEVICES.match(stem):
        return "home video"
    if _LESSONS.match(stem):
        return "a lesson"
    for name in folder.split("/"):
        if name and _LESSON_FOLDERS.match(name):
            return "a lesson"
        if name and _MUSIC_FOLDERS.match(name):
            return "a music video"
        family = _FOLDERS.match(name) or (
            _FAMILY_FOLDERS.match(name) and not _RELEASED.search(stem)
        )
        if name and family:
            return "home video"
    return ""


def occasion(stem: str) -> bool:
    """Whether a few words and a bare year or day tell what a family filmed, it seems.

    >>> occasion("Weihnachten 2012"), occasion("The Holiday (2006)")
    (True, False)
    """
    if "." in stem and " " not in stem and "_" not in stem:
        return False  # "Halloween.1978"
    when = _WHEN.search(stem) if stem[-2:].isdecimal() else None
    if when is None:
        return False
    words = re.split(r"[\s._&+-]+", stem[: when.start()].lower())
    if len(words) > _MOST_WORDS or words[0] in ("the", "a", "an"):
        return False
    return any(word in _OCCASIONS or word.endswith(_OCCASION_ENDS) for word in words)


def software(stem: str) -> bool:
    """Whether the image of a disc is a program's or a system's.

    >>> software("ubuntu-22.04-desktop-amd64"), software("Heat (1995)")
    (True, False)
    """
    return _SOFTWARE.search(stem) is not None
