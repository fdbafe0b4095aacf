#!/usr/bin/env python3
"""Takes out one guard at a time and shows that a check fails for each: a check that cannot fail checks nothing.

    python3 proofs/mutate.py                Policy, Scope and Lifecycle against the committed tables: minutes
    python3 proofs/mutate.py --traces       what stands between them against the committed traces: minutes for each
    python3 proofs/mutate.py --model        the Spec against theorems, tables and traces: minutes for each

Java without a guard is compiled into a folder of its own; the Spec is changed in place and put back, also when this is
interrupted. What survives is listed at the end, and makes it fail.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import guards
from guards import Guard

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = Path(os.environ.get("MAVEN_REPOSITORY", Path.home() / ".m2" / "repository"))
JAVA = Path(os.environ["JAVA_HOME"]) / "bin" if "JAVA_HOME" in os.environ else Path("")
MODULE = ROOT / "shared-core"
OURS = ["functions", "shared-core"]
FLAGS = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
LIBRARIES = ["org/junit/jupiter", "org/junit/platform", "org/assertj", "org/opentest4j", "org/apiguardian", "org/jspecify"]
PLAY = """package dev.multimail.functions.conformance;
class Mutant {
    public static void main(String[] none) throws Exception {
        try {
            new TraceTest().theHandlersRunAsTheProofsSay();
            System.exit(0);
        } catch (Throwable wrong) {
            System.out.println(wrong.getMessage());
            System.exit(1);
        }
    }
}
"""
MAIN = """package dev.multimail.conformance;
class Mutant {
    public static void main(String[] none) throws Exception {
        new ProofDataTest().thePolicyDecidesAsTheProofsSay();
        new ProofDataTest().messagesLiveAsTheProofsSay();
    }
}
"""


def mutated(guard: Guard) -> str:
    text = (ROOT / guard.file).read_text(encoding="utf-8")
    if guard.text not in text:
        raise SystemExit(f"{guard.file} has no text {guard.text!r} any more: correct guards.py")
    return text.replace(guard.text, guard.instead, 1)


def compiled(sources: list[Path], folder: Path, classes: str) -> bool:
    command = [str(JAVA / "javac"), "-nowarn", "-proc:none", "-d", str(folder), "-cp", classes, *map(str, sources)]
    return subprocess.run(command, capture_output=True).returncode == 0


def without(guard: Guard | None, folder: Path, classes: str) -> str | None:
    """The class path with a guard's class changed before all others; None if that does not compile."""
    changed = folder / "changed"
    shutil.rmtree(changed, ignore_errors=True)
    changed.mkdir()
    if guard is not None:
        source = changed / Path(guard.file).name
        source.write_text(mutated(guard), encoding="utf-8")
        if not compiled([source], changed, classes):
            return None
    return f"{changed}{os.pathsep}{classes}"


class Tables:
    """Java's decisions against the committed tables, compiled and run without Maven."""

    def __init__(self, folder: Path) -> None:
        jars = [str(jar) for name in LIBRARIES for jar in sorted((REPOSITORY / name).rglob("*.jar"))]
        self.folder = folder
        self.classes = os.pathsep.join([str(folder / "test"), str(folder / "main"), *jars])
        (folder / "Mutant.java").write_text(MAIN)
        main = sorted(p for n in ("policy", "message", "id", "problem") for p in self.sources(n))
        if not compiled(main, folder / "main", os.pathsep.join(jars)):
            raise SystemExit("The domain did not compile: build the project once with ./multimail, and set JAVA_HOME.")
        test = MODULE / "src/test/java/dev/multimail"
        tests = [*sorted((test / "conformance").glob("*.java")), test / "message/Lives.java", folder / "Mutant.java"]
        if not compiled(tests, folder / "test", self.classes):
            raise SystemExit("The test did not compile: build the project once with ./multimail.")
        if self.caught(None) is not None:
            raise SystemExit("The tables do not hold even with every guard in place.")

    @staticmethod
    def sources(package: str) -> list[Path]:
        return list((MODULE / "src/main/java/dev/multimail" / package).glob("*.java"))

    def caught(self, guard: Guard | None) -> str | None:
        classes = without(guard, self.folder, self.classes)
        if classes is None:
            return "the compiler"
        command = [str(JAVA / "java"), "-cp", classes, "dev.multimail.conformance.Mutant"]
        run = subprocess.run(command, cwd=MODULE, capture_output=True, text=True, timeout=300)
        if run.returncode == 0:
            return None
        wrong = [line.strip(' ",[]') for line in run.stderr.splitlines() if line.startswith(("  [\"", '["', "    \""))]
        named = [line for line in wrong if not line.startswith("0x")]
        return named[0][:100] if named else "ProofDataTest"


