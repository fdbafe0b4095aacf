"""Tell what a change of docs/openapi.json takes away from clients; exits with 1 if it is anything.

Usage: api_diff.py [base], where base is a git revision (by default the branch point from main).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

DOCUMENT = "docs/openapi.json"


def breaking(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return what clients of the old document would miss in the new one, a line each."""
    found: list[str] = []
    for path, verbs in old.get("paths", {}).items():
        for verb, before in verbs.items():
            route = f"{verb.upper()} {path}"
            after = new.get("paths", {}).get(path, {}).get(verb)
            if after is None:
                found.append(f"{route}: is gone")
            else:
                found += [f"{route}: {line}" for line in _operation(before, after)]
    codes = set(_codes(old)) - set(_codes(new))
    found += [f"error code {code}: is gone" for code in sorted(codes)]
    return found


def _operation(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found: list[str] = []
    had, has = _parameters(before), _parameters(after)
    for name in sorted(had.keys() - has.keys()):
        found.append(f"parameter {name[1]} in {name[0]} is gone")
    for name in sorted(has):
        if has[name].get("required") and not had.get(name, {}).get("required"):
            found.append(f"parameter {name[1]} in {name[0]} is required now")
    fields, left = _fields(before), _fields(after)
    for field in sorted(fields.get("properties", {}).keys() - left.get("properties", {}).keys()):
        found.append(f"field {field} is gone")
    for field in sorted(set(left.get("required", [])) - set(fields.get("required", []))):
        found.append(f"field {field} is required now")
    statuses = {status for status in before.get("responses", {}) if status.startswith("2")}
    for status in sorted(statuses - after.get("responses", {}).keys()):
        found.append(f"status {status} is gone")
    wanted = set(before.get("x-scopes", []))
    if wanted - set(after.get("x-scopes", [])):
        found.append("a scope that was enough is not any more")
    return found


def _parameters(operation: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(p["in"], p["name"]): p for p in operation.get("parameters", [])}


def _fields(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def _codes(document: dict[str, Any]) -> list[str]:
    problem = document.get("components", {}).get("schemas", {}).get("Problem", {})
    return problem.get("properties", {}).get("code", {}).get("enum", [])


def _git(*arguments: str) -> str | None:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def main(arguments: list[str]) -> int:
    """Compare the working copy with a revision."""
    base = arguments[0] if arguments else (_git("merge-base", "HEAD", "main") or "HEAD").strip()
    text = _git("show", f"{base}:{DOCUMENT}")
    if text is None:
        print(f"{DOCUMENT} is new since {base}: nothing to compare")
        return 0
    found = breaking(json.loads(text), json.loads(Path(DOCUMENT).read_text(encoding="utf-8")))
    for line in found:
        print(line)
    print(f"{len(found)} changes that break clients since {base}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
