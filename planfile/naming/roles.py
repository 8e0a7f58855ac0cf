"""What an entry is to a library, by its name and its folder's: word tables, no context.

Takes strings, gives a `Role`. What only neighbours can tell (a folder `Other/` beside
a film, a picture without a video) is for `planfile.naming.bundles`.
"""

from __future__ import annotations

from functools import lru_cache

from planfile.artifacts.tree import Role
from planfile.naming.extras import extra_folder, extra_suffix, may_be_extra
from planfile.naming.patterns import IGNORECASE, lazy

# One row per idea: the extensions, without their dot, that mean it.
_EXTENSIONS: dict[Role, str] = {
    Role.VIDEO: """mkv mp4 m4v avi ts m2ts mts mov wmv mpg mpeg mpe m2v mp2v vob flv
        webm ogm ogv divx xvid 3gp 3g2 asf wtv mk3d f4v strm mxf dvr-ms tp trp rm rmvb
        qt iso img amv h264 hevc y4m""",
    Role.SUBTITLE: """srt ass ssa sub idx sup vtt smi sami usf ttml dfxp mpl mpl2 pjs
        jss aqt stl lrc""",
    Role.ARTWORK: "jpg jpeg png webp gif bmp tbn tif tiff svg avif heic",
    Role.METADATA: "nfo bif edl xml opf vsmeta plexmatch mediainfo chp",
    Role.AUDIO: """mp3 flac m4a aac ac3 eac3 dts dtshd thd truehd mka ogg oga opus wav
        wma aiff ape mp2 wv mpa m3u m3u8 cue""",
    Role.INCOMPLETE: """part !qb !ut !bt bc! crdownload download partial aria2 td xltd
        opdownload unfinished filepart incomplete dctmp ob! jc! fdmdownload""",
    Role.JUNK: """url lnk website webloc torrent nzb sfv md5 sha1 sha256 crc par2 srr
        srs exe bat cmd com msi scr vbs apk dmg htm html mht tmp temp bak diz log pls
        ds_store""",
}
_BY_EXTENSION = {
    extension: role
    for role, words in _EXTENSIONS.items()
    for extension in words.split()
}

_VIDEO, _ARTWORK = Role.VIDEO, Role.ARTWORK  # a member costs as much as a comparison

_JUNK_NAMES = """thumbs.db ehthumbs.db ehthumbs_vista.db .ds_store desktop.ini
    folder.ini rarbg.txt ahashare.com.txt downloaded.txt .nomedia .directory .localized
    albumart.db .picasa.ini picasa.ini .bridgesort autorun.inf"""
_JUNK = frozenset(_JUNK_NAMES.split())
_JUNK_TEXT = lazy(
    # "Downloaded from site.txt", "YTSProxies.com.txt", "www.site.org.jpg"
    r"^(?:.*\b(?:downloaded? from|torrent|visit us|please seed|read ?me|rarbg|yts|"
    r"proxy|proxies)\b.*\.txt|(?:\[?www[. ])?[\w-]+\.(?:com|org|net|to|mx|am|info|tv|"
    r"me|ws|se|cc)\]?\.(?:txt|jpe?g|png|gif)|www[. ].*\.(?:txt|jpe?g|png|gif|nfo))$",
    IGNORECASE,
)
_JUNK_PICTURE = lazy(  # the same for pictures, where most names are long
    r"^(?:(?:\[?www[. ])?[\w-]+\.(?:com|org|net|to|mx|am|info|tv|me|ws|se|cc)\]?\."
    r"(?:jpe?g|png|gif)|www[. ].*\.(?:jpe?g|png|gif))$",
    IGNORECASE,
)

_DISCS = {"bdmv": "bluray", "video_ts": "dvd", "hvdvd_ts": "hddvd"}
_DISC_PARTS = frozenset({"audio_ts", "certificate", "jacket_p", "any!", "adv_obj"})
_DISC_FILES = frozenset({"ifo", "bup"})
_ARCHIVE = lazy(r"\.(?:rar|zip|7z|tar|gz|bz2|xz|[r-z]\d\d|\d{3}|ace|arj)$", IGNORECASE)

