"""Takes single safeguards away, one at a time, and sees that the named check fails.

A check that passes without the thing that it guards is worth nothing. Run by hand, since it builds for each removal:
python3 infra-cdk/removals.py [number …]. Sources are changed in place and put back, so commit before.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
INFRA = "infra-cdk/src/main/java/dev/multimail/infra"
TEXTS = "infra-cdk/src/main/resources/dev/multimail/infra"
STORE = "shared-core/src/main/java/dev/multimail/store"


@dataclass(frozen=True)
class Removal:
    """What is taken away from a file, and the test that must then fail."""

    what: str
    file: str
    old: str
    new: str
    module: str
    check: str


REMOVALS = [
    Removal(
        "IAM: Deliver's `ses:SendEmail`",
        f"{TEXTS}/grants.txt",
        "deliver ses ses:SendEmail\n",
        "",
        "infra-cdk",
        "GrantsTest.everyFunctionIsAllowedWhatItsCodeWasSeenToDoAndNothingElse",
    ),
    Removal(
        "IAM: the relay's `states:SendTaskSuccess`",
        f"{TEXTS}/grants.txt",
        "relay await states:SendTaskSuccess states:StartExecution",
        "relay await states:StartExecution",
        "infra-cdk",
        "GrantsTest.everyFunctionIsAllowedWhatItsCodeWasSeenToDoAndNothingElse",
    ),
    Removal(
        "IAM: the wait's `dynamodb:UpdateItem`",
        f"{INFRA}/Flow.java",
        'allow("dynamodb:UpdateItem", data.state().getTableArn()),\n',
        "",
        "infra-cdk",
        "TemplateTest.aStateMachineMayDoWhatItsStatesAskForAndNoMore",
    ),
    Removal(
        "IAM: the schedule's `sqs:SendMessage`",
        f"{INFRA}/Flow.java",
        'List.of(allow("sqs:SendMessage", outbound.getQueueArn(), webhooks.getQueueArn()))',
        "List.of()",
        "infra-cdk",
        "TemplateTest.aStateMachineMayDoWhatItsStatesAskForAndNoMore",
    ),
    Removal(
        "Condition: a wait stores its token only on a row that is still pending",
        f"{TEXTS}/await-decision.asl.json",
        '        "ConditionExpression": "#state = :pending",\n',
        "",
        "infra-cdk",
        "TemplateTest.theWaitWritesTheTokenWhereTheStoreReadsItOnConditionThatTheRowStillWaits",
    ),
    Removal(
        "Catch: what becomes of a wait that ran out",
        f"{TEXTS}/await-decision.asl.json",
        '        { "ErrorEquals": ["States.Timeout"], "ResultPath": "$.timeout", "Next": "Expire" },\n',
        "",
        "infra-cdk",
        "TransitionsTest.anExpiredMessageCostsTwo",
    ),
    Removal(
        "Event pattern: the webhooks' rule no longer hears of deliveries",
        "events/patterns/webhooks.json",
        '    "message.delivered",\n',
        "",
        "local",
        "RulerBusTest.theRuleOfWebhooksNamesEveryEvent",
    ),
    Removal(
        "Event pattern: what SES tells of mail that is not ours",
        "events/patterns/ses-events.json",
        '        "mm_id": [{ "exists": true }]\n',
        "",
        "infra-cdk",
        "TemplateTest.rulesMatchByTheFilesInEvents",
    ),
    Removal(
        "Condition: a message is changed only from the version that was read",
        f"{STORE}/Write.java",
        '.conditionExpression("#fixed = :fixed")',
        '.conditionExpression("#fixed = :fixed OR attribute_exists(" + Tables.PK + ")")',
        "shared-core",
        "MessagesTest.aMessageIsNeverWrittenOverNorChangedFromAnOldVersion",
    ),
    Removal(
        "Condition: a row that should be new is",
        f"{STORE}/Write.java",
        "                .item(item.map())\n                .conditionExpression(IS_NEW)\n",
        "                .item(item.map())\n",
        "shared-core",
        "TransactionsTest.theGuardThatFailedIsNamedAndNothingIsWritten",
    ),
    Removal(
        "Condition: only an active mailbox lets mail leave",
        f"{STORE}/Mailboxes.java",
        '"#version = :version AND #active = :true"',
        '"#version = :version AND (#active = :true OR attribute_not_exists(#active))"',
        "shared-core",
        "TransactionsTest.aMailboxThatIsNotActiveLetsNothingLeave",
    ),
    Removal(
        "Batches: a job that fails no longer takes only itself back",
        f"{INFRA}/Wiring.java",
        '                .functionResponseTypes(List.of("ReportBatchItemFailures"))\n                .scalingConfig(',
        "                .scalingConfig(",
        "infra-cdk",
        "TemplateTest.whatFailsIsKeptAndBatchesFailInPart",
    ),
]


def failing(module: str) -> set[str]:
    """The tests that failed in the run before, as Class.method."""
    names = set()
    for report in (ROOT / module / "target" / "surefire-reports").glob("TEST-*.xml"):
        for case in ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                name = re.split(r"[({\[]", str(case.get("name")))[0]
                names.add(f"{str(case.get('classname')).rpartition('.')[2]}.{name}")
    return names


def run(removal: Removal) -> set[str]:
    """What fails in the class of the removal's check, with the sources as they are now."""
    test = removal.check.partition(".")[0]
    for report in (ROOT / removal.module / "target" / "surefire-reports").glob("TEST-*.xml"):
        report.unlink()
    maven = ["./mvnw", "-B", "-q", "-o", "-pl", removal.module, "-am", "test", f"-Dtest={test}"]
    options = ["-Dsurefire.failIfNoSpecifiedTests=false", "-Dspotless.check.skip=true"]
    ran = subprocess.run([*maven, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    found = failing(removal.module)
    if ran.returncode and not found:
        sys.exit(f"the build failed, and no test:\n{ran.stdout[-2000:]}")
    return found


def caught(removal: Removal) -> bool:
    """Whether the check fails without what is removed."""
    path = ROOT / removal.file
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace(removal.old, removal.new, 1), encoding="utf-8")
        return removal.check in run(removal)
    finally:
        path.write_text(text, encoding="utf-8")


def main(numbers: list[str]) -> int:
    chosen = [(n, each) for n, each in enumerate(REMOVALS, 1) if not numbers or str(n) in numbers]
    whole: dict[str, set[str]] = {}
    missed = 0
    for number, removal in chosen:
        if removal.old not in (ROOT / removal.file).read_text(encoding="utf-8"):
            sys.exit(f"{removal.file} no longer has: {removal.old}")
        test = removal.check.partition(".")[0]
        if test not in whole:
            whole[test] = run(removal)
        if removal.check in whole[test]:
            sys.exit(f"{removal.check} fails with everything in place, so it shows nothing")
        began = time.monotonic()
        seen = caught(removal)
        missed += not seen
        seconds = time.monotonic() - began
        verdict = "caught by" if seen else "NOT CAUGHT BY"
        print(f"{number:2} {verdict} {removal.check} ({seconds:.0f} s): {removal.what}", flush=True)
    print(f"{len(chosen)} removals, {len(chosen) - missed} caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
