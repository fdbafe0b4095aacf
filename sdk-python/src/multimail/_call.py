"""What one request to the API is, apart from who sends it: both clients execute these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote
from uuid import uuid4

import httpx

from multimail.errors import MultiMailError
from multimail.models import Model

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Call(Generic[T_co]):
    """A request, and how to read the answer to it."""

    method: str
    path: str
    read: Callable[[httpx.Response], T_co]
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    body: Mapping[str, object] | None = None
    idempotency_key: str | None = None

    @property
    def repeatable(self) -> bool:
        """Whether the server does the work once however often it is asked."""
        return self.method == "GET" or self.idempotency_key is not None

    def reading(self, read: Callable[[httpx.Response], U]) -> Call[U]:
        """Return the same request with another reader of its answer."""
        return cast("Call[U]", replace(cast("Any", self), read=read))


def json_of(response: httpx.Response) -> Any:
    """Return the answer's JSON, or None for an empty body."""
    if not response.content:
        return None
    try:
        return response.json()
    except ValueError as error:
        raise MultiMailError(
            "The server's answer is not JSON.", response.status_code, response.text
        ) from error


def answers(model: type[M]) -> Callable[[httpx.Response], M]:
    """Return a reader that makes a model of the answer."""
    return lambda response: model.from_wire(json_of(response))


def as_is(response: httpx.Response) -> dict[str, Any]:
    """Return the answer's fields as the server named them."""
    answer = json_of(response)
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}


def at(*segments: str) -> str:
    """Join path segments, each quoted; a caller's id can never reach another route."""
    for segment in segments:
        # HTTP clients resolve dot segments (RFC 3986 §5.2.4), which quoting leaves as they are.
        if segment in {"", ".", ".."}:
            raise ValueError(f"{segment!r} is neither an id nor an address")
    return "/" + "/".join(quote(segment, safe="") for segment in segments)


def query(**parameters: object) -> dict[str, str]:
    """Return the parameters that were given, as text."""
    return {name: _text(value) for name, value in parameters.items() if value is not None}


def fields(**values: object) -> dict[str, object]:
    """Return the body fields that were given."""
    return {name: value for name, value in values.items() if value is not None}


def instant(value: str | datetime | None) -> str | None:
    """Return a time as the API wants it: ISO 8601 in UTC, ending in Z."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("a datetime needs a time zone: add tzinfo, for example timezone.utc")
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def idempotency_key(given: str | None) -> str:
    """Return the caller's key, or a fresh one that all attempts of one call share."""
    key = given or uuid4().hex
    if not (key.isascii() and key.isprintable()):
        raise ValueError("an idempotency key is made of printable ASCII characters")
    return key


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instant(value) or ""
    return str(value)
