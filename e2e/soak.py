"""Loads the local service, kills it at random, and counts what became of each message.

./multimail soak                       ten minutes, five kills
./multimail soak --minutes 1 --kills 2 --seed 7

Clients send as fast as they are answered, under idempotency keys, and ask again until they are
answered, as the SDK does. The service keeps everything in a folder, is killed with SIGKILL at
times that the seed chooses, and is started again over the same folder. Nothing leaves the machine.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from connection import BrokenError, Connection
from installation import HEAP, Installation

DESCRIPTION = (__doc__ or "").split("\n", 1)[0]
CLIENTS = 8
DRAIN_SECONDS = 900
# Past the time for which an attempt has the sole right to send (docs/flow.md).
LEASE_SECONDS = 20 * 60
START_SECONDS = 120
MOST_AN_HOUR = 100_000
MOST_SHOWN = 10
TERMINAL = {"sent", "unconfirmed", "failed", "rejected", "cancelled", "expired"}
TEXT = "Hello,\n\nthe report for this week is ready: **42** orders, three of them late.\n"


@dataclass
class Told:
    """What the clients were told: the message of each key, and how long each answer took."""

    ids: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    repeated: int = 0
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def accepted(self, key: str, message: str, seconds: float, asked: int) -> None:
        with self.lock:
            self.ids[key] = message
            self.seconds.append(seconds)
            self.repeated += asked - 1


@dataclass(frozen=True)
class Plan:
    seconds: float
    kills: int
    seed: int
    clients: int = CLIENTS

    def moments(self) -> list[float]:
        """When it is killed: at random, and so that each process lives for a while."""
        chance = random.Random(self.seed)  # noqa: S311 - it chooses moments
        part = self.seconds / (self.kills + 1)
        return [part * (number + chance.uniform(0.6, 1.2)) for number in range(self.kills)]


@dataclass
class Outcome:
    """What was counted at the end."""

    plan: Plan
    accepted: int
    repeated: int
    states: Counter[str]
    copies: int
    starts: list[float]
    peaks: list[int]
    seconds: list[float]
    took: float
    flaws: list[str]

    def quantile(self, part: float) -> float:
        return statistics.quantiles(self.seconds, n=1000)[round(part * 1000) - 1] * 1000

    def lines(self) -> Iterator[str]:
        states = ", ".join(f"{count:,} {state}" for state, count in self.states.most_common())
        restarts = ", ".join(f"{each:.1f}" for each in self.starts[1:])
        memory = ", ".join(f"{each / 1024:,.0f}" for each in self.peaks)
        rate = self.accepted / self.plan.seconds
        p50, p99 = self.quantile(0.5), self.quantile(0.99)
        slowest = max(self.seconds) * 1000
        yield f"accepted     {self.accepted:,} in {self.plan.seconds:,.0f} s: {rate:,.0f} a second"
        yield f"asked again  {self.repeated:,} times, because no answer had come"
        yield f"ended        {states}; at rest {self.took:,.0f} s after the last request"
        yield f"copies       {self.copies:,}"
        yield f"killed       {self.plan.kills} times (seed {self.plan.seed})"
        yield f"ready again  after {restarts or 'no'} s"
        yield f"answers      p50 {p50:,.0f} ms, p99 {p99:,.0f} ms, slowest {slowest:,.0f} ms"
        yield f"memory       at most {memory} MiB in each life of the process, with {HEAP}"
        yield from (f"BROKEN       {flaw}" for flaw in self.flaws[:MOST_SHOWN])
        if len(self.flaws) > MOST_SHOWN:
            yield f"BROKEN       and {len(self.flaws) - MOST_SHOWN:,} more"


def send(connection: Connection, told: Told, key: str, subject: str, until: float) -> str:
    """Send one message until it is answered, and give its id."""
    body = {
        "to": ["customer@example.org"],
        "subject": subject,
        "markdown": TEXT,
        "idempotency_key": key,
    }
    began = time.monotonic()
    status, answer, asked = connection.insist("POST", "/v1/mailboxes/me/send", body, until)
    if status not in (200, 202):
        raise BrokenError(f"a send was answered {status}: {answer}")
    told.accepted(key, answer["id"], time.monotonic() - began, asked)
    return str(answer["id"])


def client(number: int, installation: Installation, told: Told, ends: float) -> None:
    """One client: of four, one is gated and decides, one uses a test token, two just send."""
    ready = installation.ready
    gated = number % 4 == 0
    mode = "gated_send" if gated else "autonomous"
    mailbox = next(each for each in ready["mailboxes"] if each["oversight_mode"] == mode)
    token = mailbox["test_token"] if number % 4 == 1 else mailbox["token"]
    agent, owner = (
        Connection(installation.port, token),
        Connection(installation.port, ready["owner_key"]),
    )
    grace = ends + START_SECONDS
    count = 0
    try:
        while time.monotonic() < ends:
            key = f"{number}-{count}"
            message = send(agent, told, key, f"Report {key}", grace)
            if gated:
                action = "reject" if count % 5 == 0 else "approve"
                status, answer, _ = owner.insist(
                    "POST", f"/v1/emails/{message}/decide", {"action": action}, grace
                )
                # A decision whose answer was lost was made: asked again, it is told so.
                if status not in (200, 202, 409):
                    raise BrokenError(f"a decision was answered {status}: {answer}")
            count += 1
    except Exception as trouble:
        told.troubles.append(f"client {number}: {trouble!r}")
    finally:
        agent.close()
        owner.close()


def listed(connection: Connection, mailbox: str) -> dict[str, str]:
    """The state of every message of a mailbox."""
    states: dict[str, str] = {}
    cursor = ""
    while True:
        path = f"/v1/mailboxes/{mailbox}/emails?limit=100&direction=outbound" + (
            f"&cursor={cursor}" if cursor else ""
        )
        status, answer, _ = connection.insist("GET", path, until=time.monotonic() + START_SECONDS)
        if status != 200:
            raise BrokenError(f"a list was answered {status}: {answer}")
        states.update({each["id"]: each["status"] for each in answer["emails"]})
        cursor = answer["cursor"]
        if not cursor:
            return states


def copies(connection: Connection) -> Counter[str]:
    """How many copies of each message left or were kept."""
    counted: Counter[str] = Counter()
    for kept in ("false", "true"):
        since = ""
        while True:
            path = f"/_local/outbox?kept={kept}&limit=500&since_id={since}"
            _, page, _ = connection.insist("GET", path, until=time.monotonic() + START_SECONDS)
            if not page:
                break
            counted.update(each["message_id"] for each in page if each["kind"] == "agent_mail")
            since = page[-1]["id"]
    return counted


def at_rest(installation: Installation, told: Told) -> dict[str, str]:
    """Wait until no message that was accepted is under way, and give the state of each."""
    agents = [each for each in installation.ready["mailboxes"] if each["token"]]
    reading = [
        (Connection(installation.port, each[name]), each["id"])
        for each in agents
        for name in ("token", "test_token")
    ]
    began = time.monotonic()
    leased = False
    while True:
        states: dict[str, str] = {}
        for connection, mailbox in reading:
            states |= listed(connection, mailbox)
        under_way = {states.get(each, "missing") for each in told.ids.values()} - TERMINAL
        if not under_way or time.monotonic() - began > DRAIN_SECONDS:
            return states
        # Killed between the claim and SES's answer: nobody may try again before the lease ends.
        if under_way == {"sending"} and not leased:
            leased = True
            step = {"advance_seconds": LEASE_SECONDS}
            reading[0][0].insist("POST", "/_local/clock", step, time.monotonic() + START_SECONDS)
        time.sleep(1)


def judged(told: Told, states: dict[str, str], left: Counter[str]) -> list[str]:
    """What is wrong with the end, in sentences."""
    flaws = list(told.troubles)
    for key, message in told.ids.items():
        state = states.get(message, "missing")
        if state not in TERMINAL:
            flaws.append(f"{message} (key {key}) was accepted and is {state}")
        # What is unconfirmed may have left: that is what it says.
        expected = {"sent": (1,), "unconfirmed": (0, 1)}.get(state, (0,))
        if left[message] not in expected:
            flaws.append(f"{message} (key {key}) is {state} and {left[message]} copies left")
    if len(set(told.ids.values())) != len(told.ids):
        flaws.append("two keys were answered with one message")
    unknown = set(states) - set(told.ids.values())
    if unknown:
        flaws.append(
            f"{len(unknown)} messages exist that nobody was told of, such as {min(unknown)}"
        )
    return flaws


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    installation = Installation(folder)
    try:
        installation.start()
        owner = Connection(installation.port, installation.ready["owner_key"])
        for mailbox in installation.ready["mailboxes"]:
            owner.insist(
                "PATCH", f"/v1/mailboxes/{mailbox['id']}", {"sends_per_hour": MOST_AN_HOUR}
            )
        owner.close()
        yield installation
    finally:
        installation.stop()


def run(plan: Plan, folder: Path, say: Callable[[str], None] = lambda _: None) -> Outcome:
    """Load, kill, and count."""
    told = Told()
    with installed(folder) as installation:
        began = time.monotonic()
        ends = began + plan.seconds
        threads = [
            threading.Thread(target=client, args=(number, installation, told, ends), daemon=True)
            for number in range(plan.clients)
        ]
        for thread in threads:
            thread.start()
        moments = plan.moments()
        while time.monotonic() < ends:
            installation.watch()
            if moments and time.monotonic() - began >= moments[0]:
                moments.pop(0)
                installation.kill()
                at = time.monotonic() - began
                say(f"{at:6.0f} s  killed after {len(told.ids):,} accepted messages")
                installation.start()
            time.sleep(0.5)
        for thread in threads:
            thread.join()
        stopped = time.monotonic()
        states = at_rest(installation, told)
        took = time.monotonic() - stopped
        local = Connection(installation.port, "none")
        left = copies(local)
        flaws = judged(told, states, left)
        counted = Counter(states.get(message, "missing") for message in told.ids.values())
        return Outcome(
            plan, len(told.ids), told.repeated, counted, sum(left.values()), installation.starts,
            installation.peaks, told.seconds, took, flaws,
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="./multimail soak", description=DESCRIPTION)
    parser.add_argument("--minutes", type=float, default=10, help="how long it is loaded (10)")
    parser.add_argument("--kills", type=int, default=5, help="how often it is killed (5)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the moments (1)")
    given = parser.parse_args()
    if not 0.2 <= given.minutes <= 24 * 60 or not 0 <= given.kills <= given.minutes * 6:
        parser.error("--minutes is from 0.2 to 1440, with at most six kills a minute")
    with tempfile.TemporaryDirectory(prefix="multimail-soak-") as folder:
        print(
            f"Loading the local service for {given.minutes:g} min with {CLIENTS} clients",
            file=sys.stderr,
        )
        outcome = run(
            Plan(given.minutes * 60, given.kills, given.seed),
            Path(folder),
            lambda line: print(line, file=sys.stderr),
        )
    print("\n".join(outcome.lines()))
    if outcome.flaws:
        sys.exit(1)
    print("Every accepted message ended, and none left twice.")


if __name__ == "__main__":
    main()
