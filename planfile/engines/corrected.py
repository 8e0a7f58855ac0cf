"""An engine that knows better: what a person corrected before is not asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.correction import Correction
from planfile.artifacts.event import Observer
from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.tree import Tree
from planfile.engines import Engine
from planfile.naming.called import called
from planfile.naming.paths import read_path
from planfile.naming.reading import Reading
from planfile.rules.corrections import Rules

BY = "correction"


class Corrected:
    """Another engine with corrections as rules; an `Engine`."""

    def __init__(self, inner: Engine, rules: Rules) -> None:
        self.inner = inner
        self.rules = rules
        self.applied: set[int] = set()

    @property
    def name(self) -> str:
        """The engine that is corrected, and after a run by which corrections."""
        numbers = ", ".join(map(str, sorted(self.applied)))
        return (
            f"{self.inner.name}; corrections {numbers}" if numbers else self.inner.name
        )

    def identify(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[Identity | None]:
        """The inner engine's answers; corrected ones say by which correction."""
        found = self.inner.identify(tree, bundles, observe)
        self.applied.clear()
        if not self.rules:
            return found
        return [
            self._corrected(bundle.lead, identity)
            for bundle, identity in zip(bundles, found, strict=True)
        ]

    def _corrected(self, path: str, said: Identity | None) -> Identity | None:
        correction = self.rules.find(called(path), said.season if said else None)
        if correction is None:
            return said
        self.applied.add(correction.number)
        return corrected(correction, path, said)


def corrected(correction: Correction, path: str, said: Identity | None) -> Identity:
    """What a bundle is by a correction, with its number in the reason."""
    why = f"correction {correction.number}: {correction}"
    truth = correction.truth
    if truth is None:
        left = said or Identity(Kind.MOVIE, "")
        return replace(left, confidence=0.0, why=why, by=BY)
    heard = read_path(path)
    base = said
    if not base or base.kind is not truth.kind:
        base = named(Identity(truth.kind, ""), heard, heard)
    return replace(
        base,
        title=truth.title,
        year=truth.year,
        season=base.season if truth.season is None else truth.season,
        confidence=1.0,
        why=why,
        by=BY,
    )


def named(found: Identity, heard: Reading, numbers: Identity | Reading) -> Identity:
    """What something is found to be, with what its names and its numbers say of it."""
    if found.kind is Kind.MOVIE:
        return replace(found, ids=heard.ids, edition=numbers.edition, part=numbers.part)
    return replace(
        found,
        ids=heard.ids,
        edition=numbers.edition,
        season=numbers.season,
        episodes=numbers.episodes,
        absolute=numbers.absolute,
        date=numbers.date,
    )
