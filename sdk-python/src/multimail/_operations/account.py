"""Account-level keys, webhooks, the audit log and the service's health."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multimail._call import Call, answers, as_is, at, fields, query
from multimail.models import (
    AuditLog,
    Delivery,
    DeliveryList,
    Done,
    Token,
    TokenList,
    Webhook,
    WebhookList,
)


def list_api_keys(limit: int | None = None, cursor: str | None = None) -> Call[TokenList]:
    """List the account's keys, without their secrets."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "api-keys"), answers(TokenList), filters)


def create_api_key(
    name: str, scopes: Sequence[str] | None = None, *, approval_code: str | None = None
) -> Call[Token]:
    """Create an account key, by default to read only. No key may both send and decide."""
    listed = None if scopes is None else list(scopes)
    body = fields(name=name, scopes=listed, approval_code=approval_code)
    return Call("POST", at("v1", "api-keys"), answers(Token), body=body)


def revoke_api_key(key_id: str, *, approval_code: str | None = None) -> Call[Done]:
    """Revoke an account key."""
    body = fields(approval_code=approval_code) or None
    return Call("DELETE", at("v1", "api-keys", key_id), answers(Done), body=body)


def create_webhook(
    url: str,
    events: Sequence[str],
    *,
    mailbox_id: str | None = None,
    secret: str | None = None,
    approval_code: str | None = None,
) -> Call[Webhook]:
    """Subscribe a URL to events, for example `email.received`.

    The answer's `signing_secret` is what `verify_webhook` needs; bring your own as `secret`.
    """
    body = fields(
        url=url,
        events=list(events),
        mailbox_id=mailbox_id,
        secret=secret,
        approval_code=approval_code,
    )
    return Call("POST", at("v1", "webhooks"), answers(Webhook), body=body)


def list_webhooks(limit: int | None = None, cursor: str | None = None) -> Call[WebhookList]:
    """List the subscriptions."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "webhooks"), answers(WebhookList), filters)


def get_webhook(webhook_id: str) -> Call[Webhook]:
    """Get a subscription with its secret."""
    return Call("GET", at("v1", "webhooks", webhook_id), answers(Webhook))


def delete_webhook(webhook_id: str) -> Call[Done]:
    """End a subscription."""
    return Call("DELETE", at("v1", "webhooks", webhook_id), answers(Done))


def list_webhook_deliveries(
    limit: int | None = None, cursor: str | None = None
) -> Call[DeliveryList]:
    """List what became of events at webhooks, newest first."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "webhook-deliveries"), answers(DeliveryList), filters)


def get_audit_log(
    limit: int | None = None,
    cursor: str | None = None,
    mailbox: str | None = None,
    **filters_by: str,
) -> Call[AuditLog]:
    """List the audit log's records, newest first.

    They can be filtered by `action`, `outcome`, `actor`, `resource_id`, `date_after` and
    `date_before`.
    """
    filters = query(limit=limit, cursor=cursor, mailbox=mailbox, **filters_by)
    return Call("GET", at("v1", "audit-log"), answers(AuditLog), filters)


def export_audit_log(
    mailbox: str | None = None, cursor: str | None = None, **filters: str
) -> Call[str]:
    """Export the audit log as JSON Lines, newest first, up to 2,000 records at once.

    With `form="sealed"` oldest first, each batch with its seal, for `./multimail audit verify`.
    """
    asked = query(mailbox=mailbox, cursor=cursor, **filters)
    return Call("GET", at("v1", "audit-log", "export"), lambda response: response.text, asked)


def export_account(cursor: str | None = None) -> Call[str]:
    """Export all that the account has as JSON Lines, once an hour: settings, then messages.

    A last line of the kind `cursor` says where the rest begins; asking for it is not limited.
    """
    asked = query(cursor=cursor)
    return Call("GET", at("v1", "export"), lambda response: response.text, asked)


def who_am_i() -> Call[dict[str, Any]]:
    """Say whose key this is: its mailbox and oversight mode, its scopes, live or test."""
    return Call("GET", at("v1", "whoami"), as_is)


def get_account() -> Call[dict[str, Any]]:
    """Get the account that the key belongs to."""
    return Call("GET", at("v1", "account"), as_is)


