"""The OpenAPI document against Spectral's rules for OpenAPI and OWASP's rules for APIs."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from service import REPOSITORY

HERE = Path(__file__).resolve().parent / "lint"
SPECTRAL = HERE / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
ERROR = 0

pytestmark = [
    pytest.mark.local_only,
    pytest.mark.skipif(not SPECTRAL.is_file(), reason="./multimail test e2e fetches the linter"),
]

Finding = tuple[str, str]


def errors(document: Path) -> list[Finding]:
    """The rule and the place of each error."""
    node = shutil.which("node")
    assert node, "the linter needs Node.js"
    command = [node, str(SPECTRAL), "lint", str(document), "--ruleset", str(HERE / "ruleset.yaml")]
    # Into a file: Node ends before a pipe has taken all of it.
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        told = subprocess.run(
            [*command, "--format", "json", "--output", str(report), "--quiet"],
            capture_output=True,
            check=False,
            text=True,
        )
        assert told.returncode in (0, 1), told.stderr
        findings = json.loads(report.read_text(encoding="utf-8"))
    return [
        (found["code"], "/".join(str(step) for step in found["path"]))
        for found in findings
        if found["severity"] == ERROR
    ]


def accepted() -> list[Finding]:
    """The rules and places of accepted.txt; each line gives its reason."""
    lines = (HERE / "accepted.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    assert all(len(row.partition(" | ")[2]) > 10 for row in rows), "a line without its reason"
    return [(rule, place) for rule, place in (row.partition(" | ")[0].split(" ") for row in rows)]


def matches(finding: Finding, line: Finding) -> bool:
    """Whether a line accepts a finding."""
    return finding[0] == line[0] and fnmatchcase(finding[1], line[1])


def test_the_document_has_no_error_that_is_not_accepted() -> None:
    """Red is an error without a line, and a line without an error."""
    found = errors(REPOSITORY / "docs" / "openapi.json")
    lines = accepted()
    assert [one for one in found if not any(matches(one, line) for line in lines)] == []
    assert [line for line in lines if not any(matches(one, line) for one in found)] == []


def test_a_field_without_a_limit_is_red(tmp_path: Path) -> None:
    """The gate is seen to work."""
    document = json.loads((REPOSITORY / "docs" / "openapi.json").read_text(encoding="utf-8"))
    send = document["paths"]["/v1/mailboxes/{mailbox}/send"]["post"]["requestBody"]
    del send["content"]["application/json"]["schema"]["properties"]["subject"]["maxLength"]
    broken = tmp_path / "openapi.json"
    broken.write_text(json.dumps(document), encoding="utf-8")
    found = [one for one in errors(broken) if not any(matches(one, line) for line in accepted())]
    assert [rule for rule, _ in found] == ["owasp:api4:2023-string-limit"]
    assert found[0][1].endswith("/properties/subject")
