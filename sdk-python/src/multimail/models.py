"""What the API answers, as typed, frozen values.

A field that an answer lacks is None, an empty text or an empty list. A field that this version does
not know is kept: read it as an attribute, or from `raw`, the answer as it came.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

M = TypeVar("M", bound="Model")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Model:
    """An answer, or a part of one."""

    raw: Mapping[str, Any] = dataclasses.field(default_factory=dict[str, Any], repr=False)

    @classmethod
    def from_wire(cls: type[M], answer: object) -> M:
        """Read an answer; whatever is not an object reads as an empty one."""
        raw = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
        values: dict[str, Any] = {"raw": raw}
        for field in dataclasses.fields(cls):
            if "read" in field.metadata:
                names: tuple[str, ...] = field.metadata["names"] or (field.name,)
                value = next((raw[name] for name in names if raw.get(name) is not None), None)
                values[field.name] = field.metadata["read"](value)
        return cls(**values)

    def __getattr__(self, name: str) -> Any:
        # Copying and unpickling look for attributes before `raw` is set.
        if not name.startswith("__") and name != "raw" and name in self.raw:
            return self.raw[name]
        raise AttributeError(f"{type(self).__name__} has no {name!r}, and the answer had none")


def _wire(read: Callable[[Any], Any], *names: str, secret: bool = False) -> Any:
    """Declare a field: how it is read, and the names it goes by on the wire, best first."""
    return dataclasses.field(
        default_factory=lambda: read(None),
        repr=not secret,
        metadata={"read": read, "names": names},
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _optional(value: Any) -> Any:
    return value


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [str(each) for each in cast("list[object]", value)]
    return [str(value)]


def _mapping(value: Any) -> dict[str, Any]:
    return dict(cast("Mapping[str, Any]", value)) if isinstance(value, dict) else {}


def _many(model: type[M]) -> Callable[[Any], list[M]]:
    return lambda value: (
        [model.from_wire(each) for each in cast("list[object]", value)]
        if isinstance(value, list)
        else []
    )


@dataclass(frozen=True, kw_only=True)
class Page(Model, Generic[T]):
    """A part of a list. Iterate over it; give `cursor` to the same call for the next part."""

    items: list[T] = dataclasses.field(default_factory=list[T])
    cursor: str | None = _wire(_optional)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, kw_only=True)
class SendResult(Model):
    """What became of a send or reply: `pending` while it waits for a person's approval."""

    status: str = _wire(_text)
    id: str = _wire(_text, "id", "message_id")
    message_id: str = _wire(_text, "message_id", "id")
    thread_id: str | None = _wire(_optional)
    expires_at: str | None = _wire(_optional)
    approval_url: str | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class MessageStatus(Model):
    """The state a message is in after a decision or a cancellation."""

    status: str = _wire(_text)
    id: str = _wire(_text, "id", "message_id", "email_id")
    message_id: str = _wire(_text, "message_id", "id", "email_id")


@dataclass(frozen=True, kw_only=True)
class Attachment(Model):
    """A file of a message; `download_attachment` fetches its bytes."""

    name: str = _wire(_text, "name", "filename")
    size: int | None = _wire(_optional, "size", "size_bytes")
    content_type: str | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class Message(Model):
    """An email, received or to be sent. Lists give it without body and attachments."""

    id: str = _wire(_text, "id", "message_id", "email_id")
    message_id: str = _wire(_text, "message_id", "id", "email_id")
    from_address: str = _wire(_text, "from_address", "from")
    to: list[str] = _wire(_texts, "to", "to_addresses")
    to_addresses: list[str] = _wire(_texts, "to_addresses", "to")
    cc: list[str] = _wire(_texts)
    bcc: list[str] = _wire(_texts)
    subject: str = _wire(_text)
    status: str = _wire(_text)
    direction: str = _wire(_text)
    thread_id: str | None = _wire(_optional)
    created_at: str | None = _wire(_optional, "created_at", "received_at")
    received_at: str | None = _wire(_optional, "received_at", "created_at")
    expires_at: str | None = _wire(_optional)
    markdown: str | None = _wire(_optional, "markdown", "text_body", "body_markdown")
    text_body: str | None = _wire(_optional, "text_body", "markdown", "body_markdown")
    has_attachments: bool | None = _wire(_flag)
    attachments: list[Attachment] = _wire(_many(Attachment))
    tags: dict[str, Any] = _wire(_mapping)
    metadata: dict[str, Any] = _wire(_mapping)
    delivered_at: str | None = _wire(_optional)
    bounced_at: str | None = _wire(_optional)
    approved_at: str | None = _wire(_optional)
    approved_by: str | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class MessageList(Page[Message]):
    """Messages of an inbox, or those that wait for approval."""

    items: list[Message] = _wire(_many(Message), "messages", "emails", "pending")

    @property
    def messages(self) -> list[Message]:
        """The messages."""
        return self.items

    @property
    def emails(self) -> list[Message]:
        """The messages, by their older name."""
        return self.items

    @property
    def pending(self) -> list[Message]:
        """The messages, by the older name of the approval queue."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Thread(Model):
    """A conversation, without bodies."""

    thread_id: str = _wire(_text, "thread_id", "id")
    message_count: int | None = _wire(_optional)
    participants: list[str] = _wire(_texts)
    last_activity: str | None = _wire(_optional)
    has_unanswered_inbound: bool | None = _wire(_flag)
    messages: list[Message] = _wire(_many(Message), "messages", "emails")
    emails: list[Message] = _wire(_many(Message), "emails", "messages")


@dataclass(frozen=True, kw_only=True)
class Tags(Model):
    """All tags of a message."""

    tags: dict[str, Any] = _wire(_mapping)


@dataclass(frozen=True, kw_only=True)
class Contact(Model):
    """An entry of the address book."""

    id: str = _wire(_text)
    name: str | None = _wire(_optional)
    email: str = _wire(_text)
    tags: list[str] = _wire(_texts)
    created_at: str | int | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class ContactList(Page[Contact]):
    """Contacts."""

    items: list[Contact] = _wire(_many(Contact), "contacts")

    @property
    def contacts(self) -> list[Contact]:
        """The contacts."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Mailbox(Model):
    """A mailbox and its settings."""

    id: str = _wire(_text, "id", "mailbox_id")
    address: str = _wire(_text)
    display_name: str | None = _wire(_optional)
    oversight_mode: str | None = _wire(_optional)
    approver_emails: list[str] = _wire(_texts)
    pending_ttl_seconds: int | None = _wire(_optional)
    is_active: bool | None = _wire(_flag)
    created_at: str | int | None = _wire(_optional)
    status: str | None = _wire(_optional)
    token: str | None = _wire(_optional, secret=True)
    test_token: str | None = _wire(_optional, secret=True)


