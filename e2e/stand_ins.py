"""A proxy for MCP's conformance suite: adds a token, and puts our names for the suite's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding"}


@dataclass(frozen=True)
class StandIns:
    """What of ours is asked for in place of the suite's own tools, resources and prompts."""

    tools: dict[str, str]
    resources: dict[str, str]
    prompts: dict[str, str]
    arguments: dict[str, str]

    def of(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message with the names of ours; the names of what has no stand-in stay."""
        asked = message.get("params", {})
        match message.get("method"):
            case "tools/call":
                ours = {"name": self.tools.get(asked["name"], asked["name"])}
            case "resources/read":
                ours = {"uri": self.resources.get(asked["uri"], asked["uri"])}
            case "prompts/get":
                given = asked.get("arguments", {})
                ours = {
                    "name": self.prompts.get(asked["name"], asked["name"]),
                    "arguments": {self.arguments.get(k, k): v for k, v in given.items()},
                }
            case _:
                return message
        return message | {"params": asked | ours}


@contextmanager
def before(service_url: str, token: str, stand_ins: StandIns) -> Iterator[str]:
    """Run the proxy before a service's `/mcp`, and give its address."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if body:
                body = json.dumps(stand_ins.of(json.loads(body))).encode()
            # Host and Origin stay as they came: the service has to judge them.
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
            service = HTTPConnection(urlsplit(service_url).netloc, timeout=60)
            service.request(
                self.command, self.path, body, headers | {"Authorization": f"Bearer {token}"}
            )
            answer = service.getresponse()
            content = answer.read()
            service.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET = do_DELETE = forward  # noqa: N815 - http.server asks for these names

        def log_message(self, *_: object) -> None:
            """Say nothing: what matters, the suite tells."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/mcp"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
