"""The operations by the names, parameters and plain answers of the hosted product's SDK."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import httpx

from multimail._call import Call, at, fields, json_of, query
from multimail._operations import account, contacts, mailboxes, messages, oversight

Json = dict[str, Any]
T = TypeVar("T")


def _as_is(response: httpx.Response) -> Json:
    answer = json_of(response)
    return cast("Json", answer) if isinstance(answer, dict) else {}


def _nothing(_: httpx.Response) -> None:
    return None


def _list_of(name: str) -> Callable[[httpx.Response], list[Json]]:
    def read(response: httpx.Response) -> list[Json]:
        return cast("list[Json]", _as_is(response).get(name) or [])

    return read


def get_account() -> Call[Json]:
    """Get the account."""
    return Call("GET", at("v1", "account"), _as_is)


def update_account(**changes: Any) -> Call[Json]:
    """Change the account."""
    return Call("PATCH", at("v1", "account"), _as_is, body=changes)


def delete_account() -> Call[None]:
    """Delete the account."""
    return Call("DELETE", at("v1", "account"), _nothing)


def list_mailboxes() -> Call[list[Json]]:
    """List the mailboxes."""
    return mailboxes.list_mailboxes().reading(_list_of("mailboxes"))


def create_mailbox(
    address: str, display_name: str, *, oversight_mode: str = "gated_send", **settings: Any
) -> Call[Json]:
    """Create a mailbox."""
    mode = cast("mailboxes.Mode", oversight_mode)
    return mailboxes.create_mailbox(address, display_name, mode, **settings).reading(_as_is)


def update_mailbox(mailbox_id: str, **changes: Any) -> Call[Json]:
    """Change a mailbox's settings."""
    return mailboxes.update_mailbox(mailbox_id, **changes).reading(_as_is)


def delete_mailbox(mailbox_id: str) -> Call[None]:
    """Delete a mailbox."""
    return mailboxes.delete_mailbox(mailbox_id).reading(_nothing)


def list_emails(
    mailbox_id: str, *, limit: int = 50, offset: int = 0, direction: str | None = None
) -> Call[Json]:
    """List a mailbox's messages, newest first. Pages go by cursor: `offset` has no effect."""
    filters = query(limit=limit, offset=offset, direction=direction)
    return Call("GET", at("v1", "mailboxes", mailbox_id, "emails"), _as_is, filters)


def get_email(mailbox_id: str, email_id: str) -> Call[Json]:
    """Read a message."""
    return messages.read_email(email_id, mailbox_id).reading(_as_is)


def send_email(
    mailbox_id: str,
    *,
    to: list[str],
    subject: str,
    markdown: str,
    cc: list[str] | None = None,
    bcc: list[str] | None = None,
    attachments: list[Json] | None = None,
    idempotency_key: str | None = None,
) -> Call[Json]:
    """Send a message."""
    return messages.send_email(
        mailbox_id,
        to=to,
        subject=subject,
        markdown=markdown,
        cc=cc,
        bcc=bcc,
        attachments=attachments,
        idempotency_key=idempotency_key,
    ).reading(_as_is)


def reply_email(
    mailbox_id: str,
    email_id: str,
    *,
    markdown: str,
    cc: list[str] | None = None,
    bcc: list[str] | None = None,
    attachments: list[Json] | None = None,
) -> Call[Json]:
    """Reply to a message."""
    return messages.reply_email(
        email_id, markdown=markdown, cc=cc, bcc=bcc, attachments=attachments, mailbox=mailbox_id
    ).reading(_as_is)


def cancel_email(mailbox_id: str, email_id: str) -> Call[Json]:
    """Cancel a message that has not left."""
    return messages.cancel_message(email_id, mailbox_id).reading(_as_is)


def get_thread(mailbox_id: str, thread_id: str) -> Call[Json]:
    """Get a conversation."""
    return messages.get_thread(thread_id, mailbox_id).reading(_as_is)


