"""The address book of a mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from multimail._call import Call, answers, at, fields, query
from multimail.models import Contact, ContactList, Done


def list_contacts(
    query: str | None = None,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    mailbox: str | None = None,
) -> Call[ContactList]:
    """List contacts, or those whose name or address contains `query`."""
    filters = _query(q=query, limit=limit, cursor=cursor, mailbox=mailbox)
    return Call("GET", at("v1", "contacts"), answers(ContactList), filters)


def add_contact(
    email: str,
    name: str | None = None,
    *,
    tags: Sequence[str] | None = None,
    mailbox: str | None = None,
) -> Call[Contact]:
    """Add a contact. An account key names the mailbox."""
    body = fields(email=email, name=name, tags=None if tags is None else list(tags))
    return Call("POST", at("v1", "contacts"), answers(Contact), _query(mailbox=mailbox), body)


def delete_contact(contact_id: str, *, mailbox: str | None = None) -> Call[Done]:
    """Delete a contact. An account key names the mailbox."""
    return Call("DELETE", at("v1", "contacts", contact_id), answers(Done), _query(mailbox=mailbox))


def manage_contacts(
    action: Literal["add", "search", "list", "delete"],
    *,
    email: str | None = None,
    name: str | None = None,
    tags: Sequence[str] | None = None,
    query: str | None = None,
    contact_id: str | None = None,
    mailbox: str | None = None,
) -> Call[Contact | ContactList | Done]:
    """Add, search or delete contacts by one call, as the tool of this name does."""
    if action == "add" and email:
        return add_contact(email, name, tags=tags, mailbox=mailbox)
    if action == "delete" and contact_id:
        return delete_contact(contact_id, mailbox=mailbox)
    if action in {"search", "list"}:
        return list_contacts(query, mailbox=mailbox)
    raise ValueError("add needs an email, delete a contact_id; search and list need neither")


# `query` is also what callers name a search, so the function goes by another name here.
_query = query
