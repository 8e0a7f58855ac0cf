"""What a run came to, for people and for programs."""

from __future__ import annotations

import re

from planfile.artifacts.report import Account, Home
from planfile.views.json_text import picked
from planfile.views.names import harmless
from planfile.views.screen import bytes_text

SPENT = re.compile(r"(\d{1,15}) tokens in, (\d{1,15}) out, \$(\d{1,9}\.\d+)")


def account_data(account: Account) -> dict[str, object]:
    """What a run came to but for its homes; tokens and cost where the engine told."""
    return picked(account, "size seconds engine left") | spent(account.engine)


def home_data(home: Home) -> dict[str, object]:
    """A show or movie of a run, for programs."""
    return picked(home, "section folder entries") | {"from": home.sources}


def spent(engine: str) -> dict[str, float]:
    """Tokens and USD out of what a plan says of its engine; {} if it says nothing.

    >>> spent("gemini x, 3 of 3 questions answered, 1200 tokens in, 300 out, $0.0042")
    {'tokens_in': 1200, 'tokens_out': 300, 'cost': 0.0042}
    """
    found = SPENT.search(engine)
    if not found:
        return {}
    return {
        "tokens_in": int(found[1]),
        "tokens_out": int(found[2]),
        "cost": float(found[3]),
    }


def account_text(account: Account) -> str:
    """How much a run placed, how fast, and who said what goes where."""
    parts = [f"{bytes_text(account.size)} in {account.seconds:,.1f} s"]
    parts += [f"engine {harmless(account.engine)}"] if account.engine else []
    return "; ".join(parts)


def left_text(account: Account) -> str:
    """What the plan of a run leaves, by reason: "2 junk, 1 unsure"."""
    return ", ".join(f"{n:,} {harmless(why)}" for why, n in account.left.items())