def download_attachment(mailbox_id: str, email_id: str, filename: str) -> Call[bytes]:
    """Download an attachment."""
    return messages.download_attachment(email_id, filename, mailbox_id)


def get_tags(mailbox_id: str, email_id: str) -> Call[Json]:
    """Get a message's tags."""
    return messages.get_tags(email_id, mailbox_id).reading(_as_is)


def set_tags(mailbox_id: str, email_id: str, tags: dict[str, str]) -> Call[Json]:
    """Add tags to a message, or change them."""
    return messages.tag_email(email_id, tags, mailbox_id).reading(_as_is)


def delete_tag(mailbox_id: str, email_id: str, key: str) -> Call[None]:
    """Remove a tag from a message."""
    return messages.delete_tag(email_id, key, mailbox_id).reading(_nothing)


def list_contacts(*, q: str | None = None) -> Call[list[Json]]:
    """List contacts."""
    return contacts.list_contacts(q).reading(_list_of("contacts"))


def add_contact(email: str, name: str | None = None, **more: Any) -> Call[Json]:
    """Add a contact."""
    body = fields(email=email, name=name) | more
    return Call("POST", at("v1", "contacts"), _as_is, body=body)


def delete_contact(contact_id: str) -> Call[None]:
    """Delete a contact."""
    return contacts.delete_contact(contact_id).reading(_nothing)


def list_pending() -> Call[list[Json]]:
    """List the messages that wait for approval."""
    return oversight.list_pending().reading(_list_of("pending"))


def decide(email_id: str, action: str, *, reason: str | None = None) -> Call[Json]:
    """Approve or reject a waiting message."""
    chosen = cast("oversight.Action", action)
    return oversight.decide_email(email_id, chosen, reason).reading(_as_is)


def list_api_keys() -> Call[list[Json]]:
    """List the account's keys."""
    return account.list_api_keys().reading(_list_of("api_keys"))


def create_api_key(name: str, scopes: list[str] | None = None) -> Call[Json]:
    """Create an account key."""
    return account.create_api_key(name, scopes).reading(_as_is)


def revoke_api_key(key_id: str) -> Call[None]:
    """Revoke an account key."""
    return account.revoke_api_key(key_id).reading(_nothing)


def list_webhooks() -> Call[list[Json]]:
    """List the subscriptions."""
    return account.list_webhooks().reading(_list_of("webhooks"))


def create_webhook(url: str, events: list[str], *, secret: str | None = None) -> Call[Json]:
    """Subscribe a URL to events."""
    return account.create_webhook(url, events, secret=secret).reading(_as_is)


def delete_webhook(webhook_id: str) -> Call[None]:
    """End a subscription."""
    return account.delete_webhook(webhook_id).reading(_nothing)


def list_domains() -> Call[list[Json]]:
    """List the domains."""
    return Call("GET", at("v1", "domains"), _list_of("domains"))


def add_domain(domain: str) -> Call[Json]:
    """Add a domain."""
    return Call("POST", at("v1", "domains"), _as_is, body={"domain": domain})


def verify_domain(domain_id: str) -> Call[Json]:
    """Check a domain's DNS records."""
    return Call("POST", at("v1", "domains", domain_id, "verify"), _as_is)


def delete_domain(domain_id: str) -> Call[None]:
    """Delete a domain."""
    return Call("DELETE", at("v1", "domains", domain_id), _nothing)


def list_suppressions() -> Call[list[Json]]:
    """List the addresses that nothing is sent to."""
    return Call("GET", at("v1", "suppression"), _list_of("suppressions"))


def remove_suppression(address: str) -> Call[None]:
    """Allow sending to an address again."""
    return Call("DELETE", at("v1", "suppression", address), _nothing)


def get_usage() -> Call[Json]:
    """Get the usage figures."""
    return Call("GET", at("v1", "usage"), _as_is)


def get_audit_log(*, limit: int = 100) -> Call[list[Json]]:
    """List the audit log's records, newest first."""
    return account.get_audit_log(limit).reading(_list_of("entries"))
