"""Names in words where the Spec decides otherwise than what Java wrote down, after Lean found that it does.

Lean says of a proposition only whether it holds. So each table and each trace becomes a line of its own, and of those
that fail, each bit of the number that tells where.
"""

import re
from collections.abc import Callable
from pathlib import Path

CONFORMANCE = Path(__file__).resolve().parent / "MultiMail" / "Conformance"
SPEC = CONFORMANCE.parent / "Spec"
FEW = 6  # of many that differ, the first are enough

KINDS = (
    "time passes, send, act, read, look, cancel, approve, reject, link, receive, release, claim, hand, record, evidence,"
    " doubt, expire, ask for links, noticed, copied, crash, tamper, create mailbox, configure, create token, revoke token,"
    " bounce, ask for an upgrade, bring a code"
).split(", ")
STATES = "pending scheduled queued sending sent unconfirmed failed rejected cancelled expired applied pending_inbound"
STATES += " unread read"
# What stands where in an outcome, by the digits before it.
FIELDS = [
    (2, "the reply"),
    (3, "the matter"),
    (4, "the state"),
    (5, "the attempt"),
    (10, "the expiry"),
    (15, "the time to leave"),
    (20, "the time to wake"),
    (31, "the approval"),
    (38, "the ending"),
    (43, "the handover"),
    (44, "the mode of the claim"),
    (45, "the notices asked for"),
    (50, "the time of the notice"),
    (53, "the content"),
    (54, "the copies handed over"),
    (55, "the copies accepted"),
    (56, "the copies kept"),
    (62, "the identity of the newest copy"),
]
EVENTS = (
    "approve reject cancel expire release claim hold_again refuse_before_sending accepted evidence refused_for_now"
    " refused_for_good doubt read ask_notice noticed copied"
).split()


def table(kind: str) -> list[str]:
    text = (CONFORMANCE / f"{kind}Data.lean").read_text()
    return re.findall(r"0x[0-9a-f]+", text)


def reply(number: int) -> str:
    if number == 0:
        return "nothing"
    if number in (48, 49):
        return "the message" if number == 48 else "the list"
    if 32 <= number < 48:
        return STATES.split()[number - 32]
    codes = dict(re.findall(r"\| \.(\w+) => (\d+)", (SPEC / "Encode.lean").read_text().split("def decision")[0]))
    return "refused, " + next(name for name, at in codes.items() if int(at) == number - 16)


def trace(at: int, found: int) -> str:
    step, mine, place = found % 256, found // 256 % 256, found // 65536
    digits = table("Trace")[at][3:]
    row = digits[(step - 1) * 87 : step * 87]
    what = next(name for end, name in FIELDS if 61 - place < end)
    return (
        f"trace {at}, step {step}: {KINDS[int(row[:2], 16)]}, by token {int(row[3:5], 16)} of account {row[2]}, on"
        f" message {int(row[7:9], 16)} of mailbox {row[5]}: Java says {reply(int(row[25:27], 16))}, the Spec says"
        f" {reply(mine)}; {what} differs first"
    )


def caller(at: int) -> str:
    scopes = [name for bit, name in enumerate("read send oversight_read oversight admin".split()) if at % 32 >> bit & 1]
    who = "an approver" if at == 64 else "an agent" if at < 32 else "an account key"
    return who if at == 64 else f"{who} with [{', '.join(scopes)}]"


def decision(at: int, place: int) -> str:
    listed = (SPEC / "Encode.lean").read_text().split("def operations", 1)[1].split("]", 1)[0]
    operations = re.findall(r"\.(\w+)", listed)
    row = 40 * len(operations) - 1 - place
    target = row % 40
    mode = "read_only gated_all gated_send monitored autonomous".split()[target // 2 % 5]
    return (
        f"{caller(at)}, {operations[row // 40]}, {'own' if target >= 20 else 'foreign'} mailbox,"
        f" {'active' if target // 10 % 2 else 'inactive'}, {mode},"
        f" {'covered' if target % 2 else 'not covered'} by the allowlist"
    )


def transition(at: int, place: int) -> str:
    if at == 0:
        return f"how messages begin, row {place // 53 + 1} from the last"
    return f"{EVENTS[(at - 1) // 14]} of a {STATES.split()[(at - 1) % 14]} message, row {place // 53 + 1} from the last"


# Of each check: what a line asks about one part of the data, the number that tells where, and the words for it.
CHECKS: dict[str, tuple[str, str, int, Callable[[int, int], str]]] = {
    "Policy": (
        "Nat.beq (Encode.groupedTable ({callers}.getD {at} .approver)) (Java.policy.getD {at} 0)",
        "Nat.div (Nat.log2 (Nat.xor (Encode.groupedTable ({callers}.getD {at} .approver))"
        " (Java.policy.getD {at} 0))) 4",
        12,
        decision,
    ),
    "Lifecycle": (
        "Nat.beq (Encode.lifecycleTables.getD {at} 0) (Java.lifecycle.getD {at} 0)",
        "Nat.div (Nat.log2 (Nat.xor (Encode.lifecycleTables.getD {at} 0) (Java.lifecycle.getD {at} 0))) 4",
        14,
        transition,
    ),
    "Trace": ("Trace.agrees (Java.traces.flatten.getD {at} 0)", "Trace.wrong (Java.traces.flatten.getD {at} 0)", 22, trace),
}


def name_them(
    checks: list[str], ask: Callable[[str], set[int]], definitions: Callable[[str], str]
) -> list[str]:
    words = []
    for check in checks:
        holds, number, bits, describe = CHECKS[check]
        text = definitions(f"{check}Check") + "\nnamespace MultiMail\n"
        first = text.count("\n") + 1
        count = {"Policy": 65, "Lifecycle": 239, "Trace": len(table("Trace"))}[check]

        def line(proposition: str, at: int) -> str:
            filled = proposition.replace("{at}", str(at)).replace("{callers}", "Encode.callers")
            return f"example : {filled} = true := by decide +kernel\n"

        wrong = ask(text + "".join(line(holds, at) for at in range(count)))
        tables = sorted(at - first for at in wrong if at >= first)
        words.append(f"{check}: {len(tables)} of {count} differ, the first of them {tables[:3]}")
        some = tables[:FEW]
        # A bit that is not set makes its line fail.
        unset = ask(
            text + "".join(line(f"Nat.testBit ({number}) {bit}", at) for at in some for bit in range(bits))
        )
        for index, at in enumerate(some):
            found = sum(1 << bit for bit in range(bits) if first + index * bits + bit not in unset)
            words.append(describe(at, found))
    return words
