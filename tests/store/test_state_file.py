"""A state reads back as it was written, or is refused."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from planfile.artifacts.journal import RunKind
from planfile.artifacts.state import RunRecord, State
from planfile.errors import ArtifactError
from planfile.store import state_file
from planfile.store.schema import check_schema
from planfile.store.state_file import decode, encode, read

RUN = RunRecord(
    number=1,
    id="0123456789abcdef",
    kind=RunKind.APPLY,
    action="move",
    when="then",
    who="me",
    host="here",
    plan="",
    journal="00",
    counts={"placed": 3},
    roots=("/other",),
)
DESTROY = replace(RUN, number=2, kind=RunKind.DESTROY, undoes=(1,))
STATE = State("fedcba9876543210", 2, "/library", (RUN, DESTROY))


def test_a_state_comes_back() -> None:
    assert decode(encode(STATE)) == STATE
    assert read(io.BytesIO(encode(STATE))) == STATE
    assert read(None) is None
    assert STATE.has(RUN.id)
    assert not STATE.has("other")


def test_what_still_stands() -> None:
    assert STATE.active() == (RUN, DESTROY)
    gone = replace(STATE, runs=(replace(RUN, undone_by=2), DESTROY))
    assert gone.active() == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["planfile"], "tree"),
        (["version"], 2),
        (["lineage"], "../x"),
        (["serial"], "2"),
        (["runs"], 7),
        (["runs", 0], {}),
        (["runs", 0, "id"], "../../etc"),
        (["runs", 0, "number"], "1"),
        (["runs", 0, "number"], -1),
        (["runs", 0, "number"], 2),
        (["runs", 0, "kind"], "other"),
        (["runs", 1, "undoes"], ["1"]),
        (["runs", 1, "partly_undone_by"], ["1"]),
        (["runs", 0, "counts"], None),
        (["runs", 0, "counts"], {"placed": "2"}),
        (["runs", 0, "when"], 7),
        (["runs", 0, "roots"], [7]),
        (["library"], None),
        (["runs", 1, "unknown"], 1),
        (["runs", 1, "chain"], "abc"),
        (["runs", 1, "chain"], 7),
    ],
)
def test_a_state_of_no_planfile_is_refused(
    path: list[str | int], value: object
) -> None:
    data = json.loads(encode(STATE))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(ArtifactError, match="state") as caught:
        decode(json.dumps(data).encode())
    assert caught.value.fix


def test_a_state_of_an_older_planfile_has_no_links() -> None:
    data = json.loads(encode(STATE))
    for run in data["runs"]:
        del run["chain"]
    assert decode(json.dumps(data).encode()) == STATE
    assert check_schema("state", data) == []


def test_an_absurdly_large_state_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_file, "MOST", 10)
    with pytest.raises(ArtifactError, match="too large"):
        read(io.BytesIO(encode(STATE)))


def test_the_schema_says_the_same() -> None:
    assert check_schema("state", json.loads(encode(STATE))) == []
    assert check_schema("state", {"planfile": "state"}) != []
