"""What would refuse an entry its place, asked before anything is changed."""

from __future__ import annotations

import os
from contextlib import suppress

from planfile.artifacts.intent import Wish
from planfile.artifacts.plan import Action
from planfile.disk.door import Disk, Look
from planfile.disk.facts import FOWNER, capable
from planfile.stages.terrain import PATH_MOST, Ground

LINKS = "/proc/sys/fs/protected_hardlinks"
PINNED = "it is flagged immutable or append-only (chattr -i -a), or a mount point"


class Permits:
    """What a disk allows a run that places entries by one action."""

    def __init__(self, disk: Disk, action: Action) -> None:
        self.disk = disk
        self.action = action
        self._own_links_only = action is Action.HARDLINK and links_are_protected()

    def forbidden(
        self, wish: Wish, look: Look, origin: Ground, goal: Ground
    ) -> tuple[str, str, str] | None:
        """Code, reason and fix when an entry cannot go where it should."""
        across = origin.device != goal.device
        if across and self.action is Action.HARDLINK:
            return (
                "across-devices",
                "a hard link cannot lead to another device",
                "use --mode copy or symlink",
            )
        why = goal.why or (origin.why if self.action is Action.MOVE else "")
        why = why or self._refused(wish, look, across=across)
        if why:
            return "not-permitted", why, "see to it, or leave this entry"
        if len(os.fsencode(wish.new.rstrip("/"))) > goal.longest:
            return "name-too-long", "its new name is too long there", "shorten it"
        if len(os.fsencode(wish.destination)) > PATH_MOST:
            return "path-too-long", "its new path is too long", "shorten it"
        return None

    def _refused(self, wish: Wish, look: Look, *, across: bool) -> str:
        """What the entry itself does not let happen, "" if it does."""
        disk, folder, name = self.disk, wish.folder, wish.name.rstrip("/")
        moved = self.action is Action.MOVE
        if (moved or self.action is Action.HARDLINK) and disk.pinned(folder, name):
            return PINNED
        if wish.disc:
            stays = across or folder == wish.to or disk.allows(folder, name, os.W_OK)
            return "" if stays else "no permission to change the disc's own folder"
        copied = self.action in {Action.COPY, Action.REFLINK} or (moved and across)
        if copied and not disk.allows(folder, name, os.R_OK):
            return "no permission to read it"
        foreign = self._own_links_only and look.st_uid != os.geteuid()
        if foreign and not disk.allows(folder, name, os.R_OK | os.W_OK):
            return "only its owner, or who may write to it, can link it"
        return ""


def links_are_protected() -> bool:
    """Whether this process may link only what it owns or may write (proc(5))."""
    if capable(FOWNER):
        return False
    with suppress(OSError), open(LINKS, "rb") as setting:
        return setting.read(1) == b"1"
    return False
