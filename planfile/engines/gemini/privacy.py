"""What must not leave the machine: taken out of every text before it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

from planfile.errors import SettingsError

LONGEST = 160
HIDDEN = "[hidden]"
UNPRINTABLE = "\ufffd"
EMAIL = re.compile(r"[\w.+-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
HOME = re.compile(
    r"((?:^|[/\\])(?:home|users|documents and settings)[/\\])[^/\\]+", re.IGNORECASE
)
WINDOWS = re.compile(r"(?:(?<!\w)[A-Za-z]:\\|\\\\)[^\"<>|]*")
# accounts of machines, not of people
_SERVICES = """
    root admin administrator user guest nobody pi abc app media plex jellyfin emby
    kodi sonarr radarr nas docker ubuntu debian www-data default home data the video
    videos movie movies films shows"""
SERVICES = frozenset(_SERVICES.split())
# folders and names where people keep what is their own: never asked about
PERSONAL_FOLDER = re.compile(
    r"(?:home ?(?:videos?|movies)|family ?(?:videos?|movies)|my ?videos?|dcim|"
    r"camera(?: ?roll)?|1\d\d(?:canon|nikon|msdcf|gopro|apple|olymp|_pana|media)|"
    r"whatsapp(?: .*)?|screen ?recordings?|photos?|photo ?library|documents?|private)$",
    re.IGNORECASE,
)
PERSONAL_NAME = re.compile(
    r"^(?:(?:IMG|VID|MVI|MOV|DSC[NF]?|PXL|GOPR|GX\d\d|GH\d\d|DJI)[-_]?\d{4,}|"
    r"WhatsApp Video|Screen Recording|Screencast|VID-\d{8}-WA|\d{8}_\d{6}\b|"
    r"video[-_ ]\d{4}[-_]\d\d|(?:our|my|home)[ ._-](?:video|movie)s?\b(?!.*s\d+e\d))",
    re.IGNORECASE,
)


def is_personal(path: str) -> bool:
    """Whether a path looks like home video, photos or documents.

    >>> is_personal("Camera Roll/IMG_2041.MOV"), is_personal("Heat (1995)/Heat.mkv")
    (True, False)
    """
    *folders, name = path.rstrip("/").split("/")
    return bool(PERSONAL_NAME.match(name)) or any(
        PERSONAL_FOLDER.match(folder) for folder in folders
    )


def owners(paths: Iterable[str]) -> tuple[str, ...]:
    """Names of people whose home folders are among the paths.

    >>> owners(["backup/home/jo.doe/Videos/a.mkv", "Heat/Heat.mkv"])
    ('jo.doe',)
    """
    found = {
        after
        for path in paths
        if HOME.search(path)
        for before, after in pairwise(path.split("/")[:-1])
        if before.lower() in {"home", "users"}
    }
    return tuple(sorted(found))


def account_words(library: str, named: Iterable[str]) -> tuple[str, ...]:
    """Words that name the person: given ones and whose home the library is in."""
    people = (*named, *owners([f"{library}/."]))
    words = {normalize("NFC", word.strip()) for word in people}
    return tuple(sorted(w for w in words if len(w) > 2 and w.lower() not in SERVICES))


def printable(text: str) -> str:
    """One line of NFC text without control, format or undecodable characters."""
    return "".join(map(_shown, normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    kind = category(character)
    if kind == "Zs":
        return " "
    if kind == "Cf":
        return ""
    return UNPRINTABLE if kind[0] in "CZ" else character


def compiled(patterns: Iterable[str]) -> list[re.Pattern[str]]:
    """The person's own patterns.

    Raises:
        SettingsError: One of them is no regular expression.
    """
    found = []
    for pattern in patterns:
        try:
            found.append(re.compile(normalize("NFC", pattern)))
        except re.error as error:
            raise SettingsError(
                f"--redact {pattern!r} is not a regular expression: {error}",
                fix="see https://docs.python.org/3/library/re.html",
            ) from error
    return found


def redactor(
    library: str, patterns: Iterable[str] = (), account: Iterable[str] = ()
) -> Callable[[str], str]:
    """A function that takes private things out of a name or a folder's path.

    Raises:
        SettingsError: A pattern is no regular expression.
    """
    own = compiled(patterns)
    words = account_words(library, account)
    if words:
        any_word = "|".join(map(re.escape, words))
        own.append(re.compile(rf"(?<![^\W_])(?:{any_word})(?![^\W_])", re.IGNORECASE))

    def redact(text: str) -> str:
        text = HOME.sub(lambda found: found[1] + HIDDEN, printable(text))
        for pattern in (WINDOWS, EMAIL, *own):
            text = pattern.sub(HIDDEN, text)
        return text

    return redact


def private_test(globs: Iterable[str]) -> Callable[[str], bool]:
    """A function that says whether a path is never asked about.

    `globs` have gitignore's syntax; personal folders and camera names always are.

    Raises:
        SettingsError: One of them is no pattern.
    """
    lines = tuple(normalize("NFC", glob) for glob in globs)
    if not lines:
        return is_personal
    import pathspec

    try:
        matcher = pathspec.PathSpec.from_lines("gitignore", lines)
    except (ValueError, re.error) as error:
        raise SettingsError(
            f"--private {', '.join(lines)} is not a list of globs: {error}",
            fix="see `man gitignore`, section PATTERN FORMAT",
        ) from error

    def is_private(path: str) -> bool:
        known = normalize("NFC", path)
        return is_personal(path) or matcher.match_file(known)

    return is_private
