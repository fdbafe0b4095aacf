"""Deploys the synthesized template to MiniStack, an emulator that speaks AWS, and writes a ready file for the tests.

Run by "./multimail deploy --emulator": python e2e/emulator.py <cloud assembly> <ready file> [--auth]. It stops when its
standard input ends. With AWS_ENDPOINT_URL it starts no emulator and deploys to what speaks AWS at that address. What it
changes of the template for the emulator stands in `adapt`; everything else is deployed as it was synthesized. With
--auth the emulator lets each function do only what its role allows.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import boto3
import httpx

from service import ended, free_port

HERE = Path(__file__).resolve().parent
RUNTIME = HERE.parent / "lambda" / "target" / "runtime"
ACCOUNT = "000000000000"
START_SECONDS = 30
DEPLOY_SECONDS = 240

# Lambda's Java runtime as a custom one: the emulator really runs these, and answers for "java25" by itself.
BOOTSTRAP = """#!/bin/sh
exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx192m --enable-native-access=ALL-UNNAMED \\
  --sun-misc-unsafe-memory-access=allow \\
  -Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="$LAMBDA_TASK_ROOT/libaws-lambda-jni.so" \\
  -cp "$LAMBDA_TASK_ROOT/lib/*" com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
"""
NATIVE = "jni/libaws-lambda-jni.linux-x86_64.so"
# The emulator has no such resources.
UNKNOWN = {"AWS::SES::ReceiptRuleSet", "AWS::SES::ReceiptRule"}


class Emulator:
    """A running emulator, and how its AWS is reached."""

    def __init__(self, region: str, endpoint: str, sink_port: int, auth: bool) -> None:
        self.region = region
        self.auth = auth
        self.endpoint = endpoint
        self.sink = f"http://127.0.0.1:{sink_port}"
        self.sink_port = sink_port

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self.endpoint, region_name=self.region)


@contextmanager
def running(region: str, folder: Path, auth: bool) -> Iterator[Emulator]:
    """What speaks AWS, with the mail sink before it."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    port = free_port()
    emulator = Emulator(region, endpoint or f"http://127.0.0.1:{port}", free_port(), auth)
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": region,
    }
    with ExitStack() as stack:
        if not endpoint:
            ministack = [Path(sys.executable).parent / "ministack"]
            stack.enter_context(program(ministack, folder / "emulator.log", settings(emulator, port)))
            until(lambda: answers(emulator.endpoint + "/_ministack/health"), "the emulator")
        sink = [sys.executable, HERE / "mail_sink.py", emulator.endpoint, region, str(emulator.sink_port)]
        stack.enter_context(program(sink, folder / "sink.log", dict(os.environ)))
        until(lambda: answers(emulator.sink + "/"), "the mail sink")
        yield emulator


def settings(emulator: Emulator, port: int) -> dict[str, str]:
    """The environment of MiniStack."""
    told = os.environ | {
        "AWS_ENDPOINT_URL": emulator.endpoint,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": emulator.region,
    }
    return told | {"AUTH": "true"} if emulator.auth else told


@contextmanager
def program(command: list[str | Path], log: Path, environment: dict[str, str]) -> Iterator[None]:
    """A program that runs until it is left."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            yield
        finally:
            ended(process)


def until(look: Any, what: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not look():
        if time.monotonic() > deadline:
            sys.exit(f"{what} was not there within {START_SECONDS} s")
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def left_without_tls(resource: dict[str, Any]) -> bool:
    """Take the demand for TLS out of a resource's policy; whether anything of the policy is left."""
    document = resource.get("Properties", {}).get("PolicyDocument")
    if document is None or not resource["Type"].endswith(("BucketPolicy", "QueuePolicy", "TopicPolicy")):
        return True
    document["Statement"] = [
        each for each in document["Statement"] if "aws:SecureTransport" not in str(each.get("Condition"))
    ]
    return bool(document["Statement"])


# What `adapt` changes, in sentences.
CHANGES = [
    f"left out, as the emulator has none: {', '.join(sorted(UNKNOWN))}",
    "java25 with SnapStart became provided.al2023 with a bootstrap that starts the same jar",
    "local secondary indexes hold whole rows, as the emulator fetches none from the table",
    "the outputs of DKIM's records, as the emulator gives an identity no tokens",
    "policies demand no TLS, which the emulator does not speak",
    "webhooks may go to this machine, and SES is reached through the mail sink",
    "the function of /mcp reaches the API at the emulator's address",
]
# Calls in which the emulator finds no resource, so that it asks whether their caller may make them on *.
NAMELESS = {"ses:SendEmail", "states:SendTaskSuccess"}
# What it changes besides with --auth.
AUTH_CHANGE = f"roles that allow {' or '.join(sorted(NAMELESS))} allow it on *, as the emulator asks for that"


