"""The owner's policies, asked before a plan is carried out."""

from __future__ import annotations

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.errors import RefusedError
from planfile.rules.allowance import Allowance, breaches
from planfile.settings import Settings


def check_allowed(plan: Plan, path: str, tree: Tree | None, settings: Settings) -> None:
    """Go on only if the plan at `path` keeps to every policy of the settings.

    Raises:
        RefusedError: It doesn't, the problems name each rule that it breaks; or an
            approval is required, and there is none for exactly this plan.
    """
    if settings.require_approval:
        from planfile.stages.approve import approved

        approved(plan, path)
    allowed = Allowance(
        settings.max_moves,
        settings.max_bytes,
        settings.policy_confidence,
        settings.protect,
        settings.only,
        settings.same_device,
    )
    found = breaches(plan, allowed, tree)
    if found:
        raise RefusedError(
            "the plan goes further than the policies allow; nothing was changed",
            fix="change the plan, or the policy; planfile settings says who set it",
            problems=tuple(found),
        )
