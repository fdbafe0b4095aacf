"""A stand-in for the service that answers as told and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

from multimail import AsyncClient, Client

KEY = "mm_test_0123456789"
Answer = httpx.Response | Exception


def answer(status: int = 200, body: object = None, **headers: str) -> httpx.Response:
    return httpx.Response(status, json={} if body is None else body, headers=headers)


class Service:
    """Gives its answers in turn, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers) or [answer()]
        self.requests: list[httpx.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        given = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(given, Exception):
            raise given
        # A response belongs to one request: hand out a copy.
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)

    @property
    def request(self) -> httpx.Request:
        assert len(self.requests) == 1, f"{len(self.requests)} requests were made"
        return self.requests[0]

    @property
    def path(self) -> str:
        return self.request.url.raw_path.decode("ascii")

    @property
    def body(self) -> Any:
        return json.loads(self.request.content) if self.request.content else None

    def client(self, **settings: Any) -> Client:
        settings.setdefault("api_key", KEY)
        settings.setdefault("sleep", self.pauses.append)
        return Client(transport=httpx.MockTransport(self), **settings)

    def async_client(self, **settings: Any) -> AsyncClient:
        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)

        settings.setdefault("api_key", KEY)
        settings.setdefault("sleep", sleep)
        return AsyncClient(transport=httpx.MockTransport(self), **settings)


@contextmanager
def listening(service: Service) -> Iterator[str]:
    """Serve it on a free port of this machine, for snippets that make their own client."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            request = httpx.Request(
                self.command,
                f"http://service{self.path}",
                headers=dict(self.headers.items()),
                content=self.rfile.read(length),
            )
            given = service(request)
            self.send_response(given.status_code)
            self.send_header("content-length", str(len(given.content)))
            self.end_headers()
            self.wfile.write(given.content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
