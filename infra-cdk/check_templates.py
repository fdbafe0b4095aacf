"""Checks the synthesized templates with cfn-lint, checkov and asl-validator.

Run by "./multimail synth" with the Python that holds the first two: python infra-cdk/check_templates.py <cloud assembly>.
Every finding must be accepted, with its reason, by a line of accepted-checks.txt; a line that accepts nothing is itself
a finding. The last line printed is a summary.
"""

from __future__ import annotations

import fnmatch
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ACCEPTED = HERE / "accepted-checks.txt"
ASL_VALIDATOR = HERE / "node_modules" / ".bin" / "asl-validator"


@dataclass(frozen=True)
class Finding:
    """What a tool says of a resource."""

    tool: str
    check: str
    resource: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.tool} {self.check} {self.resource}: {self.sentence}"


@dataclass(frozen=True)
class Acceptance:
    """A line of the file: which findings are accepted, and why."""

    check: str
    resources: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        return self.check == finding.check and fnmatch.fnmatchcase(finding.resource, self.resources)


def accepted(text: str) -> list[Acceptance]:
    lines = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            parts = line.split(maxsplit=2)
            if len(parts) < 3:
                sys.exit(f"{ACCEPTED.name}: no reason beside {line!r}")
            lines.append(Acceptance(*parts))
    return lines


def judge(findings: list[Finding], lines: list[Acceptance]) -> list[str]:
    """What is to be put right: findings that nobody accepted, and acceptances of nothing."""
    wrong = [str(finding) for finding in findings if not any(line.covers(finding) for line in lines)]
    for line in lines:
        if not any(line.covers(finding) for finding in findings):
            wrong.append(f"{ACCEPTED.name}: nothing is accepted by {line.check} {line.resources}; remove it")
    return wrong


def told(tool: str, program: list[str | Path], folder: Path) -> Any:
    """What a tool prints as JSON; it exits with another status when it has findings."""
    ran = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)
    try:
        return json.loads(ran.stdout)
    except ValueError:
        sys.exit(f"{tool} did not run: {ran.stderr.strip() or ran.stdout.strip()}")


def beside_python(name: str) -> Path:
    return Path(sys.executable).parent / name


def cfn_lint(folder: Path, files: list[str]) -> list[Finding]:
    findings = []
    for each in told("cfn-lint", [beside_python("cfn-lint"), "--format", "json", *files], folder):
        path = [str(step) for step in each["Location"]["Path"] or []]
        resource = path[1] if path[:1] == ["Resources"] and len(path) > 1 else "/".join(path) or "the template"
        findings.append(Finding("cfn-lint", each["Rule"]["Id"], resource, each["Message"]))
    return findings


def checkov(folder: Path, files: list[str]) -> list[Finding]:
    options = ["--framework", "cloudformation", "--output", "json", "--compact", "--skip-download"]
    report = told("checkov", [beside_python("checkov"), *options, "--file", *files], folder)
    if report["summary"]["parsing_errors"] or not report["summary"]["resource_count"]:
        sys.exit(f"checkov could not read the templates: {report['summary']}")
    return [
        Finding("checkov", each["check_id"], each["resource"].rpartition(".")[2], each["check_name"])
        for each in report["results"]["failed_checks"]
    ]


def definitions(template: dict[str, Any]) -> dict[str, str]:
    """The state machines of a template, by their names there."""
    return {
        name: each["Properties"]["DefinitionString"]
        for name, each in template["Resources"].items()
        if each["Type"] == "AWS::StepFunctions::StateMachine"
    }


def asl_validator(folder: Path, machines: dict[str, str]) -> list[Finding]:
    findings = []
    for name, definition in machines.items():
        file = folder / f"{name}.asl.json"
        file.write_text(definition, encoding="utf-8")
        program = [ASL_VALIDATOR, "--json-path", file]
        ran = subprocess.run(program, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            sentence = " ".join((ran.stdout + ran.stderr).split())
            findings.append(Finding("asl-validator", "ASL", name, sentence))
    return findings


def main(assembly: Path) -> int:
    templates = {
        # checkov takes the long name of a nested template for a secret.
        f"template-{number}.json": json.loads(path.read_text(encoding="utf-8"))
        for number, path in enumerate(sorted(assembly.glob("*.template.json")))
    }
    machines = {name: text for each in templates.values() for name, text in definitions(each).items()}
    if not templates or not machines:
        sys.exit(f"{assembly} holds no template with state machines; run ./multimail synth")
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor() as pool:
        folder = Path(temporary)
        for name, template in templates.items():
            (folder / name).write_text(json.dumps(template, indent=1), encoding="utf-8")
        running = {
            "cfn-lint": pool.submit(cfn_lint, folder, list(templates)),
            "checkov": pool.submit(checkov, folder, list(templates)),
            "asl-validator": pool.submit(asl_validator, folder, machines),
        }
        found = {tool: result.result() for tool, result in running.items()}
    lines = accepted(ACCEPTED.read_text(encoding="utf-8"))
    wrong = judge([finding for each in found.values() for finding in each], lines)
    for sentence in wrong:
        print(sentence)
    resources = sum(len(template["Resources"]) for template in templates.values())
    counted = ", ".join(f"{tool} {len(findings)}" for tool, findings in found.items())
    print(
        f"{len(templates)} templates, {resources} resources, {len(machines)} state machines; findings: {counted}; "
        + (f"{len(wrong)} to put right" if wrong else f"all accepted, for {len(lines)} reasons")
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
