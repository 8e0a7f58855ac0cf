"""What models cost and which thinking they need: one dated row each.

Prices are Google's list prices of the paid tier, USD per million tokens; thoughts are
billed as output. A price of your own (`GEMINI_PRICE=IN/OUT`) wins over the table.
"""

from __future__ import annotations

from typing import NamedTuple

TABLE_DATE = "2026-11-22"
MILLION = 1_000_000


class Price(NamedTuple):
    """USD per million tokens in and out."""

    into: float
    out: float

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """USD for so many tokens."""
        return (tokens_in * self.into + tokens_out * self.out) / MILLION


class Row(NamedTuple):
    """A price holds from its date on; `thinking` "" leaves the model its default."""

    model: str
    since: str
    price: Price
    thinking: str = ""


ROWS = (
    Row("gemini-3.5-flash-lite", "2026-07-21", Price(0.30, 2.50)),
    Row("gemini-3.8-flash", "2026-09-02", Price(0.75, 3.75), "low"),
    Row("gemini-3.8-flash", "2027-01-01", Price(1.50, 7.50), "low"),
    Row("gemini-3.7-flash", "2026-08-01", Price(0.75, 3.75), "low"),
    Row("gemini-3.7-flash", "2027-01-01", Price(1.50, 7.50), "low"),
    Row("gemini-3.6-flash", "2026-07-01", Price(0.75, 3.75), "low"),
    Row("gemini-3.6-flash", "2027-01-01", Price(1.50, 7.50), "low"),
    Row("gemini-3.5-flash", "2026-05-19", Price(1.50, 9.00), "low"),
    Row("gemini-3.1-flash-lite", "2026-05-07", Price(0.25, 1.50)),
    Row("gemini-3.1-pro-preview", "2026-02-19", Price(2.00, 12.00), "low"),
    Row("gemini-4-argon", "2026-09-01", Price(2.00, 10.00), "low"),
    Row("gemini-4-argon", "2026-12-01", Price(4.00, 20.00), "low"),
    Row("gemini-4-carbon", "2026-11-10", Price(2.00, 10.00), "low"),
    Row("gemini-4-carbon", "2026-12-01", Price(4.00, 20.00), "low"),
    Row("gemini-2.5-flash-lite", "2025-07-01", Price(0.10, 0.40)),
    Row("gemini-2.5-flash", "2025-06-01", Price(0.30, 2.50)),
    Row("gemini-2.5-pro", "2025-06-01", Price(1.25, 10.00)),
    # routed to these models, at their price, from this day on
    Row("gemini-2.5-pro", "2026-12-01", Price(0.75, 3.75)),
    Row("gemini-2.5-pro", "2027-01-01", Price(1.50, 7.50)),
)
RETIRED = ("gemini-1.0", "gemini-1.5", "gemini-2.0")


def bare(model: str) -> str:
    """The id without "models/" and spaces around it."""
    return model.strip().removeprefix("models/")


def price_of(model: str, today: str) -> Price | None:
    """What a model costs on a day (YYYY-MM-DD); None where the table has no row."""
    rows = [row for row in ROWS if row.model == bare(model)]
    valid = [row for row in rows if row.since <= today]
    if not rows:
        return None
    return max(valid, key=lambda row: row.since).price if valid else rows[0].price


def thinking_of(model: str) -> str:
    """The thinking level to ask for, "" for the model's own default."""
    return next((row.thinking for row in ROWS if row.model == bare(model)), "")


def thinks(model: str) -> bool:
    """Whether a model thinks before it answers; by default the small ones do not."""
    return "lite" not in model


def is_retired(model: str) -> bool:
    """Whether Google has shut the model down."""
    return bare(model).startswith(RETIRED)
