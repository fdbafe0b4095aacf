"""What can go wrong, one class for each kind of answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import httpx


class MultiMailError(Exception):
    """The server refused a request, or could not be reached.

    `status` is the HTTP status (None when there was no answer), `code` the machine-readable code,
    `message` one sentence, `hint` what to do about it, `request_id` what to quote to the operator,
    `retry_after` the seconds until it is worth asking again, where the server told them, and `body`
    the whole answer: a dict, or text when it was not JSON.
    """

    def __init__(
        self,
        message: str,
        status: int | None = None,
        body: Any = None,
        *,
        code: str | None = None,
        hint: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.body = body
        self.code = code
        self.hint = hint
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def status_code(self) -> int | None:
        """The HTTP status, by its older name."""
        return self.status

    def __str__(self) -> str:
        told = [self.message]
        if self.hint:
            told.append(self.hint)
        if self.status is not None:
            told.append(f"({' '.join(filter(None, [str(self.status), self.code]))})")
        return " ".join(told)


class AuthenticationError(MultiMailError):
    """401: the token is missing, mistyped, revoked or unknown."""


class PermissionDeniedError(MultiMailError):
    """403: this token may not do that."""


class NotFoundError(MultiMailError):
    """404: there is no such thing, or it belongs to another mailbox."""


class ConflictError(MultiMailError):
    """409: the message is in a state that does not allow this."""

    @property
    def current_status(self) -> str | None:
        """The state the message is in, when the server told it."""
        status = _member(self.body, "status")
        return status if isinstance(status, str) else None


class ValidationError(MultiMailError):
    """400 or 422: a field is missing or has a wrong value."""


class RateLimitError(MultiMailError):
    """429: a limit is reached; `retry_after` tells for how many seconds, when the server did."""


class ServerError(MultiMailError):
    """5xx: something failed on the server's side."""


class APIConnectionError(MultiMailError):
    """No answer came: the server could not be reached, or the connection broke or timed out."""


class InvalidSignature(MultiMailError):  # noqa: N818 - reads as what happened
    """A webhook's signature does not match its body, or is too old."""


_KINDS: Mapping[int, type[MultiMailError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}
_FIRST_SERVER_ERROR = 500


def error_from(response: httpx.Response) -> MultiMailError:
    """Return the error that a refusal means; any body is tolerated."""
    try:
        body: Any = response.json()
    except ValueError:
        body = response.text
    sentence = _text_member(body, "error") or f"The server answered {response.status_code}."
    status = response.status_code
    kind = ServerError if status >= _FIRST_SERVER_ERROR else _KINDS.get(status, MultiMailError)
    return kind(
        sentence,
        status,
        body,
        code=_text_member(body, "code"),
        hint=_text_member(body, "hint"),
        request_id=_text_member(body, "request_id") or response.headers.get("x-request-id"),
        retry_after=_retry_after(response),
    )


def connection_error(error: httpx.RequestError) -> APIConnectionError:
    """Return the error that a broken connection means, with its cause."""
    try:
        where = f"{error.request.url.scheme}://{error.request.url.netloc.decode('ascii')}"
    except RuntimeError:
        where = "the server"
    what = str(error) or type(error).__name__
    raised = APIConnectionError(
        f"No answer from {where}: {what}.",
        hint="Is the service running, and is base_url or MULTIMAIL_API_URL right?",
    )
    raised.__cause__ = error
    return raised


def _retry_after(response: httpx.Response) -> float | None:
    # Only seconds: the date form (RFC 9110 §10.2.3) needs a clock that agrees with the server's.
    value = response.headers.get("retry-after", "").strip()
    return float(value) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value) else None


def _member(body: Any, name: str) -> Any:
    return cast("dict[str, Any]", body).get(name) if isinstance(body, dict) else None


def _text_member(body: Any, name: str) -> str | None:
    value = _member(body, name)
    return value if isinstance(value, str) else None
