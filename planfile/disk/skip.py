"""What a scan leaves out: the system's own folders and planfile's own files."""

from __future__ import annotations

import re

SYSTEM_FOLDERS = {
    ".planfile": "planfile's journal, state and history",
    "@eaDir": "Synology: thumbnails and index of each folder",
    "#recycle": "Synology: recycle bin",
    "#snapshot": "Synology: snapshots of the share",
    "@tmp": "Synology: temporary files of the system",
    "@Recycle": "QNAP: recycle bin",
    "@Recently-Snapshot": "QNAP: snapshots of the share",
    ".@__thumb": "QNAP: thumbnails of each folder",
    ".@upload_cache": "QNAP: unfinished uploads",
    ".@__qini": "QNAP: settings of the share",
    ".streams": "QNAP and Samba: alternate data streams",
    ".recycle": "Samba: recycle bin of the share (unRAID, OpenMediaVault)",
    ".Recycle.Bin": "unRAID: recycle bin",
    ".deleted": "TrueNAS and Samba: recycle bin",
    ".snapshot": "NetApp and others: snapshots",
    ".snapshots": "snapper on btrfs: snapshots",
    ".zfs": "ZFS: snapshots",
    "lost+found": "ext4: what a file system check found",
    ".Trash": "Linux desktops: trash shared by all users",
    ".Trashes": "macOS: trash",
    ".Spotlight-V100": "macOS: search index",
    ".fseventsd": "macOS: log of changes",
    ".DocumentRevisions-V100": "macOS: versions of documents",
    ".TemporaryItems": "macOS: temporary files",
    ".AppleDouble": "netatalk: resource forks",
    ".AppleDB": "netatalk: index",
    "Network Trash Folder": "netatalk: trash",
    "Temporary Items": "netatalk: temporary files",
    "$RECYCLE.BIN": "Windows: recycle bin",
    "RECYCLER": "Windows XP: recycle bin",
    "System Volume Information": "Windows: restore points and index",
    ".stfolder": "Syncthing: marker of a shared folder",
    ".stversions": "Syncthing: old versions of files",
    "Plex Versions": "Plex: smaller copies that it made for other devices",
    ".git": "git: history of the plans kept here",
}
"""Folder names (in any case) that belong to a system, and whose they are."""

TRASH_PREFIX = ".trash-"
"""freedesktop.org Trash specification 1.0: `$topdir/.Trash-$uid`."""

NEW_PREFIX = ".planfile-made-"
"""What `.planfile` is called while it is made; one that a kill has left is used."""

OWN_FILES = ("tree.json", "plan.yaml", "planfile.toml", ".planfileignore", ".env")
"""Files at the library's root that are planfile's and never entries."""

_BY_LOWER_NAME = {name.lower(): name for name in SYSTEM_FOLDERS}


def system_folder(name: str) -> str:
    """The rule that skips a folder of this name, or ""."""
    lower = name.lower()
    if lower.startswith(TRASH_PREFIX):
        return ".Trash-*"
    if lower.startswith(NEW_PREFIX):
        return ".planfile"
    return _BY_LOWER_NAME.get(lower, "")


def own_names(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match files that planfile writes, and their temporaries while it writes them."""
    words = "|".join(map(re.escape, names))
    return re.compile(rf"(?:{words})(?:\.[0-9a-f]{{8}}\.tmp)?")
