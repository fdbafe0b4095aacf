"""A headless Chromium, and what the tests need to know of a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from service import Service

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
