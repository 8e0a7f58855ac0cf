"""What a run came to, and its report: bytes, and what came from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import compress, islice

from planfile.artifacts.intent import Intent
from planfile.artifacts.plan import Plan, Section
from planfile.artifacts.report import Account, Home, Outcome, Report
from planfile.artifacts.state import RunRecord
from planfile.errors import Problem
from planfile.rules.reasons import kind_of
from planfile.stages.holding import Held
from planfile.stages.preflight import SKIP, WAITS, Survey
from planfile.views.run_text import report_json

MOST_KINDS = 100
"""Kinds of reasons that are counted one by one; hand-written ones have no end."""
OTHERS = "other reasons"
MANY_LINES = 1024
"""Lines of a report that are written in one go."""
NO_ACCOUNT = Account()


def account_of(plan: Plan, skipped: Collection[str]) -> Account:
    """A plan's own part of the account; `skipped` are sources left out on request."""
    return Account(
        engine=plan.engine, homes=homes_of(plan, skipped), left=left_of(plan)
    )


def homes_of(plan: Plan, skipped: Collection[str]) -> tuple[Home, ...]:
    """Shows and movies in plan order with the folders that their entries come from."""
    found: dict[tuple[Section, str], dict[str, int]] = {}
    for batch in plan.batches:
        home, above = batch.place[:2], batch.above
        count = batch.many
        if skipped:
            count -= sum(above + name in skipped for name in batch.names())
        if count:
            sources = found.setdefault(home, {})
            sources[above[:-1]] = sources.get(above[:-1], 0) + count
    return tuple(
        Home(section.value, folder, sum(sources.values()), sources)
        for (section, folder), sources in found.items()
    )


def left_of(plan: Plan) -> dict[str, int]:
    """How many entries the plan leaves for which kind of reason, the most first."""
    kinds: Counter[str] = Counter()
    for why, count in Counter(left.why for left in plan.left).items():
        kinds[kind_of(why)] += count
    kept = dict(kinds.most_common(MOST_KINDS))
    rest = kinds.total() - sum(kept.values())
    return kept | {OTHERS: kept.get(OTHERS, 0) + rest} if rest else kept


def size_placed(survey: Survey) -> int:
    """The bytes of all entries that are placed."""
    if not survey.left_waiting:
        return sum(compress(survey.sizes, map(SKIP.__ne__, survey.marks)))
    looked = zip(survey.again(), survey.marks, survey.sizes, strict=True)
    return sum(
        size
        for wish, mark, size in looked
        if mark != SKIP and (mark != WAITS or wish.source in survey.waiting)
    )


def report(
    held: Held,
    intent: Intent,
    problems: tuple[Problem, ...],
    record: RunRecord | None,
    account: Account = NO_ACCOUNT,
) -> Report:
    """What was done, or in a dry run would be; `problems` say why some was left."""
    outcome = Outcome.NOTHING
    if record is not None:
        outcome = Outcome.DONE if held.acts is None else Outcome.WOULD
    return Report(
        intent.kind,
        outcome,
        held.disk.library,
        number=record.number if record else 0,
        run=record.id if record else "",
        action=intent.action,
        counts=record.counts if record else {},
        acts=tuple(held.acts or ()),
        skipped=problems,
        notices=tuple(held.notices),
        record=record,
        account=account,
    )


def told(done: Report) -> Iterator[bytes]:
    """A report as JSON."""
    lines = report_json(done)
    while some := list(islice(lines, MANY_LINES)):
        yield "".join(f"{line}\n" for line in some).encode("utf-8")
