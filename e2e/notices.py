"""The approver's links, as the notices bring them."""

from __future__ import annotations

import re

from service import Service, eventually

LINK = re.compile(r"https?://\S+/v1/approve/apl_\S+")
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
