"""Account-level keys, webhooks, the audit log and the service's health."""

from __future__ import annotations

from collections.abc import Sequence

from multimail._call import Call, answers, at, fields, query
from multimail.models import (
    AuditLog,
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


def revoke_api_key(key_id: str) -> Call[Done]:
    """Revoke an account key."""
    return Call("DELETE", at("v1", "api-keys", key_id), answers(Done))


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
    limit: int | None = None, cursor: str | None = None, mailbox: str | None = None
) -> Call[AuditLog]:
    """List the audit log's records, newest first."""
    filters = query(limit=limit, cursor=cursor, mailbox=mailbox)
    return Call("GET", at("v1", "audit-log"), answers(AuditLog), filters)


def health() -> Call[Done]:
    """Ask whether the service works: `status` is `ok`. Raises ServerError when it is degraded."""
    return Call("GET", at("health"), answers(Done))
