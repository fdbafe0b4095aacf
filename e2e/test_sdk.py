"""The SDK's whole way through a real service: send, approve, receive, reply, audit."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest

from multimail import (
    AuthenticationError,
    Client,
    ConflictError,
    Message,
    MultiMail,
    NotFoundError,
    PermissionDeniedError,
    SendResult,
)
from service import Agent, Service, eventually, mail_to

RECIPIENT = "supplier@example.com"


def send(client: Client, subject: str = "Order", idempotency_key: str | None = None) -> SendResult:
    return client.send_email(
        to=RECIPIENT, subject=subject, body="Please confirm.", idempotency_key=idempotency_key
    )


def wait_for_status(client: Client, message_id: str, status: str) -> Message:
    def look() -> Message | None:
        message = client.read_email(message_id)
        return message if message.status == status else None

    return eventually(look, f"{message_id} becomes {status}")


def test_the_service_is_healthy(service: Service) -> None:
    assert service.owner().health().status == "ok"


def test_an_approved_message_is_sent(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.owner() as owner:
        sent = send(agent)
        assert sent.status == "pending"
        assert sent.message_id in {message.message_id for message in agent.list_pending()}

        owner.approve(sent.message_id)
        message = wait_for_status(agent, sent.message_id, "sent")

        assert message.approved_at
        with pytest.raises(ConflictError) as refused:
            agent.cancel_message(sent.message_id)
        assert refused.value.current_status == "sent"


def test_a_rejected_message_stays_rejected(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.owner() as owner:
        sent = send(agent)
        assert owner.reject(sent.message_id, "Wrong supplier").status == "rejected"
        with pytest.raises(ConflictError) as refused:
            owner.approve(sent.message_id)
        assert refused.value.current_status == "rejected"
        assert agent.read_email(sent.message_id).status == "rejected"


def test_a_repeated_send_is_one_message(gated: Agent) -> None:
    key = uuid4().hex
    with gated.client() as agent:
        first, second = send(agent, "Once", key), send(agent, "Once", key)
    assert first.message_id == second.message_id


def test_a_test_token_sends_and_keeps(gated: Agent) -> None:
    with gated.test_client() as agent:
        sent = send(agent)
        assert sent.status == "pending"
        assert agent.cancel_message(sent.message_id).status == "cancelled"
        assert agent.cancel_message(sent.message_id).status == "cancelled"


def test_no_credential_both_sends_and_decides(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.owner() as owner:
        sent = send(agent)
        with pytest.raises(PermissionDeniedError):
            agent.approve(sent.message_id)
        with pytest.raises(PermissionDeniedError):
            agent.update_mailbox(gated.id, oversight_mode="autonomous")
        with pytest.raises(PermissionDeniedError):
            owner.send_email(gated.address, to=RECIPIENT, subject="Order", body="B")
        assert agent.read_email(sent.message_id).status == "pending"


def test_another_mailboxs_message_is_not_there(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.other_than(gated).client() as stranger:
        sent = send(agent)
        with pytest.raises(NotFoundError) as foreign:
            stranger.read_email(sent.message_id)
        with pytest.raises(NotFoundError) as missing:
            stranger.read_email(sent.message_id[:-1] + ("1" if sent.message_id[-1] == "0" else "0"))
        assert foreign.value.message == missing.value.message
        with pytest.raises(NotFoundError):
            stranger.cancel_message(sent.message_id)


def test_a_wrong_token_is_refused(service: Service) -> None:
    nobody = Client("mm_live_" + "0" * 36, base_url=service.url)
    with nobody, pytest.raises(AuthenticationError) as refused:
        nobody.check_inbox()
    assert refused.value.code
    assert refused.value.hint


def test_a_received_mail_is_read_tagged_and_answered(service: Service, gated: Agent) -> None:
    subject = f"Question {uuid4().hex}"
    mail = mail_to(gated.address, subject, "When will it ship?")
    mail.add_attachment(b"\x00%PDF\xff", "application", "pdf", filename="order 1.pdf")
    service.receive(mail)

    with gated.client() as agent:
        listed = eventually(
            lambda: agent.check_inbox(direction="inbound", subject_contains=subject).messages,
            "the mail is in the inbox",
        )
        message = agent.read_email(listed[0].message_id)
        assert message.from_address == "customer@example.com"
        assert "When will it ship?" in (message.markdown or "")
        assert [file.name for file in message.attachments] == ["order 1.pdf"]
        content = agent.download_attachment(message.message_id, "order 1.pdf")
        assert content == b"\x00%PDF\xff"

        agent.tag_email(message.message_id, {"kind": "question", "seen": "yes"})
        agent.tag_email(message.message_id, {"kind": "shipping"})
        agent.delete_tag(message.message_id, "seen")
        assert agent.get_tags(message.message_id).tags == {"kind": "shipping"}

        reply = agent.reply_email(message.message_id, "Tomorrow.")
        assert reply.status == "pending"
        assert reply.thread_id
        thread = agent.get_thread(reply.thread_id)
        ids = {each.message_id for each in thread.messages}
        assert {message.message_id, reply.message_id} <= ids


def test_contacts_come_and_go(service: Service, gated: Agent) -> None:
    email = f"{uuid4().hex}@example.com"
    with gated.client() as agent, service.owner() as owner:
        added = agent.add_contact(email, "Ann Buyer", tags=["supplier"])
        assert email in {contact.email for contact in agent.list_contacts(email)}

        owner.delete_contact(added.id, mailbox=gated.id)
        assert agent.list_contacts(email).contacts == []


def test_an_owner_takes_all_along_and_erases_a_message(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.owner() as owner:
        sent = send(agent)
        owner.reject(sent.message_id)
        lines = [json.loads(line) for line in owner.export_account().splitlines()]
        while lines[-1]["kind"] == "cursor":
            rest = owner.export_account(lines[-1]["cursor"])
            lines += [json.loads(line) for line in rest.splitlines()]
        assert gated.id in {line["id"] for line in lines if line["kind"] == "mailbox"}
        assert sent.message_id in {line["id"] for line in lines if line["kind"] == "email"}

        assert owner.delete_email(sent.message_id).status == "deleted"
        with pytest.raises(NotFoundError):
            agent.read_email(sent.message_id)


def test_the_audit_log_tells_who_did_what(service: Service, gated: Agent) -> None:
    with gated.client() as agent, service.owner() as owner:
        sent = send(agent)
        owner.reject(sent.message_id)
        told = [str(entry.raw) for entry in owner.get_audit_log(mailbox=gated.id, limit=100)]
        assert sum(sent.message_id in entry for entry in told) >= 2
        with pytest.raises(PermissionDeniedError):
            agent.get_audit_log()


def test_a_new_mailbox_gets_tokens(service: Service) -> None:
    address = service.new_address("pilot")
    with service.owner() as owner:
        mailbox = owner.create_mailbox(address, "Pilot", approver_emails=["approver@example.com"])
        token = owner.create_token(mailbox.id, "pilot")
        assert token.token
        with Client(token.token, base_url=service.url) as agent:
            assert agent.get_mailbox().address == address
            assert send(agent).status == "pending"
            owner.revoke_token(mailbox.id, token.id)
        with pytest.raises(ConflictError):
            owner.create_mailbox(address)


# The emulator starts a process for each call at once, and gives each ten seconds.
@pytest.mark.local_only
def test_the_awaited_client_does_many_things_at_once(gated: Agent) -> None:
    async def send_many() -> list[SendResult]:
        async with gated.async_client() as agent:
            sends = [
                agent.send_email(to=RECIPIENT, subject=f"Many {number}", body="B")
                for number in range(10)
            ]
            return await asyncio.gather(*sends)

    results = asyncio.run(send_many())
    assert {result.status for result in results} == {"pending"}
    assert len({result.message_id for result in results}) == 10


def test_the_published_client_works_unchanged(service: Service, gated: Agent) -> None:
    with MultiMail(gated.token, base_url=service.url) as published:
        sent = published.send_email(gated.id, to=[RECIPIENT], subject="S", markdown="**B**")
        assert sent["status"] == "pending"
        assert sent["id"] in {email["id"] for email in published.list_pending()}
        assert published.get_email(gated.id, sent["id"])["text_body"]
        assert published.cancel_email(gated.id, sent["id"])["status"] == "cancelled"
