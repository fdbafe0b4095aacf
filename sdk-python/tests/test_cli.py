"""The command line: what it asks, what it prints, how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import httpx
import pytest

from multimail.cli.arguments import parser
from multimail.cli.commands import DONE, FAILED, MISUSED, WAITING, run
from multimail.cli.main import main
from multimail.cli.screen import harmless
from support import Service, answer

MESSAGE = {
    "id": "msg_1",
    "direction": "inbound",
    "status": "unread",
    "from": "ann@example.org",
    "to": ["agent@agents.example"],
    "subject": "Delivery",
    "created_at": "2026-11-23T10:04:05.123Z",
    "markdown": "When does it come?",
    "attachments": [{"name": "a.pdf"}],
}
HOSTILE = "\x1b[2J\x1b]0;owned\x07all \u202efine\r\nover"


def asked(service: Service, *arguments: str) -> int:
    return run(parser().parse_args(arguments), service.client())


def test_send_takes_its_text_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    service = Service(answer(202, {"status": "pending", "id": "msg_1", "thread_id": "thr_1"}))
    monkeypatch.setattr("sys.stdin", io.StringIO("B"))
    to = ("--to", "a@x.org", "--to", "b@x.org")
    assert asked(service, "send", *to, "--subject", "S") == DONE
    assert service.body["to"] == ["a@x.org", "b@x.org"]
    assert service.body["markdown"] == "B"
    told = capsys.readouterr().out
    assert "pending" in told
    assert "nothing has been sent yet" in told


@pytest.mark.parametrize(
    ("status", "expected"), [("sent", DONE), ("rejected", FAILED), ("expired", FAILED)]
)
def test_send_waits_for_a_decision(
    status: str, expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting, decided = {"id": "msg_1", "status": "pending"}, {"id": "msg_1", "status": status}
    service = Service(answer(202, waiting), answer(200, waiting), answer(200, decided))
    arguments = ("--json", "send", "--to", "a@x.org", "--subject", "S", "--body", "B", "--wait")
    assert asked(service, *arguments) == expected
    assert json.loads(capsys.readouterr().out)["status"] == status
    assert len(service.requests) == 3


def test_a_wait_ends(capsys: pytest.CaptureFixture[str]) -> None:
    service = Service(answer(200, {"id": "msg_1", "status": "pending"}))
    arguments = ("send", "--to", "a@x.org", "--subject", "S", "--body", "B", "--wait")
    assert asked(service, *arguments) == WAITING
    assert "pending" in capsys.readouterr().out


def test_inbox_lists_and_filters(capsys: pytest.CaptureFixture[str]) -> None:
    service = Service(answer(200, {"messages": [MESSAGE]}))
    assert (
        asked(service, "inbox", "--status", "unread", "--subject", "Deli", "--limit", "5") == DONE
    )
    assert dict(service.request.url.params) == {
        "status": "unread",
        "subject_contains": "Deli",
        "limit": "5",
    }
    told = capsys.readouterr().out
    for shown in ("msg_1", "2026-11-23 10:04", "unread", "ann@example.org", "Delivery"):
        assert shown in told


def test_an_empty_inbox_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(Service(answer(200, {"messages": []})), "inbox") == DONE
    assert "No messages." in capsys.readouterr().out


def test_read_shows_facts_apart_from_what_the_sender_wrote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked(Service(answer(200, MESSAGE)), "read", "msg_1") == DONE
    facts, _, written = capsys.readouterr().out.partition("written by its sender")
    assert "ann@example.org" in facts
    assert "a.pdf" in facts
    assert "When does it come?" in written


@pytest.mark.parametrize("command", [("inbox",), ("pending",), ("read", "msg_1")])
def test_mail_cannot_paint_the_terminal(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = MESSAGE | {"subject": HOSTILE, "from": HOSTILE, "markdown": HOSTILE, "id": HOSTILE}
    answered = hostile | {"messages": [hostile]}
    assert asked(Service(answer(200, answered)), *command) == DONE
    told = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(told)


def test_json_cannot_paint_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    answered = MESSAGE | {"subject": HOSTILE}
    assert asked(Service(answer(200, answered)), "--json", "read", "msg_1") == DONE
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert json.loads(told)["subject"] == HOSTILE


def test_harmless_text_keeps_its_letters() -> None:
    assert (
        harmless("Grüße, 你好\tनमस्ते\n\u05e9\u05dc\u05d5\u05dd")
        == "Grüße, 你好\tनमस्ते\n\u05e9\u05dc\u05d5\u05dd"
    )


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_decision_is_made(action: str, capsys: pytest.CaptureFixture[str]) -> None:
    service = Service(answer(200, {"id": "msg_1", "status": "rejected"}))
    assert asked(service, action, "msg_1", "--reason", "No") == DONE
    assert service.body == {"email_id": "msg_1", "action": action, "reason": "No"}
    assert "msg_1" in capsys.readouterr().out


def test_audit_filters(capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"action": "send_email", "outcome": "held", "actor": "tok_1", "created_at": "2026"}
    service = Service(answer(200, {"entries": [entry]}))
    assert asked(service, "audit", "--outcome", "held") == DONE
    assert service.request.url.params["outcome"] == "held"
    assert "send_email" in capsys.readouterr().out


def test_tail_shows_what_comes_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    second = MESSAGE | {"id": "msg_2", "subject": "Second"}
    third = MESSAGE | {"id": "msg_3", "subject": "Third"}
    service = Service(
        answer(200, {"messages": [MESSAGE]}),
        answer(200, {"messages": [third, second]}),
        answer(403, {"error": "Revoked"}),
    )
    assert asked(service, "tail") == FAILED
    assert [request.url.params.get("since_id") for request in service.requests] == [
        None,
        "msg_1",
        "msg_3",
    ]
    told = capsys.readouterr().out
    assert told.index("Second") < told.index("Third")


def test_a_refusal_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    refused = {"error": "The message expired.", "code": "message_expired", "hint": "Send it anew."}
    assert asked(Service(answer(409, refused)), "approve", "msg_1") == FAILED
    assert "Send it anew." in capsys.readouterr().err


def test_a_service_that_is_not_there_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(Service(httpx.ConnectError("refused")), "whoami") == FAILED
    assert capsys.readouterr().err


def test_a_missing_key_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MULTIMAIL_API_KEY", raising=False)
    assert main(["whoami"]) == MISUSED
    assert "MULTIMAIL_API_KEY" in capsys.readouterr().err


def test_the_client_starts_without_the_command_line() -> None:
    # Not whether rich is there: httpx looks for it by itself.
    code = "import sys, multimail; sys.exit('multimail.cli' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_without_rich_it_says_what_to_install() -> None:
    hidden = "import sys; sys.modules['rich'] = None; sys.modules['rich.console'] = None\n"
    code = hidden + "from multimail.cli.main import main; sys.exit(main(['whoami']))"
    ran = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == MISUSED
    assert "multimail-sdk[cli]" in ran.stderr
