"""Whether there is room: bytes and inodes for copies, and files being written."""

from __future__ import annotations

from collections import Counter

from planfile.artifacts.journal import STAGE
from planfile.disk.writers import being_written
from planfile.errors import Problem
from planfile.stages.copies import key
from planfile.stages.holding import Held
from planfile.stages.preflight import SKIP, Survey, inside
from planfile.stages.records import FINISHED, names, own_folders
from planfile.views.screen import bytes_text

MARGIN = 16 << 20
"""Bytes that must stay free beside the copies: folders and journal need some."""


def look_at_space(held: Held, survey: Survey) -> None:
    """Add a problem for each mount that the copies do not fit on."""
    waiting = waiting_copies(held, survey) if survey.copied else Counter[str]()
    for stage, size in survey.copied.items():
        site = stage.removesuffix(STAGE).rstrip("/")
        free, inodes = held.disk.free(site)
        needed = size - waiting[stage] + MARGIN
        if 0 <= free < needed:
            wanted, there = bytes_text(needed), bytes_text(free)
            survey.problems.append(
                Problem(
                    "no-space",
                    f"the copies need {wanted}, {there} are free",
                    "make room, or place fewer entries",
                    site,
                )
            )
        count = len(survey.marks)
        if 0 <= inodes < count:
            survey.problems.append(
                Problem(
                    "no-inodes",
                    f"the copies need {count:,} inodes, {inodes:,} are free",
                    "make room, or place fewer entries",
                    site,
                )
            )


def waiting_copies(held: Held, survey: Survey) -> Counter[str]:
    """The bytes that were copied already by a run that was broken off, by stage."""
    waiting: Counter[str] = Counter()
    there = {
        (folder, name)
        for folder in own_folders(held.disk, STAGE)
        for name in names(held.disk, folder)
    }
    for wish, mark in zip(survey.again(), survey.marks, strict=True):
        if not there:
            break
        look = held.disk.look(wish.folder, wish.name) if mark != SKIP else None
        stage = inside(wish.to, STAGE, held.disk)
        if look and (stage, key(look) + FINISHED) in there:
            there.remove((stage, key(look) + FINISHED))
            waiting[stage] += look.st_size
    return waiting


def look_at_writers(held: Held, survey: Survey) -> None:
    """Warn of entries that some program has open for writing."""
    writing = being_written(held.disk.library)
    if not writing:
        return
    for wish in survey.again():
        if wish.source in writing:
            held.notice(f"{wish.source} is open for writing ({writing[wish.source]})")
