"""Measures how long send_email takes from its process's start to its first answer, as Lambda's runtime starts it.

Run by hand with the tests' Python, once the template is there (./multimail synth):
PYTHONPATH=e2e .venv/bin/python bench/cold_start.py infra-cdk/cdk.out
The real jar runs with Lambda's runtime interface client against a runtime interface of this script's own; tables and
mailbox are those of the stack on the emulator. Each way of starting is measured several times, in turn, so that what
else the machine does falls on all of them.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import emulator as emulators

TARGET = Path(__file__).resolve().parent.parent / "lambda" / "target"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client"
HANDLER = "dev.multimail.lambda.ApiFunction"
ROUNDS = 7
MOST_SECONDS = 60


class Runtime(BaseHTTPRequestHandler):
    """Lambda's runtime interface: one invocation, then nothing more to do."""

    protocol_version = "HTTP/1.1"
    event: bytes
    answered: threading.Event
    answer: bytes
    given: bool

    def log_message(self, *arguments: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        kind = type(self)
        if kind.given:
            threading.Event().wait(MOST_SECONDS)
            return
        kind.given = True
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", str(uuid4()))
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 60_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:000000000000:function:bench")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.event)))
        self.end_headers()
        self.wfile.write(self.event)

    def do_POST(self) -> None:
        kind = type(self)
        kind.answer = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind.answered.set()
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()


def event_for(emulator: emulators.Emulator, mailbox: dict[str, str]) -> dict[str, Any]:
    """What API Gateway would send, with what the real authorizer says of the mailbox's token."""
    arn = "arn:aws:execute-api:eu-west-1:000000000000:bench/prod/POST/v1/mailboxes/me/send"
    asked = {"type": "TOKEN", "authorizationToken": f"Bearer {mailbox['token']}", "methodArn": arn}
    invoked = emulator.client("lambda").invoke(
        FunctionName="multimail-prod-authorizer", Qualifier="live", Payload=json.dumps(asked)
    )
    caller = json.loads(invoked["Payload"].read())["context"]
    message = {"to": ["supplier@example.com"], "subject": "Hello", "body": "Please confirm."}
    return {
        "resource": "/v1/mailboxes/{mailbox}/send",
        "path": "/v1/mailboxes/me/send",
        "httpMethod": "POST",
        "headers": {"Content-Type": "application/json"},
        "pathParameters": {"mailbox": "me"},
        "requestContext": {"requestId": str(uuid4()), "authorizer": caller},
        "body": json.dumps(message),
        "isBase64Encoded": False,
    }


def variables(emulator: emulators.Emulator) -> dict[str, str]:
    """The environment of the function as it was deployed."""
    told = emulator.client("lambda").get_function_configuration(FunctionName="multimail-prod-send_email")
    return dict(told["Environment"]["Variables"])


def started(options: list[str], environment: dict[str, str], event: dict[str, Any], folder: Path) -> float:
    """Seconds from the process's start to its first answer."""
    body = json.dumps(event | {"headers": event["headers"] | {"Idempotency-Key": uuid4().hex}}).encode()
    kind = type("Once", (Runtime,), {"event": body, "answered": threading.Event(), "answer": b"", "given": False})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        **environment,
        "PATH": os.environ["PATH"],
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}",
        "AWS_LAMBDA_FUNCTION_NAME": "multimail-prod-send_email",
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "LAMBDA_TASK_ROOT": str(folder),
    }
    jars = ":".join(str(jar) for jar in sorted((folder / "lib").glob("*.jar")))
    command = [f"{os.environ['JAVA_HOME']}/bin/java", *options, "-cp", jars, f"{CLIENT}.AWSLambda", HANDLER]
    began = time.monotonic()
    process = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        if not kind.answered.wait(MOST_SECONDS):
            process.kill()
            sys.exit(f"no answer: {process.communicate()[0].decode()}")
        seconds = time.monotonic() - began
    finally:
        process.terminate()
        process.communicate(timeout=MOST_SECONDS)
        server.shutdown()
    status = json.loads(kind.answer).get("statusCode")
    if status not in (200, 202):
        sys.exit(f"send_email answered {kind.answer.decode()}")
    return seconds


def unpacked(folder: Path) -> list[str]:
    """Put what the function is deployed as into a folder; the options that every way of starting needs."""
    with zipfile.ZipFile(io.BytesIO(emulators.asset(next(TARGET.glob("lambda-*-api.jar"))))) as packed:
        packed.extractall(folder)
    native = f"-D{CLIENT}.runtimeapi.NativeClient.JNI={folder / 'libaws-lambda-jni.so'}"
    return ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", native]


def measured(emulator: emulators.Emulator, mailbox: dict[str, str], folder: Path) -> None:
    common, event, environment = unpacked(folder), event_for(emulator, mailbox), variables(emulator)
    tuned = environment.pop("JAVA_TOOL_OPTIONS").split()
    environment.pop("JAVA_HOME", None)
    environment["AWS_ENDPOINT_URL"] = emulator.endpoint
    cache = folder / "send_email.aot"
    started([*common, f"-XX:AOTCacheOutput={cache}"], environment, event, folder)
    tuned_cache = folder / "tuned.aot"
    started([*common, *tuned, f"-XX:AOTCacheOutput={tuned_cache}"], environment, event, folder)
    loaded = folder / "classes.log"
    started([*common, f"-Xlog:class+load:file={loaded}"], environment, event, folder)
    ways = {
        "plain JVM": common,
        "plain JVM, the function's own options": [*common, *tuned],
        "AOT cache": [*common, f"-XX:AOTCache={cache}"],
        "AOT cache, the function's own options": [*common, *tuned, f"-XX:AOTCache={tuned_cache}"],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, options in ways.items():
            times[name].append(started(options, environment, event, folder))
    for name, taken in times.items():
        spread = f"{min(taken) * 1000:,.0f}–{max(taken) * 1000:,.0f}"
        print(f"{name}: median {statistics.median(taken) * 1000:,.0f} ms ({spread}, {ROUNDS} starts)")
    classes = sum("source:" in line for line in loaded.read_text().splitlines())
    jar = (folder / "lib" / "app.jar").stat().st_size / 1e6
    print(f"{classes:,} classes loaded, jar {jar:.1f} MB, caches {cache.stat().st_size / 1e6:.0f} MB")
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def main(assembly: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with emulators.running("eu-west-1", folder, auth=False) as emulator:
            _, out = emulators.deploy(emulator, assembly)
            key = emulators.owner_key_of(emulator, out)
            url = emulators.reached_at(emulator, out["ApiUrl"])
            mailboxes = emulators.mailboxes(url, key, out["DnsReceiving"].split()[0])
            measured(emulator, mailboxes[1], folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
