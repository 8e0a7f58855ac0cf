"""Artifacts as plain data, judged by the JSON Schemas that ship with planfile."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from planfile.errors import PlanfileError, Problem
from planfile.rules.paths import shown

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = (
    os.path.join(PACKAGE, "schemas"),
    os.path.join(os.path.dirname(PACKAGE), "schemas"),
)
_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
MOST_PROBLEMS = 200
CHOICES = {"oneOf", "anyOf", "not"}  # said only where nothing plainer is wrong


class Fault(NamedTuple):
    """Where data departs from its schema (keys and indexes from the root), and how."""

    path: tuple[str | int, ...]
    code: str
    message: str
    fix: str = ""


def schema_path(name: str) -> str:
    """The file of a schema: beside the installed package, or in the checkout.

    Raises:
        PlanfileError: planfile was installed without it.
    """
    for folder in FOLDERS:
        path = os.path.join(folder, f"{name}.schema.json")
        if os.path.exists(path):
            return path
    raise PlanfileError(
        f"the schema '{name}' is not in {' or '.join(FOLDERS)}",
        fix="install planfile-media again",
    )


def load_schema(name: str) -> dict[str, object]:
    """A schema by the name of its artifact: "plan", "tree", "state" and so on."""
    with open(schema_path(name), encoding="utf-8") as stream:
        loaded: dict[str, object] = json.load(stream)
    return loaded


def check_schema(name: str, data: object) -> list[Problem]:
    """Every departure of data from its schema; `path` is like "$.runs[3].number"."""
    return [
        Problem(fault.code, fault.message, fault.fix, pointer(fault.path))
        for fault in faults(name, data)
    ]


def faults(name: str, data: object) -> list[Fault]:
    """The same with paths as keys, in the order of the data."""
    plain: list[Fault] = []
    choices: list[Fault] = []
    validator = _validator(name)
    for error in validator.iter_errors(data):
        told = islice(_told(error, validator.schema), MOST_PROBLEMS)
        (choices if error.validator in CHOICES else plain).extend(told)
        if len(plain) + len(choices) >= MOST_PROBLEMS:
            break
    del plain[MOST_PROBLEMS:]
    explained = {
        fault.path[:cut] for fault in plain for cut in range(len(fault.path) + 1)
    }
    plain += [fault for fault in choices if fault.path not in explained]
    return sorted(dict.fromkeys(plain), key=_place)


def _place(fault: Fault) -> list[tuple[bool, int, str]]:
    return [
        (False, part, "") if isinstance(part, int) else (True, 0, part)
        for part in fault.path
    ]


@cache
def _validator(name: str) -> Draft7Validator:
    from jsonschema import Draft7Validator

    return Draft7Validator(load_schema(name))


def pointer(path: Sequence[str | int]) -> str:
    """A path as people write it."""
    text = "$"
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if part.isidentifier() else f"['{part}']"
    return text


def _told(error: Any, root: Any) -> Iterator[Fault]:
    """One validation error in planfile's words, at the place it is about."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_fields(path, error.instance, schema)
    elif error.validator == "required":
        fields = (schema if path else root).get("properties", {})
        for key in error.validator_value:
            if key not in error.instance:
                what = fields.get(key, {}).get("description", "")
                yield Fault(path, "missing-field", f"'{key}' is missing", what)
    else:
        wanted = _expected(str(error.validator), error.validator_value, schema)
        message = f"expected {wanted}, not {found(error.instance)}"
        yield Fault(path, "wrong-value", message)


def _unknown_fields(
    path: tuple[str | int, ...], data: Iterable[Any], schema: dict[str, Any]
) -> Iterator[Fault]:
    from difflib import get_close_matches

    known = list(schema.get("properties", {}))
    for key in data:
        if key not in known:
            near = get_close_matches(str(key), known, 1)
            fix = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
            message = f"unknown field {shown(key)}"
            yield Fault((*path, key), "unknown-field", message, fix)


def _expected(keyword: str, value: Any, schema: dict[str, Any]) -> str:
    """What the schema wants here: its own words, or those of the keyword."""
    if schema.get("errorMessage"):
        return str(schema["errorMessage"])
    if keyword == "type":
        kinds = [value] if isinstance(value, str) else value
        return " or ".join(_TYPES[kind] for kind in kinds)
    if keyword == "enum":
        return "one of " + ", ".join(map(str, value))
    if keyword == "const":
        return str(value)
    return str(schema.get("title", keyword))


def found(value: object) -> str:
    """A value as it is named in a message."""
    if isinstance(value, dict):
        keys = ", ".join(shown(str(key)) for key in value)
        return f"a mapping with {keys or 'nothing in it'}"[:200]
    if isinstance(value, list):
        return "a list"
    if value is None or value == "":
        return "nothing"
    return shown(str(value))