def widen_nameless(role: dict[str, Any]) -> None:
    """Allow the calls that name no resource to the emulator's eyes on every resource."""
    for policy in role["Properties"].get("Policies", []):
        statements = policy["PolicyDocument"]["Statement"]
        for statement in list(statements):
            told = statement["Action"]
            actions = {told} if isinstance(told, str) else set(told)
            if not actions & NAMELESS:
                continue
            statements.append(statement | {"Action": sorted(actions & NAMELESS), "Resource": "*"})
            statements.remove(statement)
            if actions - NAMELESS:
                statements.append(statement | {"Action": sorted(actions - NAMELESS)})


def adapt(template: dict[str, Any], emulator: Emulator) -> None:
    """Change what the emulator cannot do."""
    resources = template["Resources"]
    dropped = [
        name
        for name, each in resources.items()
        if each["Type"] in UNKNOWN or not left_without_tls(each)
    ]
    for name in dropped:
        del resources[name]
    for name, each in resources.items():
        depends = each.get("DependsOn", [])
        if isinstance(depends, list):
            each["DependsOn"] = [other for other in depends if other not in dropped]
        if each["Type"] == "AWS::Lambda::Function" and each["Properties"]["Runtime"] == "java25":
            properties = each["Properties"]
            properties["Runtime"] = "provided.al2023"
            properties.pop("SnapStart", None)
            variables = properties["Environment"]["Variables"]
            variables["JAVA_HOME"] = os.environ["JAVA_HOME"]
            variables["MULTIMAIL_WEBHOOK_ADDRESSES"] = "public-or-loopback"
            variables["AWS_ENDPOINT_URL_SESV2"] = emulator.sink
            if properties["Handler"].endswith("McpEntry"):
                variables["MULTIMAIL_URL"] = reached_from_inside(variables["MULTIMAIL_URL"], emulator)
        if emulator.auth and each["Type"] == "AWS::IAM::Role":
            widen_nameless(each)
        if each["Type"] == "AWS::DynamoDB::Table":
            for index in each["Properties"].get("LocalSecondaryIndexes", []):
                index["Projection"] = {"ProjectionType": "ALL"}
    outputs_of = template.get("Outputs", {})
    for name in [name for name in outputs_of if name.startswith("DnsDkim")]:
        del outputs_of[name]


def reached_from_inside(url: dict[str, Any], emulator: Emulator) -> dict[str, Any]:
    """The API's address for a function that calls it: the emulator's own instead of API Gateway's host."""
    scheme, api, *_, stage = url["Fn::Join"][1]
    assert scheme == "https://"
    assert stage.startswith("/")
    return {"Fn::Join": ["", [f"{emulator.endpoint}/restapis/", api, f"{stage}/_user_request_"]]}


def adapted(path: Path, emulator: Emulator) -> bytes:
    """A template of the cloud assembly as the emulator can take it."""
    template = json.loads(path.read_text(encoding="utf-8"))
    adapt(template, emulator)
    return json.dumps(template, separators=(",", ":")).encode()