def update_account(
    *,
    name: str | None = None,
    oversight_email: str | None = None,
    physical_address: str | None = None,
    operator_approval: bool | None = None,
    approval_code: str | None = None,
) -> Call[dict[str, Any]]:
    """Change the operator's name or addresses. What is not given stays.

    With `operator_approval` on, what loosens something answers `pending_approval` first and is
    done when it is asked again with the `approval_code` that was mailed to the owner.
    """
    body = fields(
        name=name,
        oversight_email=oversight_email,
        physical_address=physical_address,
        operator_approval=operator_approval,
        approval_code=approval_code,
    )
    return Call("PATCH", at("v1", "account"), as_is, body=body)


def delete_account(*, approval_code: str | None = None) -> Call[Done]:
    """Close the account for good: every mailbox is switched off and every token revoked."""
    body = fields(approval_code=approval_code) or None
    return Call("DELETE", at("v1", "account"), answers(Done), body=body)


def get_usage(
    from_day: str | None = None, to_day: str | None = None, *, daily: bool = False
) -> Call[dict[str, Any]]:
    """Count what was sent, received, called and decided; this month's without days."""
    filters = query(**{"from": from_day, "to": to_day, "breakdown": "daily" if daily else None})
    return Call("GET", at("v1", "usage"), as_is, filters)


def list_suppression(limit: int | None = None, cursor: str | None = None) -> Call[dict[str, Any]]:
    """List the addresses that bounced for good or complained."""
    return Call("GET", at("v1", "suppression"), as_is, query(limit=limit, cursor=cursor))


def remove_suppression(address: str) -> Call[Done]:
    """Let mail go to an address again."""
    return Call("DELETE", at("v1", "suppression", address), answers(Done))


def update_api_key(
    key_id: str,
    *,
    name: str | None = None,
    scopes: Sequence[str] | None = None,
    approval_code: str | None = None,
) -> Call[Token]:
    """Give a key another name or other scopes."""
    listed = None if scopes is None else list(scopes)
    body = fields(name=name, scopes=listed, approval_code=approval_code)
    return Call("PATCH", at("v1", "api-keys", key_id), answers(Token), body=body)


def update_webhook(
    webhook_id: str, *, url: str | None = None, events: Sequence[str] | None = None
) -> Call[Webhook]:
    """Change where a webhook posts or what it hears; one that was disabled is switched on again."""
    body = fields(url=url, events=None if events is None else list(events))
    return Call("PATCH", at("v1", "webhooks", webhook_id), answers(Webhook), body=body)


def rotate_webhook_secret(webhook_id: str, secret: str | None = None) -> Call[Webhook]:
    """Get a new signing secret; the old one signs beside it for 24 hours."""
    path = at("v1", "webhooks", webhook_id, "rotate-secret")
    return Call("POST", path, answers(Webhook), body=fields(secret=secret))


def test_webhook(webhook_id: str) -> Call[Delivery]:
    """Have a signed `webhook.test` event posted."""
    return Call("POST", at("v1", "webhooks", webhook_id, "test"), answers(Delivery))


def redeliver_webhook(delivery_id: str) -> Call[Delivery]:
    """Have a delivery posted again, with the same body and event id."""
    path = at("v1", "webhook-deliveries", delivery_id, "redeliver")
    return Call("POST", path, answers(Delivery))


def report_issue(message: str, request_id: str | None = None) -> Call[Done]:
    """Mail the account's owner that something is wrong; once a minute for each token."""
    body = fields(message=message, request_id=request_id)
    return Call("POST", at("v1", "feedback"), answers(Done), body=body)


def verify_identity(identity: str) -> Call[dict[str, Any]]:
    """Check an X-MultiMail-Identity header, given as its value or as a whole message's source.

    `valid` says whether this service signed it, and `claims` what it states.
    """
    return Call("POST", at("v1", "verify"), as_is, body={"identity": identity})


def proof_status() -> Call[dict[str, Any]]:
    """Get what was proved of the security model: each promise, its theorem, and the commit."""
    return Call("GET", at("v1", "proof-status"), as_is)


def health() -> Call[Done]:
    """Ask whether the service works: `status` is `ok`. Raises ServerError when it is degraded."""
    return Call("GET", at("health"), answers(Done))
