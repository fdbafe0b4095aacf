"""Fails when a test was skipped without a reason in allowed-skips.txt, or when a part of the tests did not run.

Reads the JUnit reports that Surefire and pytest leave behind.
"""

import fnmatch
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = Path(__file__).with_name("allowed-skips.txt")


def expected_parts() -> dict[str, list[Path]]:
    """Each part of the tests that has sources, with the reports it must have left."""
    parts = {}
    for tests in sorted(ROOT.glob("*/src/test/java")):
        module = tests.parents[2]
        if any(tests.rglob("*Test.java")):
            parts[module.name] = sorted(module.glob("target/surefire-reports/TEST-*.xml"))
    for name, folder in (("sdk", "sdk-python/tests"), ("e2e", "e2e")):
        if (ROOT / folder).is_dir():
            parts[name] = sorted(ROOT.glob(f"target/door/{name}.xml"))
    return parts


def allowed_skips() -> dict[str, str]:
    """Patterns of test names, with why each may be skipped."""
    allowed = {}
    for line in ALLOWED.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, _, reason = line.strip().partition(" ")
            if not reason.strip():
                sys.exit(f"{ALLOWED.name}: {pattern} has no reason beside it")
            allowed[pattern] = reason.strip()
    return allowed


def main() -> int:
    """Prints what is wrong, one thing a line, and answers how the process should exit."""
    allowed = allowed_skips()
    complaints = []
    for part, reports in expected_parts().items():
        cases = [case for report in reports for case in ElementTree.parse(report).iter("testcase")]
        if not cases:
            complaints.append(f"{part}: has tests, but none ran")
        for case in cases:
            skipped = case.find("skipped")
            if skipped is None:
                continue
            name = f"{case.get('classname')}.{case.get('name')}"
            why = skipped.get("message") or "no reason given"
            pattern = next((p for p in allowed if fnmatch.fnmatchcase(name, p)), None)
            if pattern is None:
                complaints.append(f"{part}: {name} was skipped: {why}")
            else:
                print(f"{part}: {name} was skipped, as allowed: {allowed[pattern]}")
    for complaint in complaints:
        print(complaint)
    print("No test was skipped that could have run." if not complaints else f"{len(complaints)} to put right.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
