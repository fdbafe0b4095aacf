"""The product page's snippets, verbatim, and how a reader fills in their placeholders."""

from pathlib import Path

FOLDER = Path(__file__).parent
_ADDRESS = "[email protected]"


def snippet(name: str, **given: str) -> str:
    """Return a snippet with placeholders replaced by what was given.

    mailbox, recipient, approver and message_id are for the mail; api_key, test_token, secret and
    url for the service. All else stays as the page has it.
    """
    places = {
        "mailbox": [
            (f'from_address="{_ADDRESS}"', 'from_address="{}"'),
            (f'mailbox="{_ADDRESS}"', 'mailbox="{}"'),
            (f'"address": "{_ADDRESS}"', '"address": "{}"'),
            (f'"MULTIMAIL_MAILBOX": "{_ADDRESS}"', '"MULTIMAIL_MAILBOX": "{}"'),
        ],
        "recipient": [(f'to=["{_ADDRESS}"]', 'to=["{}"]')],
        "approver": [(f'"approver_emails": ["{_ADDRESS}"]', '"approver_emails": ["{}"]')],
        "message_id": [("msg_01JXK_specific_id", "{}")],
        "api_key": [("$MULTIMAIL_API_KEY", "{}")],
        "test_token": [("mm_test_your_test_token", "{}")],
        "secret": [("your_webhook_signing_secret", "{}")],
        "url": [("https://api.multimail.dev", "{}")],
    }
    text = (FOLDER / name).read_text(encoding="utf-8")
    for placeholder, value in given.items():
        found = [(old, new) for old, new in places[placeholder] if old in text]
        if not found:
            raise ValueError(f"{name} has no placeholder for {placeholder}")
        for old, new in found:
            text = text.replace(old, new.format(value))
    return text
