"""Mailboxes and their tokens; most of this needs an account key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from multimail._call import Call, answers, as_is, at, fields, query
from multimail.models import Done, Mailbox, MailboxList, Token, TokenList

Mode = Literal["read_only", "gated_all", "gated_send", "monitored", "autonomous"]


def create_mailbox(
    address: str,
    display_name: str | None = None,
    oversight_mode: Mode | None = None,
    approver_emails: Sequence[str] | None = None,
    pending_ttl_seconds: int | None = None,
    **settings: Any,
) -> Call[Mailbox]:
    """Create a mailbox. Without a mode it is `gated_send`.

    The answer may carry the mailbox's `token` and `test_token`, once. Other settings go to the
    server as they are. Raises ConflictError when the address is or was in use.
    """
    body = _settings(display_name, oversight_mode, approver_emails, pending_ttl_seconds, settings)
    content = {"address": address} | body
    return Call("POST", at("v1", "mailboxes"), answers(Mailbox), body=content)


def list_mailboxes(limit: int | None = None, cursor: str | None = None) -> Call[MailboxList]:
    """List the mailboxes that the key can see; a mailbox's token sees its own."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "mailboxes"), answers(MailboxList), filters)


def get_mailbox(mailbox: str = "me") -> Call[Mailbox]:
    """Get a mailbox's settings."""
    return Call("GET", at("v1", "mailboxes", mailbox), answers(Mailbox))


def update_mailbox(
    mailbox: str,
    *,
    display_name: str | None = None,
    oversight_mode: Mode | None = None,
    approver_emails: Sequence[str] | None = None,
    pending_ttl_seconds: int | None = None,
    **settings: Any,
) -> Call[Mailbox]:
    """Change a mailbox's settings. What is not given stays; other settings go as they are."""
    body = _settings(display_name, oversight_mode, approver_emails, pending_ttl_seconds, settings)
    return Call("PATCH", at("v1", "mailboxes", mailbox), answers(Mailbox), body=body)


def configure_mailbox(
    mailbox: str,
    *,
    display_name: str | None = None,
    oversight_mode: Mode | None = None,
    approver_emails: Sequence[str] | None = None,
    pending_ttl_seconds: int | None = None,
    **settings: Any,
) -> Call[Mailbox]:
    """Change a mailbox's settings by the route that setup tools use."""
    body = _settings(display_name, oversight_mode, approver_emails, pending_ttl_seconds, settings)
    path = at("v1", "mailboxes", mailbox, "configure")
    return Call("PATCH", path, answers(Mailbox), body=body)


def delete_mailbox(mailbox: str) -> Call[Done]:
    """Delete a mailbox. Its address is not given out again."""
    return Call("DELETE", at("v1", "mailboxes", mailbox), answers(Done))


def list_tokens(
    mailbox: str, limit: int | None = None, cursor: str | None = None
) -> Call[TokenList]:
    """List a mailbox's tokens, without their secrets."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "mailboxes", mailbox, "tokens"), answers(TokenList), filters)


def create_token(mailbox: str, name: str | None = None, **settings: Any) -> Call[Token]:
    """Create a token of a mailbox. Its `token` is shown in this answer only."""
    body = fields(name=name) | settings
    return Call("POST", at("v1", "mailboxes", mailbox, "tokens"), answers(Token), body=body)


def revoke_token(mailbox: str, token_id: str) -> Call[Done]:
    """Revoke a token of a mailbox."""
    return Call("DELETE", at("v1", "mailboxes", mailbox, "tokens", token_id), answers(Done))


def list_allowlist(
    mailbox: str = "me", limit: int | None = None, cursor: str | None = None
) -> Call[dict[str, Any]]:
    """List the recipients that need no approval under gated_send."""
    filters = query(limit=limit, cursor=cursor)
    return Call("GET", at("v1", "mailboxes", mailbox, "allowlist"), as_is, filters)


def add_allowlist_entry(
    mailbox: str, pattern: str, note: str | None = None, *, approval_code: str | None = None
) -> Call[dict[str, Any]]:
    """Let mail to `a@x`, or to everybody at `*@x`, leave gated_send without an approval."""
    body = fields(pattern=pattern, note=note, approval_code=approval_code)
    return Call("POST", at("v1", "mailboxes", mailbox, "allowlist"), as_is, body=body)


def remove_allowlist_entry(
    mailbox: str, entry_id: str, *, approval_code: str | None = None
) -> Call[Done]:
    """Take a standing approval back."""
    path = at("v1", "mailboxes", mailbox, "allowlist", entry_id)
    return Call("DELETE", path, answers(Done), body=fields(approval_code=approval_code) or None)


def request_upgrade(target_mode: Mode, mailbox: str = "me") -> Call[Done]:
    """Ask the owner for a looser mode: a single-use code is mailed to them."""
    body = fields(target_mode=target_mode)
    return Call("POST", at("v1", "mailboxes", mailbox, "request-upgrade"), answers(Done), body=body)


def apply_upgrade(code: str, mailbox: str = "me") -> Call[Mailbox]:
    """Bring the code that the owner got. Raises PermissionDeniedError when it is not good."""
    body = fields(code=code)
    return Call("POST", at("v1", "mailboxes", mailbox, "upgrade"), answers(Mailbox), body=body)


def _settings(
    display_name: str | None,
    oversight_mode: str | None,
    approver_emails: Sequence[str] | None,
    pending_ttl_seconds: int | None,
    others: dict[str, Any],
) -> dict[str, object]:
    named = fields(
        display_name=display_name,
        oversight_mode=oversight_mode,
        approver_emails=None if approver_emails is None else list(approver_emails),
        pending_ttl_seconds=pending_ttl_seconds,
    )
    return named | others
