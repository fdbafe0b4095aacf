"""How clients are made, and that the awaited one is the blocking one's twin."""

from __future__ import annotations

import inspect
import typing

import httpx
import pytest

import multimail
from multimail import AsyncClient, AsyncMultiMail, Client, MultiMail
from support import KEY, Service, answer


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MULTIMAIL_API_KEY", raising=False)
    monkeypatch.delenv("MULTIMAIL_API_URL", raising=False)


def public(client: type) -> dict[str, typing.Any]:
    members = inspect.getmembers(client, inspect.isfunction)
    return {name: member for name, member in members if not name.startswith("_")}


@pytest.mark.parametrize(
    ("blocking", "awaited"), [(Client, AsyncClient), (MultiMail, AsyncMultiMail)]
)
def test_the_two_clients_have_the_same_methods(blocking: type, awaited: type) -> None:
    ours, theirs = public(blocking), public(awaited)
    assert ours.keys() == theirs.keys()
    assert len(ours) > 30
    for name in ours:
        assert inspect.signature(ours[name]) == inspect.signature(theirs[name]), name
        assert ours[name].__doc__ == theirs[name].__doc__ or name == "run", name
        assert inspect.iscoroutinefunction(theirs[name]), name
        assert not inspect.iscoroutinefunction(ours[name]), name


def test_the_two_clients_are_made_alike() -> None:
    ours = inspect.signature(Client).parameters
    theirs = inspect.signature(AsyncClient).parameters
    assert list(ours) == list(theirs)
    for name in ours.keys() - {"transport", "sleep"}:
        assert ours[name] == theirs[name]


def test_a_method_tells_what_it_takes_and_returns() -> None:
    signature = inspect.signature(Service().client().cancel_message)
    assert list(signature.parameters) == ["message_id", "mailbox"]
    assert signature.return_annotation == "MessageStatus"
    assert typing.get_type_hints(Client.cancel_message)["return"] is multimail.MessageStatus
    assert all(method.__doc__ for method in public(Client).values())


def test_settings_come_from_arguments_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULTIMAIL_API_KEY", "mm_live_environment")
    monkeypatch.setenv("MULTIMAIL_API_URL", "http://environment:1")
    service = Service()
    service.client(base_url="http://argument:2").health()
    assert service.request.url.host == "argument"
    assert service.request.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("given", [None, "$MULTIMAIL_API_KEY", "${MULTIMAIL_API_KEY}"])
def test_settings_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.setenv("MULTIMAIL_API_KEY", "mm_live_environment\n")
    monkeypatch.setenv("MULTIMAIL_API_URL", "http://environment:1")
    service = Service()
    service.client(api_key=given).health()
    assert str(service.request.url) == "http://environment:1/health"
    assert service.request.headers["authorization"] == "Bearer mm_live_environment"


def test_the_default_is_the_local_service() -> None:
    assert Client(api_key=KEY).base_url == multimail.LOCAL_URL == "http://127.0.0.1:8025"


def test_a_missing_key_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="MULTIMAIL_API_KEY"):
        Client()
    with pytest.raises(ValueError, match="OTHER_KEY"):
        Client(api_key="$OTHER_KEY")


@pytest.mark.parametrize("key", ["", "a b", "mm_live_ü", "mm_live_\r\nX-Other: 1"])
def test_a_key_that_is_no_token_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a token"):
        Client(api_key=key)


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8025", "ftp://h", "https://", "https://k@h", "https://h?a=b", "http://h:0"]
)
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        Client(api_key=KEY, base_url=url)


def test_a_repr_tells_no_key() -> None:
    assert repr(Client(api_key=KEY)) == "Client(base_url='http://127.0.0.1:8025')"


async def test_clients_close_with_their_block() -> None:
    service = Service()
    with service.client() as client:
        client.health()
    with pytest.raises(RuntimeError, match="closed"):
        client.health()
    async with service.async_client() as awaited:
        await awaited.health()
    with pytest.raises(RuntimeError, match="closed"):
        await awaited.health()


