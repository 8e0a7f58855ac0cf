"""What the SDK gives back, as plain replies and plain error reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from planfile.engines.gemini.failures import Told, seconds
from planfile.engines.gemini.privacy import printable
from planfile.engines.gemini.tokens import estimate_tokens

if TYPE_CHECKING:
    from google.genai.errors import APIError
    from google.genai.types import GenerateContentResponse

GOOD_ENDINGS = {"STOP", ""}
MOST_SAID = 2000
CUT_OFF = "cut off"


class Reply(NamedTuple):
    """What came back: text, or `problem` saying why it can't be used; and its tokens.

    `model` is the version that the service says has answered.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    model: str = ""
    problem: str = ""


def reply_of(response: GenerateContentResponse, sent: str) -> Reply:
    """A response to a text as text or as the reason why there is none.

    Tokens that the service does not count, or counts below zero, are estimated: what
    looks free would never reach the limit of cost.
    """
    usage = response.usage_metadata
    text, problem = text_of(response)
    into = out = 0
    if usage:
        into = usage.prompt_token_count or 0
        out = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)
    return Reply(
        text,
        into if into > 0 else estimate_tokens(sent),
        out if out > 0 else estimate_tokens(text),
        one_line(response.model_version),
        one_line(problem),
    )


def text_of(response: GenerateContentResponse) -> tuple[str, str]:
    """The text of a response, and what is wrong with it."""
    feedback = response.prompt_feedback
    if feedback and feedback.block_reason:
        return "", f"blocked ({feedback.block_reason.value})"
    if not response.candidates:
        return "", "empty"
    candidate = response.candidates[0]
    ending = candidate.finish_reason.value if candidate.finish_reason else ""
    parts = (candidate.content and candidate.content.parts) or []
    text = "".join(part.text or "" for part in parts if not part.thought)
    if ending not in GOOD_ENDINGS:
        return text, CUT_OFF if ending == "MAX_TOKENS" else f"ended by {ending}"
    return text, "" if text.strip() else "empty"


def told_by(error: APIError) -> Told:
    """What an error of the SDK says, whatever shape its body has."""
    body = error.details
    inner = body.get("error", body) if isinstance(body, Mapping) else {}
    inner = inner if isinstance(inner, Mapping) else {"message": str(inner)}
    details = inner.get("details")
    message = one_line(inner.get("message"))
    if message.startswith("<"):
        message = "a web page instead of an answer"
    return Told(
        code=int(error.code or 0),
        status=one_line(inner.get("status")),
        message=message,
        details=tuple(d for d in details if isinstance(d, Mapping))
        if isinstance(details, list)
        else (),
        retry_after=_retry_after(error),
    )


def one_line(said: object) -> str:
    """What the service says, with nothing in it that a terminal obeys."""
    return " ".join(printable(str(said or "")[:MOST_SAID]).split())


def _retry_after(error: APIError) -> float:
    headers = getattr(error.response, "headers", None) or {}
    return seconds(str(headers.get("retry-after", "")))
