"""A client that asks until it is answered, whatever becomes of the service meanwhile."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

PATIENCE_SECONDS = 30


class BrokenError(Exception):
    """A promise was not kept."""


class Connection:
    """A kept connection with one token that is opened again when it was lost."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, verb: str, path: str, body: Any = None) -> tuple[int, Any]:
        """One answer; OSError or HTTPException if none came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=PATIENCE_SECONDS
            )
        try:
            text = None if body is None else json.dumps(body)
            self.connection.request(verb, path, text, self.headers)
            answer = self.connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        except (OSError, http.client.HTTPException, ValueError):
            self.close()
            raise

    def insist(
        self, verb: str, path: str, body: Any = None, until: float = 0
    ) -> tuple[int, Any, int]:
        """Ask until the service answers and does not fail; also tell how often it was asked."""
        asked = 0
        while True:
            asked += 1
            try:
                status, answer = self.ask(verb, path, body)
                if status < 500:
                    return status, answer, asked
            except (OSError, http.client.HTTPException, ValueError):
                pass
            if until and time.monotonic() > until:
                raise BrokenError(f"no answer to {verb} {path} in {asked} tries")
            time.sleep(0.05)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
