"""A person's yes to what a plan means: the verb behind `planfile approve`."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
from datetime import UTC, datetime

from planfile.artifacts.approval import Approval, Signature
from planfile.artifacts.plan import Plan
from planfile.rules.meaning import check_approval, plan_meaning_digest
from planfile.store.approval_file import approval_path, read_approval, write_approval
from planfile.store.plan_read import read_plan

GIT_SECONDS = 10


def approve(path: str, *, who: str = "", note: str = "") -> Approval:
    """Sign a plan file or folder, beside others who signed the very same meaning.

    Args:
        path: The plan; the approval is written beside it.
        who: Who approves; by default as git knows the user, else user and host.
        note: What the person has to say.

    Raises:
        PlanError: The plan has problems.
        InputError: It cannot be read, or the approval not written.
    """
    plan = read_plan(path)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = Signature(who or signer(path), now, *_commit(path), note)
    kept = _others(plan, path, signature.who)
    approval = Approval(
        plan_meaning_digest(plan), plan.tree, len(plan.placements), (*kept, signature)
    )
    write_approval(approval, approval_path(path))
    return approval


def approved(plan: Plan, path: str) -> Approval:
    """The approval beside a plan, if it is for exactly this plan.

    Raises:
        RefusedError: There is none, or the plan was changed since.
        ArtifactError: It cannot be read.
    """
    return check_approval(plan, read_approval(approval_path(path)))


def _others(plan: Plan, path: str, who: str) -> tuple[Signature, ...]:
    """The signatures under the same meaning by other people."""
    approval = read_approval(approval_path(path))
    if approval is None or approval.plan != plan_meaning_digest(plan):
        return ()
    return tuple(signature for signature in approval.signatures if signature.who != who)


def signer(path: str) -> str:
    """Who is at work: as git knows the user, else user and host."""
    name, address = (
        _git(path, "config", f"user.{which}") for which in ("name", "email")
    )
    if name and address:
        return f"{name} <{address}>"
    return name or f"{getpass.getuser()}@{socket.gethostname()}"


def _commit(path: str) -> tuple[str, bool]:
    """The commit that a plan is in, and whether it differs, for all that git says."""
    commit = _git(path, "rev-parse", "--verify", "--quiet", "HEAD")
    if not commit:
        return "", False
    name = os.path.basename(path.rstrip("/"))
    return commit, _git(path, "status", "--porcelain", "--", name) != ""


def _git(path: str, *arguments: str) -> str | None:
    """What git says in the folder of a plan, None if there is no answer."""
    folder = os.path.dirname(os.path.abspath(path.rstrip("/")))
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            ["git", "-C", folder, *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            check=False,
            timeout=GIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    return done.stdout.decode("utf-8", "replace").strip()
