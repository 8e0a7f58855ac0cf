"""Where a run needs a stage or trash: one on each root and each mount that it reaches.

Renames work within a mount only. So copies grow up on the mount that they go to, and
entries of a ring are parked, and what is discarded waits, on the one that they are on.
"""

from __future__ import annotations

from planfile.artifacts.journal import CONTROL, STAGE, TRASH
from planfile.disk.door import Disk, is_site, path_in
from planfile.errors import Problem
from planfile.stages.holding import Held
from planfile.stages.preflight import Survey, inside, site_of


def asides(survey: Survey) -> set[str]:
    """The stages and trashes that a run needs."""
    disk = survey.disk
    parked = (wish.source for wish in survey.waiting.values())
    return {
        *survey.copied,
        *(inside(path, STAGE, disk) for path in parked),
        *(inside(made.path, TRASH, disk) for made in survey.discards),
    }


def strange_sites(survey: Survey) -> list[str]:
    """The mounts with a stage or trash of this run that are not in its hands yet."""
    disk = survey.disk
    sites = {site_of(folder, disk) for folder in asides(survey)}
    return sorted(sites.difference(disk.homes))


def look_at_mounts(survey: Survey) -> None:
    """Add a problem for each mount that is not there, or can have no stage or trash."""
    _look_at_points(survey)
    for site in strange_sites(survey):
        why = _obstacle(survey.disk, site)
        if why:
            text = f"planfile needs a folder of its own on what is mounted there: {why}"
            fix = f"make {path_in(site, CONTROL)} for yourself, or leave these entries"
            survey.problems.append(Problem("not-permitted", text, fix, site))


def _obstacle(disk: Disk, site: str) -> str:
    own = path_in(site, CONTROL)
    try:
        return disk.obstacle(own if disk.look_folder(own) else site)
    except OSError as error:
        return error.strerror or str(error)


def _look_at_points(survey: Survey) -> None:
    """Add a problem for each mount point that entries reach with nothing mounted there.

    What is put beneath a mount point is out of sight once something is mounted again.
    """
    folders, disk = survey.terrain.numbers, survey.disk
    for site in survey.intent.mounts:
        if is_site(disk, site):
            continue
        if any(f"{folder}/".startswith(f"{site}/") for folder in folders):
            text, fix = "something was mounted there, and is not now", "mount it"
            survey.problems.append(Problem("not-mounted", text, fix, site))


def lock_asides(held: Held, survey: Survey) -> None:
    """Lock each mount that the run needs a stage or trash on.

    Raises:
        LockedError: Somebody works there with a library of its own.
        RecoveryNeededError: Somebody's run was broken off there.
    """
    for site in strange_sites(survey):
        held.lock(site)


def mounts_touched(survey: Survey) -> list[str]:
    """The mounts within the library that entries leave or reach."""
    disk = survey.disk
    if len(disk.sites) == len(disk.others) + 1:
        return []
    sites = {site_of(folder, disk) for folder in survey.terrain.numbers}
    return sorted(sites.difference({"", *disk.others}))
