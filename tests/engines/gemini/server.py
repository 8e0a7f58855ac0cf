"""A stand-in for Google's REST service: real HTTP over a real socket.

It speaks what planfile uses: POST /{version}/models/{model}:generateContent and
GET /{version}/models, the `x-goog-api-key` header, `X-Server-Timeout`, Google's error
bodies. It refuses fields that the public reference does not name, deadlines below ten
seconds and schemas with unknown types, as the real one does.

What it only approximates: tokens are counted as characters / 2.2; a schema is checked
for its words, not for its complexity; there is no TLS, no HTTP/2, no quota but the one
a test scripts; models are a fixed list. What it answers is what the test tells it to.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "AQ.test-key-3f9c1d77"
MODELS = ("gemini-3.5-flash-lite", "gemini-3.8-flash", "gemini-3.7-flash", "gemini-x")
KNOWN_FIELDS = {"contents", "systemInstruction", "generationConfig"}
KNOWN_CONFIG = {
    "maxOutputTokens",
    "responseMimeType",
    "responseSchema",
    "thinkingConfig",
}
KNOWN_SCHEMA = {
    "type",
    "properties",
    "items",
    "required",
    "enum",
    "nullable",
    "description",
    "propertyOrdering",
    "property_ordering",  # what the SDK writes; proto3 JSON takes both spellings
}
TYPES = {"STRING", "INTEGER", "NUMBER", "BOOLEAN", "ARRAY", "OBJECT"}
TYPE_URL = "type.googleapis.com/google.rpc."


@dataclass
class Call:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    text: str
    at: float

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The groups that were asked about."""
        parts = self.body["contents"][0]["parts"]
        return [json.loads(line) for line in parts[0]["text"].splitlines()]


@dataclass
class Response:
    """What goes back; `delay` in seconds, `reset` drops the connection instead."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json; charset=UTF-8"
    delay: float = 0.0
    reset: bool = False
    short_of: int = 0


Behaviour = Callable[[Call], Response]
Truth = Callable[[dict[str, Any]], dict[str, Any] | None]


def ok(text: str, call: Call | None = None, **more: Any) -> Response:
    """A response that holds a text, in the form of GenerateContentResponse."""
    sent = len(call.text) if call else 1000
    used = {
        "promptTokenCount": round(sent / 2.2),
        "candidatesTokenCount": round(len(text) / 2.2),
        "totalTokenCount": round((sent + len(text)) / 2.2),
    }
    model = call.path.rpartition("/")[2].partition(":")[0] if call else MODELS[0]
    content = {"role": "model", "parts": [{"text": text}]}
    body = {
        "candidates": [{"content": content, "finishReason": "STOP", "index": 0}],
        "usageMetadata": used,
        "modelVersion": model,
        "responseId": "abc",
    }
    return Response(body=json.dumps({**body, **more}).encode())


def error(
    code: int, status: str, message: str, details: Sequence[dict[str, Any]] = ()
) -> Response:
    """Google's error body."""
    told: dict[str, Any] = {"code": code, "message": message, "status": status}
    if details:
        told["details"] = list(details)
    return Response(code, json.dumps({"error": told}).encode())


def retry_info(delay: str) -> dict[str, Any]:
    return {"@type": f"{TYPE_URL}RetryInfo", "retryDelay": delay}


def quota(name: str) -> dict[str, Any]:
    violation = {
        "quotaMetric": "generativelanguage.googleapis.com/generate_content_requests",
        "quotaId": name,
        "quotaDimensions": {"model": MODELS[0], "location": "global"},
        "quotaValue": "20",
    }
    return {"@type": f"{TYPE_URL}QuotaFailure", "violations": [violation]}


def bad_key(call: Call) -> Response:
    info = {"@type": f"{TYPE_URL}ErrorInfo", "reason": "API_KEY_INVALID"}
    given = call.headers.get("x-goog-api-key", "")
    message = f"API key not valid. Please pass a valid API key. ({given})"
    return error(400, "INVALID_ARGUMENT", message, [info])


def limited(delay: str, name: str = "GenerateRequestsPerMinute") -> Behaviour:
    details = [quota(name), retry_info(delay)]
    return lambda call: error(
        429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", details
    )


def failing(code: int, status: str, message: str = "it failed") -> Behaviour:
    return lambda call: error(code, status, message)


def resets(call: Call) -> Response:
    return Response(reset=True)


def page(call: Call) -> Response:
    return Response(body=b"<html><body>Sign in</body></html>", kind="text/html")


def empty(call: Call) -> Response:
    return Response()


def saying(text: str) -> Behaviour:
    return lambda call: ok(text, call)


def ending(reason: str) -> Behaviour:
    """A reply that stops early for a reason, its JSON cut in the middle."""
    text = '{"groups":[{"i":1,"kind":"movie","ti'
    content = {"role": "model", "parts": [{"text": text}]}
    candidates = [{"content": content, "finishReason": reason}]
    return lambda call: ok("", call, candidates=candidates)


def blocked(reason: str) -> Behaviour:
    feedback = {"blockReason": reason}
    return lambda call: ok("", call, candidates=[], promptFeedback=feedback)


