"""Answers read as typed values, by either generation's names."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from multimail import Mailbox, Message, MessageList, SendResult, Token, WebhookEvent, models
from multimail.models import Model
from support import Service, answer


def test_a_send_reads_as_the_product_page_shows() -> None:
    sent = {"status": "pending", "id": "msg_1", "message_id": "msg_1", "approval_url": "http://h/a"}
    result: SendResult = (
        Service(answer(202, sent)).client().send_email(to="b@x.example", subject="S")
    )
    assert (result.status, result.message_id, result.id) == ("pending", "msg_1", "msg_1")
    assert result.approval_url == "http://h/a"
    assert result.expires_at is None


@pytest.mark.parametrize("name", ["messages", "pending", "emails"])
def test_a_list_of_messages_reads_by_all_its_names(name: str) -> None:
    listed = {name: [{"id": "msg_1", "to_addresses": ["b@x.example"]}], "cursor": "c"}
    pending: MessageList = Service(answer(200, listed)).client().list_pending()
    assert pending.messages[0].to[0] == "b@x.example"
    assert pending.messages == pending.emails == pending.pending == list(pending)
    assert len(pending) == 1
    assert pending.cursor == "c"


@pytest.mark.parametrize(
    "answered",
    [
        {"id": "m", "from": "a@x", "to": ["b@x"], "received_at": "T", "markdown": "B"},
        {
            "message_id": "m",
            "from_address": "a@x",
            "to_addresses": ["b@x"],
            "created_at": "T",
            "text_body": "B",
        },
    ],
    ids=["older names", "newer names"],
)
def test_a_message_reads_by_either_generations_names(answered: dict[str, object]) -> None:
    message = Message.from_wire(answered)
    assert message.id == message.message_id == "m"
    assert message.from_address == "a@x"
    assert message.to == message.to_addresses == ["b@x"]
    assert message.received_at == message.created_at == "T"
    assert message.markdown == message.text_body == "B"


def test_unknown_fields_are_kept() -> None:
    message = Message.from_wire({"id": "m", "spam_score": 0.5, "from": "a@x"})
    assert message.spam_score == 0.5
    assert message.raw["spam_score"] == 0.5
    assert getattr(message, "from") == "a@x"


def test_a_field_that_nobody_knows_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Message has no 'sbuject'"):
        _ = Message.from_wire({"subject": "S"}).sbuject
    assert not hasattr(Message(), "__fspath__")


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Message.from_wire({}).subject = "other"  # type: ignore[misc]


def test_an_answer_can_be_copied_and_pickled() -> None:
    message = Message.from_wire({"id": "m", "new": 1, "attachments": [{"name": "f"}]})
    assert copy.deepcopy(message) == message
    assert pickle.loads(pickle.dumps(message)) == message  # noqa: S301
    assert copy.copy(message).new == 1


def test_secrets_are_not_in_a_repr() -> None:
    answered = {"id": "t", "token": "mm_live_secret", "test_token": "mm_test_secret"}
    assert "secret" not in repr(Token.from_wire(answered))
    assert "secret" not in repr(Mailbox.from_wire(answered))


@pytest.mark.parametrize(
    "answered", [None, [], "text", {}, {"messages": "x", "data": 1, "tags": 1}]
)
def test_any_answer_reads(answered: object) -> None:
    kinds = [
        kind for kind in vars(models).values() if isinstance(kind, type) and issubclass(kind, Model)
    ]
    assert len(kinds) > 20
    for kind in kinds:
        assert kind.from_wire(answered) is not None


def test_a_number_reads_as_a_flag() -> None:
    assert Mailbox.from_wire({"is_active": 1}).is_active is True
    assert Mailbox.from_wire({"is_active": 0}).is_active is False
    assert Mailbox.from_wire({}).is_active is None


def test_an_event_has_its_message() -> None:
    event = WebhookEvent.from_wire(
        {"id": "evt_1", "type": "email.received", "data": {"mailbox": "a@x", "message_id": "m"}}
    )
    assert (event.type, event.data.mailbox, event.data.message_id) == ("email.received", "a@x", "m")
