"""The whole way of a message, over HTTP and by mail, as its agent, its approver and its owner go it.

The same text runs against every target: what only one of them can do is in targets.py.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import httpx
import pytest

from multimail import AuthenticationError, Client, ConflictError, Message
from service import Agent, Service, eventually, mail_to
from notices import NONCE, SECONDS, link_of, press
from targets import Sent

RECIPIENT = "supplier@example.com"
SECRET = "a secret of at least thirty-two characters"


def sent_with(service: Service, subject: str, kept: bool = False) -> list[Sent]:
    return [sent for sent in service.target.outbox(kept) if sent.mail["Subject"] == subject]


def becomes(client: Client, message_id: str, status: str) -> Message:
    def look() -> Message | None:
        message = client.read_email(message_id)
        return message if message.status == status else None

    return eventually(look, f"{message_id} becomes {status}", SECONDS)


def told_of(service: Service, agent: Agent, message_id: str) -> set[str]:
    with service.owner() as owner:
        entries = owner.get_audit_log(mailbox=agent.id, limit=100)
        return {entry.raw["action"] for entry in entries if message_id in str(entry.raw)}


@contextmanager
def subscribed(service: Service, *events: str) -> Iterator[list[dict[str, Any]]]:
    """A webhook of this machine's own, and what was posted to it with a right signature."""
    posted: list[dict[str, Any]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            right = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
            if hmac.compare_digest(right, self.headers["X-MultiMail-Signature"]):
                posted.append(json.loads(body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with service.owner() as owner:
        url = f"http://127.0.0.1:{server.server_port}/hook"
        webhook = owner.create_webhook(url, list(events), secret=SECRET)
        try:
            yield posted
        finally:
            owner.delete_webhook(webhook.id)
            server.shutdown()


@pytest.mark.iam
def test_an_approved_message_goes_its_whole_way(service: Service, gated: Agent) -> None:
    subject = f"Walk {uuid4().hex}"
    with gated.client() as agent, subscribed(service, "message.sent", "message.delivered") as posted:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="Please confirm.")
        assert pending.status == "pending"
        link = link_of(service, subject)
        assert sent_with(service, subject) == []

        pressed = press(service, link, "approve")
        assert pressed.status_code == httpx.codes.OK, pressed.text
        message = becomes(agent, pending.message_id, "sent")
        assert message.approved_at

        copies = sent_with(service, subject)
        assert len(copies) == 1
        assert copies[0].mail["X-MultiMail-Identity"].count(".") == 2
        assert "Please confirm." in copies[0].text
        eventually(
            lambda: agent.read_email(pending.message_id).raw.get("delivered_at"),
            "the delivery is told",
            SECONDS,
        )
        names = {"message.sent", "message.delivered"}
        eventually(
            lambda: names <= {event["type"] for event in posted}, "both events are posted", SECONDS
        )
        assert {event["message_id"] for event in posted} == {pending.message_id}

        again = httpx.get(service.target.reach(link), timeout=60)
        assert again.status_code == httpx.codes.OK
        assert not NONCE.search(again.text), "a used link asks again"
        assert len(sent_with(service, subject)) == 1
    told = told_of(service, gated, pending.message_id)
    assert {"message.sending", "message.sent", "approvers.notified"} <= told


def test_a_rejected_message_never_leaves(service: Service, gated: Agent) -> None:
    subject = f"Reject {uuid4().hex}"
    with gated.client() as agent:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        press(service, link_of(service, subject), "reject", "Wrong supplier")
        assert becomes(agent, pending.message_id, "rejected").raw["reason"] == "Wrong supplier"
    assert sent_with(service, subject) == []


def test_a_cancelled_message_can_no_longer_be_approved(service: Service, gated: Agent) -> None:
    subject = f"Cancel {uuid4().hex}"
    with gated.client() as agent, service.owner() as owner:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        link = link_of(service, subject)
        agent.cancel_message(pending.message_id)
        with pytest.raises(ConflictError):
            owner.approve(pending.message_id)
        assert not NONCE.search(httpx.get(service.target.reach(link), timeout=60).text)
    assert sent_with(service, subject) == []


@pytest.mark.iam
def test_a_message_that_nobody_decides_expires(service: Service, gated: Agent) -> None:
    subject = f"Expire {uuid4().hex}"
    with gated.client() as agent, service.owner() as owner:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        link_of(service, subject)
        service.target.let_expire(pending.message_id)
        becomes(agent, pending.message_id, "expired")
        with pytest.raises(ConflictError):
            owner.approve(pending.message_id)
    assert sent_with(service, subject) == []


@pytest.mark.iam
def test_an_autonomous_mailbox_sends_at_once(service: Service) -> None:
    subject = f"Free {uuid4().hex}"
    with service.agent("autonomous").client() as agent:
        queued = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        becomes(agent, queued.message_id, "sent")
    assert len(sent_with(service, subject)) == 1


def test_a_refusal_for_good_is_final(service: Service) -> None:
    with service.agent("autonomous").client() as agent:
        queued = agent.send_email(to="reject@example.com", subject="Refused", body="B")
        assert becomes(agent, queued.message_id, "failed").raw["reason"]


def test_a_lost_answer_is_doubt_and_never_a_second_copy(service: Service) -> None:
    subject = f"Lost {uuid4().hex}"
    with service.agent("autonomous").client() as agent:
        to = "lost@simulator.amazonses.com"
        queued = agent.send_email(to=to, subject=subject, body="B")
        becomes(agent, queued.message_id, "sending")
        eventually(lambda: sent_with(service, subject), "a copy leaves", SECONDS)
    assert len(sent_with(service, subject)) == 1


def test_a_bounced_recipient_is_refused_from_then_on(service: Service) -> None:
    with service.agent("autonomous").client() as agent:
        to = f"bounce+{uuid4().hex}@simulator.amazonses.com"
        queued = agent.send_email(to=to, subject="Bounce", body="B")
        eventually(
            lambda: agent.read_email(queued.message_id).raw.get("bounced_at"),
            "the bounce is told",
            SECONDS,
        )
        with pytest.raises(ConflictError) as refused:
            agent.send_email(to=to, subject="Bounce", body="B")
        assert refused.value.code == "recipient_suppressed"


@pytest.mark.iam
def test_received_mail_is_told_and_read(service: Service, gated: Agent) -> None:
    subject = f"Inbound {uuid4().hex}"
    with gated.client() as agent, subscribed(service, "message.received") as posted:
        service.receive(mail_to(gated.address, subject, "When?"))
        eventually(lambda: posted, "the event is posted", SECONDS)
        message = agent.read_email(posted[0]["message_id"])
        assert message.subject == subject
        assert "When?" in (message.markdown or "")


@pytest.mark.iam
def test_test_mail_takes_the_same_way_and_is_kept(service: Service, gated: Agent) -> None:
    subject = f"Test {uuid4().hex}"
    with gated.test_client() as agent:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        press(service, link_of(service, subject, kept=True), "approve")
        becomes(agent, pending.message_id, "sent")
        eventually(
            lambda: agent.read_email(pending.message_id).raw.get("delivered_at"),
            "the delivery is told",
            SECONDS,
        )
    assert len(sent_with(service, subject, kept=True)) == 1
    assert sent_with(service, subject) == []


@pytest.mark.parametrize(
    "token",
    ["mm_live_" + "0" * 36, "nonsense", "mm_live_0000000000000000000000000000000000000"],
    ids=["wrong checksum", "no token", "too long"],
)
def test_a_wrong_token_opens_nothing(service: Service, token: str) -> None:
    with Client(token, base_url=service.url) as nobody, pytest.raises(AuthenticationError):
        nobody.check_inbox()


def test_a_forged_link_opens_nothing(service: Service, gated: Agent) -> None:
    subject = f"Forged {uuid4().hex}"
    with gated.client() as agent:
        pending = agent.send_email(to=RECIPIENT, subject=subject, body="B")
        link = link_of(service, subject)
        forged = link[:-2] + ("A" if link[-2] != "A" else "B") + link[-1]
        assert httpx.get(service.target.reach(forged), timeout=60).status_code == 403
        assert agent.read_email(pending.message_id).status == "pending"
