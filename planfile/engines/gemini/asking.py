"""One round of asking: cut into requests, count money, keep what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from planfile.artifacts.event import Event, Observer
from planfile.engines.gemini.answers import Answer, read_reply
from planfile.engines.gemini.failures import Failure
from planfile.engines.gemini.groups import Group
from planfile.engines.gemini.memory import NANO, NO_ANSWER, Kept, to_record
from planfile.engines.gemini.models import thinks
from planfile.engines.gemini.money import (
    Budget,
    Size,
    Totals,
    comfortable,
    request_size,
)
from planfile.engines.gemini.replies import CUT_OFF, Reply
from planfile.engines.gemini.schedule import LEVELS, Job
from planfile.engines.gemini.words import is_supported
from planfile.store.answers import Answers

LEAST_GROUPS = 60
MOST_GROUPS = 150
ABOUT_REQUESTS = 10
MOST_TOKENS_IN = 24_000


class Question(NamedTuple):
    """A group that has to be asked about, under which address its answer is kept."""

    group: Group
    address: str
    size: Size


@dataclass
class Asking:
    """What the schedule works for: prepares requests, keeps books, takes replies.

    `questions` are numbered from 1. `found` holds what is known by address, `undone`
    why some were not answered in this run. `observe` is told after each call.
    """

    questions: Mapping[int, Question]
    answers: Answers
    budget: Budget
    model: str
    last_year: int
    observe: Observer
    totals: Totals = field(default_factory=Totals)
    found: dict[str, Kept] = field(default_factory=dict)
    undone: dict[str, str] = field(default_factory=dict)
    versions: dict[str, None] = field(default_factory=dict)

    def notice(self, what: str) -> None:
        """Say what a person should know."""
        self.observe(Event("notice", what=what))

    def _progress(self) -> None:
        totals = self.totals
        done = totals.answered + totals.unanswered + totals.remembered
        total = len(self.questions) + totals.remembered
        what = f"{self.model}, call {totals.requests}"
        self.observe(Event("ask", done, total, what, cost=totals.cost))

    def jobs(self) -> list[Job]:
        """The first requests: suspicious groups alone, the others in even lots."""
        alone = [n for n, q in self.questions.items() if q.group.suspicious]
        rest = [n for n, q in self.questions.items() if not q.group.suspicious]
        lots = in_lots(rest, {n: self.questions[n].size.tokens_in for n in rest})
        return [Job(lot) for lot in lots] + [Job((number,)) for number in alone]

    def size(self, job: Job) -> Size:
        """Estimated tokens of a request."""
        sizes = [self.questions[number].size for number in job.numbers]
        return request_size(sizes, thinks=thinks(self.model))

    def room(self, job: Job) -> int:
        """The most tokens that the reply may have; 0: no money left right now."""
        return self.budget.room(self.size(job))

    def sent(self, call: int, job: Job, most_out: int) -> None:
        """A call has gone out."""
        self.totals.requests += 1
        self.budget.hold(call, self.size(job), most_out)

    def returned(self, call: int, outcome: Reply | Failure) -> None:
        """A call has come back: what it cost, or at the worst may have cost."""
        price = self.budget.price
        if isinstance(outcome, Failure):
            worst = self.budget.held.get(call, 0.0) if outcome.billed else 0.0
            self.budget.settle(call, worst)
            self.totals.uncertain += worst
            return
        cost = price.cost(outcome.tokens_in, outcome.tokens_out) if price else 0.0
        self.budget.settle(call, cost)
        self.totals.tokens_in += outcome.tokens_in
        self.totals.tokens_out += outcome.tokens_out
        self.totals.cost += cost
        if outcome.model:
            self.versions[outcome.model] = None

    def take(self, job: Job, reply: Reply) -> list[Job]:
        """Use a reply; what has to be asked again, in halves, what conflicts alone."""
        read = read_reply(
            "" if reply.problem else reply.text, job.numbers, self.last_year
        )
        self.totals.dropped += read.unknown
        good = dict(read.answers)
        swapped = self._swapped(job, good) if job.level == 0 else []
        for number in swapped:
            del good[number]
        self._keep(good, reply)
        alone = [*read.conflicting, *swapped]
        if job.level < LEVELS:
            level = job.level + 1
            again = [*parts_of(read.missing, 2), *((number,) for number in alone)]
            return [Job(numbers, level, due=-level) for numbers in again]
        why = reply.problem or (read.malformed and "malformed")
        left = (*read.missing, *alone)
        if why == CUT_OFF and self.room(job) < comfortable(self.size(job)):
            self.give_up(left, "the cost limit left no room for an answer")
        else:
            self._in_vain(left, why)
        return []

    def _swapped(self, job: Job, answers: Mapping[int, Answer]) -> list[int]:
        """Answers that fit another group of the same request and not their own."""
        doubtful = {
            number: answer.title
            for number, answer in answers.items()
            if answer.title
            and not is_supported(answer.title, self.questions[number].group.evidence)
        }
        evidence = {n: self.questions[n].group.evidence for n in job.numbers}
        return [
            number
            for number, title in doubtful.items()
            if any(is_supported(title, evidence[n]) for n in job.numbers if n != number)
        ]

    def _keep(self, answers: Mapping[int, Answer], reply: Reply) -> None:
        """Remember answers, each with its share of the reply's tokens and cost."""
        price = self.budget.price
        kept = {}
        for at, (number, answer) in enumerate(sorted(answers.items())):
            into = share(reply.tokens_in, len(answers), at)
            out = share(reply.tokens_out, len(answers), at)
            nano = round(price.cost(into, out) * NANO) if price else 0
            kept[number] = Kept(answer, into, out, nano)
        self.totals.answered += len(answers)
        self._remember(kept)

    def _in_vain(self, numbers: Sequence[int], why: str) -> None:
        """The service works but has no usable answer: kept too, so that it stays so."""
        kept = Kept(None, why=f"{NO_ANSWER}{f' ({why})' if why else ''}")
        self.totals.unanswered += len(numbers)
        self._remember(dict.fromkeys(numbers, kept))

    def _remember(self, kept: Mapping[int, Kept]) -> None:
        known = {self.questions[number].address: one for number, one in kept.items()}
        self.found.update(known)
        self.answers.add(to_record(address, one) for address, one in known.items())
        self._progress()

    def give_up(self, numbers: Sequence[int], why: str) -> None:
        """No reply will come for these in this run."""
        for number in numbers:
            self.undone[self.questions[number].address] = why
        self.totals.unanswered += len(numbers)
        self._progress()


def share(total: int, parts: int, at: int) -> int:
    """The share of one of several parts, so that all shares make the total.

    >>> [share(10, 3, at) for at in range(3)]
    [4, 3, 3]
    """
    return total // parts + (at < total % parts)


def parts_of(numbers: Sequence[int], count: int) -> list[tuple[int, ...]]:
    """So many parts of about equal length, or what there is.

    >>> parts_of([1, 2, 3], 2), parts_of([7], 2), parts_of([], 2)
    ([(1,), (2, 3)], [(7,)], [])
    """
    ends = [len(numbers) * at // count for at in range(count + 1)]
    return [tuple(numbers[a:b]) for a, b in pairwise(ends) if a < b]


def in_lots(numbers: Sequence[int], tokens: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Requests of about equal length: some ten, neither tiny nor huge."""
    if not numbers:
        return []
    most = min(MOST_GROUPS, max(LEAST_GROUPS, -(-len(numbers) // ABOUT_REQUESTS)))
    by_count = -(-len(numbers) // most)
    by_tokens = -(-sum(tokens.values()) // MOST_TOKENS_IN)
    return parts_of(numbers, max(by_count, by_tokens))
