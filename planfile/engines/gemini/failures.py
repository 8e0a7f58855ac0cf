"""What a failed call means: try again, ask in halves, stop for now, or give up.

Bodies are those of Google's error model: `{"error": {"code", "status", "message",
"details": [ErrorInfo, QuotaFailure, RetryInfo, …]}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

KEY_PAGE = "make a key at https://aistudio.google.com/api-keys and set GEMINI_API_KEY"
BAD_KEY = {"API_KEY_INVALID", "API_KEY_EXPIRED"}
QUOTA_NAMES = ("quotaId", "quotaMetric")
SPLITTABLE = {400, 413, 422}
TRANSIENT = {408, 409, 425}  # and all that are the service's own fault
CROWDED = {429, 503, 529}
LONGEST = 300
NUMBER = r"\d+(?:\.\d+)?"
DURATION = re.compile(rf"{NUMBER}|(?:{NUMBER}(?:ms|s|m|h))+", re.ASCII)
UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "": 1.0}


class Remedy(StrEnum):
    """What to do about a failed call."""

    RETRY = "retry"
    SPLIT = "split"
    STOP = "stop"
    REFUSED = "refused"
    NO_MODEL = "no model"


class Failure(NamedTuple):
    """A call that gave no reply.

    `wait` is how long the service wants us to stay away, in seconds. `crowded` says
    that fewer calls at once would help. `billed` that it may cost although nothing
    came back.
    """

    remedy: Remedy
    what: str
    wait: float = 0.0
    crowded: bool = False
    billed: bool = False
    fix: str = ""


class Told(NamedTuple):
    """What an error response says in single lines, with nothing of the key in it."""

    code: int
    status: str
    message: str
    details: tuple[Mapping[str, object], ...] = ()
    retry_after: float = 0.0


def judge(told: Told) -> Failure:
    """What to do about an error response."""
    if told.code == 429:
        return _limited(told)
    if told.code in {400, 401, 402, 403, 404}:
        refusal = _refused(told)
        if refusal:
            return refusal
    if told.code in SPLITTABLE:
        return Failure(Remedy.SPLIT, _shown(told))
    if told.code in TRANSIENT or told.code >= 500:
        wait = asked_delay(told)
        return Failure(Remedy.RETRY, _shown(told), wait, told.code in CROWDED)
    return Failure(Remedy.STOP, _shown(told))


def _refused(told: Told) -> Failure | None:
    """Failures that no other attempt will change."""
    reasons = {str(detail.get("reason", "")) for detail in told.details}
    message = told.message.lower()
    if told.code == 402:
        fix = "add credit, then run again to continue"
        return Failure(Remedy.STOP, f"the credit is spent: {_shown(told)}", fix=fix)
    if told.code == 404:
        return Failure(Remedy.NO_MODEL, _shown(told))
    if told.code in {401, 403} or BAD_KEY & reasons or "api key" in message:
        what = f"the key is refused: {_shown(told)}"
        return Failure(Remedy.REFUSED, what, fix=KEY_PAGE)
    if told.status == "FAILED_PRECONDITION":
        fix = "set up billing for the key's project, or plan with --engine offline"
        return Failure(Remedy.REFUSED, _shown(told), fix=fix)
    return None


def _limited(told: Told) -> Failure:
    """429: by the minute waits, by the day and by spending stops."""
    quotas = [quota.lower() for quota in quota_ids(told.details)]
    if any("perday" in quota or "per_day" in quota for quota in quotas):
        what = "the quota for today is used up"
        return Failure(Remedy.STOP, what, fix="run again tomorrow to continue")
    wait = asked_delay(told)
    return Failure(Remedy.RETRY, _shown(told), wait, crowded=True)


def quota_ids(details: tuple[Mapping[str, object], ...]) -> Iterator[str]:
    """Names of the quotas that an error says were exceeded."""
    for detail in details:
        violations = detail.get("violations")
        for violation in violations if isinstance(violations, list) else []:
            if isinstance(violation, dict):
                yield " ".join(str(violation.get(name, "")) for name in QUOTA_NAMES)


def asked_delay(told: Told) -> float:
    """How long the service wants us to wait: RetryInfo or Retry-After, in seconds."""
    delays = [seconds(str(detail.get("retryDelay", ""))) for detail in told.details]
    return max([told.retry_after, *delays])


def seconds(text: str) -> float:
    """A duration like "38s", "1m30s" or "38.6s"; 0 for anything else.

    >>> seconds("38"), seconds("1m30s"), seconds("500ms"), seconds("soon")
    (38.0, 90.0, 0.5, 0.0)
    """
    if not DURATION.fullmatch(text.strip()):
        return 0.0
    parts = re.findall(rf"({NUMBER})(ms|s|m|h|)", text, re.ASCII)
    return sum(float(number) * UNITS[unit] for number, unit in parts)


def _shown(told: Told) -> str:
    text = f"{told.code} {told.status}: {told.message}"
    return text[:LONGEST].strip(": ")
