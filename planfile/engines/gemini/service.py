"""The one door to Google: a call through the official SDK, as a reply or a failure."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable
from copy import deepcopy
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planfile.engines.gemini.failures import (
    KEY_PAGE,
    LONGEST,
    Failure,
    Remedy,
    judge,
)
from planfile.engines.gemini.models import bare, thinking_of
from planfile.engines.gemini.options import GOOGLE, GeminiOptions
from planfile.engines.gemini.prompt import SCHEMA, SYSTEM
from planfile.engines.gemini.replies import Reply, one_line, reply_of, told_by
from planfile.errors import EngineError, SettingsError

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.errors import APIError
    from google.genai.types import GenerateContentResponse

T = TypeVar("T")
INSTALL = "pip install 'planfile-media[gemini]'"
CLOUD_LOGIN = (
    "set GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION, and log in with: "
    "gcloud auth application-default login"
)
SHORTEST_TIMEOUT = 10.0
HTTP_CLIENTS = ("httpx2", "httpx")  # below the SDK, by its version
NEVER_SENT = {"ConnectError", "ConnectTimeout"}  # as httpx and httpx2 call them
MODEL = re.compile(r"[A-Za-z0-9][\w.@/-]*", re.ASCII)


class Service:
    """Gemini behind one key and one address. Threads may share it."""

    def __init__(self, options: GeminiOptions) -> None:
        """Load the SDK and make a client; nothing is sent.

        Raises:
            EngineError: The SDK or the key is missing.
            SettingsError: The key, the address or the model can't be one.
        """
        check(options)
        self.options = options
        self.key = options.key.strip()
        self.model = options.model.strip()
        self.thinking = thinking_of(options.model)
        self.sdk = load_sdk()
        self.client = self._connect()

    def _connect(self) -> Client:
        options = self.options
        http = {
            "base_url": options.base_url or (None if options.vertex else GOOGLE),
            "api_version": "v1beta1" if options.vertex else "v1beta",
            "timeout": int(max(options.timeout, SHORTEST_TIMEOUT) * 1000),
            "client_args": {"follow_redirects": False},
            "async_client_args": {"follow_redirects": False},
        }
        try:
            client: Client = self.sdk.genai.Client(
                enterprise=options.vertex,
                api_key=self.key or None,
                project=(options.vertex and options.project) or None,
                location=(options.vertex and options.location) or None,
                http_options=http,
            )
        except (ValueError, self.sdk.login) as error:
            what = f"cannot reach Google Cloud: {self.scrubbed(str(error))}"
            raise EngineError(what, fix=CLOUD_LOGIN) from None
        return client

    def ask(self, contents: str, most_out: int) -> Reply | Failure:
        """One call; `most_out` bounds thoughts and answer, in tokens."""
        thinking = self.thinking
        response = self._guarded(lambda: self._generate(contents, most_out, thinking))
        if not isinstance(response, Failure):
            return reply_of(response, SYSTEM + contents)
        if (
            thinking
            and response.remedy is Remedy.SPLIT
            and "thinking" in response.what.lower()
        ):
            self.thinking = ""
            return Failure(Remedy.RETRY, "the model has no such thinking level")
        return response

    def models(self) -> tuple[str, ...] | Failure:
        """Names of the models that the key may use to generate content."""
        return self._guarded(self._list)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def _list(self) -> tuple[str, ...]:
        found = []
        for model in self.client.models.list():
            actions = model.supported_actions
            if model.name and (actions is None or "generateContent" in actions):
                found.append(one_line(model.name).rpartition("/")[2])
        return tuple(sorted(set(found)))

    def _generate(
        self, contents: str, most_out: int, thinking: str
    ) -> GenerateContentResponse:
        return self.client.models.generate_content(
            model=self.model,
            contents=contents,
            config=request_config(most_out, thinking),  # type: ignore[arg-type]
        )

    def _guarded(self, call: Callable[[], T]) -> T | Failure:
        """Run a call; what the SDK and its transport raise becomes a failure."""
        try:
            return call()
        except self.sdk.genai.errors.APIError as error:
            return self._failed(error)
        except self.sdk.login as error:
            what = f"Google Cloud: {self.scrubbed(str(error))}"
            return Failure(Remedy.REFUSED, what, fix=CLOUD_LOGIN)
        except self.sdk.transport as error:
            what = f"no answer: {self.scrubbed(str(error)) or type(error).__name__}"
            sent = type(error).__name__ not in NEVER_SENT
            return Failure(Remedy.RETRY, what, billed=sent)
        except RecursionError:
            return Failure(Remedy.SPLIT, "malformed", billed=True)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            what = f"the answer is not Gemini's ({type(error).__name__})"
            return Failure(Remedy.RETRY, what, billed=True)

    def _failed(self, error: APIError) -> Failure:
        told = told_by(error)
        told = told._replace(
            status=self.scrubbed(told.status), message=self.scrubbed(told.message)
        )
        if 300 <= told.code < 400:
            what = "the address redirects elsewhere; the key does not go there"
            return Failure(Remedy.STOP, what, fix="check GOOGLE_GEMINI_BASE_URL")
        failure = judge(told)
        if self.options.vertex and failure.fix == KEY_PAGE:
            what = f"Google Cloud refuses: {told.code} {told.message}"[:LONGEST]
            return failure._replace(what=what, fix=CLOUD_LOGIN)
        return failure

    def scrubbed(self, text: str) -> str:
        """A text that may be shown: without the key."""
        return text.replace(self.key, "[key]") if self.key else text


def is_installed() -> bool:
    """Whether the SDK is there, without loading it."""
    from importlib.util import find_spec

    try:
        return find_spec("google.genai") is not None
    except ModuleNotFoundError:
        return False


class Sdk(NamedTuple):
    """The SDK, and what it raises below its own errors: by transport, by login."""

    genai: ModuleType
    transport: tuple[type[Exception], ...]
    login: type[Exception]


def load_sdk() -> Sdk:
    """The SDK, imported only where it is used: it takes most of a second.

    Raises:
        EngineError: It is not installed.
    """
    from importlib import import_module
    from importlib.util import find_spec

    try:
        from google import genai
        from google.auth.exceptions import GoogleAuthError
    except ImportError as error:
        raise EngineError(
            f"the gemini engine needs Google's SDK, which is missing ({error.name})",
            fix=f"type: {INSTALL}",
        ) from None
    # it would say which key it takes from the environment, and it takes ours
    logging.getLogger("google_genai").setLevel(logging.ERROR)
    # it would repeat words of an answer that it does not know, escapes and all
    warnings.filterwarnings("ignore", module=r"google\.genai")
    transport: list[type[Exception]] = [OSError]
    for client in map(import_module, filter(find_spec, HTTP_CLIENTS)):
        transport += [client.HTTPError, client.InvalidURL, client.StreamError]
    return Sdk(genai, tuple(transport), GoogleAuthError)


def check(options: GeminiOptions) -> None:
    """Refuse what can be no key, model or address before anything is sent.

    Raises:
        EngineError: There is no key.
        SettingsError: The key holds what no header can, or the others make no URL.
    """
    key = options.key.strip()
    if not key and not options.vertex:
        raise EngineError(
            "the gemini engine needs a key", fix=f"{KEY_PAGE}, or type --engine offline"
        )
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise SettingsError(
            "GEMINI_API_KEY holds characters that no key has", fix=KEY_PAGE
        )
    if not MODEL.fullmatch(bare(options.model)) or ".." in options.model:
        raise SettingsError(
            f"GEMINI_MODEL or --model is {options.model!r}, which no model is called",
            fix="write a name like gemini-3.5-flash-lite",
        )
    if options.base_url and not options.base_url.startswith(("https://", "http://")):
        raise SettingsError(
            f"GOOGLE_GEMINI_BASE_URL is {options.base_url!r}, which is no address",
            fix="write https://HOST/ or leave it empty",
        )


def request_config(most_out: int, thinking: str) -> dict[str, object]:
    """The settings of a call, as the SDK takes them."""
    config: dict[str, object] = {
        "system_instruction": SYSTEM,
        "response_mime_type": "application/json",
        "response_schema": deepcopy(SCHEMA),  # the SDK rewrites what it is given
        "max_output_tokens": most_out,
        "automatic_continuation": False,
        "automatic_function_calling": {"disable": True},
    }
    if thinking:
        config["thinking_config"] = {"thinking_level": thinking}
    return config
