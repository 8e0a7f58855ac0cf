"""What a plan means, as one digest, and whether an approval is for it. Pure.

The digest is over what apply would do and what the plan says of everything else:
library, tree, action, counts, each source with its destination, each entry left with
its reason. Comments, notes, order, quoting and the files it is split into are no part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from planfile.artifacts.approval import Approval
from planfile.artifacts.plan import Plan
from planfile.errors import RefusedError


def plan_meaning_digest(plan: Plan) -> str:
    """What a plan means, as "sha256:" and 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for row in _rows(plan):
        line = json.dumps(row, ensure_ascii=True, separators=(",", ":"))
        digest.update(line.encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"


def _rows(plan: Plan) -> Iterator[list[str]]:
    yield ["planfile", "1"]
    yield ["library", plan.library, plan.into]
    yield ["tree", plan.tree]
    yield ["engine", _prose(plan.engine)]
    yield ["action", plan.action.value]
    yield ["counts", str(plan.entries), str(plan.unchanged)]
    for section, root in sorted(plan.roots.items()):
        yield ["root", section.value, root]
    for key, value in sorted(plan.policies.items()):
        yield ["policy", key, _prose(value)]
    for source, destination in sorted(plan.moves()):
        yield ["place", source, destination]
    for path, why in sorted((left.path, _prose(left.why)) for left in plan.left):
        yield ["leave", path, why]


def _prose(text: str) -> str:
    """Words without what the canonical form leaves out: spaces and the unprintable."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def check_approval(plan: Plan, approval: Approval | None) -> Approval:
    """The approval, if it is one of exactly this plan.

    Raises:
        RefusedError: There is none, nobody signed it, or the plan was changed since.
    """
    fix = "have it reviewed, then: planfile approve PLAN"
    if approval is None or not approval.signatures:
        raise RefusedError("nobody has approved this plan", fix=fix)
    if approval.tree != plan.tree:
        what = f"the approval is for the scan {approval.tree}, the plan was made from "
        raise RefusedError(what + plan.tree, fix=fix)
    if approval.plan != plan_meaning_digest(plan):
        signed = approval.signatures[-1]
        what = "the plan means something else than what "
        what += f"{signed.who} approved on {signed.when}"
        raise RefusedError(what, fix=f"planfile diff shows what; {fix}")
    return approval
