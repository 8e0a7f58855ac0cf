"""The Gemini engine: the offline one first, then the model where names don't tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Event, Observer
from planfile.artifacts.identity import Identity
from planfile.artifacts.tree import Tree
from planfile.engines import Engine
from planfile.engines.gemini.asking import NANO, Asking, Kept, Question
from planfile.engines.gemini.groups import Group, Seen, group_up, to_ask
from planfile.engines.gemini.judge import identity_of, noted, trusted
from planfile.engines.gemini.memory import kept_of, open_answers
from planfile.engines.gemini.money import Estimate, Totals, counted, group_size, usd
from planfile.engines.gemini.privacy import owners, private_test, redactor
from planfile.engines.gemini.prompt import cache_key
from planfile.engines.gemini.session import Session
from planfile.store.answers import Answers


class Inquiry(NamedTuple):
    """What one run is about: the groups asked about, and what is known of them.

    `addresses` are those of the groups in `answers`, `kept` is what was found there.
    `hidden` counts the bundles that are nobody's business.
    """

    groups: list[Group]
    addresses: list[str]
    answers: Answers
    kept: dict[str, Kept]
    hidden: int


class GeminiEngine:
    """Asks about groups the offline engine is unsure of; an `Engine`.

    `known` gives examples of what the owner said before, for the evidence of a group.
    `totals` and `estimate` tell about the last run.
    """

    def __init__(
        self, offline: Engine, session: Session, known: Callable[[str], list[str]]
    ) -> None:
        """Nothing is loaded or sent before `identify` finds something to ask."""
        self.offline = offline
        self.session = session
        self.known = known
        self.options = session.options
        self.model = session.model
        self.asked = ""

    @property
    def name(self) -> str:
        """The engine and its model, and after a run what was asked at what cost."""
        corrections = self.offline.name.partition(";")[1:]
        return f"gemini {self.model}{self.asked}{''.join(corrections)}"

    @property
    def totals(self) -> Totals:
        """What the last run has really used."""
        return self.session.totals

    @property
    def estimate(self) -> Estimate | None:
        """What the last run was expected to take; None when nothing was asked."""
        return self.session.estimate

    def identify(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[Identity | None]:
        """Local identities, bettered by the model's answers where it was asked.

        Raises:
            EngineError: No SDK, no key, a refused key, no such model.
            RefusedError: It would cost more than allowed, or nobody approved.
            StoppedError: Ctrl-C; answers so far are kept.
        """
        local = self.offline.identify(tree, bundles, observe)
        inquiry = self._inquire(tree, bundles, local)
        if inquiry.groups and inquiry.hidden:
            what = f"{counted(inquiry.hidden, 'private file')} not asked about"
            observe(Event("notice", what=what))
        undone = self._ask(inquiry, observe)
        self.asked = label(inquiry)
        found = list(local)
        for group, address in zip(inquiry.groups, inquiry.addresses, strict=True):
            kept = inquiry.kept.get(address)
            why = undone.get(address, kept.why if kept else "")
            self._combine(group, kept, why, found)
        return found

    def preview(
        self, tree: Tree, bundles: Sequence[Bundle], observe: Observer
    ) -> list[dict[str, object]]:
        """The bodies of all requests that would go out, exactly; nothing is sent."""
        local = self.offline.identify(tree, bundles, observe)
        inquiry = self._inquire(tree, bundles, local)
        return self.session.bodies(self._asking(inquiry, observe))

    def _inquire(
        self, tree: Tree, bundles: Sequence[Bundle], local: Sequence[Identity | None]
    ) -> Inquiry:
        options = self.options
        people = (*options.account, *owners(bundle.lead for bundle in bundles))
        seen = Seen(
            redactor(tree.library, options.redact, people),
            private_test(options.private),
            self.known,
        )
        groups = to_ask(group_up(bundles, local, seen), options.ask)
        thinking = self.session.thinking
        addresses = [cache_key(self.model, thinking, group.payload) for group in groups]
        answers = open_answers(options, self.model)
        kept = kept_of(answers.load(() if options.refresh else addresses))
        hidden = sum(seen.is_private(bundle.lead) for bundle in bundles)
        return Inquiry(groups, addresses, answers, kept, hidden)

    def _ask(self, inquiry: Inquiry, observe: Observer) -> dict[str, str]:
        """Ask what is not known yet; what stayed undone, by address, and why."""
        self.session.totals = Totals(remembered=len(inquiry.kept))
        self.session.estimate = None
        asking = self._asking(inquiry, observe)
        if asking.questions:
            self.session.run(asking)
            inquiry.kept.update(asking.found)
        return asking.undone

    def _asking(self, inquiry: Inquiry, observe: Observer) -> Asking:
        questions: dict[str, Group] = {}
        for group, address in zip(inquiry.groups, inquiry.addresses, strict=True):
            if address not in inquiry.kept:
                questions.setdefault(address, group)
        numbered = {
            number: Question(group, address, group_size(number, group))
            for number, (address, group) in enumerate(questions.items(), 1)
        }
        return self.session.asking(numbered, inquiry.answers, observe)

    def _combine(
        self, group: Group, kept: Kept | None, why: str, found: list[Identity | None]
    ) -> None:
        """Better the identities of a group's bundles in place."""
        answer = kept.answer if kept else None
        if answer:
            answer = trusted(answer, group)
        for member in (*group.members, *group.followers):
            local = found[member.at]
            if answer:
                found[member.at] = identity_of(member.path, local, answer)
            else:
                found[member.at] = noted(local, 1.0, why)


def label(inquiry: Inquiry) -> str:
    """How much was asked and what the answers took, whenever that was."""
    used = {address: inquiry.kept.get(address) for address in inquiry.addresses}
    kept = [one for one in used.values() if one and one.answer]
    if not used:
        return ""
    into = sum(one.tokens_in for one in kept)
    out = sum(one.tokens_out for one in kept)
    cost = sum(one.nano for one in kept) / NANO
    return (
        f", {len(kept)} of {len(used)} questions answered, "
        f"{into} tokens in, {out} out, {usd(cost)}"
    )
