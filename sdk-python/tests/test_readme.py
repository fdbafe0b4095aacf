"""The README's snippets run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import Service, answer, listening

README = Path(__file__).parent.parent / "README.md"
SNIPPETS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)

# Enough for each operation to find what it reads.
EVERYTHING = {
    "id": "msg_1",
    "status": "pending",
    "address": "a@agents.example",
    "approval_url": "http://h/approve",
    "messages": [{"id": "msg_1", "to": ["b@x.example"], "subject": "S"}],
    "attachments": [{"name": "a.pdf"}],
    "entries": [{"action": "send_email", "outcome": "held", "created_at": "T"}],
}


def test_the_readme_has_its_snippets() -> None:
    assert len(SNIPPETS) == 5


@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_a_snippet_of_the_readme_runs(number: int, tmp_path: Path) -> None:
    (tmp_path / "schedule.pdf").write_bytes(b"%PDF")
    # The snippets go on from each other: each has the first one's client.
    code = "import multimail\nclient = multimail.Client()\n" + SNIPPETS[number]
    with listening(Service(answer(200, EVERYTHING))) as url:
        settings = os.environ | {
            "MULTIMAIL_API_URL": url,
            "MULTIMAIL_API_KEY": "mm_test_1",
            "MULTIMAIL_OWNER_KEY": "mm_test_2",
        }
        ran = subprocess.run(
            [sys.executable, "-W", "error::SyntaxWarning", "-c", code],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )
    assert ran.returncode == 0, ran.stderr
