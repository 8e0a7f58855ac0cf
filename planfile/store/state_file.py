"""The state as bytes: JSON, strict when read."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any, BinaryIO

from planfile.artifacts.journal import RunKind
from planfile.artifacts.state import STATE_VERSION, RunRecord, State
from planfile.errors import ArtifactError, NewerFormatError
from planfile.store.bounded import DAMAGE, read_most

NAME = "state.json"
MOST = 256 << 20
_RUN = re.compile(r"[0-9a-f]{16}")
_LINK = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("id", "action", "when", "who", "host", "plan", "journal", "chain")


def encode(state: State) -> bytes:
    """The state as JSON, a run a line."""
    head = {
        "planfile": "state",
        "version": STATE_VERSION,
        "lineage": state.lineage,
        "serial": state.serial,
        "library": state.library,
    }
    runs = ",\n".join(json.dumps(asdict(run)) for run in state.runs)
    return (json.dumps(head)[:-1] + f', "runs": [\n{runs}\n]}}\n').encode("ascii")


def decode(data: bytes) -> State:
    """Read a state.

    Raises:
        ArtifactError: It is damaged or of a newer format; it is never guessed.
    """
    try:
        return _decoded(json.loads(data))
    except DAMAGE as error:
        fix = "planfile state restore LIBRARY brings back the newest good one"
        raise ArtifactError(f"the state is damaged: {error!r}", fix=fix) from error


def _decoded(data: dict[str, Any]) -> State:
    if data["planfile"] != "state":
        raise ValueError("it is not a state")
    if data["version"] != STATE_VERSION:
        known = f"the state has format {data['version']}, this planfile knows "
        fix = "use the planfile that wrote it, or a newer one"
        raise NewerFormatError(f"{known}{STATE_VERSION}", fix=fix)
    runs = tuple(_run(run) for run in data["runs"])
    numbers = [run.number for run in runs]
    if numbers != sorted(set(numbers)):
        raise ValueError("its runs are not in order")
    state = State(data["lineage"], data["serial"], data["library"], runs)
    if type(state.serial) is not int or type(state.library) is not str:
        raise ValueError("its serial or library is not one")
    if not _RUN.fullmatch(state.lineage):
        raise ValueError("its lineage is not one")
    return state


def _run(data: dict[str, Any]) -> RunRecord:
    number = data["number"]
    if type(number) is not int or not 0 < number < 1 << 31:
        raise ValueError("a run has no proper number")
    if not all(type(data.get(name, "")) is str for name in _TEXTS):
        raise ValueError(f"run {number} has something else where a text must be")
    lists = {
        name: tuple(data[name]) for name in ("roots", "undoes", "partly_undone_by")
    }
    run = RunRecord(**{**data, **lists, "kind": RunKind(data["kind"])})
    if not _RUN.fullmatch(run.id):
        raise ValueError(f"run {number} has no proper id")
    numbers = *run.undoes, run.undone_by, *run.partly_undone_by, *run.counts.values()
    if not all(type(one) is int for one in numbers):
        raise ValueError(f"run {number} has something else where a number must be")
    if not all(type(root) is str for root in data["roots"]):
        raise ValueError(f"run {number} has a root that is no path")
    if run.chain and not _LINK.fullmatch(run.chain):
        raise ValueError(f"run {number} has no proper link")
    return run


def read(stream: BinaryIO | None) -> State | None:
    """Read and close a state; None stays None.

    Raises:
        ArtifactError: It is damaged, of a newer format, or absurdly large.
    """
    if stream is None:
        return None
    with stream:
        data = read_most(stream, MOST)
    if len(data) > MOST:
        raise ArtifactError("the state is too large to be one")
    return decode(data)
