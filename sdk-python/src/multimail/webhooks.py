"""Check that a webhook's body came from the service, before reading it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping

from multimail.errors import InvalidSignature
from multimail.models import WebhookEvent

_STANDARD_PREFIX = "whsec_"


def verify_webhook(body: bytes, signature: str, secret: str) -> WebhookEvent:
    """Check the header `X-MultiMail-Signature` over the raw body and return the event.

    The signature is the lower-case hex HMAC-SHA256 of the body, keyed with the whole secret as
    text. It says nothing about when: `verify_standard_webhook` also refuses replays.

    Raises InvalidSignature.
    """
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass")):
        raise InvalidSignature("The signature does not match the body.")
    return _event(body)


def verify_standard_webhook(
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    tolerance: float = 300,
    now: float | None = None,
) -> WebhookEvent:
    """Check the Standard Webhooks headers over the raw body and return the event.

    The headers are webhook-id, webhook-timestamp and webhook-signature in any case. A body that
    was signed more than `tolerance` seconds from `now` (Unix time, by default the clock's) is
    refused; keep the ids of that time to refuse a repeated one as well.

    Raises InvalidSignature.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        event_id = given["webhook-id"]
        timestamp = given["webhook-timestamp"]
        signatures = given["webhook-signature"]
    except KeyError as error:
        raise InvalidSignature(f"The header {error.args[0]} is missing.") from error
    if not re.fullmatch(r"[0-9]{1,15}", timestamp):
        raise InvalidSignature("The header webhook-timestamp is not a time in seconds.")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        raise InvalidSignature("The webhook was signed too long ago, or in the future.")
    signed = f"{event_id}.{timestamp}.".encode("utf-8", "surrogatepass") + body
    expected = hmac.new(_standard_key(secret), signed, hashlib.sha256).digest()
    if not any(_matches(each, expected) for each in signatures.split(" ")):
        raise InvalidSignature("No signature matches the body.")
    return _event(body)


def _matches(signature: str, expected: bytes) -> bool:
    version, _, encoded = signature.partition(",")
    wanted = base64.b64encode(expected)
    matches = hmac.compare_digest(wanted, encoded.encode("utf-8", "surrogatepass"))
    return version == "v1" and matches


def _standard_key(secret: str) -> bytes:
    if secret.startswith(_STANDARD_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_STANDARD_PREFIX), validate=True)
        except (binascii.Error, ValueError):
            # A secret of the owner's own may begin like that without being base64.
            pass
    return secret.encode()


def _event(body: bytes) -> WebhookEvent:
    try:
        event = json.loads(body)
    except ValueError as error:
        raise InvalidSignature("The signed body is not a JSON event.", body=body) from error
    return WebhookEvent.from_wire(event)
