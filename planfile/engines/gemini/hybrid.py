"""The Gemini engine: the offline one first, then the model where names don't tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planfile.artifacts.bundle import Bundle
from planfile.artifacts.event import Event, Observer
from planfile.artifacts.identity import Identity
from planfile.artifacts.tree import Tree
from planfile.engines import Engine
from planfile.engines.gemini.answers import Answer
from planfile.engines.gemini.asking import Asking, Question
from planfile.engines.gemini.groups import Group, Seen, group_up, to_ask
from planfile.engines.gemini.judge import identity_of, noted, trusted
from planfile.engines.gemini.memory import NANO, Kept, kept_of, open_answers
from planfile.engines.gemini.money import Totals, counted, group_size, usd
from planfile.engines.gemini.privacy import owners, private_test, redactor
from planfile.engines.gemini.prompt import cache_key
from planfile.engines.gemini.session import Session
from planfile.store.answers import Answers


class Inquiry(NamedTuple):
    """What one run is about: the groups asked about, and what is known of them.

    Each of `groups` has its address in `answers`; `kept` is what was found there.
    `hidden` counts the bundles that are nobody's business.
    """

    groups: list[tuple[str, Group]]
    answers: Answers
    kept: dict[str, Kept]
    hidden: int


class GeminiEngine:
    """Asks about groups the offline engine is unsure of; an `Engine`.

    `known` gives examples of what the owner said before, for the evidence of a group.
    `totals` tell about the last run.
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
        self.totals = Totals()

    @property
    def name(self) -> str:
        """The engine and its model, and after a run what was asked at what cost."""
        corrections = self.offline.name.partition(";")[1:]
        return f"gemini {self.model}{self.asked}{''.join(corrections)}"

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
        self.totals = Totals(remembered=len(inquiry.kept))
        asking = self._asking(inquiry, observe)
        if asking.questions:
            self.session.run(asking)
            inquiry.kept.update(asking.found)
        self.asked = label(inquiry)
        found = list(local)
        for address, group in inquiry.groups:
            kept = inquiry.kept.get(address)
            why = asking.undone.get(address, kept.why if kept else "")
            combine(group, kept and kept.answer, why, found)
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
        paths = [bundle.lead for bundle in bundles]
        hidden = set(filter(private_test(options.private), paths))
        people = (*options.account, *owners(paths))
        redact = redactor(tree.library, options.redact, people)
        seen = Seen(redact, hidden.__contains__, self.known)
        thinking = self.session.thinking
        groups = [
            (cache_key(self.model, thinking, group.payload), group)
            for group in to_ask(group_up(bundles, local, seen), options.ask)
        ]
        answers = open_answers(options, self.model)
        wanted = [] if options.refresh else [address for address, _ in groups]
        return Inquiry(groups, answers, kept_of(answers.load(wanted)), len(hidden))

    def _asking(self, inquiry: Inquiry, observe: Observer) -> Asking:
        """What is not known yet, numbered."""
        new = {a: group for a, group in inquiry.groups if a not in inquiry.kept}
        questions = {
            number: Question(group, address, group_size(number, group))
            for number, (address, group) in enumerate(new.items(), 1)
        }
        return self.session.asking(questions, inquiry.answers, observe, self.totals)


def combine(
    group: Group, answer: Answer | None, why: str, found: list[Identity | None]
) -> None:
    """Better the identities of a group's bundles in place, or note why not."""
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
    used = {address: inquiry.kept.get(address) for address, _ in inquiry.groups}
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