def answering(truth: Truth) -> Behaviour:
    """Answers to all numbers asked, by what the test knows to be true."""

    def behave(call: Call) -> Response:
        found = [(line["i"], truth(line)) for line in call.lines]
        return ok(groups(*({"i": i, **a} for i, a in found if a is not None)), call)

    return behave


def groups(*records: dict[str, Any]) -> str:
    return json.dumps({"groups": records}, ensure_ascii=False)


class Server:
    """A running service. `script` is used up first, then `behave` answers."""

    def __init__(self, behave: Behaviour) -> None:
        self.behave = behave
        self.script: list[Behaviour] = []
        self.calls: list[Call] = []
        self.models: Behaviour = list_models
        self.key = KEY
        self.clock: Callable[[], float] = time.monotonic
        self.lock = threading.Lock()
        self.flying = 0
        self.most_flying = 0
        self.url = ""

    @property
    def asked(self) -> list[Call]:
        """The calls that generate."""
        return [call for call in self.calls if call.method == "POST"]

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Count the calls that are under way."""
        with self.lock:
            self.flying += 1
            self.most_flying = max(self.most_flying, self.flying)
        try:
            yield
        finally:
            with self.lock:
                self.flying -= 1

    def respond(self, call: Call) -> Response:
        with self.lock:
            self.calls.append(call)
            if call.method == "GET":
                return self.models(call)
            behave = self.script.pop(0) if self.script else self.behave
        return refusal(call, self.key) or behave(call)


def list_models(call: Call) -> Response:
    found = [
        {"name": f"models/{name}", "supportedGenerationMethods": ["generateContent"]}
        for name in MODELS
    ]
    found.append({"name": "models/embed-1", "supportedGenerationMethods": ["embed"]})
    return Response(body=json.dumps({"models": found}).encode())


def refusal(call: Call, key: str) -> Response | None:
    """What the real service would not take."""
    if call.headers.get("x-goog-api-key") != key:
        return bad_key(call)
    name = call.path.partition("?")[0].rpartition("/")[2].partition(":")[0]
    if name not in MODELS:
        what = f"models/{name} is not found for API version v1beta, or is not supported"
        return error(404, "NOT_FOUND", what)
    if float(call.headers.get("x-server-timeout", "60")) < 10:
        what = "Manually set deadline 5s is too short. Minimum allowed deadline is 10s."
        return error(400, "INVALID_ARGUMENT", what)
    config = call.body.get("generationConfig", {})
    for name in (set(call.body) - KNOWN_FIELDS) | (set(config) - KNOWN_CONFIG):
        what = (
            f"Invalid JSON payload received. Unknown name {name!r}: Cannot find field."
        )
        return error(400, "INVALID_ARGUMENT", what)
    for wrong in schema_errors(config.get("responseSchema", {"type": "STRING"})):
        return error(400, "INVALID_ARGUMENT", f"Invalid schema: {wrong}")
    return None


def schema_errors(schema: dict[str, Any]) -> Iterator[str]:
    """What the real service would say about a schema, as far as words go."""
    yield from sorted(set(schema) - KNOWN_SCHEMA)
    if schema.get("type") not in TYPES:
        yield f"type {schema.get('type')}"
    if schema["type"] == "OBJECT" and not schema.get("properties"):
        yield "an OBJECT needs properties"
    if schema["type"] == "ARRAY" and "items" not in schema:
        yield "an ARRAY needs items"
    below = [*schema.get("properties", {}).values()]
    for inner in [*below, *([schema["items"]] if "items" in schema else [])]:
        yield from schema_errors(inner)


class Handler(BaseHTTPRequestHandler):
    """Reads a request, asks the service what to say, says it."""

    protocol_version = "HTTP/1.1"
    service: Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.handle_text(self.rfile.read(length).decode())

    def do_GET(self) -> None:
        self.handle_text("")

    def handle_text(self, text: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = json.loads(text) if text else {}
        at = self.service.clock()
        call = Call(self.command, self.path, headers, body, text, at)
        with self.service.in_flight():
            response = self.service.respond(call)
            time.sleep(response.delay)
        if response.reset:
            self.reset()
        else:
            self.send(response)

    def reset(self) -> None:
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()

    def send(self, response: Response) -> None:
        cut = len(response.body) - response.short_of
        try:
            self.send_response(response.status)
            self.send_header("Content-Type", response.kind)
            self.send_header("Content-Length", str(len(response.body)))
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(response.body[:cut])
            self.close_connection |= bool(response.short_of)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


class Listener(ThreadingHTTPServer):
    """Takes connections; a client that goes away is no news."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Quiet."""

    def shutdown_request(self, request: Any) -> None:
        try:
            super().shutdown_request(request)
        except OSError:
            request.close()


@contextmanager
def serving(behave: Behaviour) -> Iterator[Server]:
    """A service on a free port, gone afterwards."""
    server = Server(behave)
    handler = type("OwnHandler", (Handler,), {"service": server})
    listener = Listener(("127.0.0.1", 0), handler)
    wait = {"poll_interval": 0.02}
    thread = threading.Thread(target=listener.serve_forever, kwargs=wait, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{listener.server_address[1]}/"
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