def published(service: Service) -> MultiMail:
    return MultiMail(KEY, base_url="http://h", timeout=1.0, transport=httpx.MockTransport(service))


def test_the_published_client_answers_plain_values() -> None:
    service = Service(answer(200, {"mailboxes": [{"id": "mbx_1"}]}))
    assert published(service).list_mailboxes()[0]["id"] == "mbx_1"

    service = Service(answer(200, {"messages": [], "pending": [{"id": "msg_1"}]}))
    assert published(service).list_pending() == [{"id": "msg_1"}]

    service = Service(answer(200, {"deleted": True}))
    assert published(service).delete_contact("con_1") is None

    service = Service(answer(202, {"id": "msg_1", "status": "pending"}))
    sent = published(service).send_email("mbx_1", to=["b@x.example"], subject="S", markdown="B")
    assert sent == {"id": "msg_1", "status": "pending"}
    assert service.path == "/v1/mailboxes/mbx_1/send"
    assert service.body["markdown"] == "B"


@pytest.mark.parametrize(
    ("name", "given", "method", "path"),
    [
        ("get_account", [], "GET", "/v1/account"),
        ("delete_account", [], "DELETE", "/v1/account"),
        ("create_mailbox", ["a@x.example", "A"], "POST", "/v1/mailboxes"),
        ("update_mailbox", ["mbx_1"], "PATCH", "/v1/mailboxes/mbx_1"),
        ("delete_mailbox", ["mbx_1"], "DELETE", "/v1/mailboxes/mbx_1"),
        ("list_emails", ["mbx_1"], "GET", "/v1/mailboxes/mbx_1/emails?limit=50&offset=0"),
        ("get_email", ["mbx_1", "msg_1"], "GET", "/v1/mailboxes/mbx_1/emails/msg_1"),
        ("cancel_email", ["mbx_1", "msg_1"], "POST", "/v1/mailboxes/mbx_1/emails/msg_1/cancel"),
        ("get_thread", ["mbx_1", "thr_1"], "GET", "/v1/mailboxes/mbx_1/threads/thr_1"),
        ("get_tags", ["mbx_1", "msg_1"], "GET", "/v1/mailboxes/mbx_1/emails/msg_1/tags"),
        (
            "set_tags",
            ["mbx_1", "msg_1", {"k": "v"}],
            "PUT",
            "/v1/mailboxes/mbx_1/emails/msg_1/tags",
        ),
        (
            "delete_tag",
            ["mbx_1", "msg_1", "k"],
            "DELETE",
            "/v1/mailboxes/mbx_1/emails/msg_1/tags/k",
        ),
        ("list_contacts", [], "GET", "/v1/contacts"),
        ("add_contact", ["a@x.example"], "POST", "/v1/contacts"),
        ("decide", ["msg_1", "approve"], "POST", "/v1/oversight/decide"),
        ("create_api_key", ["ops"], "POST", "/v1/api-keys"),
        ("revoke_api_key", ["key_1"], "DELETE", "/v1/api-keys/key_1"),
        ("create_webhook", ["https://h.example", []], "POST", "/v1/webhooks"),
        ("delete_webhook", ["whk_1"], "DELETE", "/v1/webhooks/whk_1"),
        ("verify_domain", ["dom_1"], "POST", "/v1/domains/dom_1/verify"),
        ("remove_suppression", ["b@x.example"], "DELETE", "/v1/suppression/b%40x.example"),
        ("get_usage", [], "GET", "/v1/usage"),
        ("get_audit_log", [], "GET", "/v1/audit-log?limit=100"),
    ],
)
def test_the_published_client_asks_for_its_routes(
    name: str, given: list[object], method: str, path: str
) -> None:
    service = Service()
    getattr(published(service), name)(*given)
    assert (service.request.method, service.path) == (method, path)
