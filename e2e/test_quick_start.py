"""The README's quick start, line by line as it stands there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser import PHONE, chromium, page_of
from notices import LINK, link_of, press
from service import REPOSITORY, Agent, Service, eventually, receiving

pytestmark = pytest.mark.local_only

BASH = shutil.which("bash") or "/bin/bash"
SECRET = "your_webhook_signing_secret"


def blocks() -> list[str]:
    """The shell commands of the quick start, in their order."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Quick start", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```bash\n(.*?)```", section, re.DOTALL)


def shell(folder: Path, *commands: str) -> str:
    ran = subprocess.run(
        [BASH, "-euo", "pipefail", "-c", "\n".join(commands)],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_it_ends_with_an_approved_email_its_webhooks_and_its_audit_trail(
    service: Service, gated: Agent, tmp_path: Path
) -> None:
    mailbox = {"token": gated.token, "test_token": gated.test_token}
    ready = {"url": service.url, "owner_key": service.owner_key, "mailboxes": [mailbox]}
    (tmp_path / "ready.json").write_text(json.dumps(ready), encoding="utf-8")
    start, receive, webhook, send, read, look = blocks()
    assert start.strip() == "./multimail local --ephemeral --ready-file ready.json"
    assert (
        f"WEBHOOK_SECRET={SECRET} receiver/bin/uvicorn --app-dir examples receiver:app --port 9000"
        in receive
    )
    variables = webhook.split("\n\n", 1)[0]
    log = tmp_path / "receiver.log"

    with (
        receiving(REPOSITORY / "examples", log, WEBHOOK_SECRET=SECRET) as port,
        chromium() as browser,
        page_of(browser, PHONE, service) as page,
    ):
        told = shell(tmp_path, webhook.replace("9000", str(port)), send)
        assert '"status":"pending"' in told
        eventually(
            lambda: "email.pending" in log.read_text() or None, "the receiver hears of the question"
        )
        found = LINK.search(shell(tmp_path, variables, read))
        assert found is not None
        page.goto(found.group(0))
        page.get_by_role("button", name="Approve").click()
        expect(page.locator("body")).to_contain_text("by you")
        for event in ("email.approved", "email.sent", "email.delivered"):
            eventually(
                lambda event=event: event in log.read_text() or None, f"the receiver hears {event}"
            )

    assert "invalid" not in log.read_text()
    seen = shell(tmp_path, variables, look)
    assert seen.count('"kind":"agent_mail"') >= 1
    for action in ("send_email", "decide_email", "create_webhook"):
        assert f'"{action}"' in seen


def test_its_python_ends_with_the_same_email(service: Service, gated: Agent) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    code = readme.split("## Quick start", 1)[1].split("```python\n", 1)[1].split("```", 1)[0]
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"MULTIMAIL_API_KEY": gated.token, "MULTIMAIL_API_URL": service.url},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    status, message_id = ran.stdout.split()
    assert status == "pending"
    with gated.client() as client:
        assert client.read_email(message_id).subject == "PO #8821"
        link = link_of(service, message_id)
        assert press(service, link, "approve").status_code == 200
        eventually(lambda: client.read_email(message_id).status == "sent", "the message is sent")
