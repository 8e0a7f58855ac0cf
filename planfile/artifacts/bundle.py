"""What travels together, and what an engine may know of it."""

from __future__ import annotations

from typing import NamedTuple

from planfile.artifacts.tree import Role


class Companion(NamedTuple):
    """A subtitle, artwork, metadata file or extra that belongs to a bundle.

    `path` is relative to the library. `language` is an IETF tag or "". `flags` are
    words like "forced" and "sdh". `bound` says that its name carries the stem of
    its video. `home` is where it goes beneath the folder of its video: "" beside it,
    "Subs/<stem of the video>", "Extras".
    """

    path: str
    role: Role
    bound: bool = False
    language: str = ""
    flags: tuple[str, ...] = ()
    home: str = ""


class Bundle(NamedTuple):
    """A video or disc folder with its companions.

    `lead` is the path of the video or disc folder (ending in "/").
    """

    lead: str
    role: Role
    size: int
    companions: tuple[Companion, ...] = ()


class Attached(NamedTuple):
    """An entry that goes where the videos beneath the folder `anchor` go.

    `home` is where it goes beneath their common folder ("Extras", "" for itself).
    """

    path: str
    role: Role
    anchor: str
    home: str = ""
