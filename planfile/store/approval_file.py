"""Approvals as JSON files beside their plans, so that git keeps them together."""

from __future__ import annotations

import json
from typing import Any

from planfile.artifacts.approval import APPROVAL_VERSION, Approval, Signature
from planfile.errors import ArtifactError
from planfile.store.atomic import write_atomic
from planfile.store.schema import check_schema

LARGEST = 2**20
FIX = "planfile approve PLAN"


def approval_path(plan_path: str) -> str:
    """Where the approval of a plan file or folder is kept."""
    return f"{plan_path.rstrip('/')}.approval.json"


def read_approval(path: str) -> Approval | None:
    """The approval in a file, None where there is no file.

    Raises:
        ArtifactError: It cannot be read, or is no approval.
    """
    try:
        with open(path, "rb") as stream:
            data = json.loads(stream.read(LARGEST).decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ArtifactError(f"cannot read {path}: {error.strerror}", fix=FIX) from error
    except (ValueError, RecursionError) as error:
        raise ArtifactError(f"{path} is no approval: {error}", fix=FIX) from error
    problems = tuple(one._replace(file=path) for one in check_schema("approval", data))
    if problems:
        what = f"{path} is no approval: {problems[0].path} {problems[0].message}"
        raise ArtifactError(what, fix=FIX, problems=problems)
    signatures = tuple(Signature(**signature) for signature in data["signatures"])
    return Approval(data["plan"], data["tree"], data["entries"], signatures)


def approval_data(approval: Approval) -> dict[str, Any]:
    """An approval as its file holds it; schemas/approval.schema.json says each key."""
    return {
        "planfile": "approval",
        "version": APPROVAL_VERSION,
        "plan": approval.plan,
        "tree": approval.tree,
        "entries": approval.entries,
        "signatures": [signature._asdict() for signature in approval.signatures],
    }


def write_approval(approval: Approval, path: str) -> None:
    """Write an approval, whole or not at all.

    Raises:
        InputError: The folder is missing, not writable or full.
    """
    text = json.dumps(approval_data(approval), indent=1, ensure_ascii=False) + "\n"
    write_atomic(path, [text.encode("utf-8", "backslashreplace")])
