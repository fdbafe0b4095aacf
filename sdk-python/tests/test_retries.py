"""What is repeated, when, and what is not."""

from __future__ import annotations

import json

import httpx
import pytest

from multimail import (
    APIConnectionError,
    Client,
    MultiMailError,
    RateLimitError,
    SendResult,
    ServerError,
)
from support import Service, answer

SENT = answer(202, {"status": "pending", "message_id": "msg_1"})


def send(client: Client) -> SendResult:
    return client.send_email(to="b@x.example", subject="S", body="B")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_repeated(status: int) -> None:
    service = Service(answer(status), answer(status), answer(200, {"status": "ok"}))
    assert service.client().health().status == "ok"
    assert len(service.requests) == 3


@pytest.mark.parametrize(
    "broken", [httpx.ConnectError("refused"), httpx.ReadTimeout("late"), httpx.ReadError("reset")]
)
def test_a_send_is_repeated_with_one_idempotency_key(broken: Exception) -> None:
    service = Service(broken, answer(503), SENT)
    assert send(service.client()).message_id == "msg_1"

    keys = {request.headers["idempotency-key"] for request in service.requests}
    in_bodies = {json.loads(request.content)["idempotency_key"] for request in service.requests}
    assert len(service.requests) == 3
    assert len(keys) == 1
    assert keys == in_bodies


async def test_an_awaited_send_is_repeated_with_one_idempotency_key() -> None:
    service = Service(httpx.ConnectError("refused"), answer(429), SENT)
    async with service.async_client() as client:
        result = await client.send_email(to="b@x.example", subject="S")

    assert result.message_id == "msg_1"
    assert len({request.headers["idempotency-key"] for request in service.requests}) == 1
    assert len(service.pauses) == 2


def test_two_sends_have_two_idempotency_keys() -> None:
    service = Service(SENT)
    client = service.client()
    send(client)
    send(client)
    assert len({request.headers["idempotency-key"] for request in service.requests}) == 2


def test_a_given_idempotency_key_is_used() -> None:
    service = Service(SENT)
    service.client().reply_email("msg_1", "B", idempotency_key="order-8821")
    assert service.request.headers["idempotency-key"] == "order-8821"
    assert service.body["idempotency_key"] == "order-8821"


@pytest.mark.parametrize("key", ["ü", "a\r\nX-Other: 1"])
def test_an_idempotency_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        Service().client().send_email(to="b@x.example", subject="S", idempotency_key=key)


@pytest.mark.parametrize("failure", [answer(503), answer(429), httpx.ConnectError("refused")])
def test_other_changes_are_not_repeated(failure: httpx.Response | Exception) -> None:
    service = Service(failure)
    client = service.client()
    for change in (
        lambda: client.cancel_message("msg_1"),
        lambda: client.approve("msg_1"),
        lambda: client.tag_email("msg_1", {"k": "v"}),
        lambda: client.delete_mailbox("mbx_1"),
        lambda: client.create_mailbox("a@x.example"),
    ):
        service.requests.clear()
        with pytest.raises(MultiMailError):
            change()
        assert len(service.requests) == 1


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 422, 500, 501])
def test_a_definite_refusal_is_not_repeated(status: int) -> None:
    service = Service(answer(status))
    with pytest.raises(MultiMailError):
        send(service.client())
    assert len(service.requests) == 1


def test_it_gives_up_after_the_retries() -> None:
    service = Service(answer(503))
    with pytest.raises(ServerError):
        service.client().health()
    assert len(service.requests) == 3

    service.requests.clear()
    with pytest.raises(ServerError):
        service.client(max_retries=0).health()
    assert len(service.requests) == 1


def test_pauses_grow_with_jitter() -> None:
    service = Service(answer(503))
    with pytest.raises(ServerError):
        service.client(max_retries=8).health()

    longest = [0.5, 1, 2, 4, 8, 8, 8, 8]
    assert all(
        most / 2 <= pause <= most for pause, most in zip(service.pauses, longest, strict=True)
    )
    assert len(set(service.pauses)) == 8


def test_a_numeric_retry_after_is_honoured() -> None:
    service = Service(answer(429, None, **{"retry-after": "1.5"}), answer())
    service.client().health()
    assert service.pauses == [1.5]


def test_a_long_retry_after_is_told_and_not_slept_through() -> None:
    service = Service(answer(429, None, **{"retry-after": "3600"}))
    with pytest.raises(RateLimitError) as raised:
        service.client().health()
    assert raised.value.retry_after == 3600
    assert service.pauses == []


@pytest.mark.parametrize("value", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "nan", "inf", "1e9", ""])
def test_any_other_retry_after_is_as_none(value: str) -> None:
    service = Service(answer(429, None, **{"retry-after": value}))
    with pytest.raises(RateLimitError) as raised:
        service.client().health()
    assert raised.value.retry_after is None
    assert len(service.pauses) == 2


def test_a_redirect_is_not_followed() -> None:
    service = Service(answer(302, None, location="https://other.example/"))
    with pytest.raises(MultiMailError) as raised:
        service.client().health()
    assert raised.value.status == 302
    assert len(service.requests) == 1


def test_no_connection_is_an_error_that_says_where_to_look() -> None:
    service = Service(httpx.ConnectError("Connection refused"))
    with pytest.raises(
        APIConnectionError, match=r"http://127\.0\.0\.1:8025.*MULTIMAIL_API_URL"
    ) as e:
        service.client().health()
    assert isinstance(e.value.__cause__, httpx.ConnectError)
    assert e.value.status is None
