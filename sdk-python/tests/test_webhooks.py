"""Both signature schemes, against values that were computed independently of the package."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from multimail import InvalidSignature, verify_standard_webhook, verify_webhook

BODY = b'{"id":"evt_1","type":"email.received","data":{"mailbox":"a@x.example"}}'
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
NOW = 1_800_000_000


def plain(body: bytes = BODY, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def standard(
    key: bytes = bytes(range(32)), at: str = str(NOW), event_id: str = "evt_1", body: bytes = BODY
) -> dict[str, str]:
    mac = hmac.new(key, f"{event_id}.{at}.".encode() + body, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(mac).decode()
    return {"webhook-id": event_id, "webhook-timestamp": at, "webhook-signature": signature}


def test_the_plain_signature_is_keyed_with_the_whole_secret() -> None:
    # RFC 4231 test case 2, whose body is not JSON: the signature is accepted, the body refused.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    with pytest.raises(InvalidSignature, match="not a JSON event"):
        verify_webhook(b"what do ya want for nothing?", expected, "Jefe")
    assert verify_webhook(BODY, plain(), SECRET).data.mailbox == "a@x.example"


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "0" * 64,
        plain().upper(),
        plain()[:-1],
        plain() + "0",
        "sha256=" + plain(),
        "ü" * 64,
        "\udc80",
    ],
)
def test_another_plain_signature_is_refused(signature: str) -> None:
    with pytest.raises(InvalidSignature):
        verify_webhook(BODY, signature, SECRET)


def test_a_change_of_any_byte_is_refused() -> None:
    signature, headers = plain(), standard()
    for index in range(len(BODY)):
        changed = BODY[:index] + bytes([BODY[index] ^ 1]) + BODY[index + 1 :]
        with pytest.raises(InvalidSignature):
            verify_webhook(changed, signature, SECRET)
        with pytest.raises(InvalidSignature):
            verify_standard_webhook(changed, headers, SECRET, now=NOW)


def test_the_published_example_of_standard_webhooks_verifies() -> None:
    # https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    event = verify_standard_webhook(b'{"test": 2432232314}', headers, secret, now=1614265330)
    assert event.raw == {"test": 2432232314}


def test_header_names_are_of_any_case() -> None:
    headers = {name.title(): value for name, value in standard().items()}
    assert verify_standard_webhook(BODY, headers, SECRET, now=NOW).id == "evt_1"


def test_one_good_signature_of_several_is_enough() -> None:
    headers = standard()
    other = standard(key=b"the previous secret")["webhook-signature"]
    headers["webhook-signature"] = f"v1a,xyz {other} {headers['webhook-signature']}"
    assert verify_standard_webhook(BODY, headers, SECRET, now=NOW).id == "evt_1"


@pytest.mark.parametrize("secret", ["your own secret", "whsec_not base64!"])
def test_a_secret_that_is_not_base64_is_taken_as_text(secret: str) -> None:
    assert verify_standard_webhook(BODY, standard(secret.encode()), secret, now=NOW).id == "evt_1"


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_signature_within_the_tolerance_is_accepted(seconds: int) -> None:
    assert verify_standard_webhook(BODY, standard(), SECRET, now=NOW + seconds).id == "evt_1"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_signature_beyond_the_tolerance_is_refused(seconds: int) -> None:
    with pytest.raises(InvalidSignature, match="too long ago"):
        verify_standard_webhook(BODY, standard(), SECRET, now=NOW + seconds)


def test_the_clock_is_used_where_no_time_is_given() -> None:
    with pytest.raises(InvalidSignature, match="too long ago"):
        verify_standard_webhook(BODY, standard(at="1000000000"), SECRET)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_named(name: str) -> None:
    headers = standard()
    del headers[name]
    with pytest.raises(InvalidSignature, match=name):
        verify_standard_webhook(BODY, headers, SECRET, now=NOW)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp"])
def test_the_id_and_the_time_are_signed_too(name: str) -> None:
    headers = standard()
    headers[name] = "1800000001"
    with pytest.raises(InvalidSignature, match="No signature"):
        verify_standard_webhook(BODY, headers, SECRET, now=NOW)


@pytest.mark.parametrize(
    "at", ["", "soon", "-1", "1e9", "\N{FULLWIDTH DIGIT ONE}", "9" * 400, "1.5"]
)
def test_a_time_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(InvalidSignature, match="not a time"):
        verify_standard_webhook(BODY, standard(at=at), SECRET, now=NOW)


@pytest.mark.parametrize("version", ["v2", "", "V1", "v1 "])
def test_another_version_of_signature_is_refused(version: str) -> None:
    headers = standard()
    headers["webhook-signature"] = version + headers["webhook-signature"].removeprefix("v1")
    with pytest.raises(InvalidSignature):
        verify_standard_webhook(BODY, headers, SECRET, now=NOW)
