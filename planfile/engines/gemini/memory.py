"""Kept answers, believed no more than fresh ones."""

from __future__ import annotations

from collections.abc import Mapping

from planfile.engines.gemini.answers import BadRecordError, clean_why, read_record
from planfile.engines.gemini.asking import NO_ANSWER, Kept
from planfile.engines.gemini.options import GeminiOptions
from planfile.engines.gemini.prompt import VERSION
from planfile.store.answers import Answers, Record

ANY_YEAR = 9999


def open_answers(options: GeminiOptions, model: str) -> Answers:
    """The answers that this model gave to this prompt."""
    return Answers(options.cache, f"{model}-{VERSION}", options.cache_limit)


def kept_of(records: Mapping[str, Record]) -> dict[str, Kept]:
    """Records that hold what they must; a damaged one is asked about again."""
    found = {}
    for address, record in records.items():
        kept = read_kept(record)
        if kept:
            found[address] = kept
    return found


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
