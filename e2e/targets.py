"""What the tests run against, and what only that target can do: see mail that left, let mail come in, let time pass."""

from __future__ import annotations

import base64
import json
import smtplib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

SAMPLES = Path(__file__).resolve().parent.parent / "events" / "samples"
DAYS_UNTIL_EXPIRY = 3


@dataclass(frozen=True)
class Sent:
    """A copy of mail that left, or that was kept as test mail is."""

    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return cast(EmailMessage, message_from_bytes(self.raw, policy=policy.default))

    @property
    def text(self) -> str:
        body = self.mail.get_body(("plain",))
        return body.get_content() if body else ""


class Target(Protocol):
    """A service, however it runs."""

    name: str

    def reach(self, address: str) -> str:
        """Where an address that the service gave, whole or without its host, is really reached."""

    def receive(self, mail: EmailMessage) -> None:
        """Hand a mail to the service as another mail server would."""

    def outbox(self, kept: bool = False) -> list[Sent]:
        """The mail that left, or the test mail that was kept."""

    def let_expire(self, message_id: str) -> None:
        """Let the time pass in which somebody could have decided over a message."""


class LocalTarget:
    """The local service: its own routes show the outbox and turn the clock."""

    name = "local"

    def __init__(self, url: str, smtp_port: int | None) -> None:
        self.url = url
        self.smtp_port = smtp_port

    def reach(self, address: str) -> str:
        return address if address.startswith("http") else self.url + address

    def receive(self, mail: EmailMessage) -> None:
        assert self.smtp_port, "set MULTIMAIL_SMTP_PORT to the running service's SMTP port"
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=30) as server:
            server.send_message(mail)

    def outbox(self, kept: bool = False) -> list[Sent]:
        asked = httpx.get(f"{self.url}/_local/outbox", params={"kept": str(kept).lower()})
        return [Sent(base64.b64decode(each["raw"])) for each in asked.json()]

    def let_expire(self, message_id: str) -> None:
        step = {"advance_seconds": DAYS_UNTIL_EXPIRY * 86_400 + 60}
        httpx.post(f"{self.url}/_local/clock", json=step, timeout=60).raise_for_status()


class EmulatorTarget:
    """The stack on an emulator of AWS.

    It has no receipt rules, so a mail is put into the bucket and the function called as SES would. It has no clock to
    turn and keeps no timeouts, so a message's own times are moved into the past and the sweep is called.
    """

    name = "emulator"

    def __init__(self, ready: dict[str, Any]) -> None:
        import boto3

        self.url = ready["url"]
        self.public_url = ready["public_url"]
        self.sink = ready["sink"]

        def client(service: str) -> Any:
            return boto3.client(
                service,
                endpoint_url=ready["endpoint"],
                region_name=ready["region"],
                aws_access_key_id="test",
                aws_secret_access_key="test",
            )

        self.functions = client("lambda")
        self.objects = client("s3")
        self.tables = client("dynamodb")
        self.stage = ready["stack"].partition("-")[2]
        self.bucket = next(
            bucket["Name"]
            for bucket in self.objects.list_buckets()["Buckets"]
            if not bucket["Name"].startswith("cdk-")
        )

    def reach(self, address: str) -> str:
        for base in (self.public_url, urlsplit(self.public_url).path):
            if address.startswith(base):
                return self.url + address.removeprefix(base)
        raise AssertionError(f"not an address of this service: {address}")

    def call(self, function: str, event: dict[str, Any]) -> None:
        answer = self.functions.invoke(
            FunctionName=f"multimail-{self.stage}-{function}", Payload=json.dumps(event).encode()
        )
        assert "FunctionError" not in answer, answer["Payload"].read()

    def receive(self, mail: EmailMessage) -> None:
        event = json.loads((SAMPLES / "ses-receipt.json").read_text(encoding="utf-8"))
        told = event["Records"][0]["ses"]
        told["mail"]["messageId"] = uuid4().hex
        told["receipt"]["recipients"] = [mail["To"]]
        key = f"inbound/{told['mail']['messageId']}"
        self.objects.put_object(Bucket=self.bucket, Key=key, Body=mail.as_bytes())
        self.call("receive", event)

    def outbox(self, kept: bool = False) -> list[Sent]:
        if kept:
            return list(self.kept())
        return [Sent(base64.b64decode(each["raw"])) for each in httpx.get(self.sink).json()]

    def kept(self) -> Iterator[Sent]:
        listed = self.objects.list_objects_v2(Bucket=self.bucket, Prefix="kept/")
        for each in listed.get("Contents", []):
            found = self.objects.get_object(Bucket=self.bucket, Key=each["Key"])
            yield Sent(found["Body"].read())

    def let_expire(self, message_id: str) -> None:
        ulid = message_id.removeprefix("msg_")[:26]
        table = f"multimail-{self.stage}-state"
        pages = self.tables.get_paginator("scan").paginate(
            TableName=table,
            FilterExpression="sk = :sk",
            ExpressionAttributeValues={":sk": {"S": f"MSG#{ulid}"}},
        )
        row = next(row for page in pages for row in page["Items"])
        self.tables.update_item(
            TableName=table,
            Key={"pk": row["pk"], "sk": row["sk"]},
            UpdateExpression="SET exp = :past, wake = :past, #due = :due",
            ExpressionAttributeNames={"#due": "due"},
            ExpressionAttributeValues={
                ":past": {"S": "2026-01-01T00:00:00Z"},
                ":due": {"S": f"{int(time.time() - 60) * 1000:015d}"},
            },
        )
        self.call("sweep", {})


def target_of(ready: dict[str, Any], smtp_port: int | None) -> Target:
    if ready.get("target") == "emulator":
        return EmulatorTarget(ready)
    return LocalTarget(ready["url"].rstrip("/"), ready.get("smtp_port", smtp_port))
