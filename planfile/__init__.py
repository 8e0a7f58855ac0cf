"""Terraform for a media library: scan, plan, apply, destroy.

    tree = planfile.scan("/media/library")
    plan = planfile.plan(tree)
    planfile.write(plan, "plan.yaml")  # read it, edit it, review it
    planfile.apply(planfile.read("plan.yaml"), tree=tree)
    planfile.destroy("/media/library")

Every stage takes `observe`, a callable that gets one frozen `Event` at a time. Nothing
is imported until it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from planfile.artifacts.bundle import Bundle, Companion
    from planfile.artifacts.event import Event, Observer
    from planfile.artifacts.identity import Identity, Kind
    from planfile.artifacts.plan import Action, Left, Placement, Plan, Section
    from planfile.artifacts.report import Outcome, Phase, Report, Status
    from planfile.artifacts.state import RunRecord
    from planfile.artifacts.tree import Entry, Folder, Role, Tree, TreeSummary
    from planfile.engines import Engine
    from planfile.errors import (
        ArtifactError,
        DriftError,
        EngineError,
        InputError,
        LockedError,
        NewerFormatError,
        PlanError,
        PlanfileError,
        Problem,
        RecoveryNeededError,
        RefusedError,
        RolledBackError,
        SettingsError,
        StoppedError,
        UsageError,
    )
    from planfile.rules.layout import Policies
    from planfile.stages.apply import apply
    from planfile.stages.destroy import destroy
    from planfile.stages.plan import plan
    from planfile.stages.recover import recover
    from planfile.stages.scan import scan_tree as scan
    from planfile.stages.status import history, status
    from planfile.store.artifact_file import read, write

_HOMES = {
    "planfile.artifacts.bundle": "Bundle Companion",
    "planfile.artifacts.event": "Event Observer",
    "planfile.artifacts.identity": "Identity Kind",
    "planfile.artifacts.plan": "Action Left Placement Plan Section",
    "planfile.artifacts.report": "Outcome Phase Report Status",
    "planfile.artifacts.state": "RunRecord",
    "planfile.artifacts.tree": "Entry Folder Role Tree TreeSummary",
    "planfile.engines": "Engine",
    "planfile.errors": """
        ArtifactError DriftError EngineError InputError LockedError NewerFormatError
        PlanError PlanfileError Problem RecoveryNeededError RefusedError
        RolledBackError SettingsError StoppedError UsageError
    """,
    "planfile.rules.layout": "Policies",
    "planfile.stages.apply": "apply",
    "planfile.stages.destroy": "destroy",
    "planfile.stages.plan": "plan",
    "planfile.stages.recover": "recover",
    "planfile.stages.scan": "scan",
    "planfile.stages.status": "history status",
    "planfile.store.artifact_file": "read write",
}
_NAMES = {name: module for module, names in _HOMES.items() for name in names.split()}
_ELSEWHERE = {"scan": "scan_tree"}

__all__ = [
    "Action",
    "ArtifactError",
    "Bundle",
    "Companion",
    "DriftError",
    "Engine",
    "EngineError",
    "Entry",
    "Event",
    "Folder",
    "Identity",
    "InputError",
    "Kind",
    "Left",
    "LockedError",
    "NewerFormatError",
    "Observer",
    "Outcome",
    "Phase",
    "Placement",
    "Plan",
    "PlanError",
    "PlanfileError",
    "Policies",
    "Problem",
    "RecoveryNeededError",
    "RefusedError",
    "Report",
    "Role",
    "RolledBackError",
    "RunRecord",
    "Section",
    "SettingsError",
    "Status",
    "StoppedError",
    "Tree",
    "TreeSummary",
    "UsageError",
    "apply",
    "destroy",
    "history",
    "plan",
    "read",
    "recover",
    "scan",
    "status",
    "write",
]


if not TYPE_CHECKING:  # a type checker must not take every name for granted

    def __getattr__(name: str) -> object:
        """Find a public name where it lives, the first time that it is asked for."""
        if name not in _NAMES:
            raise AttributeError(f"module 'planfile' has no attribute {name!r}")
        from importlib import import_module

        found: object = getattr(import_module(_NAMES[name]), _ELSEWHERE.get(name, name))
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
