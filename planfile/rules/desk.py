"""Seats every bundle in the library: no two in one seat, nothing parted, all counted.

Takes bundles and identities, gives placements, what is left with its reason, and the
number of entries that are right where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from planfile.artifacts.bundle import Attached, Bundle
from planfile.artifacts.identity import Identity
from planfile.artifacts.paths import joined, last_component
from planfile.artifacts.plan import Left, Placement, Section
from planfile.artifacts.tree import Role
from planfile.rules.following import Common
from planfile.rules.keeps import Keeps
from planfile.rules.layout import Policies, Spot, disc_spot, place, safe_sub, spot_of
from planfile.rules.paths import fold
from planfile.rules.reasons import LOOK_BELOW, already, note_of, unsure
from planfile.rules.rivals import Rivals
from planfile.rules.seats import Seats, Taken
from planfile.rules.twins import join_years

MAIN = frozenset({Role.VIDEO, Role.DISC})
SEATED = Bundle("", Role.VIDEO, 0)
"""Stands for a bundle that has its seat."""


class Desk:
    """Hands out seats; the order of the bundles never decides who gets one."""

    def __init__(
        self,
        seats: Seats,
        sources: Seats,
        policies: Policies,
        min_confidence: float,
        keeps: Keeps,
        *,
        elsewhere: bool = False,
    ) -> None:
        self.seats = seats
        self._sources = sources
        self.policies = policies
        self.least = min_confidence
        self._keeps = keeps
        self.elsewhere = elsewhere
        self._rivals = Rivals(seats, sources, elsewhere=elsewhere)
        self.taken = Taken()
        self.placements: list[Placement] = []
        self.left: list[Left] = []
        self.unchanged = 0
        self.notes: dict[tuple[Section, str], str] = {}
        self._sure: dict[tuple[Section, str], tuple[bool, str]] = {}

    def seat(
        self,
        bundles: list[Bundle],
        identities: Sequence[Identity | None],
        common: Common,
    ) -> None:
        """Seat all videos and discs with their companions.

        What has been seated is taken out of `bundles`: no million is held twice.
        """
        by_spot = self._by_spot(bundles, identities)
        if not self.elsewhere:
            self._keeps.find(by_spot, bundles)
        for spot in sorted(by_spot):
            members = self._not_kept(spot, by_spot[spot], bundles)
            self._seat_spot(spot, members, bundles, identities, common)

    def _not_kept(
        self, spot: Spot, members: list[int], bundles: Sequence[Bundle]
    ) -> list[int]:
        """Those whose show is not kept in another section; the others stay."""
        home = self._keeps.homes.get(spot[:2])
        free = []
        for index in members:
            if self._keeps.stays(bundles[index].lead, spot):
                self.unchanged += 1 + len(bundles[index].companions)
            elif home is None:
                free.append(index)
            else:
                self.leave(bundles[index], f"the rest of it is kept in '{home}'")
        return free

    def _by_spot(
        self, bundles: Sequence[Bundle], identities: Sequence[Identity | None]
    ) -> dict[Spot, list[int]]:
        """Which bundles want which folder; those that want none are left."""
        wanted: dict[Spot, list[int]] = {}
        pairs = zip(bundles, identities, strict=True)
        for index, (bundle, identity) in enumerate(pairs):
            if bundle.role not in MAIN:
                continue
            why = unsure(identity, self.least)
            spot = None
            if identity is not None and not why:
                spot = spot_of(identity, self.policies)
            if spot is None:
                self.leave(bundle, why or "its title cannot be a folder's name")
            else:
                spot = self.seats.spell(spot)
                if spot.section is Section.MOVIES and not self.elsewhere:
                    spot = self.seats.own_edition(spot, bundle.lead)
                wanted.setdefault(spot, []).append(index)
        if not self.elsewhere:
            join_years(wanted, bundles, identities, self.seats)
        return wanted

    def _seat_spot(
        self,
        spot: Spot,
        members: list[int],
        bundles: list[Bundle],
        identities: Sequence[Identity | None],
        common: Common,
    ) -> None:
        """Seat everything that goes to one folder."""
        discs = sum(bundles[index].role is Role.DISC for index in members)
        wanted: dict[tuple[Spot, str], list[int]] = {}
        for index in members:
            bundle, identity = bundles[index], identities[index]
            own = spot
            if bundle.role is Role.DISC and identity is not None:
                own = disc_spot(spot, bundle.lead, identity, several=discs > 1)
                own = self.seats.spell(own)
            name = fold(last_component(bundle.lead).rstrip("/"))
            wanted.setdefault((own, name), []).append(index)
        for (own, _), rivals in wanted.items():
            seated, refused = self._rivals.settle(own, rivals, bundles)
            for index, why in refused:
                self.leave(bundles[index], why)
            for index, seat in seated:
                bundle, identity = bundles[index], identities[index]
                if identity and self._take(bundle, seat, identity):
                    common.add(bundle.lead, spot)
                bundles[index] = SEATED

    def _take(self, bundle: Bundle, spot: Spot, identity: Identity) -> bool:
        """Seat a bundle, or leave it whole when its seat is taken."""
        folder = self.seats.folder_path(spot)
        name = last_component(bundle.lead)
        stays = bundle.lead == joined(folder, name) and not self.elsewhere
        if not stays:
            why = self._in_the_way(folder, name, bundle.lead)
            if why:
                self.leave(bundle, why)
                return False
        note = note_of(identity)
        placed = place(bundle, spot, self.policies)
        if stays:
            self.unchanged += 1
            self.taken.add(spot, bundle.lead)
        else:
            self._put(placed[0]._replace(note=note))
        for companion, placement in zip(bundle.companions, placed[1:], strict=True):
            beside = companion.path.startswith(f"{folder}/")
            if stays and beside and not placement.rename:
                self.unchanged += 1
            else:
                self.put(placement, bundle.lead)
        self._note_folder(spot, identity)
        return True

    def _note_folder(self, spot: Spot, identity: Identity) -> None:
        """Say once per show or movie how sure its folder is, the least sure counts."""
        key = (spot.section, spot.folder)
        why = identity.why
        if identity.year is None and "year" not in why:
            why = f"year unknown; {why}" if why else "year unknown"
        said = f"{identity.confidence:.2f} {why}".strip()
        noted = identity.confidence < LOOK_BELOW  # its own line says so
        known = self._sure.get(key)
        if known is None or (noted, said) < known:
            self._sure[key] = (noted, said)
            self.notes[key] = said

    def put(self, placement: Placement, video: str) -> None:
        """Seat one companion; beside its video's stem when its name is taken."""
        if self._try(placement):
            return
        stem = last_component(video).rstrip("/").rpartition(".")[0]
        inner = joined("Subs", stem)
        deeper = placement._replace(sub=joined(placement.sub, inner), rename="")
        there = f"/{inner}/" in f"/{placement.sub}/"
        fixed = there or placement.sub.startswith("Extras")
        if not fixed and self._is_subtitle(placement) and self._try(deeper):
            return
        spot = self.seats.spell(Spot(*placement[:3]))
        seat = joined(self.seats.folder_path(spot), last_component(placement.source))
        self.left.append(Left(placement.source, f"'{seat}' is another file already"))

    def _is_subtitle(self, placement: Placement) -> bool:
        entry = self._sources.entry(placement.source)
        return entry is not None and entry.role is Role.SUBTITLE

    def _try(self, placement: Placement) -> bool:
        sub = safe_sub(placement.sub)
        spot = self.seats.spell(Spot(placement.section, placement.folder, sub))
        placement = placement._replace(folder=spot.folder, sub=spot.sub)
        folder = self.seats.folder_path(spot)
        name = placement.rename or last_component(placement.source)
        if placement.source == joined(folder, name) and not self.elsewhere:
            self.unchanged += 1
            self.taken.add(spot, placement.rename or placement.source)
            return True
        if self._in_the_way(folder, name, placement.source):
            return False
        if self.taken.has(spot, name):
            return False
        self._put(placement)
        return True

    def _put(self, placement: Placement) -> None:
        self.placements.append(placement)
        self.taken.add(Spot(*placement[:3]), placement.rename or placement.source)

    def _in_the_way(self, folder: str, name: str, source: str) -> str:
        """Why an entry cannot have a name in a folder of the library, or ""."""
        seat = joined(folder, name)
        blocked = self.seats.blocked(folder)
        if blocked:
            return f"the file '{blocked}' is where its folder would be"
        if self.seats.is_folder(seat):
            return f"a folder is at '{seat.rstrip('/')}' already"
        there = self.seats.occupant(folder, name)
        if there is None:
            return ""
        own = self._sources.entry(source)
        return already(seat, there, own) or f"'{seat}' is another file already"

    def at_home(self, attached: Attached, spot: Spot) -> bool:
        """Whether the folder that something follows is where its videos go."""
        here = joined(attached.anchor, attached.home)
        return not self.elsewhere and here == self.seats.folder_path(spot)

    def has_videos(self, folder: str) -> bool:
        """Whether videos or extras lie in a folder that was scanned."""
        return self._sources.has_videos(folder)

    def attach(self, attached: Attached, spot: Spot | None, *, scattered: bool) -> None:
        """Seat something that follows a folder, or leave it with the reason."""
        if self._keeps.inside(attached.path):
            self.unchanged += 1
        elif spot is not None:
            self.put(Placement(*spot, attached.path), attached.path)
        elif scattered:
            self.left.append(Left(attached.path, "its folder's videos go apart"))
        else:
            why = "no video beneath its folder is placed"
            self.left.append(Left(attached.path, why))

    def leave(self, bundle: Bundle, why: str) -> None:
        """Leave a bundle whole."""
        self.left.append(Left(bundle.lead, why))
        name = last_component(bundle.lead)
        for companion in bundle.companions:
            self.left.append(Left(companion.path, f"stays with '{name}'"))
