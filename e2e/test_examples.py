"""The examples, each run as its README says, up to the email that a person approved."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from multimail import Message
from notices import SECONDS, link_of, press
from service import REPOSITORY, Agent, Service, ended, eventually, mail_to, receiving

pytestmark = pytest.mark.local_only

EXAMPLES = REPOSITORY / "examples"
PYTHON = EXAMPLES / ".venv" / "bin" / "python"
SECRET = "your_webhook_signing_secret"
RUN_SECONDS = 120


def delivered(service: Service, subject: str) -> int:
    """How many mails of this subject left for their recipient."""
    mails = [sent.mail for sent in service.target.outbox()]
    return sum(
        str(mail["Subject"]) == subject and bool(mail["X-MultiMail-Identity"]) for mail in mails
    )


@pytest.mark.skipif(not PYTHON.is_file(), reason="./multimail test e2e makes examples/.venv")
@pytest.mark.parametrize("name", ["langchain", "autogen", "llamaindex"])
def test_an_agent_sends_waits_and_says_what_became_of_it(
    name: str, service: Service, gated: Agent
) -> None:
    subject = f"PO {uuid4().hex}"
    process = subprocess.Popen(
        [str(PYTHON), "-W", "ignore", str(EXAMPLES / f"{name}_agent.py"), subject],
        env=os.environ | {"MULTIMAIL_API_KEY": gated.token, "MULTIMAIL_API_URL": service.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        link = link_of(service, subject)
        assert process.poll() is None, "it waits for the decision"
        assert delivered(service, subject) == 0
        assert press(service, link, "approve").status_code == httpx.codes.OK
        printed, errors = process.communicate(timeout=RUN_SECONDS)
    finally:
        ended(process)

    assert process.returncode == 0, errors
    said = re.fullmatch(r"The email (msg_\w+) is (queued|sending|sent)\.\n", printed)
    assert said, printed + errors
    with gated.client() as client:
        eventually(lambda: client.read_email(said.group(1)).status == "sent", "it is sent", SECONDS)
    assert delivered(service, subject) == 1


@contextmanager
def desk(service: Service, agent: Agent, folder: Path) -> Iterator[str]:
    """Run the support desk, tell the service of it, and give its address."""
    settings = {
        "DATABASE": str(folder / "desk.sqlite"),
        "MULTIMAIL_API_KEY": agent.token,
        "MULTIMAIL_API_URL": service.url,
        "WEBHOOK_SECRET": SECRET,
    }
    log = folder / "desk.log"
    with (
        receiving(EXAMPLES, log, app="support_desk:app", **settings) as port,
        service.owner() as owner,
    ):
        url = f"http://127.0.0.1:{port}/webhooks/multimail"
        webhook = owner.create_webhook(url, ["email.received", "email.sent"], secret=SECRET)
        try:
            yield url
        finally:
            owner.delete_webhook(webhook.id)


def stored(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "desk.sqlite")) as database:
        if not database.execute("select 1 from sqlite_master").fetchone():
            return []
        return database.execute("select type, message_id from events").fetchall()


def test_the_support_desk_answers_mail_once_a_person_approved(
    service: Service, gated: Agent, tmp_path: Path
) -> None:
    subject = f"Question {uuid4().hex}"
    with desk(service, gated, tmp_path) as url, gated.client() as client:
        service.receive(mail_to(gated.address, subject))

        def answer() -> Message | None:
            waiting = client.list_pending().messages
            return next((each for each in waiting if subject in each.subject), None)

        pending = eventually(answer, "the desk drafts an answer", SECONDS)
        link = link_of(service, subject)
        assert press(service, link, "approve").status_code == httpx.codes.OK
        eventually(
            lambda: ("email.sent", pending.message_id) in stored(tmp_path),
            "the desk hears that its answer was sent",
            SECONDS,
        )
        forged = httpx.post(
            url, json={"type": "email.received"}, headers={"X-MultiMail-Signature": "0"}
        )

    assert forged.status_code == httpx.codes.UNAUTHORIZED
    assert sorted(kind for kind, _ in stored(tmp_path)) == ["email.received", "email.sent"]
    assert "Question" in pending.subject
    assert pending.to == ["customer@example.com"]
    assert delivered(service, pending.subject) == 1


def test_the_readme_names_every_example() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert {f.name for f in EXAMPLES.glob("*.py")} == set(
        re.findall(r"^\| \[(\w+\.py)\]", readme, re.M)
    )
