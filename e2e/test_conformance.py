"""MCP's own conformance suite against `/mcp`, held to the two lists in docs/mcp.md."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from service import REPOSITORY, Agent
from stand_ins import StandIns, before

HERE = Path(__file__).resolve().parent / "conformance" / "node_modules"
SUITE = HERE / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
NODE_NEEDED = 22
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}

pytestmark = [
    pytest.mark.local_only,
    pytest.mark.skipif(not SUITE.is_file(), reason="./multimail test e2e fetches the suite"),
]


def node() -> str:
    """An installed Node that is new enough, or the one that npm brought."""
    installed = shutil.which("node")
    if installed:
        told = subprocess.run([installed, "--version"], capture_output=True, check=True, text=True)
        if int(told.stdout.removeprefix("v").split(".")[0]) >= NODE_NEEDED:
            return installed
    machine = MACHINES.get(platform.machine().lower(), platform.machine())
    fetched = HERE / f"node-{platform.system().lower()}-{machine}" / "bin" / "node"
    assert fetched.is_file(), "the conformance suite needs Node.js 22 or newer"
    return str(fetched)


def listed(heading: str) -> dict[str, str]:
    """A list in docs/mcp.md: what it says of each scenario."""
    text = (REPOSITORY / "docs" / "mcp.md").read_text(encoding="utf-8")
    section = text.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = re.findall(r"^\| `([^|]+)` \| (.+) \|$", section, re.MULTILINE)
    return {
        scenario: said for scenarios, said in rows for scenario in re.split(r"`,? `", scenarios)
    }


def outcomes(folder: Path) -> dict[str, set[str]]:
    """The statuses of each scenario's checks, as the suite wrote them down."""
    found = {}
    for checks in folder.glob("*/checks.json"):
        # server-<scenario>-<time>
        name = re.sub(r"^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$", r"\1", checks.parent.name)
        found[name] = {check["status"] for check in json.loads(checks.read_text("utf-8"))}
    return found


def test_every_scenario_that_applies_passes(gated: Agent, tmp_path: Path) -> None:
    with gated.client() as client:
        sent = client.send_email(to="vendor@example.org", subject="PO 123", body="B")
    stand_ins = StandIns(
        tools={"test_simple_text": "who_am_i", "test_error_handling": "read_email"},
        resources={
            "test://static-text": "multimail://mailboxes/me",
            "test://template/123/data": f"multimail://emails/{sent.message_id}",
        },
        prompts={
            "test_simple_prompt": "triage_inbox",
            "test_prompt_with_arguments": "answer_email",
        },
        arguments={"arg1": "email_id", "arg2": "wishes"},
    )
    with before(gated.url, gated.token, stand_ins) as url:
        ran = subprocess.run(
            [node(), str(SUITE), "server", "--url", url, "--suite", "all", "-o", str(tmp_path)],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            text=True,
            timeout=300,
        )

    found = outcomes(tmp_path)
    passed = {
        name
        for name, statuses in found.items()
        if "SUCCESS" in statuses and not statuses & {"FAILURE", "WARNING"}
    }
    told = ran.stdout[ran.stdout.find("=== SUMMARY") :] + ran.stderr
    assert passed == set(listed("Scenarios that pass")), told
    assert set(found) - passed == set(listed("Scenarios that do not apply")), told
