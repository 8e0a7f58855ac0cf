"""Where an identity belongs: folder names that players read and disks can hold.

Pure: takes identities, gives folders beneath the section's root. The only place where
a title becomes a path, so no title can lead out of the library.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from planfile.artifacts.bundle import Bundle, Companion
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.artifacts.plan import Placement, Section
from planfile.artifacts.tree import Role
from planfile.rules.paths import DEVICE, NAME_BYTES

TITLE_BYTES = 180
_SPOKEN = (  # characters no disk shares, and what people write instead
    (re.compile(r"\s*:\s+|\s+:\s*"), " - "),
    (re.compile(r"[:/\\|]"), "-"),
    (re.compile(r'["“”]'), "'"),
    (re.compile(r"[<>?*]"), ""),
)
_UNSAFE = re.compile(r"[<>:\"\\|?*]|[. ](?:/|$)|(?:^|/)[. ]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Policies:
    """Where taste differs; each row is a setting and stands in the plan's head.

    `daily`: shows by date go to the season of their "year" or stay in "season 01".
    `absolute`: anime with absolute numbers only go to this season. `miniseries`:
    episodes without a season go to this season. `subtitles`: "keep" names or "bind"
    them to their video's.
    """

    daily: str = "year"
    absolute: str = "Season 01"
    specials: str = "Season 00"
    miniseries: str = "Season 01"
    subtitles: str = "keep"

    def to_data(self) -> dict[str, str]:
        """What the plan's head says: every policy in a word."""
        return {
            "daily": "Season <year>" if self.daily == "year" else self.daily,
            "absolute": self.absolute,
            "specials": self.specials,
            "miniseries": self.miniseries,
            "subtitles": self.subtitles,
        }


class Spot(NamedTuple):
    """A folder of the plan: section, the show's or movie's own folder, and beneath."""

    section: Section
    folder: str
    sub: str


def folder_name(identity: Identity) -> str:
    """`Title (Year)`, safe on every disk; "" when nothing of the title is left."""
    title = _speakable(identity.title, TITLE_BYTES)
    if title.strip(". ") and identity.year:
        return f"{title} ({identity.year})"
    return safe_name(identity.title)


def safe_name(text: str, limit: int = TITLE_BYTES) -> str:
    """One path component that every disk takes, at most `limit` bytes long.

    >>> safe_name("Mission: Impossible"), safe_name("../../etc"), safe_name("AC/DC?")
    ('Mission - Impossible', '-..-etc', 'AC-DC')
    """
    title = _speakable(text, limit).rstrip(". ")
    return f"{title}_" if DEVICE.fullmatch(title) else title


def safe_sub(sub: str) -> str:
    """A sub-folder's path made of names that were on the disk, each made safe.

    >>> safe_sub("Subs/Fargo.S01E01"), safe_sub("Extras/What?")
    ('Subs/Fargo.S01E01', 'Extras/What')
    """
    if not _UNSAFE.search(sub) and sub.isprintable():
        return sub
    return joined(*(safe_name(name, 255) for name in sub.split("/")))


@lru_cache(maxsize=4096)
def _speakable(text: str, limit: int) -> str:
    """A text without the characters that some disk refuses, cut to `limit` bytes."""
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    for pattern, instead in _SPOKEN:
        text = pattern.sub(instead, text)
    text = _SPACES.sub(" ", text).strip().lstrip(". ")
    return text.encode()[:limit].decode(errors="ignore").rstrip()


def season_folder(identity: Identity, policies: Policies) -> str:
    """The season's folder of one episode.

    >>> season_folder(Identity(Kind.SHOW, "A", season=2), Policies())
    'Season 02'
    """
    if identity.season == 0:
        return policies.specials
    if identity.date and (identity.season is None or identity.season > 1900):
        return (
            f"Season {identity.date[:4]}" if policies.daily == "year" else "Season 01"
        )
    if identity.season is not None:
        return f"Season {identity.season:02}"
    return policies.absolute if identity.absolute else policies.miniseries


def spot_of(identity: Identity, policies: Policies) -> Spot | None:
    """The folder that an identity's video goes to; None when its title names none."""
    folder = folder_name(identity)
    if not folder:
        return None
    if identity.kind is Kind.MOVIE:
        return Spot(Section.MOVIES, folder, "")
    return Spot(Section.SHOWS, folder, season_folder(identity, policies))


def disc_spot(spot: Spot, lead: str, identity: Identity, *, several: bool) -> Spot:
    """The folder for a disc: the movie's own, or one of its own in it.

    `several` says that more than one disc goes to the same spot.
    """
    if spot.section is Section.MOVIES:
        if not several and identity.part is None:
            return spot
        number = identity.part or 1
        return spot._replace(sub=joined(spot.sub, f"{spot.folder} Disc {number}"))
    if identity.episodes:
        title = safe_name(identity.title)
        numbers = "".join(f"E{number:02}" for number in identity.episodes)
        season = 1 if identity.season is None else identity.season
        name = f"{title} S{season:02}{numbers}"
    else:
        name = safe_name(last_component(folder_of(lead)))
    return spot._replace(sub=joined(spot.sub, name)) if name else spot


def place(bundle: Bundle, spot: Spot, policies: Policies) -> list[Placement]:
    """The lead at its spot and each companion where it belongs beside it."""
    placed = [Placement(spot.section, spot.folder, spot.sub, bundle.lead)]
    taken: set[str] = set()
    for companion in bundle.companions:
        sub, rename = companion_place(companion, bundle.lead, policies)
        if rename and rename in taken:
            sub, rename = companion.home, ""
        taken.add(rename)
        sub = joined(spot.sub, sub)
        placed.append(Placement(spot.section, spot.folder, sub, companion.path, rename))
    return placed


def companion_place(
    companion: Companion, lead: str, policies: Policies
) -> tuple[str, str]:
    """Sub-folder and new name ("" keeps it) of a companion beside its video."""
    if (
        policies.subtitles == "bind"
        and companion.role is Role.SUBTITLE
        and not companion.bound
        and not lead.endswith("/")
        and not companion.home.startswith("Extras")
    ):
        name = bound_name(companion, lead)
        if len(name.encode(errors="surrogateescape")) <= NAME_BYTES:
            return "", name
    return companion.home, ""


def bound_name(companion: Companion, lead: str) -> str:
    """`<video stem>.en.forced.srt`, as all players read it."""
    stem = last_component(lead).rpartition(".")[0]
    extension = companion.path.rpartition(".")[2].lower()
    return ".".join(
        part for part in (stem, companion.language, *companion.flags, extension) if part
    )
