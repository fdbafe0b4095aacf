"""A headless Chromium, and what the tests need to know of a page."""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

import httpx
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from service import Service, eventually

CHROMIUM = (
    os.environ.get("MULTIMAIL_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("google-chrome")
)
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Browser, size: ViewportSize, service: Service) -> Iterator[Page]:
    """Give a page that must stay within the service and run without errors."""
    page = browser.new_page(viewport=size)
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
        assert errors == []
        assert [
            url
            for url in asked
            if not url.startswith((service.url + "/", "about:", "data:", "blob:"))
        ] == []
    finally:
        page.close()


def fits(page: Page, size: ViewportSize) -> bool:
    """Whether nobody has to scroll sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= size["width"]


def approval_link(service: Service, subject: str) -> str:
    """The link in the newest notice about a subject."""
    return eventually(lambda: _approval_link(service, subject), f"a notice about {subject}")


def _approval_link(service: Service, subject: str) -> str | None:
    for mail in reversed(httpx.get(f"{service.url}/_local/outbox").json()):
        notice = message_from_bytes(base64.b64decode(mail["raw"]), policy=default)
        body = notice.get_body(("plain",))
        if mail["kind"] == "notice" and subject in str(notice["subject"]) and body is not None:
            found = re.search(r"https?://\S+/v1/approve/apl_\S+", body.get_content())
            return found.group(0) if found else None
    return None
