"""Reads every name of the case files and prints accuracy, reliability and speed.

A case is a JSON object a line with `name` and any fields of a reading, as in
tests/naming/cases (which are read when no file is given).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from planfile.naming.paths import read_path
from tests.naming.golden import CASES, cases, difference

BANDS = 10


def fold(title: str) -> str:
    """A title without case, spacing and punctuation."""
    return "".join(char for char in title.casefold() if char.isalnum())


def wrong_fields(case: dict[str, Any]) -> tuple[dict[str, Any], float]:
    """Fields read otherwise than stated, and the reading's confidence.

    A field that a case leaves out is not judged when the case says which it `checks`.
    """
    reading = read_path(case["name"], typed=True)
    wrong = difference(case, reading)
    judged = set(case.get("checks", wrong))
    if fold(reading.title) == fold(case.get("title", "")):
        judged.discard("title")
    return {k: v for k, v in wrong.items() if k in judged}, reading.confidence


def main() -> None:
    """Print a line per file, a table of reliability, and names a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--failures", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    files = arguments.files or sorted(CASES.glob("*.jsonl"))
    bands: dict[int, Counter[str]] = defaultdict(Counter)
    fields: Counter[str] = Counter()
    names: list[str] = []
    failures = []
    for file in files:
        right = Counter[bool]()
        for case in cases(file):
            names.append(case["name"])
            wrong, sure = wrong_fields(case)
            right[not wrong] += 1
            fields.update(wrong)
            band = bands[min(int(sure * BANDS), BANDS - 1)]
            band.update(all=1, right=int(not wrong), sure=round(sure * 1000))
            if wrong:
                failures.append((case["name"], wrong))
        share = right[True] / max(1, right.total())
        print(f"{file.stem:24}{right[True]:6} of {right.total():6} right {share:7.1%}")
    print("\nwrong by field:", dict(fields.most_common()) or "none")
    print_reliability(bands)
    print_speed(names)
    for name, wrong in failures[: arguments.failures]:
        print(f"{name}\n    read {wrong}")


def print_reliability(bands: dict[int, Counter[str]]) -> None:
    """Of readings at 0.9, nine in ten should be right."""
    print("\nconfidence      names   said  right")
    for band, count in sorted(bands.items()):
        said = count["sure"] / 1000 / count["all"]
        right = count["right"] / count["all"]
        low, high = band / BANDS, (band + 1) / BANDS
        print(f"{low:.1f} to {high:.1f}{count['all']:11}{said:7.2f}{right:7.2f}")


def print_speed(names: list[str]) -> None:
    """The best of three passes."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for name in names:
            read_path(name, typed=True)
        best = min(best, time.perf_counter() - start)
    print(
        f"\n{len(names) / best:,.0f} names/s, {best / len(names) * 1e6:.0f} µs a name"
    )


if __name__ == "__main__":
    main()
