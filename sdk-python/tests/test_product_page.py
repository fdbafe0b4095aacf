"""The product page's snippets say what the page says, and run."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from product_page import FOLDER, snippet
from support import Service, answer, listening

# Of the page's text, with its highlighter's marks undone and [email protected] for each address.
PAGE = {
    "claude_desktop.json": "881a12fc908a47d0d8c885eb54fda17128697d04a4d0fdc65c01ee00e29f8de2",
    "create_mailbox.sh": "5857a8953dbabb956a1e97f9a518c581eb7eaf8e4e6249b7a57e4b460eed3193",
    "send_with_approval_checkpoint.py": "006e421ef3aed266bdf6e1c063d4191d28abb402050d15e95f69f0558e7f21e8",  # noqa: E501
    "query_approval_queue.py": "ca3143af055b3b85d0a52a17b2afba84f66b302b42e5283dbdde895f36ca9030",
    "integration_tests.py": "6a6348978b8e791469aa314afbbbadc78a445c7b2ecd4adb7ef12f7db4f1bbce",
    "webhook_receiver.py": "bb1e0e2f9aea76f4b269b2f82f88d3d78d4442590252481f07684843db59d748",
}
PENDING = {"status": "pending", "message_id": "msg_1", "approval_url": "http://h/approve"}


def run(*arguments: str, url: str, api_key: str = "mm_live_1") -> str:
    settings = {"MULTIMAIL_API_URL": url, "MULTIMAIL_API_KEY": api_key}
    ran = subprocess.run(
        [sys.executable, *arguments],
        env=settings,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize("name", PAGE)
def test_a_snippet_is_the_pages_text(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == PAGE[name]


def test_every_snippet_is_held_to_the_page() -> None:
    assert {file.name for file in FOLDER.iterdir() if file.is_file()} - {"__init__.py"} == set(PAGE)


def test_the_send_snippet_prints_what_the_page_says() -> None:
    code = snippet(
        "send_with_approval_checkpoint.py", mailbox="a@x.example", recipient="b@x.example"
    )
    service = Service(answer(202, PENDING))
    with listening(service) as url:
        printed = run("-c", code, url=url)

    assert printed.split() == ["pending", "msg_1", "http://h/approve"]
    assert service.path == "/v1/mailboxes/a%40x.example/send"
    assert service.body["metadata"] == {"workflow": "procurement", "po_number": "8821"}
    assert service.request.headers["authorization"] == "Bearer mm_live_1"


def test_the_queue_snippet_lists_and_cancels() -> None:
    code = snippet("query_approval_queue.py", mailbox="a@x.example", message_id="msg_2")
    message = {"id": "msg_1", "to": ["b@x.example"], "subject": "S", "created_at": "T"}
    service = Service(answer(200, {"messages": [message]}), answer(200, {"status": "cancelled"}))
    with listening(service) as url:
        printed = run("-c", code, url=url)

    assert printed == "msg_1 | to=b@x.example | S | queued T\n"
    listed, cancelled = service.requests
    assert dict(listed.url.params) == {"mailbox": "a@x.example", "limit": "50"}
    assert cancelled.url.path == "/v1/emails/msg_2/cancel"


def test_the_test_snippet_passes(tmp_path: Path) -> None:
    file = tmp_path / "test_snippet.py"
    file.write_text(
        snippet(
            "integration_tests.py",
            mailbox="a@x.example",
            recipient="b@x.example",
            test_token="mm_test_1",
        )
    )
    cancelled = answer(200, {"status": "cancelled"})
    service = Service(answer(202, PENDING), answer(202, PENDING), cancelled)
    with listening(service) as url:
        printed = run("-m", "pytest", "-q", "-p", "no:cacheprovider", str(file), url=url)

    assert "2 passed" in printed
    assert {request.headers["authorization"] for request in service.requests} == {
        "Bearer mm_test_1"
    }


def test_a_placeholder_that_a_snippet_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="no placeholder for secret"):
        snippet("query_approval_queue.py", secret="s")
