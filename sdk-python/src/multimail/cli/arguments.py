"""What the command line takes."""

from __future__ import annotations

import argparse

from multimail._version import __version__

EPILOG = """\
The key is read from MULTIMAIL_API_KEY (or from the variable that --key-variable names), never from
an argument, which other users of the machine could see. MULTIMAIL_API_URL names the service;
without it, http://127.0.0.1:8025 is asked, where a local service listens.

Exit status: 0 done, 1 refused, rejected or not reached, 2 misused, 3 still waiting after --wait.
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="multimail",
        description="Email for AI agents, with approval that the server enforces.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"multimail {__version__}")
    top.add_argument("--url", help="the service's address")
    top.add_argument(
        "--key-variable",
        metavar="NAME",
        default="MULTIMAIL_API_KEY",
        help="the environment variable that holds the key (default: %(default)s)",
    )
    top.add_argument("--json", action="store_true", help="print what the service answered, as JSON")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _mail(commands)
    _oversight(commands)
    return top


def _mail(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("whoami", help="say whose key this is")

    send = commands.add_parser("send", help="send an email, its text from --body or stdin")
    send.add_argument("--to", action="append", required=True, metavar="ADDRESS")
    send.add_argument("--cc", action="append", metavar="ADDRESS")
    send.add_argument("--bcc", action="append", metavar="ADDRESS")
    send.add_argument("--subject", required=True)
    send.add_argument("--body", help="Markdown; without it, stdin is read")
    send.add_argument("--attach", action="append", metavar="FILE")
    send.add_argument("--send-at", metavar="TIME", help="such as 2027-01-01T09:00:00Z")
    send.add_argument("--wait", action="store_true", help="wait until a person has decided")

    inbox = commands.add_parser("inbox", help="list messages, newest first")
    inbox.add_argument("--mailbox", default="me", help="id or address (default: the key's own)")
    inbox.add_argument("--status", help="such as unread, pending, sent")
    inbox.add_argument("--sender")
    inbox.add_argument("--subject", metavar="TEXT", help="what the subject contains")
    inbox.add_argument("--limit", type=int, default=20)

    read = commands.add_parser("read", help="read one message")
    read.add_argument("message_id")

    cancel = commands.add_parser("cancel", help="take back a message that was not sent yet")
    cancel.add_argument("message_id")

    tail = commands.add_parser("tail", help="show mail as it comes in, until Ctrl-C")
    tail.add_argument("--mailbox", default="me", help="id or address (default: the key's own)")


def _oversight(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    pending = commands.add_parser("pending", help="list what waits for a person")
    pending.add_argument("--mailbox")
    pending.add_argument("--limit", type=int, default=50)

    for action in ("approve", "reject"):
        decide = commands.add_parser(action, help=f"{action} what waits, with an oversight key")
        decide.add_argument("message_id")
        decide.add_argument("--reason", help="told to the agent")

    audit = commands.add_parser("audit", help="list the audit log, with an owner's key")
    audit.add_argument("--mailbox")
    audit.add_argument("--action", help="such as send_email")
    audit.add_argument("--outcome", help="such as held, denied")
    audit.add_argument("--limit", type=int, default=50)
