"""Amazon SES for the emulator: takes mail as SES does, keeps it whole, and tells of it afterwards.

The emulator's own SES keeps no raw form of what it takes and tells nothing of it. This stands before it: each call is
passed on unchanged, so that the emulator decides who may send, and what it took is kept here. Recipients make trouble
as in the local service: throttle@ and reject@ are refused, lost@simulator.amazonses.com loses the answer.
"""

from __future__ import annotations

import base64
import json
import sys
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import boto3

SIMULATOR = "simulator.amazonses.com"
# SES tells of mail after its answer, not before.
TOLD_AFTER_SECONDS = 0.2


def is_simulated(address: str, local_part: str) -> bool:
    name, _, domain = address.lower().rpartition("@")
    return domain == SIMULATOR and name.split("+")[0] == local_part


def events_of(mail: dict[str, Any]) -> list[dict[str, Any]]:
    """What SES publishes of a mail (AWS: event data that Amazon SES publishes to EventBridge)."""
    recipients = mail["rcpt_to"]
    bounced = [to for to in recipients if is_simulated(to, "bounce")]
    complained = [to for to in recipients if is_simulated(to, "complaint")]
    delivered = [to for to in recipients if to not in bounced]
    told: list[tuple[str, str, dict[str, Any]]] = [("Send", "Email Sent", {})]
    if delivered:
        told.append(("Delivery", "Email Delivered", {"recipients": delivered}))
    if bounced:
        named = [{"emailAddress": address} for address in bounced]
        bounce = {"bounceType": "Permanent", "bouncedRecipients": named}
        told.append(("Bounce", "Email Bounced", bounce))
    if complained:
        named = [{"emailAddress": address} for address in complained]
        told.append(("Complaint", "Email Complaint Received", {"complainedRecipients": named}))
    return [event(mail, kind, detail_type, about) for kind, detail_type, about in told]


def event(
    mail: dict[str, Any], kind: str, detail_type: str, about: dict[str, Any]
) -> dict[str, Any]:
    told = {
        "messageId": mail["id"],
        "source": mail["mail_from"],
        "destination": mail["rcpt_to"],
        "tags": {name: [value] for name, value in mail["tags"].items()},
    }
    return {
        "version": "0",
        "id": f"{mail['id']}-{kind}",
        "detail-type": detail_type,
        "source": "aws.ses",
        "account": "000000000000",
        "time": mail["at"],
        "region": mail["region"],
        "resources": [],
        "detail": {"eventType": kind, "mail": told, kind.lower(): about},
    }


class DefaultBus:
    """The default bus's rules for SES: nobody but SES may put its events on a bus, here as on AWS."""

    def __init__(self, endpoint: str, region: str) -> None:
        self.events = boto3.client("events", endpoint_url=endpoint, region_name=region)
        self.functions = boto3.client("lambda", endpoint_url=endpoint, region_name=region)

    def publish(self, event: dict[str, Any]) -> None:
        text = json.dumps(event)
        for rule in self.events.list_rules()["Rules"]:
            pattern = rule.get("EventPattern")
            if pattern and self.events.test_event_pattern(EventPattern=pattern, Event=text)["Result"]:
                for target in self.events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
                    self.functions.invoke(
                        FunctionName=target["Arn"], InvocationType="Event", Payload=text.encode()
                    )


class Sink(BaseHTTPRequestHandler):
    endpoint: str
    bus: DefaultBus
    region: str
    kept: list[dict[str, Any]] = []

    def log_message(self, *arguments: Any) -> None:
        """Nothing: the emulator's log has the calls."""

    def do_GET(self) -> None:
        self.answer(200, json.dumps(self.kept).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sent = json.loads(body)
        tags = {tag["Name"]: tag["Value"] for tag in sent.get("EmailTags", [])}
        tags["ses:configuration-set"] = sent.get("ConfigurationSetName", "")
        recipients = sent["Destination"]["ToAddresses"]
        if tags.get("mm_id", "").startswith("msg_"):
            if any(to.lower().startswith("throttle@") for to in recipients):
                return self.refuse(429, "TooManyRequestsException")
            if any(to.lower().startswith("reject@") for to in recipients):
                return self.refuse(400, "MessageRejected")
        status, answer = self.passed_on(body)
        if status != 200:
            return self.answer(status, answer)
        mail = {
            "id": json.loads(answer)["MessageId"].partition("@")[0],
            "at": datetime.now(UTC).isoformat(),
            "region": self.region,
            "kind": "agent_mail" if tags.get("mm_id", "").startswith("msg_") else "notice",
            "message_id": tags.get("mm_id"),
            "attempt": int(tags.get("mm_attempt", "0")),
            "test": False,
            "tags": tags,
            "mail_from": sent["FromEmailAddress"],
            "rcpt_to": recipients,
            "raw": sent["Content"]["Raw"]["Data"],
        }
        base64.b64decode(mail["raw"], validate=True)
        self.kept.append(mail)
        if any(is_simulated(to, "lost") for to in recipients):
            self.close_connection = True
            return None
        threading.Thread(target=self.tell, args=(mail,), daemon=True).start()
        return self.answer(200, json.dumps({"MessageId": mail["id"]}).encode())

    def tell(self, mail: dict[str, Any]) -> None:
        time.sleep(TOLD_AFTER_SECONDS)
        for told in events_of(mail):
            self.bus.publish(told)

    def passed_on(self, body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection(urlsplit(self.endpoint).netloc, timeout=30)
        connection.request("POST", self.path, body, dict(self.headers.items()))
        response = connection.getresponse()
        return response.status, response.read()

    def refuse(self, status: int, error: str) -> None:
        self.answer(status, b"{}", {"x-amzn-ErrorType": error})

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def main(endpoint: str, region: str, port: str) -> None:
    Sink.endpoint = endpoint
    Sink.region = region
    Sink.bus = DefaultBus(endpoint, region)
    ThreadingHTTPServer(("127.0.0.1", int(port)), Sink).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
