"""The account in the report that a run left, strict when read."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from planfile.artifacts.report import Account, Home
from planfile.errors import ArtifactError
from planfile.store.bounded import DAMAGE, read_most

NAME = "report.json"
MOST = 256 << 20


def read(stream: BinaryIO) -> Account | None:
    """Read and close a report; None where an older planfile wrote no account.

    Raises:
        ArtifactError: It is damaged.
    """
    with stream:
        data = read_most(stream, MOST)
    try:
        return _account(json.loads(data))
    except DAMAGE as error:
        fix = "the run itself is not touched by that"
        raise ArtifactError(f"{NAME} is damaged: {error!r}", fix=fix) from error


def _account(data: dict[str, Any]) -> Account | None:
    if data["planfile"] != "report":
        raise ValueError("it is not a report")
    if "homes" not in data:
        return None
    return Account(
        size=int(data["size"]),
        seconds=float(data["seconds"]),
        engine=str(data["engine"]),
        homes=tuple(
            Home(
                str(home["section"]),
                str(home["folder"]),
                int(home["entries"]),
                _counts(home["from"]),
            )
            for home in data["homes"]
        ),
        left=_counts(data["left"]),
    )


def _counts(data: dict[str, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in data.items()}
