"""The same approved email through MCP twice: over HTTP, and by the packed program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from notices import SECONDS, link_of, press
from product_page import snippet
from service import REPOSITORY, Agent, Service, eventually

NODE, NPM = shutil.which("node"), shutil.which("npm")
needs_node = pytest.mark.skipif(not (NODE and NPM), reason="needs Node 18 and npm")
PACKAGE = "@multimail/mcp-server"
Ask = Callable[[str, dict[str, Any]], dict[str, Any]]

MAIL = {"to": ["vendor@example.org"], "subject": "PO 8903", "markdown": "Please confirm."}
INITIALIZE = {
    "protocolVersion": "2025-11-25",
    "capabilities": {},
    "clientInfo": {"name": "e2e", "version": "1"},
}


@contextmanager
def over_http(agent: Agent) -> Iterator[Ask]:
    headers = {
        "authorization": f"Bearer {agent.token}",
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": "2025-11-25",
    }
    with httpx.Client(base_url=agent.url, headers=headers, timeout=60) as client:

        def ask(method: str, params: dict[str, Any]) -> dict[str, Any]:
            message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            answer: dict[str, Any] = client.post("/mcp", json=message).raise_for_status().json()
            return answer

        yield ask


def packed(folder: Path) -> Path:
    """Pack the program as for npm, and give its tarball."""
    assert NPM
    command = [NPM, "pack", "--silent", "--pack-destination", str(folder)]
    ran = subprocess.run(
        command,
        cwd=REPOSITORY / "mcp-server",
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return folder / ran.stdout.split()[-1]


@contextmanager
def over_stdio(agent: Agent, folder: Path) -> Iterator[Ask]:
    """Start what the product page's configuration says, with our tarball and our service."""
    block = snippet("claude_desktop.json", api_key=agent.token, mailbox=agent.address)
    server = json.loads(block)["mcpServers"]["multimail"]
    arguments = [f"file:{packed(folder)}" if each == PACKAGE else each for each in server["args"]]
    # npx keeps what it installed in npm's cache: this one is new, as a new user's is.
    settings = {"MULTIMAIL_API_URL": agent.url, "npm_config_cache": str(folder / "npm")}
    process = subprocess.Popen(
        [server["command"], *arguments],
        cwd=folder,
        env=os.environ | server["env"] | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    stdin, stdout = process.stdin, process.stdout
    count = iter(range(1, 1000))

    def ask(method: str, params: dict[str, Any]) -> dict[str, Any]:
        message = {"jsonrpc": "2.0", "id": next(count), "method": method, "params": params}
        stdin.write(json.dumps(message) + "\n")
        stdin.flush()
        answer: dict[str, Any] = json.loads(stdout.readline())
        assert answer["id"] == message["id"]
        return answer

    try:
        yield ask
    finally:
        stdin.close()
        assert process.wait(30) == 0


def tool(ask: Ask, name: str, **arguments: Any) -> dict[str, Any]:
    answer = ask("tools/call", {"name": name, "arguments": arguments})
    result = answer["result"]
    assert not result["isError"], result
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    structured: dict[str, Any] = result["structuredContent"]
    return structured


def an_approved_email(ask: Ask, service: Service, agent: Agent, subject: str) -> None:
    hello = ask("initialize", INITIALIZE)["result"]
    assert hello["serverInfo"]["name"] == "multimail"
    names = [each["name"] for each in ask("tools/list", {})["result"]["tools"]]
    assert "send_email" in names
    assert "decide_email" not in names

    assert tool(ask, "who_am_i")["address"] == agent.address
    sent = tool(
        ask,
        "send_email",
        to=["vendor@example.org"],
        subject=subject,
        markdown="Please **confirm** the delivery date.",
    )
    assert sent["status"] == "pending"
    assert "Do not send it again" in sent["next"]
    waiting = tool(ask, "list_pending")["messages"]
    assert sent["id"] in {message["id"] for message in waiting}

    assert press(service, link_of(service, subject), "approve").status_code == 200

    def is_sent() -> bool:
        read = tool(ask, "read_email", email_id=sent["id"])
        assert read["content"]["untrusted"] is True
        return bool(read["status"] == "sent")

    eventually(is_sent, "the message is sent", SECONDS)
    refused = ask("tools/call", {"name": "cancel_message", "arguments": {"email_id": sent["id"]}})
    assert refused["result"]["isError"]
    assert refused["result"]["structuredContent"]["code"] == "wrong_state"


def test_an_approved_email_over_http(service: Service, gated: Agent) -> None:
    with over_http(gated) as ask:
        an_approved_email(ask, service, gated, "PO 8901, over HTTP")


@needs_node
def test_an_approved_email_by_the_packed_program(
    service: Service, gated: Agent, tmp_path: Path
) -> None:
    with over_stdio(gated, tmp_path) as ask:
        an_approved_email(ask, service, gated, "PO 8902, by stdio")


def test_the_readme_configures_it_as_the_product_page_does() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    ours = json.loads(readme.split("## MCP\n", 1)[1].split("```json\n", 1)[1].split("```", 1)[0])
    page = json.loads(snippet("claude_desktop.json"))
    ours, page = (each["mcpServers"]["multimail"] for each in (ours, page))
    assert re.fullmatch(r"file:/.+\.tgz", ours["args"].pop())
    assert page["args"].pop() == PACKAGE
    assert ours["env"].pop("MULTIMAIL_API_URL") == "http://127.0.0.1:8025"
    assert "@" in ours["env"].pop("MULTIMAIL_MAILBOX")
    del page["env"]["MULTIMAIL_MAILBOX"]
    assert ours == page


@needs_node
def test_the_program_by_itself() -> None:
    """Its own tests, by the runner that comes with Node."""
    assert NODE
    ran = subprocess.run(
        [NODE, "--test", "--test-reporter=tap"],
        cwd=REPOSITORY / "mcp-server",
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.local_only
def test_a_token_revoked_in_mid_conversation_ends_it(service: Service) -> None:
    with service.owner() as owner:
        made = owner.create_mailbox(service.new_address("leaving"), oversight_mode="gated_send")
    agent = Agent(service.url, made.id, made.address, "gated_send", made.token or "", "")
    with over_http(agent) as ask:
        whose = tool(ask, "who_am_i")["token_id"]
        with service.owner() as owner:
            owner.revoke_api_key(whose)
        names = [each["name"] for each in ask("tools/list", {})["result"]["tools"]]
        refused = ask("tools/call", {"name": "send_email", "arguments": MAIL})["result"]
    assert "send_email" not in names
    assert refused["isError"]
    assert refused["structuredContent"]["code"] == "unauthorized"
    assert "owner" in refused["structuredContent"]["next"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"name": "burn_down", "arguments": {}}, -32602),
        ({"name": 7, "arguments": {}}, -32602),
        ({"name": "who_am_i", "arguments": [1]}, -32602),
        ({"name": "who_am_i", "arguments": "now"}, -32602),
        ({"arguments": {}}, -32602),
        ({}, -32602),
    ],
)
def test_a_call_that_no_tool_understands_is_an_error_of_the_protocol(
    gated: Agent, params: dict[str, Any], code: int
) -> None:
    with over_http(gated) as ask:
        assert ask("tools/call", params)["error"]["code"] == code


def test_there_is_no_stream_and_no_session(service: Service) -> None:
    for method in ("GET", "DELETE"):
        refused = httpx.request(method, f"{service.url}/mcp")
        assert refused.status_code == 405
        assert refused.headers["allow"] == "POST"


def test_a_page_from_elsewhere_is_refused(service: Service) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    refused = httpx.post(
        f"{service.url}/mcp", json=ping, headers={"origin": "https://evil.example"}
    )
    assert refused.status_code == 403
