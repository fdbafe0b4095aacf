"""Each refusal becomes its error, whatever its body."""

from __future__ import annotations

import httpx
import pytest

import multimail
from multimail import ConflictError, MultiMailError, NotFoundError
from support import Service, answer

BODY = {
    "error": "There is no such thing here.",
    "code": "not_found",
    "hint": "Check the id.",
    "request_id": "req_1",
}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, multimail.ValidationError),
        (401, multimail.AuthenticationError),
        (403, multimail.PermissionDeniedError),
        (404, multimail.NotFoundError),
        (409, multimail.ConflictError),
        (422, multimail.ValidationError),
        (429, multimail.RateLimitError),
        (500, multimail.ServerError),
        (503, multimail.ServerError),
        (599, multimail.ServerError),
        (413, multimail.MultiMailError),
        (308, multimail.MultiMailError),
    ],
)
async def test_a_status_is_an_error_of_its_kind(status: int, kind: type[MultiMailError]) -> None:
    for raises in ("blocking", "awaited"):
        service = Service(answer(status, BODY))
        with pytest.raises(MultiMailError) as raised:
            if raises == "blocking":
                service.client().health()
            else:
                await service.async_client().health()
        assert type(raised.value) is kind
        assert raised.value.status == raised.value.status_code == status


def test_an_error_tells_what_the_server_told() -> None:
    with pytest.raises(NotFoundError) as raised:
        Service(answer(404, BODY)).client().read_email("msg_1")

    error = raised.value
    assert error.message == "There is no such thing here."
    assert (error.code, error.hint, error.request_id) == ("not_found", "Check the id.", "req_1")
    assert error.body == BODY
    assert str(error) == "There is no such thing here. Check the id. (404 not_found)"


def test_a_conflict_tells_the_state_that_won() -> None:
    refusal = answer(409, {"error": "Too late.", "code": "wrong_state", "status": "cancelled"})
    with pytest.raises(ConflictError) as raised:
        Service(refusal).client().approve("msg_1")
    assert raised.value.current_status == "cancelled"


def test_a_conflict_of_another_sort_has_no_state() -> None:
    with pytest.raises(ConflictError) as raised:
        Service(answer(409, {"error": "In use."})).client().create_mailbox("a@x.example")
    assert raised.value.current_status is None


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>Bad Gateway</html>", b"\xff\xfe", b"[1]", b'"text"', b"null", b'{"error": 5}'],
)
def test_any_body_of_a_refusal_is_tolerated(content: bytes) -> None:
    with pytest.raises(MultiMailError) as raised:
        Service(httpx.Response(500, content=content)).client().health()
    assert raised.value.message == "The server answered 500."
    assert raised.value.code is None


def test_a_success_that_is_not_json_is_an_error() -> None:
    with pytest.raises(MultiMailError, match="not JSON") as raised:
        Service(httpx.Response(200, content=b"<html>")).client().health()
    assert raised.value.body == "<html>"


def test_an_empty_success_is_an_empty_answer() -> None:
    assert Service(httpx.Response(204)).client().delete_webhook("whk_1").status is None
