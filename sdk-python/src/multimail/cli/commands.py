"""What each command does: one method, named as the command."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from multimail import Client, Message, MessageStatus, MultiMailError
from multimail.cli import screen

DONE, FAILED, MISUSED, WAITING, INTERRUPTED = 0, 1, 2, 3, 130
# The service answers each within 25 seconds, so this is about ten minutes.
_ROUNDS = 24
_REFUSED = frozenset({"rejected", "expired", "cancelled", "failed"})


def run(given: Namespace, client: Client | None = None) -> int:
    """Run the command that was given, and return the exit status."""
    problems = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        with client or Client(f"${given.key_variable}", base_url=given.url) as connected:
            command: Callable[[], int] = getattr(_Commands(given, connected), given.command)
            return command()
    except MultiMailError as refused:
        problems.print(screen.one_line(str(refused)), style="red")
        return FAILED
    except (ValueError, OSError) as misused:
        problems.print(screen.one_line(str(misused)), style="red")
        return MISUSED
    except KeyboardInterrupt:
        return INTERRUPTED


@dataclass(frozen=True)
class _Commands:
    given: Namespace
    client: Client

    @property
    def console(self) -> Console:
        return Console(highlight=False)

    def whoami(self) -> int:
        told = self.client.who_am_i()
        return self._show(told, lambda: screen.facts(self.console, told))

    def send(self) -> int:
        given = self.given
        result = self.client.send_email(
            to=given.to,
            cc=given.cc,
            bcc=given.bcc,
            subject=given.subject,
            markdown=given.body if given.body is not None else sys.stdin.read(),
            attachments=given.attach,
            send_at=given.send_at,
        )
        if not given.wait or result.status != "pending":
            return self._show(result.raw, lambda: screen.sent(self.console, result))
        return self._decided(result.message_id)

    def _decided(self, message_id: str) -> int:
        # On stderr, so that --json keeps stdout for itself.
        waiting = f"{message_id} waits for a person's decision…"
        message: Message | None = None
        with Console(stderr=True, highlight=False).status(waiting):
            for _ in range(_ROUNDS):
                message = self.client.wait_for_decision(message_id)
                if message.status != "pending":
                    break
        assert message is not None  # noqa: S101 - there is at least one round
        status = message.status
        self._show(message.raw, lambda: screen.became(self.console, message_id, status))
        if status == "pending":
            return WAITING
        return FAILED if status in _REFUSED else DONE

    def inbox(self) -> int:
        given = self.given
        listed = self.client.check_inbox(
            given.mailbox,
            status=given.status,
            sender=given.sender,
            subject_contains=given.subject,
            limit=given.limit,
        )
        empty = "No messages."
        return self._show(listed.raw, lambda: screen.messages(self.console, listed, empty))

    def read(self) -> int:
        message = self.client.read_email(self.given.message_id)
        return self._show(message.raw, lambda: screen.message(self.console, message))

    def cancel(self) -> int:
        return self._became(self.client.cancel_message(self.given.message_id))

    def pending(self) -> int:
        listed = self.client.list_pending(self.given.mailbox, limit=self.given.limit)
        empty = "Nothing waits for a decision."
        return self._show(listed.raw, lambda: screen.messages(self.console, listed, empty))

    def approve(self) -> int:
        return self._became(self.client.approve(self.given.message_id, self.given.reason))

    def reject(self) -> int:
        return self._became(self.client.reject(self.given.message_id, self.given.reason))

    def audit(self) -> int:
        given = self.given
        filters = {"action": given.action, "outcome": given.outcome}
        log = self.client.get_audit_log(
            limit=given.limit,
            mailbox=given.mailbox,
            **{name: value for name, value in filters.items() if value is not None},
        )
        return self._show(log.raw, lambda: screen.audit(self.console, log))

    def tail(self) -> int:
        newest = self.client.check_inbox(self.given.mailbox, direction="inbound", limit=1).items
        since = newest[0].id if newest else None
        while True:
            came = self.client.wait_for_email(self.given.mailbox, since_id=since).items
            for message in sorted(came, key=lambda each: each.id):
                since = message.id
                self._arrived(message)

    def _arrived(self, message: Message) -> None:
        self._show(message.raw, lambda: screen.arrived(self.console, message))

    def _became(self, answer: MessageStatus) -> int:
        return self._show(
            answer.raw, lambda: screen.became(self.console, answer.message_id, answer.status)
        )

    def _show(self, raw: Mapping[str, Any], shown: Callable[[], None]) -> int:
        if self.given.json:
            # ASCII only: text from mail does not reach the terminal's controls this way either.
            print(json.dumps(raw), flush=True)
        else:
            shown()
        return DONE