# "movie-sample", "sample.movie", "Movie.sample": the word first or last, not a title.
_SAMPLE_NAME = lazy(
    r"^(?:(?:.*[^ ])?[-_.]sample[s\d]*|\[?sample\]?[\W_]*(?:\d+)?|sample[-_.\d]+.*|"
    r"sample - .*|.*[\[(]sample[\])]|"
    r".*(?:\d{3,4}[pi]|blu-?ray|web(?:-?dl|rip)?|hdtv|dvdrip|[xh]\.?26[45]|xvid)"
    r"[-_. ](?:.*[-_. ])?sample[-_. ].*)$",
    IGNORECASE,
)
# "…S02E07.The.Sample", "…2x07 - Sample": an episode that is called so; "…2x07-sample"
# is a sample of it.
_SAMPLE_TITLE = lazy(
    r"(?:\b(?:the|a|an|free|blood|dna|tissue|urine|random|first|last|final)[-_. ]+"
    r"|(?:s\d{1,3}[. _]?e\d{1,4}|\d{1,2}x\d{2,3})(?:[. _]-[. _]|[. _])+)sample$",
    IGNORECASE,
)
_SAMPLE_LIMIT = 700_000_000
_SAMPLE_FOLDERS = frozenset({"sample", "samples", "!sample", "_sample", "sample_"})
_PICTURES = "screens screen screenshots screenshot screencaps caps proof proofs"
_PICTURE_FOLDERS = frozenset(_PICTURES.split())
_DIGIT = lazy(r"\d")
_SEASON_FOLDER = lazy(
    r"^(?:(?:season|series|s|staffel|saison|temporada|stagione|sezon|seizoen|volume)"
    r"[ ._-]?\d+|\d+\.? ?(?:staffel|season|sezon))",
    IGNORECASE,
)


def role_of(folder_path: str, name: str, size: int) -> Role:
    """The role of one entry, from its name, its folder's path and its size in bytes.

    A disc folder's name ends in "/". `size` only tells a sample from an episode that
    is called so.
    """
    return role_in(folder_trait(folder_path), name, size)


def role_in(trait: Role | None, name: str, size: int) -> Role:
    """The role of one entry in a folder of that trait."""
    stem, dot, extension = name.rpartition(".")
    role = _BY_EXTENSION.get(extension) or _BY_EXTENSION.get(extension.lower())
    if role is None or not dot:
        return _odd_role(name)
    if role is _VIDEO:
        if trait is not None:
            return trait
        lower = stem.lower()
        if "sample" in lower or may_be_extra(lower) or name[0] == ".":
            return _video_role(stem, size)
        return role
    hidden = name[0] == "." and name[1] == "_"
    if hidden or (role is _ARTWORK and _JUNK_PICTURE.match(name)):
        return Role.JUNK
    return role


def _odd_role(name: str) -> Role:
    """The role of a name whose extension says nothing."""
    if name[-1:] == "/":
        return Role.DISC
    junk = name[:2] == "._" or name.lower() in _JUNK or _JUNK_TEXT.match(name)
    return Role.JUNK if junk else Role.OTHER


def disc_kind(name: str) -> str:
    """What kind of disc a folder of that name is: bluray, dvd, hddvd, or ""."""
    return _DISCS.get(name.rstrip("/").lower(), "")


def disc_part(name: str) -> bool:
    """Whether a folder of that name, beside a disc folder, is a piece of the disc."""
    return name.rstrip("/").lower() in _DISC_PARTS


def disc_file(name: str) -> bool:
    """Whether a file is a piece of a DVD that lies without its VIDEO_TS folder."""
    stem, _, extension = name.lower().rpartition(".")
    return (
        extension in _DISC_FILES
        or (extension == "vob" and stem.startswith(("vts_", "video_ts")))
    ) and stem.startswith(("vts_", "video_ts"))


def is_archive(name: str) -> bool:
    """Whether a file is an archive or one volume of a split archive."""
    return _ARCHIVE.search(name) is not None


def extension_of(name: str) -> str:
    """The extension of a file name in lower case, without its dot."""
    dot = name.rfind(".")
    return name[dot + 1 :].lower() if dot > 0 else ""


def sample_folder(name: str) -> bool:
    """Whether a folder of that name holds samples."""
    return name.lower() in _SAMPLE_FOLDERS


def picture_folder(name: str) -> bool:
    """Whether a folder of that name holds screenshots or proofs."""
    return name.lower() in _PICTURE_FOLDERS


def _video_role(stem: str, size: int) -> Role:
    if stem[:2] == "._":
        return Role.JUNK
    if size < _SAMPLE_LIMIT and _is_sample(stem):
        return Role.SAMPLE
    return Role.EXTRA if extra_suffix(stem) else _VIDEO


def _is_sample(stem: str) -> bool:
    return bool(_SAMPLE_NAME.match(stem)) and not _SAMPLE_TITLE.search(stem)


def folder_trait(folder_path: str) -> Role | None:
    """What a folder makes of every video in it: a sample, an extra, or nothing."""
    above, _, name = folder_path.rpartition("/")
    if name.lower() in _SAMPLE_FOLDERS:
        return Role.SAMPLE
    if not above:  # a folder at the top is a category
        return None
    trait = _trait_of_above(above)
    if _DIGIT.search(name):  # as every season's folder has, and none of extras
        return None if trait is None or _SEASON_FOLDER.match(name) else trait
    return Role.EXTRA if extra_folder(name, strong=True) else trait


@lru_cache(maxsize=512)
def _trait_of_above(path: str) -> Role | None:
    """EXTRA, if its name says so, or one above it before a season's name does."""
    for name in reversed(path.split("/")[1:]):
        if _SEASON_FOLDER.match(name):
            return None
        if extra_folder(name, strong=True):
            return Role.EXTRA
    return None
