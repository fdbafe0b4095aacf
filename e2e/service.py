"""A running service: started for the tests, or the one whose ready file the environment names."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from multimail import AsyncClient, Client
from targets import Target, target_of

T = TypeVar("T")

REPOSITORY = Path(__file__).resolve().parent.parent
# The first start may have to build the service.
START_SECONDS = float(os.environ.get("MULTIMAIL_START_SECONDS", "900"))
STOP_SECONDS = 20


@dataclass(frozen=True)
class Agent:
    """A mailbox of the service, with its live and its test token."""

    url: str
    id: str
    address: str
    oversight_mode: str
    token: str
    test_token: str

    def client(self, **settings: Any) -> Client:
        return Client(self.token, base_url=self.url, **settings)

    def test_client(self) -> Client:
        return Client(self.test_token, base_url=self.url)

    def async_client(self) -> AsyncClient:
        return AsyncClient(self.token, base_url=self.url)


@dataclass(frozen=True)
class Service:
    """Where the service listens, and what its ready file says."""

    url: str
    owner_key: str
    agents: tuple[Agent, ...]
    target: Target

    def owner(self) -> Client:
        return Client(self.owner_key, base_url=self.url)

    def agent(self, oversight_mode: str) -> Agent:
        found = [agent for agent in self.agents if agent.oversight_mode == oversight_mode]
        assert found, f"the ready file names no mailbox in mode {oversight_mode}"
        return found[0]

    def other_than(self, agent: Agent) -> Agent:
        found = [other for other in self.agents if other.id != agent.id]
        assert found, "the ready file names one mailbox only"
        return found[0]

    def new_address(self, name: str) -> str:
        domain = self.agents[0].address.rpartition("@")[2]
        return f"{name}-{uuid4().hex[:8]}@{domain}"

    def receive(self, mail: EmailMessage) -> None:
        """Hand a mail to the service as another mail server would."""
        self.target.receive(mail)


def mail_to(address: str, subject: str, text: str = "Hello") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Customer <customer@example.com>"
    mail["To"] = address
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{uuid4().hex}@example.com>"
    mail.set_content(text)
    return mail


def eventually(look: Callable[[], T | None], what: str, seconds: float = 30) -> T:
    """Return what `look` sees as soon as it sees something; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process that the tests started, by its id."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)


@contextmanager
def receiving(
    folder: Path, log: Path, app: str = "receiver:app", **settings: str
) -> Iterator[int]:
    """Run a folder's web application, and give its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=folder,
            env=os.environ | settings,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            eventually(lambda: listens(port), "the receiver listens")
            yield port
        finally:
            ended(process)


def read(ready: Path, smtp_port: int | None) -> Service:
    told = json.loads(ready.read_text(encoding="utf-8"))
    url = told["url"].rstrip("/")
    names = ("id", "address", "oversight_mode", "token", "test_token")
    agents = tuple(
        Agent(url=url, **{name: mailbox[name] for name in names}) for mailbox in told["mailboxes"]
    )
    return Service(url, told["owner_key"], agents, target_of(told, smtp_port))


@contextmanager
def running(folder: Path) -> Iterator[Service]:
    """Give the service whose ready file is named, or start one that keeps nothing."""
    named = os.environ.get("MULTIMAIL_READY_FILE")
    if named:
        port = os.environ.get("MULTIMAIL_SMTP_PORT")
        yield read(Path(named), int(port) if port else None)
        return
    with started(folder) as service:
        yield service


@contextmanager
def started(folder: Path) -> Iterator[Service]:
    """Start a service of one's own that keeps nothing."""
    ready, log, smtp_port = folder / "ready.json", folder / "service.log", free_port()
    process = launched(ready, log, free_port(), smtp_port, "--ephemeral")
    try:
        wait_until_ready(process, ready, log)
        yield read(ready, smtp_port)
    finally:
        ended(process)


def launched(
    ready: Path, log: Path, port: int, smtp_port: int, *options: str, **settings: str
) -> subprocess.Popen[bytes]:
    """Start a service on these ports, which writes its ready file once it answers."""
    command = [str(REPOSITORY / "multimail"), "local", *options]
    command += ["--port", str(port), "--smtp-port", str(smtp_port), "--ready-file", str(ready)]
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def wait_until_ready(process: subprocess.Popen[bytes], ready: Path, log: Path) -> None:
    def told() -> str:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:])

    deadline = time.monotonic() + START_SECONDS
    while not is_json(ready):
        if process.poll() is not None:
            raise RuntimeError(f"the service ended with status {process.returncode}:\n{told()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"the service was not ready in {START_SECONDS:g} s:\n{told()}")
        time.sleep(0.1)


def is_json(file: Path) -> bool:
    # The file may be seen while it is being written.
    try:
        json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return True
