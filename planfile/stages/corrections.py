"""Learn from an applied plan what a person corrected, and forget it when told so."""

from __future__ import annotations

import time
from collections.abc import Collection

from planfile.artifacts.correction import Correction
from planfile.artifacts.paths import last_component
from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Role
from planfile.errors import InputError
from planfile.rules.corrections import derive, merged
from planfile.store.corrections_file import read_corrections, write_corrections
from planfile.store.drafts import recall_draft

PLENTY = 1 << 40
MAIN = {Role.VIDEO, Role.DISC}


def learn(
    edited: Plan,
    *,
    library: str = "",
    draft: Plan | None = None,
    cache: str = "",
    today: str = "",
) -> tuple[Correction, ...]:
    """Remember what was corrected between the plan as made and as applied.

    `library` is where it was applied, if that is not where the plan says. `draft` is
    the plan as it was made, by default the one that `planfile plan` kept in `cache`.
    To be called after the apply; the new corrections are returned, none when the plan
    was not edited or nobody knows how it was made.

    Raises:
        ArtifactError: The library's corrections can't be read or written.
    """
    from planfile.naming.called import called

    made = draft or recall_draft(edited, cache)
    if made is None:
        return ()
    found = derive(made, edited, called, is_main)
    if not found:
        return ()
    place = library or edited.library
    date = today or time.strftime("%Y-%m-%d", time.gmtime())
    everything = merged(read_corrections(place), found, date)
    write_corrections(place, everything)
    return everything[-len(found) :]


def forget(
    library: str, numbers: Collection[int] = (), *, everything: bool = False
) -> tuple[Correction, ...]:
    """Drop corrections by number; those dropped are returned.

    Raises:
        InputError: There is no correction of that number.
        ArtifactError: The library's corrections can't be read or written.
    """
    known = read_corrections(library)
    there = {one.number for one in known}
    missing = sorted(set(numbers) - there)
    if missing:
        raise InputError(
            f"there is no correction {missing[0]}", fix="planfile corrections list"
        )
    gone = there if everything else set(numbers)
    write_corrections(library, [one for one in known if one.number not in gone])
    return tuple(one for one in known if one.number in gone)


def is_main(path: str) -> bool:
    """Whether an entry is a video or disc, by its name."""
    from planfile.naming.roles import role_of

    name = last_component(path)
    return role_of(path[: -len(name)].rstrip("/"), name, PLENTY) in MAIN
