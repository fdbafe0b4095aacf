"""Schemathesis holds a running service to its own OpenAPI document, with tens of thousands of requests.

Each run has a service of its own, because it calls everything there is. The bounds: a fixed seed, a fixed number of
examples, and the loopback address alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from service import Service, started

pytestmark = pytest.mark.local_only

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
# Together with what the other phases make of the document, this is more than 10,000 requests for each caller.
EXAMPLES = 70
CASES = 10_000
MOST_SECONDS = 1_200
# How an invalid request may be refused: the tool's own list, and 413 for what is too large to be looked at.
SETTINGS = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
"""
# The first answer when something happens, or after as long as they were told: of a random kind, for minutes. Of the
# second nothing is offered, which is told by 501. One expression, since two options leave out what fits both.
LEFT_OUT = "^wait_for_|^billing"
# What ends the account or its key ends the run.
OWNERS_END = "^delete_account$|^revoke_token"


def generated(told: str) -> int:
    found = re.search(r"(\d+) generated", told)
    assert found, told
    return int(found.group(1))


def run(service: Service, token: str, excluded: str, folder: Path) -> str:
    settings = folder / "schemathesis.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)]
    command += ["run", f"{service.url}/openapi.json"]
    command += ["--header", f"Authorization: Bearer {token}", "--seed", "1"]
    command += ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(EXAMPLES)]
    command += ["--checks", ",".join(CHECKS), "--exclude-operation-id-regex", excluded]
    command += ["--generation-database", "none", "--suppress-health-check", "all", "--no-shrink"]
    command += ["--request-timeout", "30", "--warnings", "off", "--no-color"]
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MOST_SECONDS,
    )
    assert done.returncode == 0, done.stdout[-6_000:]
    return done.stdout


@pytest.mark.parametrize("caller", ["agent", "owner"])
def test_the_service_keeps_its_own_description(caller: str, tmp_path: Path) -> None:
    with started(tmp_path) as service:
        gated = service.agent("gated_send")
        token = gated.test_token if caller == "agent" else service.owner_key
        excluded = LEFT_OUT if caller == "agent" else f"{LEFT_OUT}|{OWNERS_END}"
        told = run(service, token, excluded, tmp_path)
    cases = generated(told)
    print(f"{caller}: {cases:,} requests")
    assert cases >= CASES
