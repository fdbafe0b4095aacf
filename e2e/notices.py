"""The approver's links, as the notices bring them, and the buttons of the page behind them."""

from __future__ import annotations

import re
from html import unescape

import httpx

from service import Service, eventually

LINK = re.compile(r"https?://\S+/v1/approve/apl_\S+")
FORM = re.compile(r'<form[^>]* action="([^"]+)"')
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
# A function that was idle may have to start.
SECONDS = 60


def link_of(service: Service, subject: str, kept: bool = False) -> str:
    """The link in the notice that asks an approver about a message."""

    def look() -> str | None:
        for sent in service.target.outbox(kept):
            found = LINK.search(sent.text)
            if found and subject in str(sent.mail["Subject"]) + sent.text:
                return found.group(0)
        return None

    return eventually(look, "the approver gets a link", SECONDS)


def press(service: Service, link: str, action: str, reason: str = "") -> httpx.Response:
    """Open an approver's link, and press a button of its page."""
    with httpx.Client(timeout=60) as browser:
        page = browser.get(service.target.reach(link))
        assert page.status_code == httpx.codes.OK, page.text
        form, nonce = FORM.search(page.text), NONCE.search(page.text)
        assert form and nonce, page.text
        filled = {"nonce": unescape(nonce.group(1)), "action": action, "reason": reason}
        return browser.post(service.target.reach(unescape(form.group(1))), data=filled)
