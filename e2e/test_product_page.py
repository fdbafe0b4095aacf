"""The product page's snippets against a real service, with only their placeholders filled in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx

from product_page import snippet
from service import Agent, Service, eventually, mail_to, receiving

RECIPIENT = "supplier@example.com"
APPROVER = "approver@example.com"
SECRET = "your_webhook_signing_secret"

# The page leaves it to the reader; this one notes what it was given.
ROUTE_TO_AGENT = """

async def route_to_agent(mailbox, message_id):
    with open("routed", "a") as routed:
        routed.write(f"{mailbox} {message_id}\\n")
"""


def run(*command: str, api_key: str, url: str, folder: Path | None = None) -> str:
    settings = os.environ | {"MULTIMAIL_API_KEY": api_key, "MULTIMAIL_API_URL": url}
    ran = subprocess.run(
        command, env=settings, cwd=folder, capture_output=True, check=False, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_create_a_scoped_agent_mailbox(service: Service) -> None:
    address = service.new_address("procurement")
    command = snippet(
        "create_mailbox.sh",
        url=service.url,
        api_key=service.owner_key,
        mailbox=address,
        approver=APPROVER,
    )
    created = json.loads(run("bash", "-c", command, api_key="", url=service.url))

    assert created["address"] == address
    with service.owner() as owner:
        mailbox = owner.get_mailbox(address)
    assert mailbox.id == created["id"]
    assert mailbox.oversight_mode == "gated_send"
    assert mailbox.display_name == "Procurement Agent"
    assert mailbox.approver_emails == [APPROVER]


def test_send_with_approval_checkpoint(service: Service, gated: Agent) -> None:
    code = snippet("send_with_approval_checkpoint.py", mailbox=gated.address, recipient=RECIPIENT)
    printed = run(sys.executable, "-c", code, api_key=gated.token, url=service.url)

    status, message_id, approval_url = printed.split()
    assert status == "pending"
    assert message_id.startswith("msg_")
    assert approval_url.startswith(("http://", "https://"))
    with gated.client() as client:
        message = client.read_email(message_id)
    assert message.status == "pending"
    assert message.to == [RECIPIENT]
    assert message.metadata == {"workflow": "procurement", "po_number": "8821"}


def test_query_and_manage_the_approval_queue(service: Service, gated: Agent) -> None:
    subject = f"Queue {uuid4().hex}"
    with gated.client() as client:
        sent = client.send_email(gated.address, to=RECIPIENT, subject=subject, body="B")
        code = snippet("query_approval_queue.py", mailbox=gated.address, message_id=sent.message_id)
        printed = run(sys.executable, "-c", code, api_key=gated.token, url=service.url)

        assert f"{sent.message_id} | to={RECIPIENT} | {subject} | queued " in printed
        assert client.read_email(sent.message_id).status == "cancelled"


def test_an_owner_queries_and_manages_the_queue_as_well(service: Service, gated: Agent) -> None:
    with gated.client() as client:
        sent = client.send_email(gated.address, to=RECIPIENT, subject="Owner", body="B")
        code = snippet("query_approval_queue.py", mailbox=gated.address, message_id=sent.message_id)
        printed = run(sys.executable, "-c", code, api_key=service.owner_key, url=service.url)

        assert sent.message_id in printed
        assert client.read_email(sent.message_id).status == "cancelled"


def test_integration_tests_with_test_tokens(service: Service, gated: Agent, tmp_path: Path) -> None:
    code = snippet(
        "integration_tests.py",
        mailbox=gated.address,
        recipient=RECIPIENT,
        test_token=gated.test_token,
    )
    (tmp_path / "test_snippet.py").write_text(code, encoding="utf-8")
    pytest = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_snippet.py")
    printed = run(*pytest, api_key="", url=service.url, folder=tmp_path)

    assert "2 passed" in printed


@contextmanager
def receiver(folder: Path) -> Iterator[str]:
    """Run the page's receiver, and give its address."""
    code = snippet("webhook_receiver.py", secret=SECRET) + ROUTE_TO_AGENT
    (folder / "receiver.py").write_text(code, encoding="utf-8")
    with receiving(folder, folder / "receiver.log") as port:
        yield f"http://127.0.0.1:{port}/webhooks/multimail"


def test_inbound_webhook_handler(service: Service, gated: Agent, tmp_path: Path) -> None:
    routed = tmp_path / "routed"
    with receiver(tmp_path) as url, service.owner() as owner:
        webhook = owner.create_webhook(url, ["email.received"], secret=SECRET)
        try:
            subject = f"Invoice {uuid4().hex}"
            service.receive(mail_to(gated.address, subject))
            lines = eventually(
                lambda: routed.read_text().splitlines() if routed.exists() else None,
                "the receiver routes the mail to its agent",
            )
        finally:
            owner.delete_webhook(webhook.id)

    mailbox, message_id = lines[0].split()
    assert mailbox == gated.address
    with gated.client() as client:
        assert client.read_email(message_id).subject == subject


def test_the_receiver_refuses_what_the_service_did_not_sign(tmp_path: Path) -> None:
    with receiver(tmp_path) as url:
        forged = {"type": "email.received", "data": {"mailbox": "a@x", "message_id": "msg_1"}}
        refused = httpx.post(url, json=forged, headers={"X-MultiMail-Signature": "0" * 64})

    assert refused.status_code == httpx.codes.UNAUTHORIZED
    assert not (tmp_path / "routed").exists()
