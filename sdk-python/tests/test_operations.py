"""Each operation asks for the right thing, blocking and awaited."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from multimail import Client
from support import Service


class Asked(NamedTuple):
    operation: str
    given: dict[str, Any]
    method: str
    path: str
    body: dict[str, Any] | None = None


MAIL = {"to": "b@x.example", "subject": "S", "body": "B", "idempotency_key": "k"}
SENT = {"to": ["b@x.example"], "subject": "S", "body": "B", "idempotency_key": "k"}

ASKED = [
    Asked("send_email", MAIL, "POST", "/v1/mailboxes/me/send", SENT),
    Asked(
        "send_email",
        MAIL | {"from_address": "a+1@x.example", "cc": ["c@x.example"], "bcc": "d@x.example"},
        "POST",
        "/v1/mailboxes/a%2B1%40x.example/send",
        SENT | {"cc": ["c@x.example"], "bcc": ["d@x.example"]},
    ),
    Asked(
        "reply_email",
        {"message_id": "msg_1", "body": "B", "idempotency_key": "k"},
        "POST",
        "/v1/emails/msg_1/reply",
        {"body": "B", "idempotency_key": "k"},
    ),
    Asked(
        "reply_email",
        {"message_id": "msg_1", "markdown": "*B*", "idempotency_key": "k", "mailbox": "me"},
        "POST",
        "/v1/mailboxes/me/reply/msg_1",
        {"markdown": "*B*", "idempotency_key": "k"},
    ),
    Asked("check_inbox", {}, "GET", "/v1/mailboxes/me/emails"),
    Asked(
        "check_inbox",
        {"mailbox": "mbx_1", "status": "unread", "has_attachments": True, "limit": 5},
        "GET",
        "/v1/mailboxes/mbx_1/emails?status=unread&has_attachments=true&limit=5",
    ),
    Asked("read_email", {"message_id": "msg_1"}, "GET", "/v1/emails/msg_1"),
    Asked(
        "read_email",
        {"message_id": "msg_1", "mailbox": "me"},
        "GET",
        "/v1/mailboxes/me/emails/msg_1",
    ),
    Asked("get_thread", {"thread_id": "thr_1"}, "GET", "/v1/mailboxes/me/threads/thr_1"),
    Asked("cancel_message", {"message_id": "msg_1"}, "POST", "/v1/emails/msg_1/cancel"),
    Asked(
        "cancel_message",
        {"message_id": "msg_1", "mailbox": "mbx_1"},
        "POST",
        "/v1/mailboxes/mbx_1/emails/msg_1/cancel",
    ),
    Asked(
        "tag_email",
        {"message_id": "msg_1", "tags": {"k": "v"}},
        "PUT",
        "/v1/emails/msg_1/tags",
        {"tags": {"k": "v"}},
    ),
    Asked("get_tags", {"message_id": "msg_1"}, "GET", "/v1/emails/msg_1/tags"),
    Asked(
        "delete_tag",
        {"message_id": "msg_1", "key": "a/b c"},
        "DELETE",
        "/v1/emails/msg_1/tags/a%2Fb%20c",
    ),
    Asked(
        "download_attachment",
        {"message_id": "msg_1", "filename": "Q3 ü.pdf"},
        "GET",
        "/v1/mailboxes/me/emails/msg_1/attachments/Q3%20%C3%BC.pdf",
    ),
    Asked("list_pending", {}, "GET", "/v1/oversight/pending"),
    Asked(
        "list_pending",
        {"mailbox": "a@x.example", "limit": 50, "cursor": "c="},
        "GET",
        "/v1/oversight/pending?mailbox=a%40x.example&limit=50&cursor=c%3D",
    ),
    Asked(
        "decide_email",
        {"message_id": "msg_1", "decision": "reject", "reason": "why"},
        "POST",
        "/v1/oversight/decide",
        {"email_id": "msg_1", "action": "reject", "reason": "why"},
    ),
    Asked(
        "approve",
        {"message_id": "msg_1"},
        "POST",
        "/v1/oversight/decide",
        {"email_id": "msg_1", "action": "approve"},
    ),
    Asked(
        "reject",
        {"message_id": "msg_1", "reason": "why"},
        "POST",
        "/v1/oversight/decide",
        {"email_id": "msg_1", "action": "reject", "reason": "why"},
    ),
    Asked("list_contacts", {"query": "ann"}, "GET", "/v1/contacts?q=ann"),
    Asked(
        "add_contact",
        {"email": "a@x.example", "name": "A", "tags": ["t"], "mailbox": "mbx_1"},
        "POST",
        "/v1/contacts?mailbox=mbx_1",
        {"email": "a@x.example", "name": "A", "tags": ["t"]},
    ),
    Asked("delete_contact", {"contact_id": "con_1"}, "DELETE", "/v1/contacts/con_1"),
    Asked("manage_contacts", {"action": "search", "query": "a"}, "GET", "/v1/contacts?q=a"),
    Asked(
        "manage_contacts",
        {"action": "add", "email": "a@x.example"},
        "POST",
        "/v1/contacts",
        {"email": "a@x.example"},
    ),
    Asked(
        "manage_contacts",
        {"action": "delete", "contact_id": "con_1"},
        "DELETE",
        "/v1/contacts/con_1",
    ),
    Asked(
        "create_mailbox",
        {
            "address": "a@x.example",
            "display_name": "A",
            "oversight_mode": "gated_all",
            "approver_emails": ["o@x.example"],
            "pending_ttl_seconds": 60,
            "signature_block": "S",
        },
        "POST",
        "/v1/mailboxes",
        {
            "address": "a@x.example",
            "display_name": "A",
            "oversight_mode": "gated_all",
            "approver_emails": ["o@x.example"],
            "pending_ttl_seconds": 60,
            "signature_block": "S",
        },
    ),
    Asked("list_mailboxes", {"limit": 2}, "GET", "/v1/mailboxes?limit=2"),
    Asked("get_mailbox", {}, "GET", "/v1/mailboxes/me"),
    Asked(
        "update_mailbox",
        {"mailbox": "mbx_1", "oversight_mode": "monitored", "auto_cc": None},
        "PATCH",
        "/v1/mailboxes/mbx_1",
        {"oversight_mode": "monitored", "auto_cc": None},
    ),
    Asked(
        "configure_mailbox",
        {"mailbox": "mbx_1", "display_name": "B"},
        "PATCH",
        "/v1/mailboxes/mbx_1/configure",
        {"display_name": "B"},
    ),
    Asked("delete_mailbox", {"mailbox": "mbx_1"}, "DELETE", "/v1/mailboxes/mbx_1"),
    Asked("list_tokens", {"mailbox": "mbx_1"}, "GET", "/v1/mailboxes/mbx_1/tokens"),
    Asked(
        "create_token",
        {"mailbox": "mbx_1", "name": "ci"},
        "POST",
        "/v1/mailboxes/mbx_1/tokens",
        {"name": "ci"},
    ),
    Asked(
        "revoke_token",
        {"mailbox": "mbx_1", "token_id": "tok_1"},
        "DELETE",
        "/v1/mailboxes/mbx_1/tokens/tok_1",
    ),
    Asked("list_api_keys", {}, "GET", "/v1/api-keys"),
    Asked(
        "create_api_key",
        {"name": "ops", "scopes": ("read", "oversight")},
        "POST",
        "/v1/api-keys",
        {"name": "ops", "scopes": ["read", "oversight"]},
    ),
    Asked("revoke_api_key", {"key_id": "key_1"}, "DELETE", "/v1/api-keys/key_1"),
    Asked(
        "create_webhook",
        {"url": "https://h.example/", "events": ["email.received"], "mailbox_id": "mbx_1"},
        "POST",
        "/v1/webhooks",
        {"url": "https://h.example/", "events": ["email.received"], "mailbox_id": "mbx_1"},
    ),
    Asked("list_webhooks", {}, "GET", "/v1/webhooks"),
    Asked("get_webhook", {"webhook_id": "whk_1"}, "GET", "/v1/webhooks/whk_1"),
    Asked("delete_webhook", {"webhook_id": "whk_1"}, "DELETE", "/v1/webhooks/whk_1"),
    Asked("list_webhook_deliveries", {"cursor": "c"}, "GET", "/v1/webhook-deliveries?cursor=c"),
    Asked(
        "get_audit_log",
        {"limit": 50, "mailbox": "mbx_1"},
        "GET",
        "/v1/audit-log?limit=50&mailbox=mbx_1",
    ),
    Asked("health", {}, "GET", "/health"),
    Asked(
        "edit_scheduled_email",
        {"message_id": "msg_1", "send_at": "2027-01-01T00:00:00Z", "to": "b@x.example"},
        "PATCH",
        "/v1/emails/msg_1/schedule",
        {"send_at": "2027-01-01T00:00:00Z", "to": ["b@x.example"]},
    ),
    Asked(
        "get_attachment_url",
        {"message_id": "msg_1", "filename": "a b"},
        "GET",
        "/v1/emails/msg_1/attachments/a%20b/url",
    ),
    Asked(
        "report_spam",
        {"message_id": "msg_1"},
        "POST",
        "/v1/emails/msg_1/report-spam",
    ),
    Asked(
        "not_spam",
        {"message_id": "msg_1", "mailbox": "me"},
        "POST",
        "/v1/mailboxes/me/emails/msg_1/not-spam",
    ),
    Asked(
        "list_spam",
        {"status": "spam_flagged"},
        "GET",
        "/v1/emails?status=spam_flagged",
    ),
    Asked(
        "list_threads",
        {"limit": 5},
        "GET",
        "/v1/mailboxes/me/threads?limit=5",
    ),
    Asked(
        "wait_for_email",
        {"since_id": "msg_1", "timeout_seconds": 5},
        "GET",
        "/v1/mailboxes/me/wait?since_id=msg_1&timeout_seconds=5",
    ),
    Asked(
        "wait_for_decision",
        {"message_id": "msg_1"},
        "GET",
        "/v1/emails/msg_1/wait",
    ),
    Asked(
        "list_allowlist",
        {},
        "GET",
        "/v1/mailboxes/me/allowlist",
    ),
    Asked(
        "add_allowlist_entry",
        {"mailbox": "mbx_1", "pattern": "*@x.example"},
        "POST",
        "/v1/mailboxes/mbx_1/allowlist",
        {"pattern": "*@x.example"},
    ),
    Asked(
        "remove_allowlist_entry",
        {"mailbox": "mbx_1", "entry_id": "alw_1"},
        "DELETE",
        "/v1/mailboxes/mbx_1/allowlist/alw_1",
    ),
    Asked(
        "request_upgrade",
        {"target_mode": "monitored"},
        "POST",
        "/v1/mailboxes/me/request-upgrade",
        {"target_mode": "monitored"},
    ),
    Asked(
        "apply_upgrade",
        {"code": "A7X-29K"},
        "POST",
        "/v1/mailboxes/me/upgrade",
        {"code": "A7X-29K"},
    ),
    Asked(
        "export_audit_log",
        {"action": "send_email"},
        "GET",
        "/v1/audit-log/export?action=send_email",
    ),
    Asked(
        "who_am_i",
        {},
        "GET",
        "/v1/whoami",
    ),
    Asked(
        "get_account",
        {},
        "GET",
        "/v1/account",
    ),
    Asked(
        "update_account",
        {"name": "N"},
        "PATCH",
        "/v1/account",
        {"name": "N"},
    ),
    Asked(
        "delete_account",
        {},
        "DELETE",
        "/v1/account",
    ),
    Asked(
        "get_usage",
        {"from_day": "2027-01-01", "daily": True},
        "GET",
        "/v1/usage?from=2027-01-01&breakdown=daily",
    ),
    Asked(
        "list_suppression",
        {"limit": 5},
        "GET",
        "/v1/suppression?limit=5",
    ),
    Asked(
        "remove_suppression",
        {"address": "b@x.example"},
        "DELETE",
        "/v1/suppression/b%40x.example",
    ),
    Asked(
        "update_api_key",
        {"key_id": "key_1", "scopes": ["read"]},
        "PATCH",
        "/v1/api-keys/key_1",
        {"scopes": ["read"]},
    ),
    Asked(
        "update_webhook",
        {"webhook_id": "whk_1", "events": ["email.sent"]},
        "PATCH",
        "/v1/webhooks/whk_1",
        {"events": ["email.sent"]},
    ),
    Asked(
        "rotate_webhook_secret",
        {"webhook_id": "whk_1"},
        "POST",
        "/v1/webhooks/whk_1/rotate-secret",
        {},
    ),
    Asked(
        "test_webhook",
        {"webhook_id": "whk_1"},
        "POST",
        "/v1/webhooks/whk_1/test",
    ),
    Asked(
        "redeliver_webhook",
        {"delivery_id": "dlv_1"},
        "POST",
        "/v1/webhook-deliveries/dlv_1/redeliver",
    ),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked.operation} {asked.path}")
async def test_an_operation_asks_for_its_route_blocking_and_awaited(asked: Asked) -> None:
    for asynchronous in (False, True):
        service = Service()
        client = service.async_client() if asynchronous else service.client()
        answered = getattr(client, asked.operation)(**asked.given)
        if asynchronous:
            await answered

        assert (service.request.method, service.path) == (asked.method, asked.path)
        assert service.body == asked.body
        assert service.request.headers["authorization"] == "Bearer mm_test_0123456789"


def test_every_operation_is_asked_for_above() -> None:
    operations = {name for name, _ in inspect.getmembers(Client, inspect.isfunction)}
    operations -= {"close", "run"}
    public = {name for name in operations if not name.startswith("_")}

    assert public == {asked.operation for asked in ASKED}


@pytest.mark.parametrize("message_id", ["", ".", ".."])
def test_an_id_that_would_name_another_route_is_refused(message_id: str) -> None:
    service = Service()
    with pytest.raises(ValueError, match="neither an id nor an address"):
        service.client().read_email(message_id)
    assert service.requests == []


@pytest.mark.parametrize("message_id", ["../api-keys", "a?b=c", "a#b", "%2e%2e", "a\\..\\b"])
def test_an_id_stays_one_segment_of_the_path(message_id: str) -> None:
    service = Service()
    service.client().read_email(message_id)
    assert service.request.url.raw_path.count(b"/") == len(["", "v1", "emails", "x"]) - 1
    assert service.request.url.path == f"/v1/emails/{message_id}"


def test_the_base_urls_own_path_stays_in_front() -> None:
    service = Service()
    service.client(base_url="https://api.example/prod/").health()
    assert str(service.request.url) == "https://api.example/prod/health"


def test_a_time_is_sent_in_utc() -> None:
    service = Service()
    east = timezone(timedelta(hours=2))
    service.client().send_email(
        to="b@x.example", subject="S", send_at=datetime(2027, 1, 1, 1, tzinfo=east)
    )
    assert service.body["send_at"] == "2026-12-31T23:00:00Z"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Service().client().check_inbox(date_after=datetime(2027, 1, 1))  # noqa: DTZ001


def test_attachments_come_as_paths_pairs_triples_or_fields(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    fields = {"name": "d", "content_base64": "AA==", "content_type": "x/y"}
    service = Service()
    service.client().send_email(
        to="b@x.example",
        subject="S",
        attachments=[
            file,
            str(file),
            ("b.txt", b"b"),
            ("c", b"\x00"),
            ("c", b"\x00", "x/z"),
            fields,
        ],
    )
    pdf = {"name": "a.pdf", "content_base64": "JVBERg==", "content_type": "application/pdf"}
    unknown = "application/octet-stream"
    assert service.body["attachments"] == [
        pdf,
        pdf,
        {"name": "b.txt", "content_base64": "Yg==", "content_type": "text/plain"},
        {"name": "c", "content_base64": "AA==", "content_type": unknown},
        {"name": "c", "content_base64": "AA==", "content_type": "x/z"},
        fields,
    ]


def test_an_attachment_is_downloaded_as_it_is() -> None:
    service = Service(httpx.Response(200, content=b"\x00\xff\n"))
    assert service.client().download_attachment("msg_1", "f") == b"\x00\xff\n"


@pytest.mark.parametrize(
    "given", [{}, {"action": "approve", "decision": "reject"}], ids=["no action", "two actions"]
)
def test_a_decision_needs_one_action(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one action"):
        Service().client().decide_email("msg_1", **given)


@pytest.mark.parametrize("action", ["add", "delete", "rename"])
def test_managing_contacts_needs_what_the_action_needs(action: Any) -> None:
    with pytest.raises(ValueError, match="needs an email"):
        Service().client().manage_contacts(action)
