"""Plans as they were made, kept beside the answers until they are applied.

Comparing them with what people made of them is how corrections are learnt.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
from collections.abc import Callable, Iterable

from planfile.artifacts.plan import Plan
from planfile.errors import PlanfileError
from planfile.store.answers import cache_folder
from planfile.store.atomic import write_atomic
from planfile.store.plan_write import pieces

MOST_DRAFTS = 12
SUFFIX = ".plan.yaml"


def draft_path(library: str, tree: str, folder: str) -> str:
    """Where the plan that was made from a tree of a library is kept."""
    name = hashlib.sha256(f"{library}\0{tree}".encode(errors="surrogateescape"))
    return os.path.join(folder, f"{name.hexdigest()[:32]}{SUFFIX}")


def default_folder() -> str:
    """The folder for drafts, "" where a user has no cache folder."""
    cache = cache_folder()
    return os.path.join(cache, "drafts") if cache else ""


def keep_draft(
    plan: Plan, folder: str | None = None, written: Iterable[bytes] = ()
) -> bool:
    """Remember a plan that was just made; whether that could be done.

    `written` is the plan as it is written, where that is at hand.

    A folder that can't be written costs a lesson, never the plan.
    """
    place = default_folder() if folder is None else folder
    if not place:
        return False
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        path = draft_path(plan.library, plan.tree, place)
        write_atomic(path, written or pieces(plan), 0o600)
        _drop_oldest(place)
    except (OSError, PlanfileError):
        return False
    return True


def recall_draft(
    library: str,
    tree: str,
    parse: Callable[[str, str], Plan],
    folder: str | None = None,
) -> Plan | None:
    """The plan that was made from this tree, None when nobody remembers."""
    place = default_folder() if folder is None else folder
    path = draft_path(library, tree, place) if place else ""
    try:
        with open(path, "rb") as stream:
            text = stream.read().decode(errors="surrogateescape")
        return parse(text, path)
    except (OSError, PlanfileError):
        return None


def is_draft(path: str, library: str, tree: str, folder: str | None = None) -> bool:
    """Whether a plan file is, to the byte, the plan as it was made."""
    place = default_folder() if folder is None else folder
    kept = draft_path(library, tree, place) if place else ""
    try:
        return filecmp.cmp(path, kept, shallow=False)
    except OSError:
        return False


def _drop_oldest(folder: str) -> None:
    files = [entry for entry in os.scandir(folder) if entry.name.endswith(SUFFIX)]
    files.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in files[MOST_DRAFTS:]:
        os.unlink(entry.path)
