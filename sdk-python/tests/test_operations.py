"""Each operation asks for the right thing, blocking and awaited."""

from __future__ import annotations

import inspect
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest

from asked import ASKED
from asked_form import Asked
from multimail import Client
from support import Service


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
