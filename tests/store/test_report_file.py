"""The account in a report reads back as it was written, or is refused."""

from __future__ import annotations

import io
import json

import pytest

from planfile.artifacts.journal import RunKind
from planfile.artifacts.report import Account, Home, Outcome, Report
from planfile.errors import ArtifactError
from planfile.store.report_file import read
from planfile.views.run_text import report_data

ACCOUNT = Account(
    5, 0.25, "offline", (Home("shows", "A\udcff", 2, {"in": 1, "": 1}),), {"junk": 1}
)
DATA = report_data(Report(RunKind.APPLY, Outcome.DONE, "/m", account=ACCOUNT))


def reading(data: object) -> Account | None:
    return read(io.BytesIO(json.dumps(data).encode()))


def test_an_account_comes_back() -> None:
    assert reading(DATA) == ACCOUNT


def test_a_report_of_an_older_planfile_has_none() -> None:
    assert reading({"planfile": "report", "version": 1, "counts": {}}) is None


@pytest.mark.parametrize(
    "data",
    [
        [],
        7,
        {},
        {"planfile": "state"},
        {**DATA, "size": "many"},
        {**DATA, "size": float("inf")},
        {**DATA, "seconds": None},
        {**DATA, "homes": 7},
        {**DATA, "homes": [{}]},
        {**DATA, "left": []},
        {**DATA, "left": {"junk": {}}},
    ],
)
def test_a_damaged_report_is_refused(data: object) -> None:
    with pytest.raises(ArtifactError, match=r"report\.json is damaged"):
        reading(data)


def test_half_a_report_is_refused() -> None:
    with pytest.raises(ArtifactError, match="damaged"):
        read(io.BytesIO(json.dumps(DATA).encode()[:-9]))
