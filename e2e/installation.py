"""The local service over one folder, killed and started again."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from service import ended, free_port, launched, wait_until_ready

# Enough for the service and its database; what leaks would not fit for long.
HEAP = "-Xmx512m"


class Installation:
    """The service over one folder, started again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.smtp_port = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: list[float] = []
        self.peaks: list[int] = []
        self.ready: dict[str, Any] = {}

    def start(self) -> None:
        ready, log = self.folder / "ready.json", self.folder / "service.log"
        ready.unlink(missing_ok=True)
        data = ["--data", str(self.folder / "data")]
        began = time.monotonic()
        self.process = launched(
            ready, log, self.port, self.smtp_port, *data, JAVA_TOOL_OPTIONS=HEAP
        )
        self.peaks.append(0)
        wait_until_ready(self.process, ready, log)
        self.starts.append(time.monotonic() - began)
        self.ready = json.loads(ready.read_text())

    def kill(self) -> None:
        """End it as a power failure would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            ended(self.process)

    def watch(self) -> None:
        """Remember the most memory that this process has held, in KiB."""
        assert self.process is not None
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)],  # noqa: S607 - wherever it is
            check=False,
            capture_output=True,
            text=True,
        )
        if told.stdout.strip():
            self.peaks[-1] = max(self.peaks[-1], int(told.stdout))
