"""Tree to plan: bundles, identities, layout; a pure function given its engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planfile import engines
from planfile.artifacts.event import Event, Observer, ignore
from planfile.artifacts.identity import Kind
from planfile.artifacts.paths import last_component
from planfile.artifacts.placements import Placements
from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
from planfile.artifacts.tree import Folder, Tree
from planfile.naming.bundles import gather
from planfile.naming.roots import find_roots, is_for, without_ids
from planfile.naming.season_folders import anchors_of
from planfile.rules import alone, links
from planfile.rules.desk import Desk
from planfile.rules.following import Common
from planfile.rules.keeps import Keeps
from planfile.rules.layout import Policies
from planfile.rules.natural import NaturalKey, name_key, natural_key
from planfile.rules.players import ALL, CODES, home_findings
from planfile.rules.seats import Seats
from planfile.stages.attaching import attach

__all__ = ["MIN_CONFIDENCE", "plan"]

MIN_CONFIDENCE = 0.5
_GRAVE = frozenset({"number-not-in-name", "season-conflict", "ignored-word"})


def plan(  # noqa: PLR0913 - each is a setting of its own
    tree: Tree,
    *,
    engine: str | engines.Engine = "offline",
    action: Action = Action.MOVE,
    observe: Observer = ignore,
    policies: Policies | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    folders: dict[Section, str] | None = None,
    into: str = "",
    there: Sequence[Folder] = (),
) -> Plan:
    """Say where every entry of `tree` goes, or why it stays.

    `folders` overrides where shows and movies live beneath the library. Entries whose
    identity is less sure than `min_confidence` are left alone. `into` is the absolute
    path of another library to place into, `there` the folders that it has already.

    Raises:
        EngineError: The engine could not answer at all.
    """
    chosen = engines.get(engine) if isinstance(engine, str) else engine
    policies = policies or Policies()
    gathered = gather(tree)
    bundles = list(gathered.bundles)
    gathered = gathered._replace(bundles=())
    total = len(bundles)
    observe(Event("plan", 0, total))
    identities = chosen.identify(tree, bundles, observe)
    sure = {i.kind for i in identities if i and i.confidence >= min_confidence}
    roots = find_roots(
        there if into else tree.folders,
        shows=Kind.SHOW in sure,
        movies=Kind.MOVIE in sure,
    )
    roots.update(folders or {})
    sources = Seats(tree.folders, roots, without_ids)
    desk = Desk(
        Seats(there, roots, without_ids) if into else sources,
        sources,
        policies,
        min_confidence,
        Keeps(roots, is_for),
        elsewhere=bool(into),
    )
    common = Common(
        anchor
        for attached in gathered.attached
        for anchor in anchors_of(attached.anchor)
    )
    desk.seat(bundles, identities, common)
    attach(desk, gathered.attached, common)
    alone.follow(desk, bundles, identities)
    left: Iterable[Left] = (*gathered.left, *desk.left)
    if action is Action.MOVE:
        left = links.told(left, tree, (one.source for one in desk.placements))
    made = Plan(
        library=tree.library,
        tree=tree.summary.digest,
        engine=chosen.name,
        entries=tree.summary.entries,
        unchanged=desk.unchanged,
        placements=(),
        left=tuple(sorted(left, key=lambda one: (natural_key(one.path), one.why))),
        action=action,
        roots=roots,
        into=into,
        policies=policies.to_data(),
        notes=dict(sorted(desk.notes.items())),
    )
    placements = desk.placements
    del gathered, bundles, identities, desk, sources, common  # that memory is wanted
    ordered = Placements.of(_in_order(made, placements))
    observe(Event("plan", total, total))
    return replace(made, placements=ordered)


def _in_order(made: Plan, placements: list[Placement]) -> Iterator[Placement]:
    """Placements as a plan file lists them, with a note where players would err.

    The list is emptied: a million of them must not be held twice.
    """
    homes: dict[tuple[Section, str], dict[str, list[Placement]]] = {}
    for placement in placements:
        subs = homes.setdefault((placement.section, placement.folder), {})
        subs.setdefault(placement.sub, []).append(placement)
    placements.clear()
    for section in Section:
        folders = (folder for own, folder in homes if own is section)
        for folder in sorted(folders, key=natural_key):
            subs = homes.pop((section, folder))
            rows = [
                placement
                for sub in sorted(subs, key=natural_key)
                for placement in sorted(subs[sub], key=_name_order)
            ]
            yield from _warned(made, section, folder, rows)


def _name_order(placement: Placement) -> tuple[tuple[NaturalKey, NaturalKey], str]:
    name = placement.rename or last_component(placement.source)
    return name_key(name), placement.source


def _warned(
    made: Plan, section: Section, folder: str, rows: list[Placement]
) -> list[Placement]:
    """One folder's placements, with a note on each that all players misread."""
    inner = [
        f"{p.sub}/{name}" if p.sub else name
        for p in rows
        for name in (p.rename or last_component(p.source),)
    ]
    codes = {
        finding.path: finding.code
        for finding in home_findings(section, folder, zip(inner, inner, strict=True))
        if finding.code in _GRAVE and finding.players == ALL
    }
    if not codes:
        return rows
    sure = made.notes.get((section, folder), "").partition(" ")[0] or "1.00"
    notes = {at: f"{sure} {code}: {CODES[code]}" for at, code in codes.items()}
    return [
        p if p.note or at not in notes else p._replace(note=notes[at])
        for p, at in zip(rows, inner, strict=True)
    ]
