"""Whether there is room: bytes and inodes for copies, and files being written."""

from __future__ import annotations

from planfile.disk.writers import being_written
from planfile.errors import Problem
from planfile.stages.holding import Held
from planfile.stages.preflight import Survey
from planfile.views.screen import bytes_text

MARGIN = 16 << 20
"""Bytes that must stay free beside the copies: folders and journal need some."""


def look_at_space(held: Held, survey: Survey) -> None:
    """Add a problem for each device that the copies do not fit on."""
    for device, size in survey.copied.items():
        folder = survey.terrain.folder_on(device)
        free, inodes = held.disk.free(folder)
        if 0 <= free < size + MARGIN:
            wanted, there = bytes_text(size + MARGIN), bytes_text(free)
            survey.problems.append(
                Problem(
                    "no-space",
                    f"the copies need {wanted}, {there} are free",
                    "make room, or place fewer entries",
                    folder,
                )
            )
        count = len(survey.marks)
        if 0 <= inodes < count:
            survey.problems.append(
                Problem(
                    "no-inodes",
                    f"the copies need {count:,} inodes, {inodes:,} are free",
                    "make room, or place fewer entries",
                    folder,
                )
            )


def look_at_writers(held: Held, survey: Survey) -> None:
    """Warn of entries that some program has open for writing."""
    writing = being_written(held.disk.library)
    if not writing:
        return
    for wish in survey.again():
        if wish.source in writing:
            held.notice(f"{wish.source} is open for writing ({writing[wish.source]})")
