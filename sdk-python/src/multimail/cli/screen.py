"""What people see. Text from mail is shown as text: it can move no cursor and paint nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from multimail.models import AuditEntry, Message, SendResult

_COLOURS = {
    "pending": "yellow",
    "pending_inbound": "yellow",
    "scheduled": "cyan",
    "queued": "cyan",
    "sending": "cyan",
    "sent": "green",
    "unread": "bold",
    "rejected": "red",
    "failed": "red",
    "expired": "red",
    "unconfirmed": "magenta",
    "cancelled": "dim",
    "held": "yellow",
    "denied": "red",
}
_KEPT = {"\n", "\t"}
# Cc moves the cursor or paints; Cf holds the marks that reorder what is read.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}


def harmless(text: str) -> str:
    """Return a text without control characters and marks that turn the reading direction."""
    unix = text.replace("\r\n", "\n")
    return "".join(
        character
        for character in unix
        if character in _KEPT or unicodedata.category(character) not in _INVISIBLE
    )


def one_line(text: str | None) -> Text:
    """Return a harmless text that takes one line."""
    return Text(" ".join(harmless(text or "").split()))


def state(word: str | None) -> Text:
    """Return a state in its colour."""
    shown = word or ""
    return Text(harmless(shown), style=_COLOURS.get(shown, ""))


def messages(console: Console, shown: Iterable[Message], nothing: str) -> None:
    """Print a list of messages."""
    listed = list(shown)
    if not listed:
        console.print(Text(nothing, style="dim"))
        return
    for each in listed:
        inbound = each.direction == "inbound"
        others = each.from_address if inbound else ", ".join(each.to)
        _entry(
            console,
            [
                _when(each.created_at),
                state(each.status),
                one_line(("← " if inbound else "→ ") + others),
            ],
            one_line(each.subject),
            one_line(each.id),
        )


def _entry(console: Console, line: list[Text], *below: Text) -> None:
    # Three lines and no table: an id that is cut short is of no use, and terminals are narrow.
    console.print(Text("  ").join(line), no_wrap=True, overflow="ellipsis")
    for index, text in enumerate(below):
        style = "dim" if index == len(below) - 1 else "bold"
        console.print(Text("  ") + Text(text.plain, style=style), soft_wrap=True)


def message(console: Console, shown: Message) -> None:
    """Print one message: what the service knows, then what its sender wrote."""
    facts = _facts(
        ("Status", state(shown.status)),
        ("From", one_line(shown.from_address)),
        ("To", one_line(", ".join(shown.to))),
        ("Cc", one_line(", ".join(shown.cc))),
        ("Bcc", one_line(", ".join(shown.bcc))),
        ("When", _when(shown.created_at)),
        ("Subject", one_line(shown.subject)),
        ("Approved by", one_line(shown.approved_by)),
        ("Files", one_line(", ".join(file.name for file in shown.attachments))),
    )
    console.print(facts)
    body = Text(harmless(shown.markdown or "(no text)").strip())
    console.print(
        Panel(body, title="written by its sender", title_align="left", border_style="dim")
    )


def sent(console: Console, result: SendResult) -> None:
    """Print what became of a send."""
    console.print(
        _facts(
            ("Status", state(result.status)),
            ("Message", one_line(result.message_id)),
            ("Thread", one_line(result.thread_id)),
            ("Expires", _when(result.expires_at)),
        )
    )
    if result.status == "pending":
        console.print(Text("A person decides; nothing has been sent yet.", style="yellow"))


def became(console: Console, message_id: str, status: str) -> None:
    """Print the state that a message is in now."""
    console.print(one_line(message_id), state(status))


def arrived(console: Console, shown: Message) -> None:
    """Print a message that came in, on one line."""
    console.print(
        _when(shown.created_at),
        one_line(shown.from_address),
        Text("·", style="dim"),
        one_line(shown.subject),
        Text(f"({harmless(shown.id)})", style="dim"),
        overflow="ellipsis",
        no_wrap=True,
    )


def audit(console: Console, entries: Iterable[AuditEntry]) -> None:
    """Print records of the audit log."""
    for entry in entries:
        _entry(
            console,
            [_when(str(entry.created_at or "")), one_line(entry.action), state(entry.outcome)],
            one_line(" · ".join(filter(None, [entry.actor, entry.resource_id]))),
        )


def facts(console: Console, told: dict[str, object]) -> None:
    """Print names and values."""
    console.print(_facts(*((name.replace("_", " "), _value(told[name])) for name in told)))


def _value(value: object) -> Text:
    if isinstance(value, (list, tuple)):
        listed: Sequence[object] = value
        return one_line(", ".join(str(each) for each in listed))
    return one_line("" if value is None else str(value))


def _facts(*rows: tuple[str, Text]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if value.plain:
            table.add_row(name, value)
    return table


def _when(time: str | None) -> Text:
    # 2026-11-23T10:04:05.123Z, without the parts that nobody reads in a list.
    return one_line((time or "").replace("T", " ")[:16])