@dataclass(frozen=True, kw_only=True)
class MailboxList(Page[Mailbox]):
    """Mailboxes."""

    items: list[Mailbox] = _wire(_many(Mailbox), "mailboxes")

    @property
    def mailboxes(self) -> list[Mailbox]:
        """The mailboxes."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Token(Model):
    """A credential. `token`, the secret, is there only in the answer that creates it."""

    id: str = _wire(_text)
    name: str | None = _wire(_optional)
    prefix: str | None = _wire(_optional)
    scopes: list[str] = _wire(_texts)
    token: str | None = _wire(_optional, "token", "api_key", secret=True)
    created_at: str | int | None = _wire(_optional)
    last_used_at: str | int | None = _wire(_optional)
    is_active: bool | None = _wire(_flag)
    status: str | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class TokenList(Page[Token]):
    """Credentials, without their secrets."""

    items: list[Token] = _wire(_many(Token), "tokens", "api_keys")

    @property
    def tokens(self) -> list[Token]:
        """The credentials."""
        return self.items

    @property
    def api_keys(self) -> list[Token]:
        """The credentials, by the name they have at account level."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Webhook(Model):
    """A subscription. `signing_secret` is what `verify_webhook` needs."""

    id: str = _wire(_text)
    url: str = _wire(_text)
    events: list[str] = _wire(_texts)
    mailbox_id: str | None = _wire(_optional)
    signing_secret: str | None = _wire(_optional, "signing_secret", "secret", secret=True)
    created_at: str | int | None = _wire(_optional)
    status: str | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class WebhookList(Page[Webhook]):
    """Subscriptions."""

    items: list[Webhook] = _wire(_many(Webhook), "webhooks", "subscriptions")

    @property
    def webhooks(self) -> list[Webhook]:
        """The subscriptions."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Delivery(Model):
    """What became of one event at one webhook."""

    id: str = _wire(_text)
    event_type: str = _wire(_text, "event_type", "type")
    url: str | None = _wire(_optional)
    status: str = _wire(_text)
    attempts: int | None = _wire(_optional)
    response_status: int | None = _wire(_optional)
    created_at: str | int | None = _wire(_optional)
    last_attempt_at: str | int | None = _wire(_optional)


@dataclass(frozen=True, kw_only=True)
class DeliveryList(Page[Delivery]):
    """Webhook deliveries, newest first."""

    items: list[Delivery] = _wire(_many(Delivery), "deliveries")

    @property
    def deliveries(self) -> list[Delivery]:
        """The deliveries."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class AuditEntry(Model):
    """One recorded call or change."""

    id: str = _wire(_text)
    action: str = _wire(_text)
    outcome: str | None = _wire(_optional)
    mailbox: str | None = _wire(_optional)
    actor: str | None = _wire(_optional, "actor", "actor_key_id")
    resource_id: str | None = _wire(_optional)
    request_id: str | None = _wire(_optional)
    created_at: str | int | None = _wire(_optional, "created_at", "timestamp")
    metadata: dict[str, Any] = _wire(_mapping)


@dataclass(frozen=True, kw_only=True)
class AuditLog(Page[AuditEntry]):
    """Records of the audit log, newest first."""

    items: list[AuditEntry] = _wire(_many(AuditEntry), "entries")

    @property
    def entries(self) -> list[AuditEntry]:
        """The records."""
        return self.items


@dataclass(frozen=True, kw_only=True)
class Done(Model):
    """What was done, where nothing else is to be told: `status` or `deleted`."""

    status: str | None = _wire(_optional)
    deleted: bool | None = _wire(_flag)


@dataclass(frozen=True, kw_only=True)
class EventData(Message):
    """The message that an event is about, and its mailbox's address."""

    mailbox: str = _wire(_text)
    mailbox_id: str | None = _wire(_optional)


def _event_data(value: Any) -> EventData:
    return EventData.from_wire(value)


@dataclass(frozen=True, kw_only=True)
class WebhookEvent(Model):
    """An event as a webhook receives it; `id` is the same when it is delivered again."""

    id: str = _wire(_text)
    type: str = _wire(_text, "type", "event_type")
    event_type: str = _wire(_text, "event_type", "type")
    created_at: str | None = _wire(_optional, "created_at", "timestamp")
    data: EventData = _wire(_event_data)
