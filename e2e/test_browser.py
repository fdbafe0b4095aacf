"""What people see in a real browser: the approver's page, and the console."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browser import DESKTOP, PHONE, chromium, fits, page_of
from notices import link_of
from service import Agent, Service, eventually

pytestmark = pytest.mark.local_only


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def test_an_approver_approves_on_a_phone(service: Service, gated: Agent, browser: Browser) -> None:
    subject = "PO 8821, from a phone"
    with gated.client() as client, page_of(browser, PHONE, service) as page:
        sent = client.send_email(
            to=["vendor@example.org"],
            bcc=["ledger@example.org"],
            subject=subject,
            body="Please **confirm**.",
        )
        page.goto(link_of(service, subject))
        for shown in (subject, "vendor@example.org", "ledger@example.org", gated.address):
            expect(page.locator("body")).to_contain_text(shown)
        shown_html = page.frame_locator("iframe").locator("body")
        expect(shown_html).to_contain_text("Please confirm.")
        assert fits(page, PHONE)
        assert client.read_email(sent.message_id).status == "pending"

        page.get_by_role("button", name="Approve").click()
        expect(page.locator("body")).to_contain_text("by you")
        eventually(
            lambda: client.read_email(sent.message_id).status == "sent", "the message is sent"
        )


def test_an_approver_rejects_with_a_reason(
    service: Service, gated: Agent, browser: Browser
) -> None:
    subject = "PO 8822, not like this"
    with gated.client() as client, page_of(browser, DESKTOP, service) as page:
        sent = client.send_email(to=["vendor@example.org"], subject=subject, body="Pay me.")
        page.goto(link_of(service, subject))
        assert fits(page, DESKTOP)
        page.locator("[name=reason]").fill("Wrong supplier")
        page.get_by_role("button", name="Reject").click()
        expect(page.locator("body")).to_contain_text("by you")

        told = client.read_email(sent.message_id)
        assert told.status == "rejected"
        assert told.reason == "Wrong supplier"


def test_what_an_agent_wrote_runs_and_loads_nothing(
    service: Service, gated: Agent, browser: Browser
) -> None:
    subject = "PO 8823 <script>document.title='run'</script>"
    with gated.client() as client, page_of(browser, PHONE, service) as page:
        client.send_email(
            to=["vendor@example.org"],
            subject=subject,
            html="<img src='http://192.0.2.1/pixel' onerror=\"document.title='run'\"><p>Hello</p>",
        )
        page.goto(link_of(service, "PO 8823"))
        expect(page.locator("body")).to_contain_text("<script>")
        assert page.title() != "run"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("view", ["", "mailboxes", "approvals", "outbox", "webhooks", "audit"])
def test_the_console_shows_what_happened(
    service: Service, browser: Browser, size: dict[str, int], view: str
) -> None:
    with page_of(browser, size, service) as page:
        page.goto(f"{service.url}/_local/console#/{view}")
        expect(page.locator("#main")).not_to_be_empty()
        expect(page.locator(".loading")).to_have_count(0)
        assert fits(page, size)
