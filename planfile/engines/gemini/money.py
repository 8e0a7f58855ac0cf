"""What it will cost, what it has cost, and when to stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planfile.engines.gemini.groups import Group
from planfile.engines.gemini.models import Price
from planfile.engines.gemini.prompt import SCHEMA, SYSTEM, compact, expected, line
from planfile.engines.gemini.tokens import estimate_tokens

MARGIN = 1.15
INPUT_MARGIN = 1.3
THOUGHTS = 8192
MOST_OUT = 32_000
LEAST_OUT = 256
THINKING_TOKENS = 600


class Estimate(NamedTuple):
    """What asking will take; `cost` in USD is None where the price is not known."""

    requests: int
    groups: int
    tokens_in: int
    tokens_out: int
    cost: float | None
    model: str

    def __str__(self) -> str:
        """One line: "13 requests, ~145k tokens in, 39k out, about $0.14 on MODEL"."""
        calls = counted(self.requests, "request")
        price = (
            "at an unknown price" if self.cost is None else f"about {usd(self.cost)}"
        )
        return (
            f"{calls}, ~{short(self.tokens_in)} tokens in, "
            f"{short(self.tokens_out)} out, {price} on {self.model}"
        )


def usd(amount: float) -> str:
    """Money as people read it.

    >>> usd(0.1412), usd(0.00042), usd(0.0)
    ('$0.14', '$0.0004', '$0.00')
    """
    return f"${amount:.4f}" if 0 < amount < 0.01 else f"${amount:.2f}"


def counted(count: int, noun: str) -> str:
    """A count and its noun.

    >>> counted(1, "request"), counted(13, "request")
    ('1 request', '13 requests')
    """
    return f"{count} {noun}{'s' * (count != 1)}"


def short(count: int) -> str:
    """A count in thousands.

    >>> short(812), short(39_400)
    ('812', '39k')
    """
    return str(count) if count < 1000 else f"{round(count / 1000)}k"


class Size(NamedTuple):
    """Estimated tokens of one request."""

    tokens_in: int
    tokens_out: int


def comfortable(size: Size) -> int:
    """Tokens that leave a reply room for its answers and for any thoughts."""
    return min(MOST_OUT, THOUGHTS + 2 * size.tokens_out)


FRAME = estimate_tokens(SYSTEM) + estimate_tokens(compact(SCHEMA))
ANSWER_FRAME = 8


def group_size(number: int, group: Group) -> Size:
    """Estimated tokens of one group: its line, and the answer to it."""
    return Size(
        estimate_tokens(line(number, group.payload)) + 1,
        estimate_tokens(expected(number, group)) + 1,
    )


def request_size(sizes: Sequence[Size], *, thinks: bool) -> Size:
    """Estimated tokens of a request made of groups, to a model that thinks or not."""
    thoughts = THINKING_TOKENS if thinks else 0
    return Size(
        FRAME + sum(size.tokens_in for size in sizes),
        ANSWER_FRAME + thoughts + sum(size.tokens_out for size in sizes),
    )


def estimated(
    requests: Sequence[Size], groups: int, model: str, price: Price | None
) -> Estimate:
    """The estimate for all requests, with a margin for what has to be asked again."""
    into = round(sum(size.tokens_in for size in requests) * MARGIN)
    out = round(sum(size.tokens_out for size in requests) * MARGIN)
    cost = price.cost(into, out) if price else None
    return Estimate(len(requests), groups, into, out, cost, model)


@dataclass
class Totals:
    """What a run has really used; `cost` is 0 where no price is known.

    `uncertain` is the most that calls without an answer may cost besides, `estimate`
    what was expected, None when nothing was asked.
    """

    estimate: Estimate | None = None
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    uncertain: float = 0.0
    answered: int = 0
    remembered: int = 0
    unanswered: int = 0
    dropped: int = 0
    stopped: str = ""


@dataclass
class Budget:
    """Keeps what is spent, and what is under way at its worst, below a limit in USD."""

    price: Price | None
    limit: float | None
    spent: float = 0.0
    held: dict[int, float] = field(default_factory=dict)

    def room(self, size: Size) -> int:
        """The most tokens that a call may give back; 0 when it can't be afforded."""
        wanted = comfortable(size)
        if self.price is None or self.limit is None or not self.price.out:
            return wanted
        left = self.limit - self.spent - sum(self.held.values())
        left -= self.price.cost(round(size.tokens_in * INPUT_MARGIN), 0)
        affordable = int(left * 1_000_000 / self.price.out)
        least = LEAST_OUT + round(size.tokens_out * MARGIN)
        return min(wanted, affordable) if affordable >= least else 0

    def hold(self, call: int, size: Size, most_out: int) -> None:
        """Set aside the worst that a call can cost."""
        if self.price:
            into = round(size.tokens_in * INPUT_MARGIN)
            self.held[call] = self.price.cost(into, most_out)

    def settle(self, call: int, cost: float) -> None:
        """A call is over and cost so much."""
        self.held.pop(call, None)
        self.spent += cost