def asset(jar: Path) -> bytes:
    """The jar beside Lambda's runtime interface client, as a custom runtime wants them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        bootstrap = zipfile.ZipInfo("bootstrap")
        bootstrap.external_attr = 0o755 << 16
        archive.writestr(bootstrap, BOOTSTRAP)
        archive.write(jar, "lib/app.jar")
        native = b""
        for library in sorted(RUNTIME.glob("*.jar")):
            archive.write(library, f"lib/{library.name}")
            with zipfile.ZipFile(library) as inside:
                if NATIVE in inside.namelist():
                    native = inside.read(NATIVE)
        if not native:
            sys.exit(f"{RUNTIME} has no runtime interface client for this machine")
        archive.writestr("libaws-lambda-jni.so", native)
    return packed.getvalue()


def deploy(emulator: Emulator, assembly: Path) -> tuple[str, dict[str, str]]:
    """Upload the assets, create the stack, and give its name and outputs."""
    manifest = next(assembly.glob("*.assets.json"))
    name = manifest.name.removesuffix(".assets.json")
    objects = emulator.client("s3")
    place = {"LocationConstraint": emulator.region}
    configuration = {} if emulator.region == "us-east-1" else {"CreateBucketConfiguration": place}
    for change in [*CHANGES, AUTH_CHANGE] if emulator.auth else CHANGES:
        print(f"  {change}", flush=True)
    bucket = f"cdk-hnb659fds-assets-{ACCOUNT}-{emulator.region}"
    objects.create_bucket(Bucket=bucket, **configuration)
    for file in json.loads(manifest.read_text(encoding="utf-8"))["files"].values():
        path = assembly / file["source"]["path"]
        content = asset(path) if path.suffix == ".jar" else adapted(path, emulator)
        for destination in file["destinations"].values():
            objects.put_object(Bucket=bucket, Key=destination["objectKey"], Body=content)
    emulator.client("ssm").put_parameter(
        Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String"
    )
    template = adapted(assembly / f"{name}.template.json", emulator)
    objects.put_object(Bucket=bucket, Key="template.json", Body=template)
    stacks = emulator.client("cloudformation")
    stacks.create_stack(
        StackName=name,
        TemplateURL=f"{emulator.endpoint}/{bucket}/template.json",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        DisableRollback=True,
    )
    return name, outputs(emulator, name)


def explain(emulator: Emulator) -> None:
    """Print what functions logged as failures."""
    logs = emulator.client("logs")
    pages = logs.get_paginator("describe_log_groups").paginate()
    for group in [group for page in pages for group in page["logGroups"]]:
        for event in logs.filter_log_events(logGroupName=group["logGroupName"])["events"]:
            if '"level":"error"' in event["message"]:
                print(group["logGroupName"], event["message"], flush=True)


def outputs(emulator: Emulator, name: str) -> dict[str, str]:
    stacks = emulator.client("cloudformation")
    deadline = time.monotonic() + DEPLOY_SECONDS
    while True:
        stack = stacks.describe_stacks(StackName=name)["Stacks"][0]
        if stack["StackStatus"] == "CREATE_COMPLETE":
            return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        if not stack["StackStatus"].endswith("_IN_PROGRESS") or time.monotonic() > deadline:
            for event in stacks.describe_stack_events(StackName=name)["StackEvents"]:
                if "FAILED" in event["ResourceStatus"]:
                    print(event["LogicalResourceId"], event.get("ResourceStatusReason"), flush=True)
            explain(emulator)
            sys.exit(f"the stack is {stack['StackStatus']}")
        time.sleep(0.5)


def reached_at(emulator: Emulator, url: str) -> str:
    """Where the emulator answers for an address of API Gateway."""
    host, _, stage = url.removeprefix("https://").partition("/")
    return f"{emulator.endpoint}/restapis/{host.partition('.')[0]}/{stage}/_user_request_"


def owner_key_of(emulator: Emulator, out: dict[str, str]) -> str:
    """The owner's key, from where the stack's output says that it is."""
    secret = out["OwnerKeyCommand"].split("--secret-id ")[1].split()[0]
    return str(emulator.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])


def mailboxes(url: str, owner_key: str, domain: str) -> list[dict[str, str]]:
    made = []
    with httpx.Client(timeout=60, headers={"Authorization": f"Bearer {owner_key}"}) as client:
        for name, mode in (("assistant", "gated_send"), ("reporter", "autonomous")):
            asked = {
                "address": f"{name}@{domain}",
                "display_name": f"Demo {name.capitalize()}",
                "oversight_mode": mode,
                "approver_emails": ["approver@example.com"],
            }
            response = client.post(f"{url}/v1/mailboxes", json=asked)
            if response.status_code != 201:
                sys.exit(f"no mailbox: {response.status_code} {response.text}")
            made.append(response.json() | {"oversight_mode": mode})
    return made


def warm(emulator: Emulator) -> None:
    """Start functions once, two at a time: the emulator gives a start ten seconds.

    With --auth only those of the pipeline: the few operations that its tests call start one after another anyway.
    """
    functions = emulator.client("lambda")
    pages = functions.get_paginator("list_functions").paginate()
    names = [each["FunctionName"] for page in pages for each in page["Functions"]]

    def start(name: str) -> None:
        qualifiers = aliases(functions, name)
        if emulator.auth and qualifiers != ["$LATEST"]:
            return
        for qualifier in qualifiers:
            functions.invoke(FunctionName=name, Qualifier=qualifier, Payload=b"{}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(start, [name for name in names if not name.endswith("-install")]))


def aliases(functions: Any, name: str) -> list[str]:
    named = [each["Name"] for each in functions.list_aliases(FunctionName=name)["Aliases"]]
    return named or ["$LATEST"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("assembly", type=Path)
    parser.add_argument("ready", type=Path)
    parser.add_argument("--region", default="eu-west-1")
    parser.add_argument("--auth", action="store_true", help="the emulator enforces IAM")
    options = parser.parse_args()
    began = time.monotonic()

    def told(what: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {what}", flush=True)

    with running(options.region, options.ready.parent, options.auth) as emulator:
        told(f"AWS is spoken at {emulator.endpoint}")
        name, out = deploy(emulator, options.assembly)
        told(f"the stack {name} is deployed")
        warm(emulator)
        told("the functions have started once")
        url = reached_at(emulator, out["ApiUrl"])
        owner_key = owner_key_of(emulator, out)
        ready = {
            "target": "emulator",
            "url": url,
            "public_url": out["ApiUrl"],
            "owner_key": owner_key,
            "mailboxes": mailboxes(url, owner_key, out["DnsReceiving"].split()[0]),
            "endpoint": emulator.endpoint,
            "region": emulator.region,
            "sink": emulator.sink,
            "stack": name,
        }
        partial = options.ready.with_suffix(".part")
        partial.write_text(json.dumps(ready), encoding="utf-8")
        partial.rename(options.ready)
        told(f"ready: {url}")
        sys.stdin.read()
        if emulator.auth:
            # A refused call is seen by its caller as a failure without a reason.
            explain(emulator)


if __name__ == "__main__":
    main()
