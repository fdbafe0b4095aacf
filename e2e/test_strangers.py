"""What people and agents do who hold no token yet, or none any more: sign up, verify a sender, unsubscribe."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from browser import PHONE, chromium, fits, page_of
from multimail import Client, ConflictError, PermissionDeniedError, solve
from notices import NONCE, SECONDS, link_of, press
from service import Agent, Service, eventually
from targets import Sent

CODE = re.compile(r"\b([A-Z2-9]{3}(?:-[A-Z2-9]{3}){1,2})\b")
OWNER_PAGE = re.compile(r"https?://\S+/v1/owner-key/own_\S+")
KEY = re.compile(r"mm_live_[0-9A-Za-z]{36}")


def found_in_mail(service: Service, to: str, pattern: re.Pattern[str]) -> str:
    def look() -> str | None:
        for sent in reversed(service.target.outbox()):
            match = pattern.search(sent.text) if sent.mail["To"] == to else None
            if match:
                return match.group(match.lastindex or 0)
        return None

    return eventually(look, f"{to} gets {pattern.pattern}", SECONDS)


def test_a_stranger_signs_up_and_the_owner_keeps_the_key(service: Service) -> None:
    name = f"acme-{uuid4().hex[:8]}"
    boss = f"boss@{name}.example"
    subject = f"First mail {uuid4().hex}"
    with Client("none", base_url=service.url) as newcomer:
        assert newcomer.check_slug(name)["available"]
        asked = newcomer.create_account(
            "Acme Ltd",
            boss,
            accepted_tos=True,
            accepted_operator_agreement=True,
            accepted_anti_spam_policy=True,
            pow_solution=solve(newcomer.request_challenge()),
            slug=name,
        )
        assert asked["status"] == "confirmation_sent"
        opened = newcomer.activate_account(found_in_mail(service, boss, CODE))
    with Client(opened["api_key"], base_url=service.url) as agent:
        pending = agent.send_email(to="supplier@example.com", subject=subject, body="Hello")
        assert pending.status == "pending"
        with pytest.raises(PermissionDeniedError):
            agent.update_mailbox("me", oversight_mode="autonomous")
        press(service, link_of(service, subject), "approve")
        eventually(
            lambda: agent.read_email(pending.message_id).status == "sent", "it is sent", SECONDS
        )
    page = service.target.reach(found_in_mail(service, boss, OWNER_PAGE))
    shown = httpx.get(page, timeout=60)
    nonce = NONCE.search(shown.text)
    assert nonce and not KEY.search(shown.text)
    made = httpx.post(page, data={"nonce": unescape(nonce.group(1))}, timeout=60)
    key = KEY.search(made.text)
    assert key
    with Client(key.group(0), base_url=service.url) as owner:
        assert owner.get_account()["oversight_email"] == boss
    assert httpx.get(page, timeout=60).status_code == httpx.codes.FORBIDDEN


def agent_mail(service: Service, subject: str) -> Sent:
    def look() -> Sent | None:
        copies = [sent for sent in service.target.outbox() if sent.mail["Subject"] == subject]
        return copies[0] if copies else None

    return eventually(look, f"{subject} leaves", SECONDS)


def test_one_click_ends_a_bulk_senders_mail(service: Service) -> None:
    subject = f"News {uuid4().hex}"
    with service.owner() as owner:
        owner.update_account(physical_address="Street 1\nTown")
        made = owner.create_mailbox(service.new_address("news"), oversight_mode="autonomous")
        owner.update_mailbox(made.id, bulk_sender=True)
        assert made.token
        with Client(made.token, base_url=service.url) as agent:
            agent.send_email(to="reader@example.com", subject=subject, body="Hello")
            sent = agent_mail(service, subject)
            assert sent.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert "Street 1" in sent.text
            way = service.target.reach(sent.mail["List-Unsubscribe"].strip("<> "))
            assert "reader@example.com" in httpx.get(way, timeout=60).text
            assert httpx.post(way, data={"List-Unsubscribe": "One-Click"}, timeout=60).is_success
            with pytest.raises(ConflictError) as refused:
                agent.send_email(to="reader@example.com", subject="More", body="Hello")
            assert refused.value.code == "recipient_suppressed"
        owner.remove_suppression("reader@example.com")


def test_anybody_verifies_who_sent_a_message(service: Service, gated: Agent) -> None:
    subject = f"Verify {uuid4().hex}"
    with gated.client() as agent:
        agent.send_email(to="reader@example.com", subject=subject, body="Hello")
        press(service, link_of(service, subject), "approve")
        source = agent_mail(service, subject).raw.decode()
        told = agent.verify_identity(source)
        assert told["valid"]
        assert told["claims"]["mailbox"] == gated.address
        changed = source.replace("X-MultiMail-Identity: ey", "X-MultiMail-Identity: ez")
        assert not agent.verify_identity(changed)["valid"]


@pytest.mark.local_only
def test_a_browser_verifies_who_sent_a_message_by_itself(service: Service, gated: Agent) -> None:
    subject = f"Verify {uuid4().hex}"
    with gated.client() as agent:
        agent.send_email(to="reader@example.com", subject=subject, body="Hello")
        press(service, link_of(service, subject), "approve")
    source = agent_mail(service, subject).raw.decode()
    with chromium() as browser, page_of(browser, PHONE, service) as page:
        page.goto(f"{service.url}/verify")
        page.locator("#given").fill(source)
        page.get_by_role("button", name="Check").click()
        expect(page.locator("#answer")).to_contain_text("Signed by this service")
        expect(page.locator("#answer")).to_contain_text(gated.address)
        assert fits(page, PHONE)
        page.locator("#given").fill(source.replace("Identity: ey", "Identity: ez"))
        page.get_by_role("button", name="Check").click()
        expect(page.locator("#answer")).to_contain_text("Not verified")


def test_made_up_mail_is_answered_in_test_traffic(service: Service, gated: Agent) -> None:
    subject = f"Rehearse {uuid4().hex}"
    with gated.test_client() as agent:
        made = agent.simulate_inbound("Ann <ann@example.com>", subject, "Can you deliver?")
        received = agent.read_email(made.message_id)
        assert received.subject == subject
        assert agent.reply_email(received.id, "Yes.").status == "pending"
    with gated.client() as live, pytest.raises(PermissionDeniedError):
        live.simulate_inbound("Ann <ann@example.com>", subject, "Can you deliver?")


@pytest.mark.local_only
def test_an_owner_brings_a_domain_along(service: Service) -> None:
    name = f"mail-{uuid4().hex[:8]}.customer.example"
    with service.owner() as owner:
        added = owner.create_domain(name)
        assert added["status"] == "pending"
        assert {record["type"] for record in added["dns_records"]} == {"CNAME", "MX", "TXT"}
        assert owner.verify_domain(name)["status"] == "active"
        made = owner.create_mailbox(f"agent@{name}")
        with pytest.raises(ConflictError):
            owner.delete_domain(name)
        owner.delete_mailbox(made.id)
        owner.delete_domain(name)


def test_the_service_says_what_was_proved(service: Service) -> None:
    with service.owner() as owner:
        told = owner.proof_status()
    assert told["status"] == "proved"
    assert len(told["promises"]) > 20
    assert re.fullmatch("[0-9a-f]{40}|unknown", told["commit"])
