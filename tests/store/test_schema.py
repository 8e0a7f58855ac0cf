"""Plain data judged by the schemas that ship with planfile."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from planfile.artifacts.identity import Identity, Kind
from planfile.artifacts.journal import FolderRow, Header, Operation, RunKind, Step
from planfile.artifacts.state import RunRecord, State
from planfile.errors import PlanfileError
from planfile.store import journal_file, schema, state_file
from planfile.store.schema import check_schema, faults, found, load_schema, pointer

SCHEMAS = sorted((Path(__file__).parents[2] / "schemas").glob("*.schema.json"))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_schema_is_valid_titled_and_described(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    Draft7Validator.check_schema(data)
    assert data["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "planfile" in data["title"]
    assert data["description"]
    assert load_schema(path.name.removesuffix(".schema.json")) == data


def test_a_state_and_a_journal_fit_their_schemas() -> None:
    run = RunRecord(
        1, "0" * 16, RunKind.APPLY, "move", "2026-01-02T03:04:05Z", "ann", "nas", "", ""
    )
    state = State("f" * 16, 1, "/media/library", (run,))
    assert check_schema("state", json.loads(state_file.encode(state))) == []
    header = Header(
        "0" * 16, 1, RunKind.APPLY, "move", "f" * 16, 0, "/media/library", "2026"
    )
    rows = [FolderRow("In", 0o755, 1, 0, 0, (("user.a", "YQ=="),))]
    move = Operation(Step.MOVE.value, 0, "a.mkv", 0, "b.mkv", 1, 2, 3)
    text = b"".join(journal_file.JournalText(header, rows, [move])).decode()
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == 4
    assert [check_schema("journal", line) for line in lines] == [[]] * 4
    assert check_schema("journal", ["fly", 0, "a", 0, "", 1, 2, 3])


def test_an_identity_fits_its_schema() -> None:
    identity = Identity(Kind.SHOW, "Show", 2014, 1, (2,), ids=(("imdb", "tt1"),))
    data = json.loads(json.dumps([None, asdict(identity)]))
    assert check_schema("identities", data) == []
    data[1]["confidence"] = 2
    assert check_schema("identities", data)


def test_a_schema_that_is_not_there_is_named() -> None:
    with pytest.raises(PlanfileError, match="the schema 'nothing' is not in"):
        load_schema("nothing")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema whose parts say nothing of their own."""
    (tmp_path / "own.schema.json").write_text(
        json.dumps(
            {
                "type": "object",
                "properties": {
                    "kind": {"enum": ["a", "b"]},
                    "count": {"type": ["integer", "null"]},
                    "one": {"const": 1},
                    "name": {"title": "a word", "pattern": "^[a-z]+$"},
                    "some": {"anyOf": [{"required": ["x"]}, {"required": ["y"]}]},
                },
                "additionalProperties": False,
                "required": ["kind", "one"],
            }
        )
    )
    monkeypatch.setattr(schema, "FOLDERS", (str(tmp_path),))
    schema._validator.cache_clear()


@pytest.mark.usefixtures("own")
def test_every_departure_is_told_in_words_and_in_order() -> None:
    data = {"kind": "c", "count": "x", "one": 2, "name": "A", "some": {}, "nam": 1}
    assert [(p.path, p.code, p.message) for p in check_schema("own", data)] == [
        ("$.count", "wrong-value", "expected a whole number or nothing, not 'x'"),
        ("$.kind", "wrong-value", "expected one of a, b, not 'c'"),
        ("$.nam", "unknown-field", "unknown field 'nam'"),
        ("$.name", "wrong-value", "expected a word, not 'A'"),
        ("$.one", "wrong-value", "expected 1, not '2'"),
        ("$.some", "wrong-value", "expected anyOf, not a mapping with nothing in it"),
    ]
    assert check_schema("own", data)[2].fix == "did you mean 'name'?"


@pytest.mark.usefixtures("own")
def test_what_is_missing_and_of_the_wrong_type_is_told() -> None:
    messages = [fault.message for fault in faults("own", {})]
    assert messages == ["'kind' is missing", "'one' is missing"]
    (fault,) = faults("own", [1, 2])
    assert fault.message == "expected a mapping, not a list"


@pytest.mark.usefixtures("own")
def test_not_more_is_told_than_anybody_reads() -> None:
    data: dict[str, object] = {f"x{number}": 1 for number in range(5000)}
    assert len(faults("own", data)) <= schema.MOST_PROBLEMS


def test_a_path_is_written_as_people_do() -> None:
    assert pointer(("runs", 3, "a b")) == "$.runs[3]['a b']"
    assert pointer(()) == "$"


def test_values_are_named_by_what_they_are() -> None:
    assert found(None) == "nothing"
    assert found("") == "nothing"
    assert found({"a": 1}) == "a mapping with 'a'"
    assert found("x\ny") == "'x\\ny'"