class Traces:
    """The real handlers against the committed traces, with what Maven compiled and one class instead of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = folder / "classes.txt"
        maven = ["./mvnw", "-q", "-pl", "functions", "-am", "test-compile", "dependency:build-classpath"]
        maven += [f"-Dmdep.outputFile={listed}", "-Dspotless.check.skip=true"]
        if subprocess.run(maven, cwd=ROOT, stdout=subprocess.DEVNULL).returncode:
            raise SystemExit("The project did not compile.")
        own = [ROOT / module / "target" / kind for module in OURS for kind in ("test-classes", "classes")]
        jars = [jar for jar in listed.read_text().strip().split(os.pathsep) if "dev/multimail" not in jar]
        self.classes = os.pathsep.join([str(folder / "main"), *map(str, own), *jars])
        (folder / "Mutant.java").write_text(PLAY)
        if not compiled([folder / "Mutant.java"], folder / "main", self.classes):
            raise SystemExit("The test did not compile: build the project once with ./multimail.")
        if self.caught(None) is not None:
            raise SystemExit("The traces are not the committed ones even with every guard in place.")

    def caught(self, guard: Guard | None) -> str | None:
        classes = without(guard, self.folder, self.classes)
        if classes is None:
            return "the compiler"
        command = [str(JAVA / "java"), *FLAGS, "-cp", classes, "dev.multimail.functions.conformance.Mutant"]
        environment = dict(os.environ, DDB_LOCAL_TELEMETRY="0")
        run = subprocess.run(command, cwd=MODULE, env=environment, capture_output=True, text=True, timeout=900)
        if run.returncode == 0:
            return None
        named = re.findall(r'"(trace [^"]*)"', run.stdout)
        return f"{len(named)} traces, first {named[0]}" if named else "TraceTest: " + run.stdout.strip()[-100:]


def caught_by_lean(guard: Guard) -> str | None:
    """What the check of the proofs says while the guard is out of the Spec."""
    file = ROOT / guard.file
    before = file.read_bytes()
    change = mutated(guard)
    try:
        file.write_text(change, encoding="utf-8")
        command = [sys.executable, "-B", "proofs/check.py", "--first"]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    finally:
        file.write_bytes(before)
    if run.returncode == 0:
        return None
    errors = re.findall(r"MultiMail/\S+\.lean:\d+", run.stdout + run.stderr)
    return errors[0] if errors else "check.py: " + run.stderr.strip()[:100]


def report(number: int, guard: Guard, caught: str | None) -> None:
    mark = "caught  " if caught else "SURVIVES"
    print(f"{number:3} {mark} {Path(guard.file).name:16} {guard.sentence}" + (f" — {caught}" if caught else ""), flush=True)


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def checks(arguments: list[str], folder: Path) -> tuple[list[Guard], Callable[[Guard], str | None]]:
    """The guards that were chosen, and what says how one of them is missed."""
    if "--traces" in arguments:
        return guards.TRACES, Traces(folder).caught
    if "--model" in arguments:
        return guards.MODEL, caught_by_lean
    return guards.TABLES, Tables(folder).caught


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    survivors: list[Guard] = []
    with tempfile.TemporaryDirectory() as folder:
        chosen, caught_by = checks(sys.argv[1:], Path(folder))
        for number, guard in enumerate(chosen, 1):
            caught = caught_by(guard)
            report(number, guard, caught)
            if caught is None:
                survivors.append(guard)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} guards are held; {len(survivors)} survive")
    for guard in survivors:
        print(f"  survives: {guard.file}: {guard.sentence}")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
