"""Plans as they were made, kept beside the answers until they are applied.

Comparing them with what people made of them is how corrections are learnt.
"""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress

from planfile.artifacts.plan import Plan
from planfile.errors import InputError, PlanfileError
from planfile.store.cache import cache_folder, keep
from planfile.store.plan_read import parse_plan
from planfile.store.plan_write import pieces

MOST_DRAFTS = 12
SUFFIX = ".plan.yaml"
OLD = ".old"
"""What the name of a plan ends in that a new one took the place of."""


def draft_path(plan: Plan, cache: str = "") -> str:
    """Where the plan made from the same tree is kept, "" where nothing is.

    `cache` is the setting; "" is the user's own folder.
    """
    cache = cache_folder(cache)
    origin = f"{plan.library}\0{plan.tree}"
    name = hashlib.sha256(origin.encode(errors="surrogateescape"))
    file = f"{name.hexdigest()[:32]}{SUFFIX}"
    return os.path.join(cache, "drafts", file) if cache else ""


def keep_draft(plan: Plan, cache: str = "", written: Iterable[bytes] = ()) -> bool:
    """Remember a plan that was just made; whether that could be done.

    `written` is the plan as it is written, where that is at hand. A folder that can't
    be written costs a lesson, never the plan.
    """
    path = draft_path(plan, cache)
    return bool(path) and keep(path, written or pieces(plan), MOST_DRAFTS)


def recall_draft(plan: Plan, cache: str = "") -> Plan | None:
    """The plan as it was made from its tree, None when nobody remembers."""
    path = draft_path(plan, cache)
    try:
        with open(path, "rb") as stream:
            text = stream.read().decode(errors="surrogateescape")
        return parse_plan(text, path)
    except (OSError, PlanfileError):
        return None


def is_draft(path: str, plan: Plan, cache: str = "") -> bool:
    """Whether a plan file is, to the byte, the plan as it was made."""
    try:
        return filecmp.cmp(path, draft_path(plan, cache), shallow=False)
    except OSError:
        return False


def keep_edited(path: str, cache: str = "") -> str:
    """Keep a copy of a plan file that is none as it was made; its name, "" for none.

    Raises:
        InputError: It cannot be copied.
    """
    if not os.path.isfile(path) or not os.path.getsize(path) or _as_made(path, cache):
        return ""
    old = path + OLD
    try:
        shutil.copyfile(path, old)
        shutil.copystat(path, old)
    except OSError as error:
        raise InputError(
            f"cannot keep a copy of {path}, which was edited: {error.strerror}",
            fix="see to its folder, or write the new plan elsewhere with -o",
        ) from error
    return old


def _as_made(path: str, cache: str) -> bool:
    """Whether a file is, to the byte, one of the plans that were made."""
    cache = cache_folder(cache)
    with suppress(OSError):
        drafts = [entry.path for entry in os.scandir(os.path.join(cache, "drafts"))]
        return any(filecmp.cmp(path, draft, shallow=False) for draft in drafts)
    return False
