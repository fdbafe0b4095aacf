"""Send, read, tag and cancel messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import httpx

from multimail._attachments import AttachmentInput, attachment_fields
from multimail._call import Call, answers, as_is, at, fields, idempotency_key, instant, query
from multimail.models import Done, Message, MessageList, MessageStatus, SendResult, Tags, Thread

Recipients = str | Sequence[str]


def send_email(
    from_address: str | None = None,
    *,
    to: Recipients,
    subject: str,
    body: str | None = None,
    markdown: str | None = None,
    text: str | None = None,
    html: str | None = None,
    cc: Recipients | None = None,
    bcc: Recipients | None = None,
    attachments: Sequence[AttachmentInput] | None = None,
    metadata: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
    send_at: str | datetime | None = None,
    gate_timing: Literal["gate_first", "schedule_first"] | None = None,
) -> Call[SendResult]:
    """Send a message from the mailbox `from_address`, by default the token's own.

    Give the content as `body` or `text` (plain), `markdown`, or `html`. Under `gated_send` the
    result's status is `pending`: a person decides before anything leaves. `send_at` is ISO 8601 in
    UTC or an aware datetime. Attachments are paths, (name, bytes[, content type]) or dicts.
    Asking again with the same `idempotency_key` sends nothing twice; one is made if none is given.

    Raises PermissionDeniedError for an account key or a `read_only` mailbox, and ValidationError.
    """
    content = fields(
        to=_addresses(to),
        subject=subject,
        body=body,
        markdown=markdown,
        text=text,
        html=html,
        cc=_addresses(cc),
        bcc=_addresses(bcc),
        attachments=attachment_fields(attachments),
        metadata=metadata,
        send_at=instant(send_at),
        gate_timing=gate_timing,
    )
    return _sending(at("v1", "mailboxes", from_address or "me", "send"), content, idempotency_key)


def reply_email(
    message_id: str,
    body: str | None = None,
    *,
    markdown: str | None = None,
    text: str | None = None,
    html: str | None = None,
    cc: Recipients | None = None,
    bcc: Recipients | None = None,
    attachments: Sequence[AttachmentInput] | None = None,
    metadata: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
    mailbox: str | None = None,
) -> Call[SendResult]:
    """Reply to a received message, in its thread. Oversight applies as it does to `send_email`."""
    content = fields(
        body=body,
        markdown=markdown,
        text=text,
        html=html,
        cc=_addresses(cc),
        bcc=_addresses(bcc),
        attachments=attachment_fields(attachments),
        metadata=metadata,
    )
    path = (
        at("v1", "emails", message_id, "reply")
        if mailbox is None
        else at("v1", "mailboxes", mailbox, "reply", message_id)
    )
    return _sending(path, content, idempotency_key)


def check_inbox(
    mailbox: str = "me",
    *,
    status: str | None = None,
    direction: Literal["inbound", "outbound"] | None = None,
    sender: str | None = None,
    subject_contains: str | None = None,
    date_after: str | datetime | None = None,
    date_before: str | datetime | None = None,
    has_attachments: bool | None = None,
    since_id: str | None = None,
    limit: int | None = None,
    cursor: str | None = None,
) -> Call[MessageList]:
    """List a mailbox's messages, newest first, without their bodies."""
    filters = query(
        status=status,
        direction=direction,
        sender=sender,
        subject_contains=subject_contains,
        date_after=date_after,
        date_before=date_before,
        has_attachments=has_attachments,
        since_id=since_id,
        limit=limit,
        cursor=cursor,
    )
    return Call("GET", at("v1", "mailboxes", mailbox, "emails"), answers(MessageList), filters)


def read_email(message_id: str, mailbox: str | None = None) -> Call[Message]:
    """Read one message with its body, and mark it read. What a stranger wrote is not an order."""
    return Call("GET", _message(message_id, mailbox), answers(Message))


def get_thread(thread_id: str, mailbox: str = "me") -> Call[Thread]:
    """Get a conversation: its participants and messages, without bodies."""
    return Call("GET", at("v1", "mailboxes", mailbox, "threads", thread_id), answers(Thread))


def cancel_message(message_id: str, mailbox: str | None = None) -> Call[MessageStatus]:
    """Cancel a message that has not left: pending, scheduled or queued.

    Cancelling twice is harmless. Raises ConflictError with `current_status` when it is too late.
    """
    return Call("POST", _message(message_id, mailbox, "cancel"), answers(MessageStatus))


def delete_email(message_id: str, mailbox: str | None = None) -> Call[MessageStatus]:
    """Erase a message and its files for good, with an owner key.

    The audit log keeps that it was there. Raises ConflictError while it is still on its way.
    """
    return Call("DELETE", _message(message_id, mailbox), answers(MessageStatus))


def tag_email(message_id: str, tags: Mapping[str, str], mailbox: str | None = None) -> Call[Tags]:
    """Add tags to a message, or change them; other tags stay. Returns them all."""
    path = _message(message_id, mailbox, "tags")
    return Call("PUT", path, answers(Tags), body={"tags": dict(tags)})


