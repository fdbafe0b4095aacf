"""The program `multimail`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from multimail.cli.arguments import parser

MISUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    given = parser().parse_args(arguments)
    try:
        from multimail.cli.commands import run  # noqa: PLC0415 - rich comes with the extra alone
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "rich":
            raise
        print("The command line needs rich: pip install 'multimail-sdk[cli]'", file=sys.stderr)
        return MISUSED
    return run(given)
