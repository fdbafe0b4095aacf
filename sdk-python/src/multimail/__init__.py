"""Python SDK for MultiMail, the self-hosted email service for AI agents.

`Client` and `AsyncClient` are the clients; `MultiMail` and `AsyncMultiMail` have the names and
plain answers of the hosted product's SDK. `verify_webhook` checks what a webhook received.
"""

from multimail._attachments import AttachmentInput
from multimail._client import AsyncClient, Client
from multimail._operations.sign_up import solve
from multimail._published import AsyncMultiMail, MultiMail
from multimail._transport import LOCAL_URL
from multimail._version import __version__
from multimail.errors import (
    APIConnectionError,
    AuthenticationError,
    ConflictError,
    InvalidSignature,
    MultiMailError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    ValidationError,
)
from multimail.models import (
    Attachment,
    AuditEntry,
    AuditLog,
    Contact,
    ContactList,
    Delivery,
    DeliveryList,
    Done,
    EventData,
    Mailbox,
    MailboxList,
    Message,
    MessageList,
    MessageStatus,
    Model,
    Page,
    SendResult,
    Tags,
    Thread,
    Token,
    TokenList,
    Webhook,
    WebhookEvent,
    WebhookList,
)
from multimail.webhooks import verify_standard_webhook, verify_webhook

__all__ = [
    "LOCAL_URL",
    "APIConnectionError",
    "AsyncClient",
    "AsyncMultiMail",
    "Attachment",
    "AttachmentInput",
    "AuditEntry",
    "AuditLog",
    "AuthenticationError",
    "Client",
    "ConflictError",
    "Contact",
    "ContactList",
    "Delivery",
    "DeliveryList",
    "Done",
    "EventData",
    "InvalidSignature",
    "Mailbox",
    "MailboxList",
    "Message",
    "MessageList",
    "MessageStatus",
    "Model",
    "MultiMail",
    "MultiMailError",
    "NotFoundError",
    "Page",
    "PermissionDeniedError",
    "RateLimitError",
    "SendResult",
    "ServerError",
    "Tags",
    "Thread",
    "Token",
    "TokenList",
    "ValidationError",
    "Webhook",
    "WebhookEvent",
    "WebhookList",
    "__version__",
    "solve",
    "verify_standard_webhook",
    "verify_webhook",
]