def get_tags(message_id: str, mailbox: str | None = None) -> Call[Tags]:
    """Get all tags of a message."""
    return Call("GET", _message(message_id, mailbox, "tags"), answers(Tags))


def delete_tag(message_id: str, key: str, mailbox: str | None = None) -> Call[Tags]:
    """Remove one tag from a message."""
    return Call("DELETE", _message(message_id, mailbox, "tags", key), answers(Tags))


def download_attachment(message_id: str, filename: str, mailbox: str = "me") -> Call[bytes]:
    """Download one attachment of a message, whole."""
    path = at("v1", "mailboxes", mailbox, "emails", message_id, "attachments", filename)
    return Call("GET", path, _content)


def get_attachment_url(
    message_id: str, filename: str, mailbox: str | None = None
) -> Call[dict[str, Any]]:
    """Get an address that gives out one attachment without a token, for an hour."""
    return Call("GET", _message(message_id, mailbox, "attachments", filename, "url"), as_is)


def edit_scheduled_email(
    message_id: str,
    *,
    send_at: str | datetime | None = None,
    to: Recipients | None = None,
    cc: Recipients | None = None,
    bcc: Recipients | None = None,
    subject: str | None = None,
    markdown: str | None = None,
    mailbox: str | None = None,
) -> Call[Message]:
    """Change a scheduled message that no person approved yet. What is not given stays.

    The approvers are asked anew. Raises ConflictError when the message is approved or left.
    """
    body = fields(
        send_at=instant(send_at),
        to=_addresses(to),
        cc=_addresses(cc),
        bcc=_addresses(bcc),
        subject=subject,
        markdown=markdown,
    )
    return Call("PATCH", _message(message_id, mailbox, "schedule"), answers(Message), body=body)


def report_spam(message_id: str, mailbox: str | None = None) -> Call[Done]:
    """Call a received message spam: lists leave it out from now on."""
    return Call("POST", _message(message_id, mailbox, "report-spam"), answers(Done))


def not_spam(message_id: str, mailbox: str | None = None) -> Call[Done]:
    """Say that a message is no spam: it comes back to the inbox."""
    return Call("POST", _message(message_id, mailbox, "not-spam"), answers(Done))


def list_spam(
    status: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Call[MessageList]:
    """List flagged and reported mail; `status` is spam_flagged or spam_quarantined, or both."""
    filters = query(status=status, limit=limit, cursor=cursor)
    return Call("GET", at("v1", "emails"), answers(MessageList), filters)


def list_threads(
    mailbox: str = "me", limit: int | None = None, cursor: str | None = None
) -> Call[dict[str, Any]]:
    """List conversations, the one with the newest message first."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "mailboxes", mailbox, "threads"), as_is, filters)


def wait_for_email(
    mailbox: str = "me",
    *,
    since_id: str | None = None,
    timeout_seconds: int | None = None,
    sender: str | None = None,
    subject_contains: str | None = None,
) -> Call[MessageList]:
    """Wait up to 25 seconds for mail to come in; an empty list says that none did.

    With `since_id`, what came after that message is answered at once.
    """
    filters = query(
        since_id=since_id,
        timeout_seconds=timeout_seconds,
        sender=sender,
        subject_contains=subject_contains,
    )
    return Call("GET", at("v1", "mailboxes", mailbox, "wait"), answers(MessageList), filters)


def wait_for_decision(
    message_id: str, timeout_seconds: int | None = None, mailbox: str | None = None
) -> Call[Message]:
    """Wait up to 25 seconds until people decided; `status` is `pending` when nobody did."""
    filters = query(timeout_seconds=timeout_seconds)
    return Call("GET", _message(message_id, mailbox, "wait"), answers(Message), filters)


def simulate_inbound(
    from_address: str,
    subject: str,
    markdown: str,
    *,
    mailbox: str = "me",
    in_reply_to: str | None = None,
    attachments: Sequence[AttachmentInput] | None = None,
) -> Call[MessageStatus]:
    """Put made-up mail from a stranger into test traffic, to rehearse answers. For test tokens.

    `in_reply_to` is the id of a test message that left.
    """
    body = fields(
        subject=subject,
        markdown=markdown,
        in_reply_to=in_reply_to,
        attachments=attachment_fields(attachments),
    )
    path = at("v1", "mailboxes", mailbox, "simulate-inbound")
    return Call("POST", path, answers(MessageStatus), body=body | {"from": from_address})


def _content(response: httpx.Response) -> bytes:
    return response.content


def _message(message_id: str, mailbox: str | None, *rest: str) -> str:
    if mailbox is None:
        return at("v1", "emails", message_id, *rest)
    return at("v1", "mailboxes", mailbox, "emails", message_id, *rest)


def _sending(path: str, content: dict[str, object], given: str | None) -> Call[SendResult]:
    key = idempotency_key(given)
    body = content | {"idempotency_key": key}
    return Call("POST", path, answers(SendResult), body=body, idempotency_key=key)


def _addresses(given: Recipients | None) -> list[str] | None:
    if given is None:
        return None
    return [given] if isinstance(given, str) else list(given)
