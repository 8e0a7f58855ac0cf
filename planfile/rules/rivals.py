"""Who gets a seat that several files want."""

from __future__ import annotations

from collections.abc import Sequence

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.paths import folder_of, joined, last_component
from planfile.rules.layout import Spot, safe_sub
from planfile.rules.reasons import already
from planfile.rules.seats import Seats

Settled = tuple[list[tuple[int, Spot]], list[tuple[int, str]]]
"""Those that get a seat, by index, and why the others don't."""


class Rivals:
    """Settles seats: never by order, never two in one.

    `seats` is where files go, `sources` where they are, `elsewhere` that these are
    different libraries.
    """

    def __init__(self, seats: Seats, sources: Seats, *, elsewhere: bool) -> None:
        self._seats = seats
        self._sources = sources
        self._elsewhere = elsewhere

    def settle(
        self, spot: Spot, rivals: list[int], bundles: Sequence[Bundle]
    ) -> Settled:
        """Who of those that want one name in one folder gets it."""
        if len(rivals) == 1:
            return ([(rivals[0], spot)], [])
        parts = {index: part_folder(bundles[index].lead) for index in rivals}
        if all(parts.values()) and len(set(parts.values())) == len(rivals):
            return ([(i, _in_part(spot, parts[i])) for i in rivals], [])
        first = self._rightful(spot, rivals, bundles)
        winner = None if first is None else bundles[first].lead
        lowest = sorted(bundles[index].lead for index in rivals)[:2]
        refused = [
            (index, self._reason(bundles[index].lead, winner, lowest, spot))
            for index in rivals
            if index != first
        ]
        return ([] if first is None else [(first, spot)], refused)

    def _rightful(
        self, spot: Spot, rivals: list[int], bundles: Sequence[Bundle]
    ) -> int | None:
        """The one that is there already, or the first of several names of one file."""
        folder = self._seats.folder_path(spot)
        for index in rivals:
            lead = bundles[index].lead
            if not self._elsewhere and lead == joined(folder, last_component(lead)):
                return index
        entries = [self._sources.entry(bundles[index].lead) for index in rivals]
        files = {e and (e.inode, e.size, e.mtime_ns) for e in entries}
        if len(files) == 1:
            return min(rivals, key=lambda index: bundles[index].lead)
        return None

    def _reason(
        self, lead: str, first: str | None, lowest: list[str], spot: Spot
    ) -> str:
        """Why a bundle gets no seat; `lowest` are the first two of all that want it."""
        seat = joined(self._seats.folder_path(spot), last_component(lead))
        if first is not None:
            if first != seat or self._elsewhere:
                return f"the same file as '{first}', which goes to '{seat}'"
            one, other = self._sources.entry(first), self._sources.entry(lead)
            return already(seat, one, other) or f"'{seat}' is another file already"
        rival = lowest[lowest[0] == lead]
        return f"'{rival}' would get the same name: '{seat}'"


def _in_part(spot: Spot, part: str) -> Spot:
    return spot._replace(sub=joined(spot.sub, safe_sub(part)))


def part_folder(lead: str) -> str:
    """The folder `CD1`, `Disc 2`, … that a video lies in, or ""."""
    folder = last_component(folder_of(lead))
    low = folder.lower().replace(" ", "").replace("-", "").replace("_", "")
    return folder if low[:-1] in {"cd", "disc", "disk", "dvd", "part"} else ""
