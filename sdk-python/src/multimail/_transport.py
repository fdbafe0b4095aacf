"""Sending calls over HTTP, with and without async: one request form, one retry rule."""

from __future__ import annotations

import asyncio
import os
import platform
import random
import time
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from multimail._call import Call
from multimail._version import __version__
from multimail.errors import (
    APIConnectionError,
    MultiMailError,
    connection_error,
    error_from,
)

T = TypeVar("T")
SyncSelf = TypeVar("SyncSelf", bound="SyncSession")
AsyncSelf = TypeVar("AsyncSelf", bound="AsyncSession")

LOCAL_URL = "http://127.0.0.1:8025"
"""Where `./multimail local` listens. The service is self-hosted, so there is no other default."""

_REPEATABLE_STATUSES = frozenset({429, 502, 503, 504})
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
# A longer Retry-After (a daily quota, say) is for the caller to plan with, not to sleep through.
_LONGEST_RETRY_AFTER = 60.0


class _Session:
    """Where calls go, with which credential, and when to repeat them."""

    def __init__(self, api_key: str | None, base_url: str | None, max_retries: int) -> None:
        self.base_url = _usable_url(base_url or os.environ.get("MULTIMAIL_API_URL") or LOCAL_URL)
        self.max_retries = max_retries
        self._headers = {
            "Authorization": f"Bearer {_usable_key(api_key)}",
            "User-Agent": f"multimail-sdk/{__version__} python/{platform.python_version()}",
        }

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def _request(self, call: Call[Any]) -> dict[str, Any]:
        headers = dict(self._headers)
        if call.idempotency_key is not None:
            headers["Idempotency-Key"] = call.idempotency_key
        return {
            "method": call.method,
            "url": self.base_url + call.path,
            "params": dict(call.query),
            "json": call.body,
            "headers": headers,
        }

    def _pause(self, call: Call[Any], failure: MultiMailError, failures: int) -> float | None:
        """Return the seconds until the next attempt, or None when the failure is final."""
        if not call.repeatable or failures > self.max_retries:
            return None
        if not isinstance(failure, APIConnectionError):
            if failure.status not in _REPEATABLE_STATUSES:
                return None
            if failure.retry_after is not None:
                return failure.retry_after if failure.retry_after <= _LONGEST_RETRY_AFTER else None
        longest = min(_FIRST_PAUSE * 2.0 ** (failures - 1), _LONGEST_PAUSE)
        # Half of it is jitter, so that clients which failed together do not return together.
        return longest * (0.5 + random.random() / 2)  # noqa: S311 - not a secret


class SyncSession(_Session):
    """A session that blocks. Close it, or use it in a `with` statement."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 2,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        super().__init__(api_key, base_url, max_retries)
        self._sleep = sleep
        self._http = httpx.Client(timeout=timeout, transport=transport, follow_redirects=False)

    def run(self, call: Call[T]) -> T:
        """Execute a call, repeating it where that is safe."""
        for failures in count(1):
            failure: MultiMailError
            try:
                response = self._http.request(**self._request(call))
            except httpx.RequestError as error:
                failure = connection_error(error)
            else:
                if response.is_success:
                    return call.read(response)
                failure = error_from(response)
            pause = self._pause(call, failure, failures)
            if pause is None:
                raise failure
            self._sleep(pause)
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self: SyncSelf) -> SyncSelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncSession(_Session):
    """A session for asyncio. Close it, or use it in an `async with` statement."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 2,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        super().__init__(api_key, base_url, max_retries)
        self._sleep = sleep
        self._http = httpx.AsyncClient(timeout=timeout, transport=transport, follow_redirects=False)

    async def run(self, call: Call[T]) -> T:
        """Execute a call, repeating it where that is safe."""
        for failures in count(1):
            failure: MultiMailError
            try:
                response = await self._http.request(**self._request(call))
            except httpx.RequestError as error:
                failure = connection_error(error)
            else:
                if response.is_success:
                    return call.read(response)
                failure = error_from(response)
            pause = self._pause(call, failure, failures)
            if pause is None:
                raise failure
            await self._sleep(pause)
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self: AsyncSelf) -> AsyncSelf:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _usable_key(given: str | None) -> str:
    key = given if given is not None else "$MULTIMAIL_API_KEY"
    if key.startswith("$"):
        # No token starts with a dollar sign: "$NAME" means the environment variable.
        name = key[1:].strip("{}")
        key = os.environ.get(name, "")
        if not key.strip():
            raise ValueError(f"no API key: give api_key, or set the environment variable {name}")
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("the API key is not a token; it looks like mm_live_… or mm_test_…")
    return key


def _usable_url(given: str) -> str:
    parts = urlsplit(given)
    surplus = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in {"http", "https"} or not parts.hostname or surplus or parts.port == 0:
        raise ValueError(f"base_url is not the address of a service: {given!r}")
    return given.rstrip("/")
