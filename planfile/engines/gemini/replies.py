"""What the SDK gives back, as plain replies and plain error reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from planfile.engines.gemini.failures import Told, seconds
from planfile.engines.gemini.privacy import printable

if TYPE_CHECKING:
    from google.genai.errors import APIError
    from google.genai.types import GenerateContentResponse

GOOD_ENDINGS = {"STOP", ""}
MOST_SAID = 2000


class Reply(NamedTuple):
    """What came back: text, or `problem` saying why it can't be used; and its tokens.

    `model` is the version that the service says has answered.
    """

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    model: str = ""
    problem: str = ""


def reply_of(response: GenerateContentResponse) -> Reply:
    """A response as text or as the reason why there is none."""
    usage = response.usage_metadata
    tokens_in = (usage and usage.prompt_token_count) or 0
    tokens_out = (usage and usage.candidates_token_count) or 0
    tokens_out += (usage and usage.thoughts_token_count) or 0
    text, problem = text_of(response)
    version = one_line(response.model_version)
    return Reply(text, tokens_in, tokens_out, version, one_line(problem))


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
        return text, "cut off" if ending == "MAX_TOKENS" else f"ended by {ending}"
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
