"""See and decide what waits for a person."""

from __future__ import annotations

from typing import Literal

from multimail._call import Call, answers, at, fields, query
from multimail.models import MessageList, MessageStatus

Action = Literal["approve", "reject"]


def list_pending(
    mailbox: str | None = None, limit: int | None = None, cursor: str | None = None
) -> Call[MessageList]:
    """List the messages that wait for approval.

    A mailbox's token sees its own queue; an account key names a mailbox or sees all of them.
    """
    filters = query(mailbox=mailbox, limit=limit, cursor=cursor)
    return Call("GET", at("v1", "oversight", "pending"), answers(MessageList), filters)


def decide_email(
    message_id: str,
    action: Action | None = None,
    reason: str | None = None,
    *,
    decision: Action | None = None,
) -> Call[MessageStatus]:
    """Approve or reject a waiting message, with a key that may decide (never the sender's).

    `decision` is another name for `action`. Raises ConflictError when it was decided otherwise,
    cancelled, or expired, and PermissionDeniedError for a mailbox's token.
    """
    chosen = action or decision
    if chosen is None or (action and decision and action != decision):
        raise ValueError("give one action: approve or reject")
    body = fields(email_id=message_id, action=chosen, reason=reason)
    return Call("POST", at("v1", "oversight", "decide"), answers(MessageStatus), body=body)


def approve(message_id: str, reason: str | None = None) -> Call[MessageStatus]:
    """Approve a waiting message, so that it is sent."""
    return decide_email(message_id, "approve", reason)


def reject(message_id: str, reason: str | None = None) -> Call[MessageStatus]:
    """Reject a waiting message, so that it is never sent."""
    return decide_email(message_id, "reject", reason)
