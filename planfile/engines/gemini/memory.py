"""Kept answers, believed no more than fresh ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planfile.engines.gemini.answers import (
    Answer,
    BadRecordError,
    clean_why,
    read_record,
    to_data,
)
from planfile.engines.gemini.options import GeminiOptions
from planfile.engines.gemini.prompt import VERSION
from planfile.store.answers import Answers, Record

ANY_YEAR = 9999
NO_ANSWER = "gemini gave no answer"
NANO = 1_000_000_000


class Kept(NamedTuple):
    """What is known of a group: the answer (None: asked in vain) and what it took.

    `nano` is its share of the cost in billionths of a USD, `why` the reason why there
    is no answer.
    """

    answer: Answer | None
    tokens_in: int = 0
    tokens_out: int = 0
    nano: int = 0
    why: str = ""


def open_answers(options: GeminiOptions, model: str) -> Answers:
    """The answers that this model gave to this prompt."""
    return Answers(options.cache, f"{model}-{VERSION}", options.cache_limit)


def kept_of(records: Mapping[str, Record]) -> dict[str, Kept]:
    """Records that hold what they must; a damaged one is asked about again."""
    kept = {address: read_kept(record) for address, record in records.items()}
    return {address: one for address, one in kept.items() if one}


def read_kept(record: Record) -> Kept | None:
    """One kept answer, None when it is damaged."""
    answer = record.get("answer")
    counts = [record.get(name) for name in ("in", "out", "nano")]
    numbers = [count for count in counts if type(count) is int and count >= 0]
    if len(numbers) < len(counts):
        return None
    if answer is None:
        return Kept(None, why=clean_why(record.get("why")) or NO_ANSWER)
    if not isinstance(answer, dict):
        return None
    try:
        into, out, nano = numbers
        return Kept(read_record(answer, ANY_YEAR), into, out, nano)
    except BadRecordError:
        return None


def to_record(address: str, kept: Kept) -> dict[str, object]:
    """What is written about a group; the answer as it was given."""
    return {
        "key": address,
        "answer": to_data(kept.answer) if kept.answer else None,
        "in": kept.tokens_in,
        "out": kept.tokens_out,
        "nano": kept.nano,
        **({"why": kept.why} if kept.why else {}),
    }
